import type { Pdf } from './pdf/read-pdf.ts'
import { isKind, type PdfDict, type PdfObject, textOf } from './pdf/types.ts'

export interface SignatureField {
  /** Number of its object; null for one that is written where it is used. */
  readonly num: number | null
  readonly title: string
  readonly dict: PdfDict
  /** The signature; null while nobody has signed there. */
  readonly value: PdfDict | null
}

const MOST_FIELDS = 5_000

/** The signature fields of a file, in the order of its form. */
export function signatureFields(pdf: Pdf): readonly SignatureField[] {
  const found: SignatureField[] = []
  const seen = new Set<number>()
  let count = 0
  const walk = (object: PdfObject, type: PdfObject | undefined, titles: readonly string[], depth: number) => {
    const field = pdf.dict(object)
    count += 1
    if (field === null || depth > 20 || count > MOST_FIELDS) return
    if (isKind(object, 'ref')) {
      if (seen.has(object.num)) return
      seen.add(object.num)
    }
    const own = pdf.resolve(field.entries.get('FT')) ?? type
    const title = textOf(pdf.resolve(field.entries.get('T')))
    const path = title === null ? titles : [...titles, title]
    // A kid without a title is the picture of its parent, not a field.
    const kids = pdf.list(field.entries.get('Kids')).filter((kid) => pdf.dict(kid)?.entries.has('T'))
    for (const kid of kids) walk(kid, own, path, depth + 1)
    if (!isKind(own, 'name') || own.name !== 'Sig' || kids.length > 0) return
    const num = isKind(object, 'ref') ? object.num : null
    found.push({ num, title: path.join('.'), dict: field, value: pdf.dict(field.entries.get('V')) })
  }
  const form = pdf.dict(pdf.dict(pdf.trailer.entries.get('Root'))?.entries.get('AcroForm'))
  for (const each of pdf.list(form?.entries.get('Fields'))) walk(each, undefined, [], 0)
  return found
}
