import { crc32, deflateSync, inflateSync } from 'node:zlib'
import type { Picture } from './stamp.ts'

/** Why a picture is not taken. */
export class PictureFault extends Error {
  readonly code: 'not-a-picture' | 'too-large' | 'too-many-pixels' | 'interlaced' | 'broken'

  constructor(code: PictureFault['code']) {
    super(code)
    this.code = code
  }
}

export const MAX_PICTURE = 1_000_000
const MAX_SIDE = 3_000
const MAX_PIXELS = 4_000_000

/** The picture and nothing else: comments, places, profiles and whatever hides behind its end are left out. Throws `PictureFault`. */
export function cleanPicture(bytes: Uint8Array): Picture {
  const buffer = Buffer.from(bytes)
  if (buffer.length > MAX_PICTURE) throw new PictureFault('too-large')
  try {
    if (buffer.subarray(0, 8).equals(PNG_MARK)) return { bytes: cleanPng(buffer), type: 'image/png' }
    if (buffer[0] === 0xff && buffer[1] === 0xd8) return { bytes: cleanJpeg(buffer), type: 'image/jpeg' }
  } catch (error) {
    throw error instanceof PictureFault ? error : new PictureFault('broken')
  }
  throw new PictureFault('not-a-picture')
}

const PNG_MARK = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

function cleanPng(bytes: Buffer): Buffer {
  const kept = new Map<string, Buffer[]>()
  for (let at = 8; at + 12 <= bytes.length; ) {
    const size = bytes.readUInt32BE(at)
    const type = bytes.toString('latin1', at + 4, at + 8)
    const data = bytes.subarray(at + 8, at + 8 + size)
    if (data.length !== size) throw new PictureFault('broken')
    kept.set(type, [...(kept.get(type) ?? []), data])
    at += 12 + size
    if (type === 'IEND') break
  }
  const head = kept.get('IHDR')?.[0]
  if (head?.length !== 13 || !kept.has('IDAT') || !kept.has('IEND')) throw new PictureFault('broken')
  const [width, height] = [head.readUInt32BE(0), head.readUInt32BE(4)]
  checkSize(width, height)
  const [depth, colour, interlaced] = [head[8]!, head[9]!, head[12]!]
  if (interlaced !== 0) throw new PictureFault('interlaced')
  const samples = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }[colour]
  if (samples === undefined || ![1, 2, 4, 8, 16].includes(depth)) throw new PictureFault('broken')
  const size = height * (1 + Math.ceil((width * samples * depth) / 8))
  const pixels = inflateSync(Buffer.concat(kept.get('IDAT')!), { maxOutputLength: size + 1 })
  if (pixels.length !== size) throw new PictureFault('broken')
  const chunk = (type: string, data: Buffer) => {
    const named = Buffer.concat([Buffer.from(type, 'latin1'), data])
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
    length.writeUInt32BE(data.length)
    sum.writeUInt32BE(crc32(named))
    return Buffer.concat([length, named, sum])
  }
  const extra = ['PLTE', 'tRNS'].flatMap(
    (type) =>
      kept
        .get(type)
        ?.slice(0, 1)
        .map((data) => chunk(type, data)) ?? [],
  )
  return Buffer.concat([
    PNG_MARK,
    chunk('IHDR', head),
    ...extra,
    chunk('IDAT', deflateSync(pixels)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function cleanJpeg(bytes: Buffer): Buffer {
  const parts = [bytes.subarray(0, 2)]
  let sized = false
  let at = 2
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) throw new PictureFault('broken')
    const marker = bytes[at + 1]!
    if (marker === 0xff) {
      at += 1
      continue
    }
    const size = bytes.readUInt16BE(at + 2)
    const segment = bytes.subarray(at, at + 2 + size)
    if (segment.length !== 2 + size) throw new PictureFault('broken')
    if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc) {
      checkSize(segment.readUInt16BE(7), segment.readUInt16BE(5))
      sized = true
    }
    // Adobe's segment says how the colours are to be read; every other one of its kind, and comments, is left out.
    const informs = (marker >= 0xe0 && marker <= 0xef && marker !== 0xee) || marker === 0xfe
    if (!informs) parts.push(segment)
    at += 2 + size
    if (marker === 0xda) {
      const end = bytes.lastIndexOf(Buffer.from([0xff, 0xd9]))
      if (end < at || !sized) throw new PictureFault('broken')
      return Buffer.concat([...parts, bytes.subarray(at, end + 2)])
    }
  }
  throw new PictureFault('broken')
}

function checkSize(width: number, height: number): void {
  if (width < 1 || height < 1) throw new PictureFault('broken')
  if (width > MAX_SIDE || height > MAX_SIDE || width * height > MAX_PIXELS) throw new PictureFault('too-many-pixels')
}
