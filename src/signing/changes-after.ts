import type { Pdf } from './pdf/read-pdf.ts'
import { isKind, type PdfDict, type PdfObject } from './pdf/types.ts'
import { writeObject } from './pdf/write-pdf.ts'
import { type SignatureField, signatureFields } from './signature-fields.ts'

/** What a later revision did to what was signed. More signatures, and the proofs kept for them, are no change. */
export type Change = 'content' | 'pages' | 'annotation' | 'form' | 'catalogue' | 'covers-page' | 'other'

/**
 * Compares a file as it was when somebody signed with what it is now, object by object. What is new counts where something old now
 * leads to it, so it is enough to look at what stood there before and is another thing now.
 */
export function changesAfter(before: Pdf, after: Pdf): readonly Change[] {
  const changes = new Set<Change>()
  const fresh = new Map(
    signatureFields(after)
      .filter(({ num, value }) => num !== null && value !== null && !sameObject(before, after, num))
      .map((field) => [field.num!, field]),
  )
  const numOf = (object: PdfObject | undefined) => (isKind(object, 'ref') ? object.num : null)
  const rootNum = numOf(after.trailer.entries.get('Root'))
  if (rootNum === null || rootNum !== numOf(before.trailer.entries.get('Root'))) return ['catalogue']
  if (written(before.trailer.entries.get('Info')) !== written(after.trailer.entries.get('Info'))) changes.add('other')
  const formNum = numOf(before.dict(before.trailer.entries.get('Root'))?.entries.get('AcroForm'))

  for (const num of before.places.keys()) {
    if (sameObject(before, after, num)) continue
    const [old, now] = [before.object(num), after.object(num)]
    // A number that stood for nothing leads nowhere; the streams that hold the structure itself are no content.
    if (old === null || isStructure(old)) continue
    if (num === rootNum) catalogue(old, now)
    else if (num === formNum) form(old, now)
    else if (typeOf(old) === 'Page') page(old, now)
    else if (typeOf(old) === 'Pages') changes.add('pages')
    else if (fresh.has(num) && onlyDiffers(old, now, ['V', 'AP', 'M', 'F', 'Rect'])) signedLater(old, fresh.get(num)!)
    else changes.add(isKind(old, 'stream') ? 'content' : 'other')
  }
  return [...changes]

  function catalogue(old: PdfObject, now: PdfObject) {
    // DSS holds proofs of revocation for signatures that are there, Extensions says that it may.
    if (!onlyDiffers(old, now, ['AcroForm', 'DSS', 'Extensions'])) changes.add('catalogue')
    const [a, b] = [entriesOf(old).get('AcroForm'), entriesOf(now).get('AcroForm')]
    if (written(a) !== written(b)) form(before.resolve(a), after.resolve(b))
  }

  function form(old: PdfObject, now: PdfObject) {
    const [a, b] = [before.list(entriesOf(old).get('Fields')), after.list(entriesOf(now).get('Fields'))]
    const kept = a.every((each, at) => written(each) === written(b[at]))
    const added = b.slice(a.length).every((each) => isKind(each, 'ref') && fresh.has(each.num))
    if (!kept || !added || !onlyDiffers(old, now, ['Fields', 'SigFlags'])) changes.add('form')
  }

  function page(old: PdfObject, now: PdfObject) {
    if (!onlyDiffers(old, now, ['Annots'])) changes.add('content')
    const [a, b] = [before.list(entriesOf(old).get('Annots')), after.list(entriesOf(now).get('Annots'))]
    if (!a.every((each, at) => written(each) === written(b[at]))) changes.add('annotation')
    for (const each of b.slice(a.length)) {
      const field = isKind(each, 'ref') ? fresh.get(each.num) : undefined
      if (field === undefined) changes.add('annotation')
      else if (covers(after, field.dict)) changes.add('covers-page')
    }
  }

  function signedLater(old: PdfObject, field: SignatureField) {
    if (before.resolve(entriesOf(old).get('V')) !== null) changes.add('form')
    if (covers(after, field.dict)) changes.add('covers-page')
  }
}

/** A stamp as large as a quarter of a letter page is no stamp: it could lie over what was signed. */
function covers(pdf: Pdf, widget: PdfDict): boolean {
  const [x1, y1, x2, y2] = pdf.list(widget.entries.get('Rect')).map((value) => Number(pdf.resolve(value)))
  const area = Math.abs((x2 ?? 0) - (x1 ?? 0)) * Math.abs((y2 ?? 0) - (y1 ?? 0))
  return !(area <= (612 * 792) / 4)
}

function sameObject(before: Pdf, after: Pdf, num: number): boolean {
  const [a, b] = [before.places.get(num), after.places.get(num)]
  if (a?.kind === 'at' && b?.kind === 'at' && a.offset === b.offset) return true
  if (a?.kind === 'in' && b?.kind === 'in' && a.stream === b.stream && sameObject(before, after, a.stream)) return true
  return written(before.object(num)) === written(after.object(num))
}

function written(object: PdfObject | undefined): string {
  return object === undefined ? '' : writeObject(object).toString('latin1')
}

function entriesOf(object: PdfObject): ReadonlyMap<string, PdfObject> {
  if (isKind(object, 'dict')) return object.entries
  return isKind(object, 'stream') ? object.dict.entries : new Map()
}

function typeOf(object: PdfObject): string | null {
  const type = entriesOf(object).get('Type')
  return isKind(type, 'name') ? type.name : null
}

function isStructure(object: PdfObject): boolean {
  return isKind(object, 'stream') && (typeOf(object) === 'XRef' || typeOf(object) === 'ObjStm')
}

function onlyDiffers(old: PdfObject, now: PdfObject, allowed: readonly string[]): boolean {
  if (!isKind(old, 'dict') || !isKind(now, 'dict')) return false
  const keys = new Set([...old.entries.keys(), ...now.entries.keys()])
  return [...keys].every(
    (key) => allowed.includes(key) || written(old.entries.get(key)) === written(now.entries.get(key)),
  )
}
