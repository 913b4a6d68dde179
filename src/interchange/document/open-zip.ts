import { inflateRawSync } from 'node:zlib'
import { LIMITS } from './limits.ts'
import { refuse } from './refuse.ts'

interface Entry {
  readonly name: string
  readonly packed: number
  readonly size: number
  readonly method: number
  readonly from: number
}

/** The parts of an archive by name; each is unpacked when asked for, within its limits. */
export interface Archive {
  readonly names: readonly string[]
  /** The text of a part; undefined when there is none of that name. */
  readonly text: (name: string) => string | undefined
}

/**
 * Opens an archive by its directory. Sizes, their sum, their ratio and the places of the entries are checked before anything is
 * unpacked, and what is unpacked may not exceed what the directory said.
 */
export function openZip(bytes: Uint8Array): Archive {
  const entries = readDirectory(bytes)
  if (entries.reduce((sum, { size }) => sum + size, 0) > LIMITS.zipPart * 10) refuse('zip-bomb')
  const places = [...entries].sort((a, b) => a.from - b.from)
  for (const [at, { from, packed }] of places.entries()) {
    // Entries that share their bytes are how a small archive unpacks to a huge one.
    if (from + packed > (places[at + 1]?.from ?? bytes.length)) refuse('broken-zip')
  }
  const byName = new Map(entries.map((entry) => [entry.name, entry]))
  return {
    names: [...byName.keys()],
    text(name) {
      const entry = byName.get(name)
      return entry && new TextDecoder().decode(unpack(bytes, entry))
    },
  }
}

function readDirectory(bytes: Uint8Array): Entry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = findEnd(view)
  const count = view.getUint16(end + 10, true)
  let at = view.getUint32(end + 16, true)
  if (count > LIMITS.zipEntries) refuse('zip-bomb')
  // More than 4 GB or 65,535 parts: no document has them.
  if (count === 0xffff || at === 0xffffffff) refuse('broken-zip')
  const entries: Entry[] = []
  for (let index = 0; index < count; index++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== 0x02014b50) refuse('broken-zip')
    const flags = view.getUint16(at + 8, true)
    const nameLength = view.getUint16(at + 28, true)
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength))
    if ((flags & 1) !== 0) refuse('old-word')
    entries.push({
      name,
      method: view.getUint16(at + 10, true),
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      from: view.getUint32(at + 42, true),
    })
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return entries
}

function findEnd(view: DataView): number {
  for (let at = view.byteLength - 22; at >= 0 && at > view.byteLength - 66_000; at--)
    if (view.getUint32(at, true) === 0x06054b50) return at
  return refuse('broken-zip')
}

function unpack(bytes: Uint8Array, { from, packed, size, method }: Entry): Uint8Array {
  if (size > LIMITS.zipPart || (size > 1_000_000 && size > packed * LIMITS.zipRatio)) refuse('zip-bomb')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (from + 30 > bytes.length || view.getUint32(from, true) !== 0x04034b50) refuse('broken-zip')
  const start = from + 30 + view.getUint16(from + 26, true) + view.getUint16(from + 28, true)
  const data = bytes.subarray(start, start + packed)
  if (method === 0) return data
  if (method !== 8) refuse('broken-zip')
  try {
    return inflateRawSync(data, { maxOutputLength: Math.max(1, size) })
  } catch (fault) {
    return refuse((fault as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE' ? 'zip-bomb' : 'broken-zip')
  }
}
