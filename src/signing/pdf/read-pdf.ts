import { contentOf } from './inflate.ts'
import { cursor, readIndirect, readObject, readWord, skipBlank } from './read-object.ts'
import { isKind, type PdfDict, PdfFault, type PdfObject, type PdfPlace, type PdfRef } from './types.ts'

/** A PDF as its cross references tell it, from the end of the file or of one of its revisions. */
export interface Pdf {
  readonly bytes: Buffer
  /** Up to where it was read. */
  readonly end: number
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
const MAX_SECTIONS = 500
/** Bytes of all streams of objects together. */
const MAX_UNPACKED = 128 * 1024 * 1024
const MAX_OBJECTS = 400_000

/**
 * Reads the structure of a PDF strictly: no guessing where it is broken, because what one reader guesses and another does not is where
 * forgeries live. Throws `PdfFault`. With `end`, reads the file as it was when it ended there.
 */
export function readPdf(given: Uint8Array, end = given.length): Pdf {
  const bytes = Buffer.from(given.buffer, given.byteOffset, given.length)
  if (bytes.length > MAX_PDF) throw new PdfFault('too-large', 'the file is too large')
  if (!/^%PDF-[12]\.\d/.test(bytes.toString('latin1', 0, 9)))
    throw new PdfFault('not-a-pdf', 'no %PDF- at the beginning')
  const startxref = readStart(bytes, end)
  const { trailer, xref, places } = readSections(bytes, startxref, end)
  if (trailer.entries.get('Encrypt')) throw new PdfFault('encrypted', 'the file is encrypted')
  const reader = objectReader(bytes, end, places)
  const pdf: Pdf = {
    bytes,
    end,
    trailer,
    startxref,
    xref,
    places,
    size: Math.max(number(trailer, 'Size'), ...[...places.keys()].map((num) => num + 1)),
    ...reader,
    dict(object) {
      const resolved = reader.resolve(object)
      return isKind(resolved, 'dict') ? resolved : null
    },
    list(object) {
      const resolved = reader.resolve(object)
      return isKind(resolved, 'array') ? resolved.items : []
    },
  }
  if (pdf.dict(trailer.entries.get('Root')) === null) throw new PdfFault('broken', 'no catalogue')
  return pdf
}

function readStart(bytes: Buffer, end: number): number {
  const tail = bytes.toString('latin1', Math.max(0, end - 1_100), end)
  const match = /startxref\s+(\d{1,10})\s+%%EOF\s*$/.exec(tail)
  if (!match) throw new PdfFault('broken', 'no startxref at the end')
  return Number(match[1])
}

interface Sections {
  readonly trailer: PdfDict
  readonly xref: Pdf['xref']
  readonly places: Map<number, PdfPlace>
}

function readSections(bytes: Buffer, startxref: number, end: number): Sections {
  const places = new Map<number, PdfPlace | null>()
  const seen = new Set<number>()
  let newest: { trailer: PdfDict; xref: Pdf['xref'] } | undefined
  const todo = [startxref]
  while (todo.length > 0) {
    const at = todo.shift()!
    if (seen.has(at)) throw new PdfFault('broken', 'cross references in a circle')
    if (seen.size >= MAX_SECTIONS || at >= end)
      throw new PdfFault('broken', 'too many cross references, or outside the file')
    seen.add(at)
    const section = readSection(bytes, at, end, places)
    newest ??= section
    const { entries } = section.trailer
    if (entries.has('Prev')) todo.push(number(section.trailer, 'Prev'))
  }
  const used = [...places].filter((entry): entry is [number, PdfPlace] => entry[1] !== null)
  return { ...newest!, places: new Map(used) }
}

type Places = Map<number, PdfPlace | null>

function readSection(bytes: Buffer, at: number, end: number, places: Places) {
  const c = cursor(bytes, at, end)
  const isTable = readWord(c) === 'xref'
  c.at = at
  return isTable ? readTable(bytes, at, end, places) : readStream(bytes, at, end, places)
}

// The newest section comes first, so what is known already stays. Null is an object that was given up.
function put(places: Places, num: number, place: PdfPlace | null): void {
  if (places.size > MAX_OBJECTS) throw new PdfFault('too-large', 'too many objects')
  if (!places.has(num)) places.set(num, place)
}

function readTable(bytes: Buffer, at: number, end: number, places: Places) {
  const c = cursor(bytes, at, end)
  const own: [number, PdfPlace | null][] = []
  readWord(c)
  for (;;) {
    const first = readWord(c)
    if (first === 'trailer') break
    const count = readWord(c)
    if (!/^\d{1,8}$/.test(first) || !/^\d{1,8}$/.test(count))
      throw new PdfFault('broken', 'a table of cross references that cannot be read')
    for (let each = 0; each < Number(count); each += 1) {
      const [offset, gen, use] = [readWord(c), readWord(c), readWord(c)]
      if (!/^\d{1,10}$/.test(offset) || !/^\d{1,5}$/.test(gen) || (use !== 'n' && use !== 'f'))
        throw new PdfFault('broken', 'an entry of cross references that cannot be read')
      const used = use === 'n' && Number(offset) > 0
      own.push([Number(first) + each, used ? { kind: 'at', offset: Number(offset), gen: Number(gen) } : null])
    }
    if (own.length > MAX_OBJECTS) throw new PdfFault('too-large', 'too many objects')
  }
  const trailer = readObject(c)
  if (!isKind(trailer, 'dict')) throw new PdfFault('broken', 'no trailer')
  // A hybrid file: the table says of packed objects that they are free, and the stream beside it where they are.
  if (trailer.entries.has('XRefStm')) readStream(bytes, number(trailer, 'XRefStm'), end, places)
  for (const [num, place] of own) put(places, num, place)
  return { trailer, xref: 'table' as const }
}

function readStream(bytes: Buffer, at: number, end: number, places: Places) {
  const { object } = readIndirect(cursor(bytes, at, end), (length) => length ?? null)
  if (!isKind(object, 'stream')) throw new PdfFault('broken', 'no cross references where they should be')
  const { entries } = object.dict
  const type = entries.get('Type')
  if (!isKind(type, 'name') || type.name !== 'XRef')
    throw new PdfFault('broken', 'a stream that holds no cross references')
  const content = contentOf(object)
  const widths = numbers(entries.get('W'))
  const index = entries.has('Index') ? numbers(entries.get('Index')) : [0, number(object.dict, 'Size')]
  const [a = 0, b = 0, d = 0] = widths
  if (widths.length !== 3 || widths.some((width) => width > 6) || a + b + d === 0)
    throw new PdfFault('broken', 'cross references of no width')
  let place = 0
  const read = (width: number, otherwise: number) => {
    if (width === 0) return otherwise
    if (place + width > content.length) throw new PdfFault('broken', 'cross references that end too early')
    const value = content.readUIntBE(place, width)
    place += width
    return value
  }
  for (let pair = 0; pair + 1 < index.length; pair += 2) {
    for (let each = 0; each < index[pair + 1]!; each += 1) {
      const [kind, second, third] = [read(a, 1), read(b, 0), read(d, 0)]
      const num = index[pair]! + each
      if (kind === 1) put(places, num, { kind: 'at', offset: second, gen: third })
      else if (kind === 2) put(places, num, { kind: 'in', stream: second, index: third })
      else put(places, num, null)
    }
  }
  return { trailer: object.dict, xref: 'stream' as const }
}

function numbers(object: PdfObject | undefined): number[] {
  const items = isKind(object, 'array') ? object.items : []
  const found = items.filter((item) => typeof item === 'number' && Number.isInteger(item) && item >= 0)
  if (found.length !== items.length) throw new PdfFault('broken', 'no whole numbers')
  return found as number[]
}

function number(dict: PdfDict, key: string): number {
  const value = dict.entries.get(key)
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0)
    throw new PdfFault('broken', `${key} is no number`)
  return value
}

