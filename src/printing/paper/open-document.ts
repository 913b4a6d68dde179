import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Pdf } from 'pdfmake/js/PDFDocument.js'
import pdfDocument from 'pdfmake/js/PDFDocument.js'

export type { Pdf } from 'pdfmake/js/PDFDocument.js'

/** What a document says of itself, in its Info and in its XMP alike. */
export interface DocumentFacts {
  readonly title: string
  /** The institution. */
  readonly author: string
  readonly subject: string
  /** The date that the document bears: never the clock's, so that the same content is the same bytes. */
  readonly date: Date
  /** Whatever the bytes depend on; the document's identifier is its digest. */
  readonly content: string
}

/** The one family of the paper, by the names under which the document knows its cuts. */
export const FONTS = {
  regular: 'Roboto',
  medium: 'Roboto-Medium',
  italic: 'Roboto-Italic',
  mediumItalic: 'Roboto-MediumItalic',
}

/** A tagged PDF/A-2b without pages, its fonts embedded, nothing in it taken from the clock or from chance. */
export function openDocument(facts: DocumentFacts): Pdf {
  const info = {
    Title: plain(facts.title),
    Author: plain(facts.author),
    Subject: plain(facts.subject),
    Producer: 'Ventanilla',
    Creator: 'Ventanilla',
    CreationDate: facts.date,
  }
  const pdf = new pdfDocument.default(
    {},
    {},
    {},
    {},
    {
      pdfVersion: '1.7',
      subset: 'PDF/A-2b',
      tagged: true,
      lang: 'es',
      displayTitle: true,
      autoFirstPage: false,
      info,
      font: null,
    },
  )
  for (const [name, file] of fontFiles()) pdf.registerFont(name, file)
  pdf._id = createHash('sha256').update(facts.content).digest().subarray(0, 16)
  // pdfkit writes the title into the XMP as it is, where an ampersand would end the document's conformance.
  pdf._addInfo = () => pdf.appendXML(metadata(info))
  return pdf
}

/** Ends the document and gives its bytes. */
export async function closeDocument(pdf: Pdf): Promise<Uint8Array> {
  const parts: Buffer[] = []
  pdf.on('data', (part: Buffer) => parts.push(part))
  const ended = new Promise<void>((resolve, reject) => {
    pdf.on('end', resolve)
    pdf.on('error', reject)
  })
  pdf.end()
  await ended
  return new Uint8Array(Buffer.concat(parts))
}

let files: readonly (readonly [string, Buffer])[] | undefined

function fontFiles(): readonly (readonly [string, Buffer])[] {
  const resolve = createRequire(import.meta.url).resolve
  files ??= (
    [
      [FONTS.regular, 'Regular'],
      [FONTS.medium, 'Medium'],
      [FONTS.italic, 'Italic'],
      [FONTS.mediumItalic, 'MediumItalic'],
    ] as const
  ).map(([name, cut]) => [name, readFileSync(resolve(`pdfmake/fonts/Roboto/Roboto-${cut}.ttf`))])
  return files
}

/** Info and XMP must say the same, so neither gets what XML could not carry. */
function plain(text: string): string {
  return text.replace(
    /[\u0000-\u001f\u007f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
    ' ',
  )
}

function metadata(
  info: Record<'Title' | 'Author' | 'Subject' | 'Producer' | 'Creator', string> & { CreationDate: Date },
) {
  const date = `${info.CreationDate.toISOString().slice(0, 19)}Z`
  return `<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/"><xmp:CreateDate>${date}</xmp:CreateDate><xmp:CreatorTool>${xml(info.Creator)}</xmp:CreatorTool></rdf:Description>
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title><rdf:Alt><rdf:li xml:lang="x-default">${xml(info.Title)}</rdf:li></rdf:Alt></dc:title><dc:creator><rdf:Seq><rdf:li>${xml(info.Author)}</rdf:li></rdf:Seq></dc:creator><dc:description><rdf:Alt><rdf:li xml:lang="x-default">${xml(info.Subject)}</rdf:li></rdf:Alt></dc:description><dc:language><rdf:Bag><rdf:li>es</rdf:li></rdf:Bag></dc:language></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"><pdf:Producer>${xml(info.Producer)}</pdf:Producer></rdf:Description>`
}

function xml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
