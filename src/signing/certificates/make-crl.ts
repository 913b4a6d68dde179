import { createPublicKey } from 'node:crypto'
import { bits, enumerated, explicit, implicit, integer, sequence, time } from '../der.ts'
import { extension, type KeyWithCertificate, keyIdOf, signedBy } from './make-certificate.ts'
import { OID } from './oids.ts'

/** Why a certificate is taken back, by the codes of RFC 5280. */
export const REVOCATION_CODES = {
  unspecified: 0,
  'key-compromise': 1,
  'affiliation-changed': 3,
  superseded: 4,
  cessation: 5,
} as const

export type RevocationReason = keyof typeof REVOCATION_CODES

export interface Revocation {
  /** In hexadecimal. */
  readonly serial: string
  readonly at: Temporal.Instant
  readonly reason: RevocationReason
}

/** The authority's signed list of certificates taken back, in DER. It holds for `days` from `at`. */
export function makeCrl(
  authority: Pick<KeyWithCertificate, 'key'> & { readonly name: Buffer },
  {
    revoked,
    at,
    number,
    days = 7,
  }: {
    readonly revoked: readonly Revocation[]
    readonly at: Temporal.Instant
    readonly number: number
    readonly days?: number
  },
): Buffer {
  const { algorithm } = signedBy(authority.key, Buffer.alloc(0))
  const entries = revoked.map(({ serial, at: since, reason }) =>
    sequence(
      integer(Buffer.from(serial.padStart(serial.length + (serial.length % 2), '0'), 'hex')),
      time(since),
      ...(reason === 'unspecified'
        ? []
        : [sequence(extension(OID.reasonCode, false, enumerated(REVOCATION_CODES[reason])))]),
    ),
  )
  const body = sequence(
    integer(1),
    algorithm,
    authority.name,
    time(at),
    time(at.add({ hours: 24 * days })),
    ...(entries.length === 0 ? [] : [sequence(...entries)]),
    explicit(
      0,
      sequence(
        extension(OID.authorityKeyId, false, sequence(implicit(0, keyIdOf(createPublicKey(authority.key))))),
        extension(OID.crlNumber, false, integer(number)),
      ),
    ),
  )
  return sequence(body, algorithm, bits(signedBy(authority.key, body).signature))
}
