/** An object of a PDF. Strings and dictionaries know the bytes in which they stand, so that a signature can be held against them. */
export type PdfObject =
  | null
  | boolean
  | number
  | { readonly kind: 'name'; readonly name: string }
  | PdfString
  | PdfRef
  | { readonly kind: 'array'; readonly items: readonly PdfObject[] }
  | PdfDict
  | PdfStream

export interface PdfString {
  readonly kind: 'string'
  readonly bytes: Buffer
  /** From the opening bracket up to behind the closing one; -1 for one that stands in a compressed stream or was made. */
  readonly start: number
  readonly end: number
  readonly hex: boolean
}

export interface PdfRef {
  readonly kind: 'ref'
  readonly num: number
  readonly gen: number
}

export interface PdfDict {
  readonly kind: 'dict'
  readonly entries: ReadonlyMap<string, PdfObject>
}

export interface PdfStream {
  readonly kind: 'stream'
  readonly dict: PdfDict
  /** As it stands in the file. */
  readonly raw: Buffer
}

/** Where an object stands: at a byte, or in a stream of objects. */
export type PdfPlace =
  | { readonly kind: 'at'; readonly offset: number; readonly gen: number }
  | { readonly kind: 'in'; readonly stream: number; readonly index: number }

/** `too-much`: reading it takes more work than an honest document does. */
export type PdfFaultCode = 'not-a-pdf' | 'broken' | 'encrypted' | 'too-large' | 'too-much' | 'too-deep' | 'no-pages'

/** Why a PDF is not read. The detail is for programmers. */
export class PdfFault extends Error {
  readonly code: PdfFaultCode

  constructor(code: PdfFaultCode, detail: string) {
    super(detail)
    this.code = code
  }
}

export const name = (text: string) => ({ kind: 'name', name: text }) as const
export const ref = (num: number, gen = 0): PdfRef => ({ kind: 'ref', num, gen })
export const array = (items: readonly PdfObject[]) => ({ kind: 'array', items }) as const
export const dict = (entries: Readonly<Record<string, PdfObject | undefined>>): PdfDict => ({
  kind: 'dict',
  entries: new Map(Object.entries(entries).filter((entry): entry is [string, PdfObject] => entry[1] !== undefined)),
})
export const string = (bytes: Uint8Array): PdfString => ({
  kind: 'string',
  bytes: Buffer.from(bytes),
  start: -1,
  end: -1,
  hex: true,
})

/** Text that people read: plain where it can be, else UTF-16 with its mark. */
export function text(value: string): PdfString {
  if (/^[\x20-\x7e]*$/.test(value)) return string(Buffer.from(value, 'latin1'))
  return string(Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(value, 'utf16le').swap16()]))
}

export function textOf(object: PdfObject | undefined): string | null {
  if (!isKind(object, 'string')) return null
  const { bytes } = object
  if (bytes[0] === 0xfe && bytes[1] === 0xff) {
    return Buffer.from(bytes.subarray(2, bytes.length - (bytes.length % 2)))
      .swap16()
      .toString('utf16le')
  }
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return bytes.subarray(3).toString('utf8')
  return bytes.toString('latin1')
}

type Kinds = Exclude<PdfObject, null | boolean | number>

export function isKind<K extends Kinds['kind']>(
  object: PdfObject | undefined,
  kind: K,
): object is Extract<Kinds, { kind: K }> {
  return typeof object === 'object' && object !== null && object.kind === kind
}
