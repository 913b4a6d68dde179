import { inflateSync } from 'node:zlib'
import { isKind, type PdfDict, PdfFault, type PdfObject, type PdfStream } from './types.ts'

/** A stream that unpacks to more is refused: a small file can hold gigabytes of zeros. */
const MAX_UNPACKED = 64 * 1024 * 1024

/** The content of a stream of objects or of cross references: plain or Flate, with PNG's predictors. */
export function contentOf(stream: PdfStream): Buffer {
  const filters = listOf(stream.dict.entries.get('Filter'))
  const parameters = listOf(stream.dict.entries.get('DecodeParms'))
  return filters.reduce<Buffer>((bytes, filter, place) => {
    if (!isKind(filter, 'name') || filter.name !== 'FlateDecode')
      throw new PdfFault('broken', 'a filter that objects are not packed with')
    const parameter = parameters[place]
    return unpredicted(inflate(bytes), isKind(parameter, 'dict') ? parameter : undefined)
  }, stream.raw)
}

function listOf(object: PdfObject | undefined): readonly PdfObject[] {
  if (object === undefined || object === null) return []
  return isKind(object, 'array') ? object.items : [object]
}

function inflate(bytes: Buffer): Buffer {
  try {
    return inflateSync(bytes, { maxOutputLength: MAX_UNPACKED })
  } catch (error) {
    const large = (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE'
    throw new PdfFault(large ? 'too-large' : 'broken', 'a stream that does not unpack')
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
