import type { Budget } from './budget.ts'
import { isKind, PdfFault, type PdfObject, type PdfStream } from './types.ts'

const WHITE = new Set([0, 9, 10, 12, 13, 32])
const DELIMITERS = new Set([...'()<>[]{}/%'].map((each) => each.charCodeAt(0)))
const MAX_DEPTH = 60
// ISO 32000-1 C.2 allows 127.
const MAX_NAME = 1_000

/** A place in bytes from which objects are read. `end` is where it stops, as if nothing followed. */
export interface Cursor {
  readonly bytes: Buffer
  readonly end: number
  at: number
  /** False in a stream of objects: what is read there stands at no place of the file. */
  readonly placed: boolean
  /** What reading takes is spent of it. */
  readonly budget: Budget
}

export const cursor = (bytes: Buffer, budget: Budget, at = 0, end = bytes.length, placed = true): Cursor => ({
  bytes,
  budget,
  at,
  end,
  placed,
})

export function skipBlank(c: Cursor): void {
  const start = c.at
  while (c.at < c.end) {
    const byte = c.bytes[c.at]!
    if (byte === 0x25) while (c.at < c.end && c.bytes[c.at] !== 10 && c.bytes[c.at] !== 13) c.at += 1
    else if (WHITE.has(byte)) c.at += 1
    else break
  }
  c.budget.spend('read', c.at - start)
}

/** The next word of regular characters, which may be empty. */
export function readWord(c: Cursor): string {
  skipBlank(c)
  const start = c.at
  skipRegular(c)
  return c.bytes.toString('latin1', start, c.at)
}

function skipRegular(c: Cursor): void {
  const start = c.at
  while (c.at < c.end && !WHITE.has(c.bytes[c.at]!) && !DELIMITERS.has(c.bytes[c.at]!)) c.at += 1
  c.budget.spend('read', c.at - start)
}

/** Reads one object; a whole number followed by another and R is a reference. */
export function readObject(c: Cursor, depth = 0): PdfObject {
  if (depth > MAX_DEPTH) throw new PdfFault('too-deep', 'objects within objects without end')
  c.budget.spend('objects', 1)
  skipBlank(c)
  const byte = c.bytes[c.at]
  if (c.at >= c.end || byte === undefined) throw new PdfFault('broken', 'the file ends within an object')
  if (byte === 0x2f) return { kind: 'name', name: readName(c) }
  if (byte === 0x28) return readLiteral(c)
  if (byte === 0x5b) return readArray(c, depth)
  if (byte === 0x3c) return c.bytes[c.at + 1] === 0x3c ? readDict(c, depth) : readHex(c)
  return readPlain(c)
}

