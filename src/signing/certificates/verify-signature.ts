import { constants, type KeyObject, verify } from 'node:crypto'
import { type Der, numberOf, oidOf } from '../read-der.ts'
import { OID } from './oids.ts'

/** Digests that still hold. SHA-1 and MD5 are not among them. */
export const DIGESTS: Readonly<Record<string, string>> = {
  [OID.sha256]: 'sha256',
  [OID.sha384]: 'sha384',
  [OID.sha512]: 'sha512',
}

const WITH_DIGEST: Readonly<Record<string, readonly ['rsa' | 'ec', string]>> = {
  [OID.rsaSha256]: ['rsa', 'sha256'],
  [OID.rsaSha384]: ['rsa', 'sha384'],
  [OID.rsaSha512]: ['rsa', 'sha512'],
  [OID.ecdsaSha256]: ['ec', 'sha256'],
  [OID.ecdsaSha384]: ['ec', 'sha384'],
  [OID.ecdsaSha512]: ['ec', 'sha512'],
}

/** Whether the key signed the bytes by the algorithm named; null where the algorithm is unknown or too weak to tell. */
export function signatureFits(
  key: KeyObject,
  algorithm: Der,
  digest: string | null,
  bytes: Buffer,
  signature: Buffer,
): boolean | null {
  const type = oidOf(algorithm.items[0]!)
  const known = WITH_DIGEST[type]
  if (type === OID.rsaPss) return pssFits(key, algorithm, bytes, signature)
  const hash = known?.[1] ?? (type === OID.rsa ? digest : null)
  const kind = known?.[0] ?? 'rsa'
  if (hash === null || hash === undefined || key.asymmetricKeyType !== kind || weak(key)) return null
  try {
    return verify(hash, bytes, key, signature)
  } catch {
    return false
  }
}

function pssFits(key: KeyObject, algorithm: Der, bytes: Buffer, signature: Buffer): boolean | null {
  const parameters = algorithm.items[1]
  const hash = parameters?.items.find(({ tag }) => tag === 0xa0)?.items[0]?.items[0]
  const salt = parameters?.items.find(({ tag }) => tag === 0xa2)?.items[0]
  const digest = hash === undefined ? undefined : DIGESTS[oidOf(hash)]
  if (digest === undefined || salt === undefined || !key.asymmetricKeyType?.startsWith('rsa') || weak(key)) return null
  try {
    return verify(
      digest,
      bytes,
      { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: numberOf(salt) },
      signature,
    )
  } catch {
    return false
  }
}

function weak(key: KeyObject): boolean {
  const { modulusLength = 4096 } = key.asymmetricKeyDetails ?? {}
  return modulusLength < 2048
}
