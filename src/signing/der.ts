/** Writes ASN.1 in DER, as far as certificates and signatures need it. Each function gives the whole element, header included. */

export function element(tag: number, ...content: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(content)
  return Buffer.concat([Buffer.from([tag]), length(body.length), body])
}

function length(size: number): Buffer {
  if (size < 0x80) return Buffer.from([size])
  const bytes: number[] = []
  for (let rest = size; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256)
  return Buffer.from([0x80 | bytes.length, ...bytes])
}

export const sequence = (...items: readonly Uint8Array[]) => element(0x30, ...items)

/** SET OF: DER sorts its members by their bytes. */
export const setOf = (...items: readonly Uint8Array[]) => element(0x31, ...items.toSorted(Buffer.compare))

/** `[n]` around whole elements. */
export const explicit = (n: number, ...items: readonly Uint8Array[]) => element(0xa0 | n, ...items)

/** `[n]` instead of the tag of a string. */
export const implicit = (n: number, content: Uint8Array) => element(0x80 | n, content)

export const boolean = (value: boolean) => element(0x01, Buffer.from([value ? 0xff : 0]))
export const octets = (content: Uint8Array) => element(0x04, content)
export const nothing = () => element(0x05)
export const utf8 = (text: string) => element(0x0c, Buffer.from(text))
export const printable = (text: string) => element(0x13, Buffer.from(text, 'latin1'))
export const enumerated = (value: number) => element(0x0a, Buffer.from([value]))

/** A whole number without sign. */
export function integer(value: number | Uint8Array): Buffer {
  const hex = typeof value === 'number' ? value.toString(16) : Buffer.from(value).toString('hex')
  let bytes = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex')
  while (bytes.length > 1 && bytes[0] === 0 && bytes[1]! < 0x80) bytes = bytes.subarray(1)
  return element(0x02, ...(bytes[0]! >= 0x80 ? [Buffer.from([0])] : []), bytes)
}

/** Whole bytes, or the first bits of them: `unused` are left out at the end. */
export const bits = (content: Uint8Array, unused = 0) => element(0x03, Buffer.from([unused]), content)

export function oid(text: string): Buffer {
  const [first = 0, second = 0, ...rest] = text.split('.').map(Number)
  const bytes = [first * 40 + second, ...rest].flatMap((part) => {
    const digits = [part % 128]
    for (let left = Math.floor(part / 128); left > 0; left = Math.floor(left / 128)) digits.unshift(128 | (left % 128))
    return digits
  })
  return element(0x06, Buffer.from(bytes))
}

/** UTCTime until 2049, GeneralizedTime from then on (RFC 5280). */
export function time(at: Temporal.Instant): Buffer {
  const text = at.toString({ smallestUnit: 'second' }).replaceAll(/[-:T]/g, '')
  return text < '2050' ? element(0x17, Buffer.from(text.slice(2))) : element(0x18, Buffer.from(text))
}