function objectReader(
  bytes: Buffer,
  end: number,
  places: ReadonlyMap<number, PdfPlace>,
): Pick<Pdf, 'object' | 'resolve'> {
  const known = new Map<number, PdfObject>()
  const packs = new Map<number, ReadonlyMap<number, PdfObject>>()
  const reading = new Set<number>()
  let unpacked = 0

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
    const read = readIndirect(cursor(bytes, offset, end), resolve)
    if (read.num !== num) throw new PdfFault('broken', `object ${read.num} where ${num} should be`)
    return read.object
  }

  function packOf(num: number): ReadonlyMap<number, PdfObject> {
    const found = packs.get(num)
    if (found) return found
    const stream = object(num)
    if (!isKind(stream, 'stream')) throw new PdfFault('broken', 'no stream of objects')
    const content = contentOf(stream)
    unpacked += content.length
    if (unpacked > MAX_UNPACKED) throw new PdfFault('too-large', 'objects that unpack to too much')
    const first = number(stream.dict, 'First')
    const count = number(stream.dict, 'N')
    if (count > MAX_OBJECTS) throw new PdfFault('too-large', 'too many objects')
    const heads = cursor(content, 0, Math.min(first, content.length), false)
    const pack = new Map<number, PdfObject>()
    for (let each = 0; each < count; each += 1) {
      const [own, offset] = [Number(readWord(heads)), Number(readWord(heads))]
      const c = cursor(content, first + offset, content.length, false)
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
