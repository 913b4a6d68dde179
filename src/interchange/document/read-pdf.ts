import { getDocumentProxy } from 'unpdf'
import { LIMITS } from './limits.ts'
import { type Piece, pageLines } from './pdf-lines.ts'
import { refuse } from './refuse.ts'
import type { Progress, SourceLine, SourceText } from './types.ts'

/** A PDF with text. Its scripts are never run; one that is only pictures is refused. */
export async function readPdf(bytes: Uint8Array, progress: Progress): Promise<SourceText> {
  const pdf = await open(bytes)
  try {
    if (pdf.numPages > LIMITS.pages) refuse('pdf-pages')
    const lines: SourceLine[] = []
    let letters = 0
    for (let number = 1; number <= pdf.numPages; number++) {
      progress(`Leyendo la página ${number} de ${pdf.numPages}`, (number - 1) / pdf.numPages)
      const pieces = await piecesOf(pdf, number)
      letters += pieces.reduce((sum, { text }) => sum + text.length, 0)
      if (letters > LIMITS.characters) refuse('too-many-rows')
      lines.push(...pageLines(pieces, number))
      if (lines.length > LIMITS.lines) refuse('too-many-rows')
    }
    if (letters < 40) refuse('scanned-pdf')
    return { lines, report: [] }
  } finally {
    await pdf.loadingTask.destroy()
  }
}

type Pdf = Awaited<ReturnType<typeof getDocumentProxy>>

async function open(bytes: Uint8Array): Promise<Pdf> {
  try {
    return await getDocumentProxy(new Uint8Array(bytes), {
     
      disableFontFace: true,
      enableXfa: false,
      verbosity: 0,
      stopAtErrors: true,
    })
  } catch (fault) {
    return refuse((fault as Error).name === 'PasswordException' ? 'pdf-password' : 'broken-pdf')
  }
}

async function piecesOf(pdf: Pdf, number: number): Promise<Piece[]> {
  try {
    const page = await pdf.getPage(number)
    const { items } = await page.getTextContent()
    page.cleanup()
    return items.slice(0, LIMITS.pieces).flatMap((item) => {
      if (!('str' in item)) return []
      const [, , , tall = 0, x = 0, y = 0] = item.transform as number[]
      return [{ text: item.str, x, y, width: item.width, height: item.height || Math.abs(tall) }]
    })
  } catch {
    return refuse('broken-pdf')
  }
}
