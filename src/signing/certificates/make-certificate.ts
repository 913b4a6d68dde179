import { createHash, createPublicKey, generateKeyPair, type KeyObject, randomBytes, sign } from 'node:crypto'
import { promisify } from 'node:util'
import { bits, boolean, explicit, implicit, integer, nothing, octets, oid, sequence, time } from '../der.ts'
import { OID } from './oids.ts'
import { type Subject, subjectDer } from './subject.ts'

const generate = promisify(generateKeyPair)

/** A private key with its certificate and the certificates above it, nearest first, all in DER. */
export interface KeyWithCertificate {
  readonly key: KeyObject
  readonly certificate: Buffer
  readonly chain: readonly Buffer[]
}

export interface Validity {
  readonly from: Temporal.Instant
  readonly until: Temporal.Instant
}

/** Makes a certificate authority that nobody stands above: a key on the curve P-256 and its own certificate. */
export async function makeAuthority(subject: Subject, validity: Validity): Promise<KeyWithCertificate> {
  const { privateKey, publicKey } = await generate('ec', { namedCurve: 'P-256' })
  const name = subjectDer(subject)
  const keyId = keyIdOf(publicKey)
  const certificate = signedCertificate({
    issuer: name,
    subject: name,
    validity,
    publicKey,
    signer: privateKey,
    extensions: [
      extension(OID.basicConstraints, true, sequence(boolean(true), integer(0))),
      // keyCertSign and cRLSign.
      extension(OID.keyUsage, true, bits(Buffer.from([0b0000_0110]), 1)),
      extension(OID.subjectKeyId, false, octets(keyId)),
      extension(OID.authorityKeyId, false, sequence(implicit(0, keyId))),
    ],
  })
  return { key: privateKey, certificate, chain: [] }
}

export interface CertificateRequest {
  readonly subject: Subject
  readonly from: Temporal.Instant
  /** Cut to the end of the authority's own. */
  readonly until: Temporal.Instant
  /** Where the authority's list of revoked certificates is published. */
  readonly crlUrl?: string
}

/** Issues a certificate for signing documents, with a new key on the curve P-256. */
export async function issueCertificate(
  authority: KeyWithCertificate & { readonly until: Temporal.Instant; readonly name: Buffer },
  { subject, from, until, crlUrl }: CertificateRequest,
): Promise<KeyWithCertificate> {
  const { privateKey, publicKey } = await generate('ec', { namedCurve: 'P-256' })
  const last = Temporal.Instant.compare(until, authority.until) > 0 ? authority.until : until
  const certificate = signedCertificate({
    issuer: authority.name,
    subject: subjectDer(subject),
    validity: { from, until: last },
    publicKey,
    signer: authority.key,
    extensions: [
      extension(OID.basicConstraints, true, sequence()),
      // digitalSignature and nonRepudiation.
      extension(OID.keyUsage, true, bits(Buffer.from([0b1100_0000]), 6)),
      // The readers of NSS know the purpose of mail but not the younger one of documents.
      extension(OID.extendedKeyUsage, false, sequence(oid(OID.documentSigning), oid(OID.emailProtection))),
      extension(OID.subjectKeyId, false, octets(keyIdOf(publicKey))),
      extension(OID.authorityKeyId, false, sequence(implicit(0, keyIdOf(createPublicKey(authority.key))))),
      ...(crlUrl === undefined ? [] : [extension(OID.crlDistribution, false, distribution(crlUrl))]),
    ],
  })
  return { key: privateKey, certificate, chain: [authority.certificate, ...authority.chain] }
}

/** SHA-1 of the key's bits, as RFC 5280 names keys; it identifies and protects nothing. */
export function keyIdOf(publicKey: KeyObject): Buffer {
  const spki = publicKey.export({ type: 'spki', format: 'der' })
  return createHash('sha1').update(spki).digest()
}

/** Signature algorithm and signature of an authority's key over bytes. */
export function signedBy(key: KeyObject, bytes: Buffer): { readonly algorithm: Buffer; readonly signature: Buffer } {
  const algorithm =
    key.asymmetricKeyType === 'ec' ? sequence(oid(OID.ecdsaSha256)) : sequence(oid(OID.rsaSha256), nothing())
  return { algorithm, signature: sign('sha256', bytes, key) }
}

interface ToSign {
  readonly issuer: Buffer
  readonly subject: Buffer
  readonly validity: Validity
  readonly publicKey: KeyObject
  readonly signer: KeyObject
  readonly extensions: readonly Buffer[]
}

function signedCertificate({ issuer, subject, validity, publicKey, signer, extensions }: ToSign): Buffer {
  const { algorithm } = signedBy(signer, Buffer.alloc(0))
  const serial = randomBytes(16)
  serial[0] = (serial[0]! & 0x7f) | 0x40
  const body = sequence(
    explicit(0, integer(2)),
    integer(serial),
    algorithm,
    issuer,
    sequence(time(validity.from), time(validity.until)),
    subject,
    publicKey.export({ type: 'spki', format: 'der' }),
    explicit(3, sequence(...extensions)),
  )
  return sequence(body, algorithm, bits(signedBy(signer, body).signature))
}

export function extension(type: string, critical: boolean, value: Buffer): Buffer {
  return sequence(oid(type), ...(critical ? [boolean(true)] : []), octets(value))
}

function distribution(url: string): Buffer {
  return sequence(sequence(explicit(0, explicit(0, implicit(6, Buffer.from(url, 'latin1'))))))
}
