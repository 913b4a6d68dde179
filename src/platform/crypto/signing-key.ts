import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto'
import { sha256Hex } from './token.ts'

/** An Ed25519 key pair as PEM texts (PKCS #8 and SPKI). */
export type SigningKeyPair = { readonly privatePem: string; readonly publicPem: string }

export function generateSigningKey(): SigningKeyPair {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519', {
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  })
  return { privatePem: privateKey, publicPem: publicKey }
}

/** The public half of a private key. */
export function publicPemOf(privatePem: string): string {
  return createPublicKey(createPrivateKey(privatePem)).export({ type: 'spki', format: 'pem' }).toString()
}

/** Signs with Ed25519; 64 bytes in base64url. */
export function signText(text: string, privatePem: string): string {
  return sign(null, Buffer.from(text), createPrivateKey(privatePem)).toString('base64url')
}

/** Whether the signature is of this text by this key. False too for a text that is no signature; throws on a bad key. */
export function verifyText(text: string, signature: string, publicPem: string): boolean {
  return verify(null, Buffer.from(text), ed25519(publicPem), Buffer.from(signature, 'base64url'))
}

/** A short name of a public key: the first 16 hexadecimal digits of the SHA-256 of its DER form. */
export function keyFingerprint(publicPem: string): string {
  return sha256Hex(ed25519(publicPem).export({ type: 'spki', format: 'der' })).slice(0, 16)
}

function ed25519(publicPem: string): KeyObject {
  const key = createPublicKey(publicPem)
  if (key.asymmetricKeyType !== 'ed25519') throw new Error('not an Ed25519 public key')
  return key
}
