import type { PdfReport, SignatureReport } from '#src/signing/index.ts'
import { formatInstant, type View } from '#src/web/locale/time.ts'
import { reportWords as words } from './report-words.ts'

/** A report on a PDF's signatures as sentences, for a page and for the command line. */
export interface SaidReport {
  readonly sound: boolean
  readonly summary: string
  readonly signatures: readonly {
    readonly title: string
    readonly sound: boolean
    /** The one word for it. */
    readonly verdict: string
    readonly lines: readonly { readonly term: string; readonly value: string }[]
  }[]
}

export function sayReport(view: View, { fault, signatures, addedAtEnd, sound }: PdfReport): SaidReport {
  const { locale } = view
  const count = signatures.length
  const summary =
    fault !== null
      ? words(locale, `fault.${fault}`)
      : count === 0
        ? words(locale, 'no-signatures')
        : sound
          ? words(locale, 'all-good', { count })
          : `${words(locale, 'not-good')}${addedAtEnd ? ` ${words(locale, 'added-at-end')}` : ''}`
  return {
    sound,
    summary,
    signatures: signatures.map((each, at) => ({
      title: words(locale, 'signature', { at: at + 1, count }),
      sound: isGood(each),
      verdict: verdictOf(view, each),
      lines: linesOf(view, each, addedAtEnd),
    })),
  }
}

const isGood = ({ verdict, trust, changes }: SignatureReport) =>
  verdict === 'valid' && trust?.kind === 'trusted' && changes.length === 0

function verdictOf({ locale }: View, report: SignatureReport): string {
  if (report.verdict !== 'valid') return words(locale, 'short.bad')
  if (report.trust?.kind !== 'trusted') return words(locale, 'short.untrusted')
  return words(locale, isGood(report) ? 'short.good' : 'short.changed')
}

function linesOf(view: View, report: SignatureReport, addedAtEnd: boolean) {
  const { locale } = view
  const { signer, signedAt, reason, verdict, trust } = report
  const post = [signer?.subject.title, signer?.subject.unit].filter(Boolean).join(', ')
  const note = trust?.kind === 'trusted' && trust.note !== undefined ? words(locale, `note.${trust.note}`) : ''
  const kind = trust === null ? 'none' : trust.kind
  return [
    { term: words(locale, 'signer'), value: signer?.subject.name ?? words(locale, 'unknown-signer') },
    ...(post === '' ? [] : [{ term: words(locale, 'post'), value: post }]),
    ...(signedAt === null ? [] : [{ term: words(locale, 'time'), value: formatInstant(view, signedAt) }]),
    ...(reason === null || reason === '' ? [] : [{ term: words(locale, 'reason'), value: reason.slice(0, 300) }]),
    { term: words(locale, 'integrity'), value: words(locale, `verdict.${verdict}`) },
    { term: words(locale, 'certificate'), value: `${words(locale, `trust.${kind}`)}${note}` },
    ...(verdict === 'valid' ? [{ term: words(locale, 'covers'), value: coverage(view, report, addedAtEnd) }] : []),
  ]
}

function coverage({ locale }: View, { whole, changes }: SignatureReport, addedAtEnd: boolean): string {
  if (whole) return words(locale, 'whole')
  if (changes.length > 0)
    return words(locale, 'changed', { changes: changes.map((each) => words(locale, `change.${each}`)).join('; ') })
  return words(locale, addedAtEnd ? 'added-at-end' : 'later-signatures')
}
