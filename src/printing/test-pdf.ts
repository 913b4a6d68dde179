import { inflateSync } from 'node:zlib'

/** A PDF as our tests read it: its objects as text, found by the cross-reference table, and the streams among them, unpacked. */
export interface ReadPdf {
  readonly objects: ReadonlyMap<number, string>
  readonly streams: ReadonlyMap<number, Buffer>
  readonly trailer: string
  /** The object to which a dictionary's entry refers, or what stands there itself. */
  entry(dictionary: string, name: string): string
  readonly catalog: string
  /** Dictionaries of the pages, in order. */
  readonly pages: readonly string[]
  /** Content of a page, from 0. */
  content(page: number): string
}

export function readPdf(bytes: Uint8Array): ReadPdf {
  const text = Buffer.from(bytes).toString('latin1')
  const table = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(text)![1])
  const [, count] = /^xref\s+0 (\d+)\s/.exec(text.slice(table))!
  const rows = text
    .slice(table)
    .match(/\d{10} \d{5} [nf]/g)!
    .slice(0, Number(count))
  const objects = new Map<number, string>()
  const streams = new Map<number, Buffer>()
  for (const [id, row] of rows.entries()) {
    if (row.endsWith('f')) continue
    const from = Number(row.slice(0, 10))
    const head = `${id} 0 obj\n`
    if (!text.startsWith(head, from)) throw new Error(`object ${id} is not where the table says`)
    const at = from + head.length
    const stream = /^<<[\s\S]*?>>\s*stream\n/.exec(text.slice(at, at + 4000))
    const end = text.indexOf('endobj', at)
    if (stream === null || at + stream[0].length > end) {
      objects.set(id, text.slice(at, end).trim())
      continue
    }
    const dictionary = stream[0].replace(/\s*stream\n$/, '')
    const length = Number(/\/Length (\d+)/.exec(dictionary)![1])
    const packed = Buffer.from(bytes).subarray(at + stream[0].length, at + stream[0].length + length)
    objects.set(id, dictionary)
    streams.set(id, dictionary.includes('/FlateDecode') ? inflateSync(packed) : packed)
  }
  const trailer = text.slice(text.lastIndexOf('trailer'))
  const reference = (dictionary: string, name: string) => new RegExp(`/${name} (\\d+) 0 R`).exec(dictionary)?.[1]
  const entry = (dictionary: string, name: string) => {
    const id = reference(dictionary, name)
    if (id !== undefined) return objects.get(Number(id))!
    return new RegExp(`/${name}\\s*(\\([^)]*\\)|<[^<>]*>|\\[[^\\]]*\\]|/?[\\w.-]+)`).exec(dictionary)?.[1] ?? ''
  }
  const catalog = entry(trailer, 'Root')
  const kids = /\/Kids \[([^\]]*)\]/.exec(entry(catalog, 'Pages'))![1]!
  const pages = [...kids.matchAll(/(\d+) 0 R/g)].map(([, id]) => objects.get(Number(id))!)
  return {
    objects,
    streams,
    trailer,
    entry,
    catalog,
    pages,
    content: (page) => streams.get(Number(reference(pages[page]!, 'Contents')))!.toString('latin1'),
  }
}

/** A text of the document (`(…)` or `<…>`), decoded. */
export function pdfText(written: string): string {
  if (written.startsWith('<')) return decode(Buffer.from(written.slice(1, -1), 'hex'))
  const bytes = written
    .slice(1, -1)
    .replace(/\\([nrtbf()\\]|[0-7]{1,3})/g, (_, escaped: string) =>
      /^[0-7]/.test(escaped)
        ? String.fromCharCode(Number.parseInt(escaped, 8))
        : ({ n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }[escaped] ?? escaped),
    )
  return decode(Buffer.from(bytes, 'latin1'))
}

function decode(bytes: Buffer): string {
  return bytes[0] === 0xfe && bytes[1] === 0xff
    ? Buffer.from(bytes.subarray(2)).swap16().toString('utf16le')
    : bytes.toString('latin1')
}
