import { type Budget, readingBudget } from './budget.ts'
import { contentOf } from './inflate.ts'
import { cursor, readIndirect, readObject, readWord, skipBlank } from './read-object.ts'
import { MAX_OBJECTS, number, readSections, readStart } from './read-sections.ts'
import { isKind, type PdfDict, PdfFault, type PdfObject, type PdfPlace, type PdfRef } from './types.ts'

/** A PDF as its cross references tell it, from the end of the file or of one of its revisions. */
export interface Pdf {
  readonly bytes: Buffer
  /** Up to where it was read. */
  readonly end: number
  /** What is left for reading more of the document. */
  readonly budget: Budget
  /** Of the newest section. */
  readonly trailer: PdfDict
  readonly startxref: number
  readonly xref: 'table' | 'stream'
  readonly places: ReadonlyMap<number, PdfPlace>
  /** One more than the highest number of an object. */
  readonly size: number
  /** The object of a number; null where there is none. */
  object(num: number): PdfObject
  /** What a reference stands for; anything else as it is. */
  resolve(object: PdfObject | undefined): PdfObject
  /** The resolved dictionary, or null when it is something else. */
  dict(object: PdfObject | undefined): PdfDict | null
  list(object: PdfObject | undefined): readonly PdfObject[]
}

export const MAX_PDF = 60 * 1024 * 1024

/**
 * Reads the structure of a PDF strictly: no guessing where it is broken, because what one reader guesses and another does not is where
 * forgeries live. Throws `PdfFault`. With `end`, reads the file as it was when it ended there; the budget is then that of the whole.
 */
export function readPdf(given: Uint8Array, end = given.length, budget = readingBudget()): Pdf {
  const bytes = Buffer.from(given.buffer, given.byteOffset, given.length)
  if (bytes.length > MAX_PDF) throw new PdfFault('too-large', 'the file is too large')
  if (!/^%PDF-[12]\.\d/.test(bytes.toString('latin1', 0, 9)))
    throw new PdfFault('not-a-pdf', 'no %PDF- at the beginning')
  const startxref = readStart(bytes, end)
  const { trailer, xref, places } = readSections(bytes, startxref, end, budget)
  if (trailer.entries.get('Encrypt')) throw new PdfFault('encrypted', 'the file is encrypted')
  const reader = objectReader(bytes, end, budget, places)
  const pdf: Pdf = {
    bytes,
    end,
    budget,
    trailer,
    startxref,
    xref,
    places,
    size: places.keys().reduce((size, num) => Math.max(size, num + 1), number(trailer, 'Size')),
    ...reader,
    dict(object) {
      const resolved = reader.resolve(object)
      return isKind(resolved, 'dict') ? resolved : null
    },
    list(object) {
      const resolved = reader.resolve(object)
      if (!isKind(resolved, 'array')) return []
      // Whoever asks goes through it, and many objects can name the same list.
      budget.spend('objects', resolved.items.length)
      return resolved.items
    },
  }
  if (pdf.dict(trailer.entries.get('Root')) === null) throw new PdfFault('broken', 'no catalogue')
  return pdf
}

