import type { TrustBase } from '../certificates/trust.ts'
import type { PdfReport } from '../verify-pdf.ts'
import { receivedReport, sentTrustBase } from './messages.ts'
import { ANYBODY, APART, workApart } from './work-apart.ts'

/** As `verifyPdf`, in a thread of its own. What takes too much time or memory has the fault `too-much`. */
export async function verifyApart(
  bytes: Uint8Array,
  base: TrustBase,
  now: Temporal.Instant,
  limits = APART,
): Promise<PdfReport> {
  const job = { kind: 'verify', bytes, base: sentTrustBase(base), now: now.toString() } as const
  const answer = await workApart(ANYBODY, job, limits)
  if (answer.kind === 'verified') return receivedReport(answer.report)
  if (answer.kind === 'too-much') return UNCHECKED
  throw new Error(`a verification was answered with ${answer.kind}`)
}

const UNCHECKED: PdfReport = { fault: 'too-much', signatures: [], addedAtEnd: false, sound: false }
