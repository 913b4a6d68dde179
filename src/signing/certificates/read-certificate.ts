import { createHash, createPublicKey, type KeyObject, X509Certificate } from 'node:crypto'
import { child, type Der, numberOf, oidOf, readDer, timeOf } from '../read-der.ts'
import { OID } from './oids.ts'
import type { Subject } from './subject.ts'

export interface Certificate {
  readonly der: Buffer
  /** In hexadecimal, without a leading zero byte. */
  readonly serial: string
  /** SHA-256 of the whole, in hexadecimal. */
  readonly fingerprint: string
  readonly subject: Subject
  readonly issuer: Subject
  /** The names as they stand, to be compared. */
  readonly subjectDer: Buffer
  readonly issuerDer: Buffer
  readonly from: Temporal.Instant
  readonly until: Temporal.Instant
  readonly authority: boolean
  /** How many authorities may stand below; null for any number. */
  readonly pathLength: number | null
  /** Null where the certificate does not say. */
  readonly usage: { readonly sign: boolean; readonly certify: boolean } | null
  /** Critical extensions that this program does not know: such a certificate is not to be trusted. */
  readonly unknownCritical: readonly string[]
  readonly key: KeyObject
  readonly signature: { readonly body: Buffer; readonly algorithm: Der; readonly bits: Buffer }
}

/** Reads a certificate in DER or PEM. Throws on anything else. */
export function readCertificate(bytes: Uint8Array): Certificate {
  const der = Buffer.from(new X509Certificate(bytes).raw)
  const whole = readDer(der)
  const body = child(whole, 0, 0x30)
  const at = body.items[0]?.tag === 0xa0 ? 1 : 0
  const validity = child(body, at + 3)
  const spki = child(body, at + 5)
  const subject = child(body, at + 4)
  const issuer = child(body, at + 2)
  const extensions = body.items.find(({ tag }) => tag === 0xa3)
  return {
    der,
    serial: child(body, at)
      .content.toString('hex')
      .replace(/^(?:00)+(?=..)/, ''),
    fingerprint: createHash('sha256').update(der).digest('hex'),
    subject: subjectOf(subject),
    issuer: subjectOf(issuer),
    subjectDer: subject.raw,
    issuerDer: issuer.raw,
    from: timeOf(child(validity, 0)),
    until: timeOf(child(validity, 1)),
    ...readExtensions(extensions === undefined ? [] : child(extensions, 0).items),
    key: createPublicKey({ key: spki.raw, format: 'der', type: 'spki' }),
    signature: { body: body.raw, algorithm: child(whole, 1), bits: child(whole, 2, 0x03).content.subarray(1) },
  }
}

/** The certificates of a file: one in DER, or any number of them in PEM. */
export function readCertificates(bytes: Uint8Array): Certificate[] {
  const text = Buffer.from(bytes).toString('latin1')
  const pems = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g)
  return pems === null ? [readCertificate(bytes)] : pems.slice(0, 200).map((pem) => readCertificate(Buffer.from(pem)))
}

export function pemOf(der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? []
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`
}

function readExtensions(
  items: readonly Der[],
): Pick<Certificate, 'authority' | 'pathLength' | 'usage' | 'unknownCritical'> {
  const found: { -readonly [K in 'authority' | 'pathLength' | 'usage']: Certificate[K] } = {
    authority: false,
    pathLength: null,
    usage: null,
  }
  const unknownCritical: string[] = []
  for (const item of items) {
    const type = oidOf(child(item, 0))
    const critical = item.items.length === 3 && item.items[1]?.content[0] !== 0
    const value = readDer(item.items.at(-1)!.content)
    if (type === OID.basicConstraints) {
      found.authority = value.items[0]?.tag === 0x01 && value.items[0].content[0] !== 0
      const length = value.items.find(({ tag }) => tag === 0x02)
      found.pathLength = length === undefined ? null : numberOf(length)
    } else if (type === OID.keyUsage) {
      const first = value.content[1] ?? 0
      found.usage = { sign: (first & 0b1100_0000) !== 0, certify: (first & 0b0000_0100) !== 0 }
    } else if (critical && !KNOWN.has(type)) unknownCritical.push(type)
  }
  return { ...found, unknownCritical }
}

// Those that limit what a certificate is for and that signing documents is among; the others only inform.
const KNOWN = new Set<string>([
  OID.extendedKeyUsage,
  OID.subjectKeyId,
  OID.authorityKeyId,
  OID.crlDistribution,
  '2.5.29.17',
  '2.5.29.32',
])

function subjectOf(name: Der): Subject {
  const values = new Map<string, string>()
  for (const set of name.items)
    for (const pair of set.items) {
      const value = child(pair, 1)
      values.set(
        oidOf(child(pair, 0)),
        value.tag === 0x1e
          ? Buffer.from(value.content).swap16().toString('utf16le')
          : value.content.toString(value.tag === 0x14 ? 'latin1' : 'utf8'),
      )
    }
  const of = (type: string) =>
    values
      .get(type)
      ?.replaceAll(/[\p{Cc}\p{Cf}]/gu, ' ')
      .slice(0, 200)
  return {
    name: of(OID.commonName) ?? of(OID.organizationalUnit) ?? of(OID.organization) ?? '—',
    title: of(OID.title),
    unit: of(OID.organizationalUnit),
    institution: of(OID.organization),
    country: of(OID.country),
    serial: of(OID.serialNumber),
  }
}