function readName(c: Cursor): string {
  c.at += 1
  const start = c.at
  skipRegular(c)
  if (c.at - start > MAX_NAME) throw new PdfFault('broken', 'a name of too many letters')
  return c.bytes
    .toString('latin1', start, c.at)
    .replaceAll(/#([0-9a-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}

function readPlain(c: Cursor): PdfObject {
  const start = c.at
  const word = readWord(c)
  if (word === 'true') return true
  if (word === 'false') return false
  if (word === 'null') return null
  if (!/^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/.test(word)) throw new PdfFault('broken', `no object at ${start}`)
  if (/^\d{1,10}$/.test(word)) {
    const back = c.at
    const gen = readWord(c)
    if (/^\d{1,5}$/.test(gen) && readWord(c) === 'R') return { kind: 'ref', num: Number(word), gen: Number(gen) }
    c.at = back
  }
  return Number(word)
}

const ESCAPES: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, b: 8, f: 12 }

function readLiteral(c: Cursor): PdfObject {
  const start = c.at
  const out: number[] = []
  let open = 0
  for (; c.at < c.end; c.at += 1) {
    const byte = c.bytes[c.at]!
    if (byte === 0x5c) {
      c.at += 1
      const letter = String.fromCharCode(c.bytes[c.at] ?? 0)
      const octal = /^[0-7]{1,3}/.exec(c.bytes.toString('latin1', c.at, c.at + 3))?.[0]
      if (octal !== undefined) {
        out.push(Number.parseInt(octal, 8) & 255)
        c.at += octal.length - 1
      } else if (letter === '\r') {
        if (c.bytes[c.at + 1] === 10) c.at += 1
      } else if (letter !== '\n') out.push(ESCAPES[letter] ?? letter.charCodeAt(0))
      continue
    }
    if (byte === 0x28) open += 1
    if (byte === 0x29) open -= 1
    if (open === 0) {
      c.at += 1
      return stringAt(c, start, Buffer.from(out), false)
    }
    if (byte === 0x28 && open === 1 && c.at === start) continue
    out.push(byte)
  }
  throw new PdfFault('broken', 'a string without end')
}

function readHex(c: Cursor): PdfObject {
  const start = c.at
  const close = c.bytes.indexOf(0x3e, start)
  if (close < 0 || close >= c.end) throw new PdfFault('broken', 'a string without end')
  const digits = c.bytes.toString('latin1', start + 1, close).replaceAll(/[\0\t\n\f\r ]/g, '')
  if (!/^[0-9a-fA-F]*$/.test(digits)) throw new PdfFault('broken', 'a string with other than hexadecimal digits')
  c.at = close + 1
  return stringAt(c, start, Buffer.from(digits.length % 2 === 0 ? digits : `${digits}0`, 'hex'), true)
}

function stringAt(c: Cursor, start: number, bytes: Buffer, hex: boolean): PdfObject {
  c.budget.spend('read', c.at - start)
  return { kind: 'string', bytes, start: c.placed ? start : -1, end: c.placed ? c.at : -1, hex }
}

function readArray(c: Cursor, depth: number): PdfObject {
  c.at += 1
  const items: PdfObject[] = []
  for (;;) {
    skipBlank(c)
    if (c.bytes[c.at] === 0x5d && c.at < c.end) break
    items.push(readObject(c, depth + 1))
  }
  c.at += 1
  return { kind: 'array', items }
}

function readDict(c: Cursor, depth: number): PdfObject {
  c.at += 2
  const entries = new Map<string, PdfObject>()
  for (;;) {
    skipBlank(c)
    if (c.bytes[c.at] === 0x3e && c.bytes[c.at + 1] === 0x3e && c.at < c.end) break
    if (c.bytes[c.at] !== 0x2f || c.at >= c.end) throw new PdfFault('broken', 'a dictionary without its names')
    const key = readName(c)
    // Readers differ on which of two equal names counts; a signed file that leaves it open is not to be trusted.
    if (entries.has(key)) throw new PdfFault('broken', `the name ${key} twice in a dictionary`)
    entries.set(key, readObject(c, depth + 1))
  }
  c.at += 2
  return { kind: 'dict', entries }
}

/** Reads `num gen obj …` at a place of the file. `lengthOf` tells the number behind a reference. */
export function readIndirect(
  c: Cursor,
  lengthOf: (object: PdfObject | undefined) => PdfObject,
): { readonly num: number; readonly gen: number; readonly object: PdfObject } {
  const [num, gen, word] = [readWord(c), readWord(c), readWord(c)]
  if (!/^\d+$/.test(num) || !/^\d+$/.test(gen) || word !== 'obj') throw new PdfFault('broken', `no object at ${c.at}`)
  const object = readObject(c)
  const back = c.at
  if (isKind(object, 'dict') && readWord(c) === 'stream')
    return { num: Number(num), gen: Number(gen), object: streamAt(c, object, lengthOf) }
  c.at = back
  return { num: Number(num), gen: Number(gen), object }
}

function streamAt(
  c: Cursor,
  dict: PdfStream['dict'],
  lengthOf: (object: PdfObject | undefined) => PdfObject,
): PdfStream {
  if (c.bytes[c.at] === 13) c.at += 1
  if (c.bytes[c.at] === 10) c.at += 1
  const length = lengthOf(dict.entries.get('Length'))
  if (typeof length !== 'number' || !Number.isInteger(length) || length < 0 || c.at + length > c.end)
    throw new PdfFault('broken', 'a stream of a length that cannot be')
  const raw = c.bytes.subarray(c.at, c.at + length)
  c.at += length
  if (readWord(c) !== 'endstream') throw new PdfFault('broken', 'a stream that ends elsewhere than it says')
  return { kind: 'stream', dict, raw }
}
