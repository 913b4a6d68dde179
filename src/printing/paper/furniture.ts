import type { Sheet } from './draw-pages.ts'
import type { Ink } from './ink.ts'
import { SHEETS } from './sheets.ts'
import type { Run } from './types.ts'
import { wrap } from './wrap.ts'

export interface Furniture {
  readonly institution: string
  /** `Manual de Normas y Procedimientos` */
  readonly kind: string
  readonly title: string
  readonly code: string
  readonly version: string
  /** `BORRADOR`, where the document does not rule. */
  readonly standing?: string
  /** A line at the foot. */
  readonly foot: string
}

const HEIGHT = 54

/** The table at the head of each page, as the institutions print it, and the line at its foot. */
export function furnish(ink: Ink, sheet: Sheet, furniture: Furniture): void {
  const lying = sheet.width > sheet.height
  const margin = lying ? SHEETS.letter.lying : SHEETS.letter.margin
  const top = margin.top - HEIGHT - (lying ? 8 : 16)
  const left = margin.left
  const width = sheet.width - margin.left - margin.right
  const cuts = [0, 0.25, 0.76, 1].map((each) => left + each * width)
  ink.mark(null, () => {
    ink.pdf.lineWidth(0.8).strokeColor('#000000')
    ink.pdf.rect(left, top, width, HEIGHT).stroke().lineWidth(0.5)
    for (const x of cuts.slice(1, 3))
      ink.pdf
        .moveTo(x, top)
        .lineTo(x, top + HEIGHT)
        .stroke()
  })
  const cell = (at: number, parts: readonly Part[]) => stack(ink, parts, top, cuts[at]!, cuts[at + 1]! - cuts[at]!)
  const { institution, kind, title, code, version, standing } = furniture
  cell(0, [{ text: institution, size: 8.5, bold: true, lines: 4 }])
  cell(1, [
    ...(standing === undefined ? [] : [{ text: standing, size: 9, bold: true, lines: 1 }]),
    { text: kind, size: 8, lines: 1 },
    { text: title, size: 9, bold: true, lines: standing === undefined ? 3 : 2 },
  ])
  cell(2, [
    { text: code, size: 8.5, bold: true, lines: 1 },
    { text: version, size: 8, lines: 1 },
    { text: `Página ${sheet.page} de ${sheet.pages}`, size: 8, lines: 1 },
  ])
  const foot = wrap(ink.letters, [{ text: furniture.foot, color: '#444444' }], 7, width)[0]!
  ink.line(null, foot, 7, left, sheet.height - (lying ? 30 : 38))
}

interface Part {
  readonly text: string
  readonly size: number
  readonly bold?: boolean
  /** Lines at most; a longer text is set smaller, then cut with an ellipsis. */
  readonly lines: number
}

function stack(ink: Ink, parts: readonly Part[], top: number, left: number, width: number): void {
  const room = width - 10
  const set = parts.map((part) => {
    let size = part.size
    const run: Run = { text: part.text, bold: part.bold === true }
    let lines = wrap(ink.letters, [run], size, room)
    while (lines.length > part.lines && size > 7) {
      size -= 0.5
      lines = wrap(ink.letters, [run], size, room)
    }
    if (lines.length > part.lines) {
      const words = part.text.split(' ')
      do words.pop()
      while (
        words.length > 1 &&
        wrap(ink.letters, [{ ...run, text: `${words.join(' ')}…` }], size, room).length > part.lines
      )
      lines = wrap(ink.letters, [{ ...run, text: `${words.join(' ')}…` }], size, room).slice(0, part.lines)
    }
    return { lines, size }
  })
  const whole = set.reduce((sum, { lines, size }) => sum + lines.length * size * 1.25, 0)
  let y = top + (HEIGHT - whole) / 2
  for (const { lines, size } of set)
    for (const line of lines) {
      ink.line(null, line, size, left + (width - line.width) / 2, y)
      y += size * 1.25
    }
}
