/** An element of ASN.1 as it stands in its bytes. `raw` is the whole of it, `content` what it holds. */
export interface Der {
  readonly tag: number
  readonly raw: Buffer
  readonly content: Buffer
  /** The elements inside; empty for a primitive one. */
  readonly items: readonly Der[]
}

/** What cannot be read: not ASN.1, cut off, or deeper and longer than anything honest. */
export class DerFault extends Error {}

const MAX_DEPTH = 40
const MAX_ELEMENTS = 50_000

/** Reads the first element of the bytes; `rest` is what follows it. Takes BER's indefinite lengths too, as PKCS #12 files have them. */
export function readDer(bytes: Uint8Array): Der & { readonly rest: Buffer } {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const { der, end } = read(buffer, 0, 0, { left: MAX_ELEMENTS })
  return { ...der, rest: buffer.subarray(end) }
}

function read(bytes: Buffer, start: number, depth: number, count: { left: number }): { der: Der; end: number } {
  count.left -= 1
  if (depth > MAX_DEPTH || count.left < 0) throw new DerFault('too deep or too many elements')
  const tag = at(bytes, start)
  if ((tag & 0x1f) === 0x1f) throw new DerFault('a tag of more than one byte')
  const first = at(bytes, start + 1)
  let from = start + 2
  if (first === 0x80) return indefinite(bytes, start, tag, depth, count)
  let size = first
  if (first > 0x80) {
    const digits = first & 0x7f
    if (digits > 4) throw new DerFault('a length of more than four bytes')
    size = 0
    for (let each = 0; each < digits; each += 1) size = size * 256 + at(bytes, from + each)
    from += digits
  }
  const end = from + size
  if (end > bytes.length) throw new DerFault('cut off')
  const content = bytes.subarray(from, end)
  return { der: { tag, raw: bytes.subarray(start, end), content, items: items(tag, content, depth, count) }, end }
}

function items(tag: number, content: Buffer, depth: number, count: { left: number }): Der[] {
  const found: Der[] = []
  if ((tag & 0x20) === 0) return found
  for (let place = 0; place < content.length; ) {
    const { der, end } = read(content, place, depth + 1, count)
    found.push(der)
    place = end
  }
  return found
}

function indefinite(bytes: Buffer, start: number, tag: number, depth: number, count: { left: number }) {
  if ((tag & 0x20) === 0) throw new DerFault('a primitive element without length')
  const inside: Der[] = []
  let place = start + 2
  while (at(bytes, place) !== 0 || at(bytes, place + 1) !== 0) {
    const { der, end } = read(bytes, place, depth + 1, count)
    inside.push(der)
    place = end
  }
  const end = place + 2
  return {
    der: { tag, raw: bytes.subarray(start, end), content: bytes.subarray(start + 2, place), items: inside },
    end,
  }
}

function at(bytes: Buffer, place: number): number {
  const byte = bytes[place]
  if (byte === undefined) throw new DerFault('cut off')
  return byte
}

/** The element at a place, which must be there. */
export function child(der: Der, place: number, tag?: number): Der {
  const found = der.items[place]
  if (found === undefined || (tag !== undefined && found.tag !== tag)) throw new DerFault(`no element ${place}`)
  return found
}

/** The bytes of an OCTET STRING, also of one in pieces. */
export function octetsOf(der: Der): Buffer {
  return der.items.length === 0 ? der.content : Buffer.concat(der.items.map(octetsOf))
}

export function oidOf(der: Der): string {
  if (der.tag !== 0x06) throw new DerFault('no object identifier')
  const parts: number[] = []
  let part = 0
  for (const byte of der.content) {
    part = part * 128 + (byte & 0x7f)
    if (byte < 0x80) {
      parts.push(part)
      part = 0
    }
  }
  const [first = 0, ...rest] = parts
  const root = Math.min(2, Math.floor(first / 40))
  return [root, first - root * 40, ...rest].join('.')
}

export function numberOf(der: Der): number {
  if (der.tag !== 0x02 || der.content.length > 5) throw new DerFault('no small number')
  return der.content.readUIntBE(0, der.content.length)
}

/** An instant of a UTCTime or GeneralizedTime. */
export function timeOf(der: Der): Temporal.Instant {
  const text = der.content.toString('latin1')
  const match = (
    der.tag === 0x17 ? /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/ : /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.\d+)?Z$/
  ).exec(text)
  if (!match) throw new DerFault('no time')
  const [, y = '', mo, d, h, mi, s] = match
  const year = y.length === 4 ? y : `${Number(y) < 50 ? 20 : 19}${y}`
  try {
    return Temporal.Instant.from(`${year}-${mo}-${d}T${h}:${mi}:${s}Z`)
  } catch {
    throw new DerFault('no time')
  }
}
