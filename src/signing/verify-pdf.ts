import type { Certificate } from './certificates/read-certificate.ts'
import { type Trust, type TrustBase, trustOf } from './certificates/trust.ts'
import { type Change, changesAfter } from './changes-after.ts'
import { checkCms } from './cms/check-cms.ts'
import { type Pdf, readPdf } from './pdf/read-pdf.ts'
import { isKind, type PdfDict, PdfFault, type PdfFaultCode, textOf } from './pdf/types.ts'
import { type SignatureField, signatureFields } from './signature-fields.ts'

/** What is told of who signed: data that one thread can hand to another. */
export type ReportedSigner = Pick<Certificate, 'subject' | 'issuer' | 'serial' | 'fingerprint'>

export interface SignatureReport {
  readonly field: string
  /**
   * `valid`: the bytes are those that were signed. `altered`: they are not. `forged`: the signature covers other bytes than the file
   * pretends. `weak` and `unreadable`: it cannot be told.
   */
  readonly verdict: 'valid' | 'altered' | 'forged' | 'weak' | 'unreadable'
  readonly signer: ReportedSigner | null
  /** The instant that the signer's program wrote. */
  readonly signedAt: Temporal.Instant | null
  readonly reason: string | null
  readonly trust: Trust | null
  /** The signature covers the file to its last byte. */
  readonly whole: boolean
  /** What changed in the document after it. */
  readonly changes: readonly Change[]
}

export interface PdfReport {
  /** Why the file cannot be read at all. */
  readonly fault: PdfFaultCode | null
  readonly signatures: readonly SignatureReport[]
  /** Something stands behind the last signature. */
  readonly addedAtEnd: boolean
  /** Every signature is valid and trusted, none was followed by a change, and the last covers the whole file. */
  readonly sound: boolean
}

const MOST_SIGNATURES = 40
// Of what the file says of a signature; nobody reads more.
const MOST_LETTERS = 1_000

/** Checks every signature of a PDF against the roots that one believes. Never throws on bad input. */
export function verifyPdf(bytes: Uint8Array, base: TrustBase, now: Temporal.Instant): PdfReport {
  try {
    const pdf = readPdf(bytes)
    const fields = signatureFields(pdf).filter(({ value }) => value !== null)
    const signatures = fields.slice(0, MOST_SIGNATURES).map((field) => verifySignature(pdf, field, base, now))
    const addedAtEnd = signatures.length > 0 && !signatures.some(({ whole }) => whole)
    const good = ({ verdict, trust, changes }: SignatureReport) =>
      verdict === 'valid' && trust?.kind === 'trusted' && changes.length === 0
    const sound = signatures.length > 0 && fields.length === signatures.length && !addedAtEnd && signatures.every(good)
    return { fault: null, signatures, addedAtEnd, sound }
  } catch (error) {
    const code = error instanceof PdfFault ? error.code : 'broken'
    if (!(error instanceof PdfFault) && !(error instanceof RangeError)) throw error
    return { fault: code, signatures: [], addedAtEnd: false, sound: false }
  }
}

function verifySignature(
  pdf: Pdf,
  { title, value }: SignatureField,
  base: TrustBase,
  now: Temporal.Instant,
): SignatureReport {
  const signature = value!
  const said = {
    field: title.slice(0, MOST_LETTERS),
    reason: textOf(pdf.resolve(signature.entries.get('Reason')))?.slice(0, MOST_LETTERS) ?? null,
    signedAt: dateOf(textOf(pdf.resolve(signature.entries.get('M')))),
  }
  const nothing = { ...said, signer: null, trust: null, whole: false, changes: [] }
  const covered = coveredBytes(pdf, signature)
  if (covered === null) return { ...nothing, verdict: 'forged' }
  const subFilter = pdf.resolve(signature.entries.get('SubFilter'))
  const kind = isKind(subFilter, 'name') ? subFilter.name : ''
  if (kind !== 'ETSI.CAdES.detached' && kind !== 'adbe.pkcs7.detached') return { ...nothing, verdict: 'unreadable' }
  const { before, after, contents } = covered
  const check = checkCms(contents, [before, after], { bound: kind === 'ETSI.CAdES.detached' })
  const end = covered.end
  const whole = end === pdf.bytes.length
  if (check.kind !== 'read') return { ...nothing, whole, verdict: check.kind }
  const { signer, certificates, fits } = check
  const signedAt = check.signedAt ?? said.signedAt
  const between = [...(base.between ?? []), ...certificates]
  const trust = signedAt === null ? null : trustOf(signer, signedAt, now, { ...base, between })
  const { subject, issuer, serial, fingerprint } = signer
  const known = { ...said, signer: { subject, issuer, serial, fingerprint }, trust, signedAt, whole }
  if (!fits) return { ...known, verdict: 'altered', changes: [] }
  const revision = whole ? pdf : revisionOf(pdf, end, covered.start)
  if (revision === null) return { ...known, verdict: 'forged', changes: [] }
  return { ...known, verdict: 'valid', changes: whole ? [] : changesAfter(revision, pdf) }
}

/**
 * The bytes that a signature says it covers. Null unless they are all of them from the first on, with one gap that is exactly the
 * string of the signature itself: else something else could stand in the gap, or outside.
 */
function coveredBytes(pdf: Pdf, signature: PdfDict) {
  const range = pdf.list(signature.entries.get('ByteRange')).map((value) => pdf.resolve(value))
  const contents = signature.entries.get('Contents')
  if (range.length !== 4 || !range.every((value) => typeof value === 'number' && Number.isSafeInteger(value)))
    return null
  const [first, length, second, rest] = range as [number, number, number, number]
  if (first !== 0 || rest <= 0 || second + rest > pdf.bytes.length) return null
  if (!isKind(contents, 'string') || !contents.hex || contents.start !== length || contents.end !== second) return null
  return {
    before: pdf.bytes.subarray(0, length),
    after: pdf.bytes.subarray(second, second + rest),
    contents: contents.bytes,
    start: contents.start,
    end: second + rest,
  }
}

/** The file as it ended when it was signed; null when it was no whole file then, or held another signature at that place. */
function revisionOf(pdf: Pdf, end: number, start: number): Pdf | null {
  try {
    const before = readPdf(pdf.bytes, end, pdf.budget)
    const held = signatureFields(before).some(({ value }) => {
      const contents = value?.entries.get('Contents')
      return isKind(contents, 'string') && contents.start === start
    })
    return held ? before : null
  } catch (error) {
    if (error instanceof PdfFault && error.code !== 'too-much') return null
    throw error
  }
}

function dateOf(text: string | null): Temporal.Instant | null {
  const match = /^D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:Z|([+-]\d\d)'?(\d\d)'?)?/.exec(text ?? '')
  if (match === null) return null
  const [, y, mo, d, h, mi, s, hours, minutes] = match
  try {
    return Temporal.Instant.from(`${y}-${mo}-${d}T${h}:${mi}:${s}${hours === undefined ? 'Z' : `${hours}:${minutes}`}`)
  } catch {
    return null
  }
}
