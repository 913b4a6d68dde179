import { createHash } from 'node:crypto'
import type { KeyWithCertificate } from './certificates/make-certificate.ts'
import { makeCms } from './cms/make-cms.ts'
import { drawPage } from './draw-page.ts'
import { type Pdf, type PdfPage, pagesOf, readPdf } from './pdf/read-pdf.ts'
import { array, dict, isKind, name, type PdfDict, PdfFault, type PdfObject, ref, text } from './pdf/types.ts'
import { type Increment, transplant, writeIncrement, writeObject } from './pdf/write-pdf.ts'
import { signatureFields } from './signature-fields.ts'
import { givenPlace, nextPlace, PAGE_SIZE, type Place, type Rect, SIGNATURE_PAGE } from './signature-place.ts'
import { drawStamp, type Stamp } from './stamp.ts'

export interface SignatureRequest {
  readonly signer: KeyWithCertificate
  readonly at: Temporal.Instant
  readonly timeZone: string
  readonly stamp: Stamp
  readonly reason: string
  readonly location: string
  /** The document's own words for itself, at the head of the page of signatures. */
  readonly title: string
  /** Page from 1, rectangle in points from the bottom left; the next free place where none is given. */
  readonly place?: { readonly page: number; readonly rect: Rect }
}

/** Why a PDF is not signed, besides what `PdfFault` tells. */
export class NotSignable extends Error {}

const MOST_SIGNATURES = 40

/**
 * Signs a PDF as PAdES baseline B-B: adds one revision behind its bytes, so that earlier signatures stay as they are. Throws `PdfFault`
 * for a file that cannot be read, `NotSignable` for one whose author has closed it to further signatures.
 */
export async function signPdf(bytes: Uint8Array, request: SignatureRequest): Promise<Buffer> {
  const pdf = readPdf(bytes)
  const fields = signatureFields(pdf)
  const signed = fields.some(({ value }) => value !== null)
  if (closedToSignatures(pdf)) throw new NotSignable('certified against changes')
  if (fields.length >= MOST_SIGNATURES) throw new NotSignable('too many signatures')
  const given = request.place === undefined ? null : givenPlace(pdf, request.place.page, request.place.rect)
  const place = given ?? nextPlace(pdf, signed)

  const increment: Increment = new Map()
  let next = pdf.size
  const newNumber = () => next++
  const [signatureNum, fieldNum] = [newNumber(), newNumber()]
  const page = place.kind === 'new-page' ? await addPage(pdf, request, bytes, increment, newNumber) : place.page
  const appearance = await addAppearance(place, request.stamp, page.rotate, increment, newNumber)
  const field = dict({
    Type: name('Annot'),
    Subtype: name('Widget'),
    FT: name('Sig'),
    T: text(freeName(fields.map(({ title }) => title))),
    V: ref(signatureNum),
    P: page.ref,
    Rect: array(place.kind === 'nowhere' ? [0, 0, 0, 0] : place.rect),
    // Printed, and locked against being moved.
    F: 132,
    AP: dict({ N: appearance }),
  })
  increment.set(fieldNum, { gen: 0, content: writeObject(field) })
  const annotations = [...pdf.list(page.dict.entries.get('Annots')), ref(fieldNum)]
  replace(pdf, increment, page.ref, changed(page.dict, { Annots: array(annotations) }))
  addToForm(pdf, increment, fieldNum)
  return seal(pdf, increment, signatureNum, request)
}

/** Fills the room of the signature: it covers all bytes but those that it stands in itself. */
function seal(pdf: Pdf, increment: Increment, num: number, request: SignatureRequest): Buffer {
  const { signer, at, timeZone, reason, location, stamp } = request
  const room = 2_600 + [signer.certificate, ...signer.chain].reduce((sum, each) => sum + each.length, 0)
  const head = `<</Type /Sig\n/Filter /Adobe.PPKLite\n/SubFilter /ETSI.CAdES.detached\n/M (${pdfDate(at, timeZone)})\n/ByteRange `
  const hole = `[0 ${' '.repeat(32)}]`
  const rest = ['Name', stamp.name, 'Reason', reason, 'Location', location]
  const said = [0, 2, 4].map((each) => `\n/${rest[each]} ${writeObject(text(rest[each + 1]!))}`).join('')
  const content = `${head}${hole}${said}\n/Contents <${'0'.repeat(room * 2)}>>>`
  increment.set(num, { gen: 0, content: Buffer.from(content, 'latin1') })
  const { bytes, places } = writeIncrement(pdf, increment)
  const start = places.get(num)!
  const from = start + content.indexOf('/Contents <') + '/Contents '.length
  const to = from + room * 2 + 2
  const range = `[0 ${from} ${to} ${bytes.length - to}]`
  bytes.write(range.padEnd(hole.length), start + head.length, 'latin1')
  const digest = createHash('sha256').update(bytes.subarray(0, from)).update(bytes.subarray(to)).digest()
  const cms = makeCms(signer, digest)
  if (cms.length > room) throw new Error('the room of the signature is too small')
  bytes.write(cms.toString('hex'), from + 1, 'latin1')
  return bytes
}

function pdfDate(at: Temporal.Instant, timeZone: string): string {
  const local = at.toZonedDateTimeISO(timeZone)
  const offset = /^([+-])(\d\d):(\d\d)/.exec(local.offset)!
  const digits = local.toPlainDateTime().toString({ smallestUnit: 'second' }).replaceAll(/[-:T]/g, '')
  return `D:${digits}${offset[1]}${offset[2]}'${offset[3]}'`
}

