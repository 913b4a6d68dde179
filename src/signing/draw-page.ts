import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const require = createRequire(import.meta.url)
const folder = join(dirname(require.resolve('pdfmake/package.json')), 'fonts', 'Roboto')
const fontFile = (style: string) => join(folder, `Roboto-${style}.ttf`)
const fonts = {
  Roboto: {
    normal: fontFile('Regular'),
    bold: fontFile('Medium'),
    italics: fontFile('Italic'),
    bolditalics: fontFile('MediumItalic'),
  },
}

interface Drawing extends NodeJS.ReadableStream {
  end(): void
}
interface Printer {
  createPdfKitDocument(definition: object, options: object): Promise<Drawing>
}
type PrinterClass = new (
  fonts: object,
  files: null,
  urls: { resolve(): void; resolved(): Promise<void> },
  allowed: (path: string) => boolean,
) => Printer

/** A PDF of what a definition of pdfmake says, in Roboto, its fonts embedded. It opens no address and no file but the fonts. */
export async function drawPage(definition: object): Promise<Buffer> {
  const Printer = require('pdfmake/js/Printer.js').default as PrinterClass
  const printer = new Printer(fonts, null, { resolve() {}, async resolved() {} }, (path) => path.startsWith(folder))
  const drawing = await printer.createPdfKitDocument(
    { defaultStyle: { font: 'Roboto', fontSize: 10 }, version: '1.7', compress: true, ...definition },
    {},
  )
  const parts: Buffer[] = []
  drawing.on('data', (part: Buffer) => parts.push(part))
  const ended = new Promise<void>((settle, fail) => {
    drawing.on('end', settle)
    drawing.on('error', fail)
  })
  drawing.end()
  await ended
  return Buffer.concat(parts)
}
