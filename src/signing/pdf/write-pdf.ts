import type { Pdf } from './read-pdf.ts'
import { array, isKind, name, type PdfObject } from './types.ts'

/** The bytes of an object. Strings are written in hexadecimal, so nothing in them needs to be escaped. */
export function writeObject(object: PdfObject): Buffer {
  if (isKind(object, 'stream')) {
    return Buffer.concat([writeObject(object.dict), Buffer.from('\nstream\n'), object.raw, Buffer.from('\nendstream')])
  }
  return Buffer.from(plain(object), 'latin1')
}

function plain(object: PdfObject): string {
  if (object === null) return 'null'
  if (typeof object === 'number')
    return Number.isInteger(object) ? String(object) : object.toFixed(4).replace(/\.?0+$/, '')
  if (typeof object === 'boolean') return String(object)
  switch (object.kind) {
    case 'name':
      return `/${[...object.name].map((letter) => (/[A-Za-z0-9_.+-]/.test(letter) ? letter : `#${letter.charCodeAt(0).toString(16).padStart(2, '0')}`)).join('')}`
    case 'string':
      return `<${object.bytes.toString('hex')}>`
    case 'ref':
      return `${object.num} ${object.gen} R`
    case 'array':
      return `[${object.items.map(plain).join(' ')}]`
    case 'dict':
      return `<<${[...object.entries].map(([key, value]) => `${plain(name(key))} ${plain(value)}`).join('\n')}>>`
    case 'stream':
      throw new Error('a stream inside another object')
  }
}

/** Objects of one more revision, new or in the place of older ones, by their number. Content is what stands between obj and endobj. */
export type Increment = Map<number, { readonly gen: number; readonly content: Buffer }>

/**
 * The file with one more revision behind it: its first bytes are those of the file. Cross references are written in the kind that the
 * file has, since readers do not take the one behind the other. `places` tells where each object's content begins.
 */
export function writeIncrement(pdf: Pdf, increment: Increment): { bytes: Buffer; places: ReadonlyMap<number, number> } {
  const parts: Buffer[] = [pdf.bytes]
  let at = pdf.bytes.length
  const add = (part: Buffer) => {
    parts.push(part)
    at += part.length
  }
  if (pdf.bytes.at(-1) !== 10) add(Buffer.from('\n'))
  const places = new Map<number, number>()
  const offsets = new Map<number, { offset: number; gen: number }>()
  for (const [num, { gen, content }] of [...increment].toSorted(([a], [b]) => a - b)) {
    offsets.set(num, { offset: at, gen })
    add(Buffer.from(`${num} ${gen} obj\n`))
    places.set(num, at)
    add(content)
    add(Buffer.from('\nendobj\n'))
  }
  const highest = Math.max(pdf.size, ...[...increment.keys()].map((num) => num + 1))
  const start = at
  add(pdf.xref === 'table' ? table(pdf, offsets, highest) : stream(pdf, offsets, highest, start))
  add(Buffer.from(`startxref\n${start}\n%%EOF\n`))
  return { bytes: Buffer.concat(parts), places }
}

type Offsets = ReadonlyMap<number, { readonly offset: number; readonly gen: number }>

function trailer(pdf: Pdf, size: number): [string, PdfObject][] {
  const kept = ['Root', 'Info', 'ID'].flatMap((key): [string, PdfObject][] => {
    const value = pdf.trailer.entries.get(key)
    return value === undefined ? [] : [[key, value]]
  })
  return [['Size', size], ...kept, ['Prev', pdf.startxref]]
}

function table(pdf: Pdf, offsets: Offsets, size: number): Buffer {
  const lines = runs([...offsets.keys()]).flatMap((run) => [
    `${run[0]} ${run.length}\n`,
    ...run.map((num) => {
      const { offset, gen } = offsets.get(num)!
      return `${String(offset).padStart(10, '0')} ${String(gen).padStart(5, '0')} n\r\n`
    }),
  ])
  const entries = plain({ kind: 'dict', entries: new Map(trailer(pdf, size)) })
  return Buffer.from(`xref\n${lines.join('')}trailer\n${entries}\n`, 'latin1')
}

function stream(pdf: Pdf, offsets: Offsets, size: number, start: number): Buffer {
  const all = new Map([...offsets, [size, { offset: start, gen: 0 }] as const])
  const nums = [...all.keys()]
  const raw = Buffer.concat(
    nums.map((num) => {
      const row = Buffer.alloc(7)
      row[0] = 1
      row.writeUInt32BE(all.get(num)!.offset, 1)
      row.writeUInt16BE(all.get(num)!.gen, 5)
      return row
    }),
  )
  const index = runs(nums).flatMap((run) => [run[0]!, run.length])
  const entries = new Map<string, PdfObject>([
    ['Type', name('XRef')],
    ...trailer(pdf, size + 1),
    ['W', array([1, 4, 2])],
    ['Index', array(index)],
    ['Length', raw.length],
  ])
  const content = writeObject({ kind: 'stream', dict: { kind: 'dict', entries }, raw })
  return Buffer.concat([Buffer.from(`${size} 0 obj\n`), content, Buffer.from('\nendobj\n')])
}

function runs(nums: readonly number[]): number[][] {
  const found: number[][] = []
  for (const num of nums.toSorted((a, b) => a - b)) {
    const last = found.at(-1)
    if (last !== undefined && last.at(-1) === num - 1) last.push(num)
    else found.push([num])
  }
  return found
}

/** Copies an object and all that it refers to out of another file, under new numbers. Gives the object with its references changed. */
export function transplant(from: Pdf, object: PdfObject, newNumber: () => number, into: Increment): PdfObject {
  const numbers = new Map<number, number>()
  const copy = (given: PdfObject): PdfObject => {
    if (given === null || typeof given !== 'object') return given
    switch (given.kind) {
      case 'ref': {
        let num = numbers.get(given.num)
        if (num === undefined) {
          num = newNumber()
          numbers.set(given.num, num)
          into.set(num, { gen: 0, content: writeObject(copy(from.object(given.num))) })
        }
        return { kind: 'ref', num, gen: 0 }
      }
      case 'array':
        return array(given.items.map(copy))
      case 'dict':
        return { kind: 'dict', entries: new Map([...given.entries].map(([key, value]) => [key, copy(value)])) }
      case 'stream':
        return { kind: 'stream', dict: copy(given.dict) as typeof given.dict, raw: given.raw }
      default:
        return given
    }
  }
  return copy(object)
}