async function addAppearance(
  place: Place,
  stamp: Stamp,
  rotate: PdfPage['rotate'],
  increment: Increment,
  newNumber: () => number,
): Promise<PdfObject> {
  const num = newNumber()
  const [width, height] = place.kind === 'nowhere' ? [0, 0] : [place.width, place.height]
  const form = { Type: name('XObject'), Subtype: name('Form'), BBox: array([0, 0, width, height]) }
  if (place.kind === 'nowhere') {
    const nothing = { kind: 'stream', dict: dict({ ...form, Length: 0 }), raw: Buffer.alloc(0) } as const
    increment.set(num, { gen: 0, content: writeObject(nothing) })
    return ref(num)
  }
  const drawn = readPdf(await drawStamp(stamp, width, height))
  const page = pagesOf(drawn)[0]!.dict.entries
  const content = drawn.resolve(page.get('Contents'))
  if (!isKind(content, 'stream')) throw new Error('a stamp of more than one stream')
  const resources = transplant(drawn, drawn.resolve(page.get('Resources')), newNumber, increment)
  // On a page that is shown turned, the stamp is turned back, so that it stands upright.
  const turns: Readonly<Record<number, readonly number[]>> = {
    90: [0, 1, -1, 0, 0, 0],
    180: [-1, 0, 0, -1, 0, 0],
    270: [0, -1, 1, 0, 0, 0],
  }
  const turn = turns[rotate]
  const entries = dict({
    ...form,
    Matrix: turn && array(turn),
    Resources: resources,
    Filter: content.dict.entries.get('Filter'),
    Length: content.raw.length,
  })
  increment.set(num, { gen: 0, content: writeObject({ kind: 'stream', dict: entries, raw: content.raw }) })
  return ref(num)
}

/** The page of signatures, behind the last one. */
async function addPage(
  pdf: Pdf,
  { title }: SignatureRequest,
  bytes: Uint8Array,
  increment: Increment,
  newNumber: () => number,
): Promise<PdfPage> {
  const digest = createHash('sha256').update(bytes).digest('hex')
  const count = pagesOf(pdf).length
  const drawn = readPdf(
    await drawPage({
      pageSize: PAGE_SIZE,
      pageMargins: [46, 44, 46, 30],
      content: [
        { text: 'Hoja de firmas', fontSize: 17, bold: true, margin: [0, 0, 0, 4] },
        { text: title, fontSize: 10.5, margin: [0, 0, 0, 8] },
        {
          text: `Firmas electrónicas del documento que antecede, de ${count} ${count === 1 ? 'página' : 'páginas'}. Cada firma cubre todo lo que hay hasta ella; un cambio posterior la invalida. Huella SHA-256 del documento antes de firmarse: ${digest.replaceAll(/.{16}/g, '$& ').trim()}`,
          fontSize: 7.5,
          color: '#444444',
        },
      ],
    }),
  )
  const [source] = pagesOf(drawn)
  const { Parent: _, ...entries } = Object.fromEntries(source!.dict.entries)
  const copied = transplant(drawn, dict(entries), newNumber, increment) as PdfDict
  const tree = pdf.dict(pdf.trailer.entries.get('Root'))!.entries.get('Pages')
  const root = pdf.dict(tree)
  if (!isKind(tree, 'ref') || root === null) throw new PdfFault('broken', 'no tree of pages')
  const num = newNumber()
  const kids = [...pdf.list(root.entries.get('Kids')), ref(num)]
  replace(pdf, increment, tree, changed(root, { Kids: array(kids), Count: count + 1 }))
  const page = changed(copied, {
    Parent: tree,
    MediaBox: array([0, 0, PAGE_SIZE.width, PAGE_SIZE.height]),
    CropBox: array([0, 0, PAGE_SIZE.width, PAGE_SIZE.height]),
    Rotate: 0,
    [SIGNATURE_PAGE]: true,
  })
  return { ref: ref(num), dict: page, box: [0, 0, PAGE_SIZE.width, PAGE_SIZE.height], rotate: 0 }
}

function addToForm(pdf: Pdf, increment: Increment, fieldNum: number): void {
  const rootRef = pdf.trailer.entries.get('Root')
  if (!isKind(rootRef, 'ref')) throw new PdfFault('broken', 'no catalogue')
  const catalogue = pdf.dict(rootRef)!
  const formObject = catalogue.entries.get('AcroForm')
  const old = pdf.dict(formObject)
  const form = changed(old ?? dict({}), {
    Fields: array([...pdf.list(old?.entries.get('Fields')), ref(fieldNum)]),
    SigFlags: 3,
  })
  if (isKind(formObject, 'ref') && old !== null) replace(pdf, increment, formObject, form)
  else replace(pdf, increment, rootRef, changed(catalogue, { AcroForm: form }))
}

function replace(pdf: Pdf, increment: Increment, { num }: { num: number }, object: PdfObject): void {
  const place = pdf.places.get(num)
  increment.set(num, { gen: place?.kind === 'at' ? place.gen : 0, content: writeObject(object) })
}

function changed(old: PdfDict, entries: Readonly<Record<string, PdfObject>>): PdfDict {
  return { kind: 'dict', entries: new Map([...old.entries, ...Object.entries(entries)]) }
}

function freeName(taken: readonly string[]): string {
  let at = taken.length + 1
  while (taken.includes(`Firma${at}`)) at += 1
  return `Firma${at}`
}

/** A certification that allows no change at all (DocMDP 1). */
function closedToSignatures(pdf: Pdf): boolean {
  const permissions = pdf.dict(pdf.dict(pdf.trailer.entries.get('Root'))!.entries.get('Perms'))
  const certification = pdf.dict(permissions?.entries.get('DocMDP'))
  return pdf.list(certification?.entries.get('Reference')).some((each) => {
    const parameters = pdf.dict(pdf.dict(each)?.entries.get('TransformParams'))
    return pdf.resolve(parameters?.entries.get('P')) === 1
  })
}