function objectReader(
  bytes: Buffer,
  end: number,
  budget: Budget,
  places: ReadonlyMap<number, PdfPlace>,
): Pick<Pdf, 'object' | 'resolve'> {
  const known = new Map<number, PdfObject>()
  const packs = new Map<number, ReadonlyMap<number, PdfObject>>()
  const reading = new Set<number>()

  function object(num: number): PdfObject {
    const found = known.get(num)
    if (found !== undefined) return found
    const place = places.get(num)
    if (place === undefined) return null
    if (reading.has(num)) throw new PdfFault('broken', `object ${num} needs itself`)
    reading.add(num)
    const read = place.kind === 'at' ? atPlace(num, place.offset) : (packOf(place.stream).get(num) ?? null)
    reading.delete(num)
    known.set(num, read)
    return read
  }

  function resolve(given: PdfObject | undefined): PdfObject {
    let at: PdfObject = given ?? null
    for (let hops = 0; isKind(at, 'ref'); hops += 1) {
      if (hops > 20) throw new PdfFault('broken', 'references in a circle')
      at = object(at.num)
    }
    return at
  }

  function atPlace(num: number, offset: number): PdfObject {
    const read = readIndirect(cursor(bytes, budget, offset, end), resolve)
    if (read.num !== num) throw new PdfFault('broken', `object ${read.num} where ${num} should be`)
    return read.object
  }

  function packOf(num: number): ReadonlyMap<number, PdfObject> {
    const found = packs.get(num)
    if (found) return found
    const stream = object(num)
    if (!isKind(stream, 'stream')) throw new PdfFault('broken', 'no stream of objects')
    const content = contentOf(stream, budget)
    const first = number(stream.dict, 'First')
    const count = number(stream.dict, 'N')
    if (count > MAX_OBJECTS) throw new PdfFault('too-large', 'too many objects')
    const heads = cursor(content, budget, 0, Math.min(first, content.length), false)
    const pack = new Map<number, PdfObject>()
    for (let each = 0; each < count; each += 1) {
      const [own, offset] = [Number(readWord(heads)), Number(readWord(heads))]
      const c = cursor(content, budget, first + offset, content.length, false)
      skipBlank(c)
      pack.set(own, readObject(c))
    }
    packs.set(num, pack)
    return pack
  }

  return { object, resolve }
}

export interface PdfPage {
  readonly ref: PdfRef
  readonly dict: PdfDict
  /** In points, with inherited values: the visible box, and the degrees by which it is turned clockwise when shown. */
  readonly box: readonly [number, number, number, number]
  readonly rotate: 0 | 90 | 180 | 270
}

/** The pages in their order. */
export function pagesOf(pdf: Pdf): readonly PdfPage[] {
  const found: PdfPage[] = []
  const seen = new Set<number>()
  const walk = (at: PdfObject | undefined, inherited: ReadonlyMap<string, PdfObject>, depth: number) => {
    const node = pdf.dict(at)
    if (!isKind(at, 'ref') || node === null || seen.has(at.num) || depth > 50 || found.length > 20_000)
      throw new PdfFault('broken', 'a tree of pages that cannot be walked')
    seen.add(at.num)
    const kept = new Map(inherited)
    for (const key of ['MediaBox', 'CropBox', 'Rotate', 'Resources']) {
      const own = node.entries.get(key)
      if (own !== undefined) kept.set(key, own)
    }
    if (node.entries.has('Kids')) for (const kid of pdf.list(node.entries.get('Kids'))) walk(kid, kept, depth + 1)
    else found.push({ ref: at, dict: node, box: boxOf(pdf, kept), rotate: rotationOf(pdf, kept) })
  }
  const root = pdf.dict(pdf.trailer.entries.get('Root'))!
  walk(root.entries.get('Pages'), new Map(), 0)
  if (found.length === 0) throw new PdfFault('no-pages', 'no pages')
  return found
}

function boxOf(pdf: Pdf, kept: ReadonlyMap<string, PdfObject>): PdfPage['box'] {
  for (const key of ['CropBox', 'MediaBox']) {
    const values = pdf.list(kept.get(key)).map((item) => pdf.resolve(item))
    const [a, b, c, d] = values
    if (values.length !== 4 || ![a, b, c, d].every((value) => typeof value === 'number' && Number.isFinite(value)))
      continue
    const [x1, y1, x2, y2] = values as [number, number, number, number]
    return [Math.min(x1, x2), Math.min(y1, y2), Math.max(x1, x2), Math.max(y1, y2)]
  }
  return [0, 0, 612, 792]
}

function rotationOf(pdf: Pdf, kept: ReadonlyMap<string, PdfObject>): PdfPage['rotate'] {
  const value = pdf.resolve(kept.get('Rotate'))
  const turned = typeof value === 'number' ? ((value % 360) + 360) % 360 : 0
  return turned === 90 || turned === 180 || turned === 270 ? turned : 0
}
