import type { Budget } from './budget.ts'
import { contentOf } from './inflate.ts'
import { cursor, readIndirect, readObject, readWord } from './read-object.ts'
import { isKind, type PdfDict, PdfFault, type PdfObject, type PdfPlace } from './types.ts'

const MAX_SECTIONS = 500
export const MAX_OBJECTS = 400_000

/** Where the newest section begins, as the end of the file says. */
export function readStart(bytes: Buffer, end: number): number {
  const tail = bytes.toString('latin1', Math.max(0, end - 1_100), end)
  const match = /startxref\s+(\d{1,10})\s+%%EOF\s*$/.exec(tail)
  if (!match) throw new PdfFault('broken', 'no startxref at the end')
  return Number(match[1])
}

export interface Sections {
  readonly trailer: PdfDict
  readonly xref: 'table' | 'stream'
  readonly places: Map<number, PdfPlace>
}

/** All sections, from the newest to the first. Of an object that several tell of, the newest counts. */
export function readSections(bytes: Buffer, startxref: number, end: number, budget: Budget): Sections {
  const places = new Map<number, PdfPlace | null>()
  const seen = new Set<number>()
  let newest: { trailer: PdfDict; xref: Sections['xref'] } | undefined
  const todo = [startxref]
  while (todo.length > 0) {
    const at = todo.shift()!
    if (seen.has(at)) throw new PdfFault('broken', 'cross references in a circle')
    if (seen.size >= MAX_SECTIONS || at >= end)
      throw new PdfFault('broken', 'too many cross references, or outside the file')
    seen.add(at)
    const section = readSection({ bytes, end, budget }, at, places)
    newest ??= section
    const { entries } = section.trailer
    if (entries.has('Prev')) todo.push(number(section.trailer, 'Prev'))
  }
  const used = [...places].filter((entry): entry is [number, PdfPlace] => entry[1] !== null)
  return { ...newest!, places: new Map(used) }
}

type Places = Map<number, PdfPlace | null>

interface Source {
  readonly bytes: Buffer
  readonly end: number
  readonly budget: Budget
}

const cursorAt = ({ bytes, end, budget }: Source, at: number) => cursor(bytes, budget, at, end)

function readSection(source: Source, at: number, places: Places) {
  source.budget.spend('sections', 1)
  return readWord(cursorAt(source, at)) === 'xref' ? readTable(source, at, places) : readStream(source, at, places)
}

// The newest section comes first, so what is known already stays. Null is an object that was given up.
function put(places: Places, num: number, place: PdfPlace | null): void {
  if (places.size > MAX_OBJECTS) throw new PdfFault('too-large', 'too many objects')
  if (!places.has(num)) places.set(num, place)
}

function readTable(source: Source, at: number, places: Places) {
  const c = cursorAt(source, at)
  const own: Places = new Map()
  readWord(c)
  for (;;) {
    const first = readWord(c)
    if (first === 'trailer') break
    const count = readWord(c)
    if (!/^\d{1,8}$/.test(first) || !/^\d{1,8}$/.test(count))
      throw new PdfFault('broken', 'a table of cross references that cannot be read')
    source.budget.spend('entries', Number(count))
    for (let each = 0; each < Number(count); each += 1) {
      const [offset, gen, use] = [readWord(c), readWord(c), readWord(c)]
      if (!/^\d{1,10}$/.test(offset) || !/^\d{1,5}$/.test(gen) || (use !== 'n' && use !== 'f'))
        throw new PdfFault('broken', 'an entry of cross references that cannot be read')
      const used = use === 'n' && Number(offset) > 0
      put(own, Number(first) + each, used ? { kind: 'at', offset: Number(offset), gen: Number(gen) } : null)
    }
  }
  const trailer = readObject(c)
  if (!isKind(trailer, 'dict')) throw new PdfFault('broken', 'no trailer')
  // A hybrid file: the table says of packed objects that they are free, and the stream beside it where they are.
  if (trailer.entries.has('XRefStm')) readStream(source, number(trailer, 'XRefStm'), places)
  for (const [num, place] of own) put(places, num, place)
  return { trailer, xref: 'table' as const }
}

function readStream(source: Source, at: number, places: Places) {
  const { object } = readIndirect(cursorAt(source, at), (length) => length ?? null)
  if (!isKind(object, 'stream')) throw new PdfFault('broken', 'no cross references where they should be')
  const { entries } = object.dict
  const type = entries.get('Type')
  if (!isKind(type, 'name') || type.name !== 'XRef')
    throw new PdfFault('broken', 'a stream that holds no cross references')
  const content = contentOf(object, source.budget)
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
    source.budget.spend('entries', index[pair + 1]!)
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

export function number(dict: PdfDict, key: string): number {
  const value = dict.entries.get(key)
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0)
    throw new PdfFault('broken', `${key} is no number`)
  return value
}
