import { inflateSync } from 'node:zlib'
import type { Budget } from './budget.ts'
import { isKind, type PdfDict, PdfFault, type PdfObject, type PdfStream } from './types.ts'

/** The content of a stream of objects or of cross references: plain or Flate, with PNG's predictors. It is spent of the budget. */
export function contentOf(stream: PdfStream, budget: Budget): Buffer {
  const [filter, ...more] = listOf(stream.dict.entries.get('Filter'))
  if (filter === undefined) return stream.raw
  if (!isKind(filter, 'name') || filter.name !== 'FlateDecode')
    throw new PdfFault('broken', 'a filter that objects are not packed with')
  // Packed twice, two kilobytes hold gigabytes of zeros; no program packs objects so.
  if (more.length > 0) throw new PdfFault('too-much', 'objects packed more than once')
  const [parameter] = listOf(stream.dict.entries.get('DecodeParms'))
  return unpredicted(inflate(stream.raw, budget), isKind(parameter, 'dict') ? parameter : undefined)
}

function listOf(object: PdfObject | undefined): readonly PdfObject[] {
  if (object === undefined || object === null) return []
  return isKind(object, 'array') ? object.items : [object]
}

function inflate(bytes: Buffer, budget: Budget): Buffer {
  const content = unpacked(bytes, budget.left.unpacked)
  budget.spend('unpacked', content.length)
  return content
}

function unpacked(bytes: Buffer, most: number): Buffer {
  try {
    return inflateSync(bytes, { maxOutputLength: Math.max(1, most) })
  } catch (error) {
    const large = (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE'
    throw new PdfFault(large ? 'too-much' : 'broken', 'a stream that does not unpack')
  }
}

function unpredicted(bytes: Buffer, parameters: PdfDict | undefined): Buffer {
  const number = (key: string, otherwise: number) => {
    const value = parameters?.entries.get(key) ?? otherwise
    return typeof value === 'number' && Number.isInteger(value) && value > 0 && value < 100_000 ? value : otherwise
  }
  if (number('Predictor', 1) < 10) return bytes
  const size = Math.ceil((number('Colors', 1) * number('BitsPerComponent', 8)) / 8)
  const row = Math.ceil((number('Colors', 1) * number('BitsPerComponent', 8) * number('Columns', 1)) / 8)
  // Else a few bytes would be made into a row of gigabytes.
  if (row > bytes.length) throw new PdfFault('broken', 'a row that is longer than what it is a part of')
  const rows = Math.ceil(bytes.length / (row + 1))
  const out = Buffer.alloc(rows * row)
  for (let y = 0; y < rows; y += 1) {
    const kind = bytes[y * (row + 1)]!
    for (let x = 0; x < row; x += 1) {
      const left = x < size ? 0 : out[y * row + x - size]!
      const up = y === 0 ? 0 : out[(y - 1) * row + x]!
      const corner = x < size || y === 0 ? 0 : out[(y - 1) * row + x - size]!
      out[y * row + x] = (bytes[y * (row + 1) + 1 + x] ?? 0) + predicted(kind, left, up, corner)
    }
  }
  return out
}

function predicted(kind: number, left: number, up: number, corner: number): number {
  if (kind === 1) return left
  if (kind === 2) return up
  if (kind === 3) return Math.floor((left + up) / 2)
  if (kind !== 4) return 0
  const guess = left + up - corner
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)]
  if (a <= b && a <= c) return left
  return b <= c ? up : corner
}
