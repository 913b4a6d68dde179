import type { Revocation } from '../certificates/make-crl.ts'
import { readCertificate } from '../certificates/read-certificate.ts'
import type { Trust, TrustBase } from '../certificates/trust.ts'
import type { PdfReport, SignatureReport } from '../verify-pdf.ts'

/** What is believed, as a thread takes it: certificates as their bytes, instants as text. */
export interface SentTrustBase {
  readonly roots: readonly Uint8Array[]
  readonly between: readonly Uint8Array[]
  readonly revoked: ReadonlyMap<string, readonly (Omit<Revocation, 'at'> & { readonly at: string })[]>
}

export const sentTrustBase = ({ roots, between = [], revoked = new Map() }: TrustBase): SentTrustBase => ({
  roots: roots.map(({ der }) => der),
  between: between.map(({ der }) => der),
  revoked: new Map([...revoked].map(([of, taken]) => [of, taken.map((each) => ({ ...each, at: each.at.toString() }))])),
})

export const receivedTrustBase = ({ roots, between, revoked }: SentTrustBase): TrustBase => ({
  roots: roots.map(readCertificate),
  between: between.map(readCertificate),
  revoked: new Map(
    [...revoked].map(([of, taken]) => [of, taken.map((each) => ({ ...each, at: Temporal.Instant.from(each.at) }))]),
  ),
})

type Revoked = Extract<Trust, { kind: 'revoked' }>

/** A report on a PDF as a thread gives it. */
export type SentReport = Omit<PdfReport, 'signatures'> & {
  readonly signatures: readonly (Omit<SignatureReport, 'signedAt' | 'trust'> & {
    readonly signedAt: string | null
    readonly trust: Exclude<Trust, Revoked> | { readonly kind: 'revoked'; readonly at: string } | null
  })[]
}

export const sentReport = (report: PdfReport): SentReport => ({
  ...report,
  signatures: report.signatures.map(({ signedAt, trust, ...signature }) => ({
    ...signature,
    signedAt: signedAt?.toString() ?? null,
    trust: trust?.kind === 'revoked' ? { kind: 'revoked', at: trust.at.toString() } : trust,
  })),
})

export const receivedReport = (report: SentReport): PdfReport => ({
  ...report,
  signatures: report.signatures.map(({ signedAt, trust, ...signature }) => ({
    ...signature,
    signedAt: signedAt === null ? null : Temporal.Instant.from(signedAt),
    trust: trust?.kind === 'revoked' ? { kind: 'revoked', at: Temporal.Instant.from(trust.at) } : trust,
  })),
})
