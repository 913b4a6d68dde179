import { flowOf } from './flow.ts'
import { type Ink, inkOf } from './ink.ts'
import { type Item, layOut, type Paper } from './lay-out.ts'
import { type Letters, lettersOf } from './letters.ts'
import { closeDocument, type DocumentFacts, openDocument } from './open-document.ts'
import { newTag } from './tags.ts'
import type { Block, Spot } from './types.ts'

export interface Sheet {
  readonly width: number
  readonly height: number
  /** From 1. */
  readonly page: number
  readonly pages: number
}

export interface Printing {
  readonly facts: DocumentFacts
  readonly paper: Paper
  /** What to print, by letters that tell what they can show. */
  readonly blocks: (letters: Letters) => readonly Block[]
  /** Head and foot of each page, ornaments to a reader aloud. */
  readonly furnish: (ink: Ink, sheet: Sheet) => void
}

export interface Printed {
  readonly bytes: Uint8Array
  readonly pages: number
  readonly spots: readonly Spot[]
}

/** Blocks → pages → a tagged PDF/A-2b. The same input gives the same bytes. */
export async function drawPages({ facts, paper, blocks, furnish }: Printing): Promise<Printed> {
  const pdf = openDocument(facts)
  const letters = lettersOf(pdf)
  const root = newTag(null, 'Document')
  const width = paper.width - paper.margin.left - paper.margin.right
  const { pages, places, spots } = layOut(flowOf(letters, blocks(letters), width, root), paper)
  const ink = inkOf(pdf, letters, root, (place) => places.get(place) ?? null)
  const outlines = [pdf.outline]
  for (const [at, page] of pages.entries()) {
    pdf.addPage({ size: [page.width, page.height], margin: 0 })
    furnish(ink, { width: page.width, height: page.height, page: at + 1, pages: pages.length })
    for (const item of page.items) if (item.kind === 'box') drawBox(ink, item)
    for (const item of page.items) {
      if (item.kind !== 'piece') continue
      const { piece, tag, x, y } = item
      const first = tag !== null || piece.tag === null
      if (first && piece.place !== undefined && places.get(piece.place) === at + 1)
        pdf.addNamedDestination(piece.place, 'XYZ', 0, Math.max(0, y - 10), null)
      if (first && piece.outline !== undefined) {
        const { title, level } = piece.outline
        const parent = outlines[Math.min(level, outlines.length - 1)]!
        outlines.length = Math.min(level, outlines.length - 1) + 1
        outlines.push(parent.addItem(letters.shown(title), { top: Math.max(0, y - 10), left: page.width }))
      }
      piece.paint(ink, tag, x, y)
    }
  }
  ink.end()
  return { bytes: await closeDocument(pdf), pages: pages.length, spots }
}

function drawBox(ink: Ink, { x, y, width, height, fill, line }: Item & { kind: 'box' }): void {
  ink.mark(null, () => {
    if (fill !== undefined) ink.pdf.fillColor(fill).rect(x, y, width, height).fill()
    if (line) ink.pdf.lineWidth(0.5).strokeColor('#000000').rect(x, y, width, height).stroke()
  })
}
