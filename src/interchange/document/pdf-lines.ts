import type { SourceLine } from './types.ts'

/** A piece of text on a page; `y` grows upwards, in points. */
export interface Piece {
  readonly text: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

interface Segment {
  readonly text: string
  readonly left: number
  readonly right: number
}

interface Row {
  readonly segments: readonly Segment[]
  readonly y: number
  readonly height: number
}

const TITLE = /^(?:responsables?|paso|no\.?|actividad(?:es)?|acci[oó]n(?:es)?|tiempo)$/i

/** The lines of one page: paragraphs joined again, and under the titles of a step table its rows with their cells. */
export function pageLines(pieces: readonly Piece[], page: number): SourceLine[] {
  const rows = toRows(pieces)
  const edge = Math.max(0, ...rows.flatMap(({ segments }) => segments.map(({ right }) => right)))
  const lines: SourceLine[] = []
  for (let at = 0; at < rows.length; ) {
    if (isHeader(rows[at]!)) at = readTable(rows, at, page, lines)
    else at = readParagraph(rows, at, edge, page, lines)
  }
  return lines
}

function toRows(pieces: readonly Piece[]): Row[] {
  const sorted = pieces.filter(({ text }) => text.trim() !== '').sort((a, b) => b.y - a.y || a.x - b.x)
  const groups: Piece[][] = []
  for (const piece of sorted) {
    const last = groups.at(-1)
    if (last && Math.abs(last[0]!.y - piece.y) <= Math.max(2, piece.height * 0.4)) last.push(piece)
    else groups.push([piece])
  }
  return groups.map((group) => {
    const height = Math.max(4, ...group.map((piece) => piece.height))
    return {
      segments: toSegments(
        group.sort((a, b) => a.x - b.x),
        height,
      ),
      y: group[0]!.y,
      height,
    }
  })
}

function toSegments(pieces: readonly Piece[], height: number): Segment[] {
  const segments: { text: string; left: number; right: number }[] = []
  for (const { text, x, width } of pieces) {
    const last = segments.at(-1)
    const gap = last ? x - last.right : 0
    if (last && gap < height * 0.9) {
      last.text += gap > height * 0.12 && !/\s$/.test(last.text) ? ` ${text}` : text
      last.right = Math.max(last.right, x + width)
    } else segments.push({ text, left: x, right: x + width })
  }
  return segments.map((segment) => ({ ...segment, text: segment.text.replace(/\s+/g, ' ').trim() }))
}

function isHeader({ segments }: Row): boolean {
  return segments.filter(({ text }) => TITLE.test(text)).length >= 2
}

function readTable(rows: readonly Row[], from: number, page: number, out: SourceLine[]): number {
  const header = rows[from]!.segments
  let end = from + 1
  while (end < rows.length && !isHeader(rows[end]!) && !leavesTable(rows[end]!, header)) end += 1
  const body = rows.slice(from + 1, end)
  const bounds = boundsOf(header, body)
  const where = (at: number) => `página ${page}, renglón ${at + 1}`
  out.push({
    text: header.map(({ text }) => text).join(' '),
    cells: header.map(({ text }) => text),
    where: where(from),
  })
  const numbers = header.findIndex(({ text }) => /^(?:paso|no\.?)$/i.test(text))
  const activity = header.findIndex(({ text }) => /^(?:actividad|acci)/i.test(text))
  const leading = Math.min(...body.slice(1).map((row, at) => body[at]!.y - row.y), Number.POSITIVE_INFINITY)
  let open: { cells: string[]; where: string } | undefined
  const close = () => {
    if (open)
      out.push({
        text: open.cells
          .filter((cell) => cell !== '')
          .join(' ')
          .replaceAll('\n', ' '),
        ...open,
      })
  }
  for (const [at, row] of body.entries()) {
    const cells = header.map((_, column) =>
      row.segments
        .filter((segment) => columnOf(segment, bounds) === column)
        .map(({ text }) => text)
        .join(' '),
    )
    const gap = at === 0 ? Number.POSITIVE_INFINITY : body[at - 1]!.y - row.y
    const starts = /\d/.test(cells[numbers] ?? '') || /^(?:\d{1,2}\.\d|INICIO|FIN$)/.test(cells[activity] ?? '')
    // Lines of one cell stand closer than two rows do.
    if (!open || starts || gap > Math.min(leading * 1.3, row.height * 1.8)) {
      close()
      open = { cells, where: where(from + 1 + at) }
    } else
      open = {
        ...open,
        cells: open.cells.map((cell, column) =>
          [cell, cells[column]!].filter((part) => part !== '').join(column === 0 ? '\n' : ' '),
        ),
      }
  }
  close()
  return end
}

// A line of prose runs over the places of several titles.
function leavesTable({ segments }: Row, header: readonly Segment[]): boolean {
  return segments.some(({ text, left, right }) => {
    if (/^(?:PROCEDIMIENTO\s|P[áa]gina \d|[IVX\d]+\.\s+\p{Lu}{3})/u.test(text)) return true
    return header.filter((title) => left <= title.left && right >= title.right).length >= 2
  })
}

/** Where each column but the first begins: in the white between the pieces of the rows, or else halfway between the titles. */
function boundsOf(header: readonly Segment[], body: readonly Row[]): number[] {
  const spans: { left: number; right: number }[] = []
  for (const { left, right } of [...header, ...body.flatMap(({ segments }) => segments)].sort(
    (a, b) => a.left - b.left,
  )) {
    const last = spans.at(-1)
    if (last && left <= last.right + 1) last.right = Math.max(last.right, right)
    else spans.push({ left, right })
  }
  if (spans.length === header.length) return spans.slice(1).map(({ left }) => left - 0.5)
  return header.slice(1).map(({ left }, at) => (header[at]!.right + left) / 2)
}

function columnOf({ left }: Segment, bounds: readonly number[]): number {
  return bounds.filter((bound) => left >= bound).length
}

function readParagraph(rows: readonly Row[], from: number, edge: number, page: number, out: SourceLine[]): number {
  const first = rows[from]!
  const where = `página ${page}, renglón ${from + 1}`
  if (first.segments.length > 1) {
    const cells = first.segments.map(({ text }) => text)
    out.push({ text: cells.join(' '), cells, where })
    return from + 1
  }
  let text = first.segments[0]!.text
  let at = from + 1
  for (; at < rows.length; at++) {
    const row = rows[at]!
    const before = rows[at - 1]!
    const next = row.segments[0]!.text
    const full = before.segments[0]!.right > edge * 0.85
    const goesOn =
      row.segments.length === 1 &&
      full &&
      before.y - row.y < row.height * 1.7 &&
      !/^(?:[-•·]|\d{1,2}(?:\.\d+)*[.)]\s|[a-z]\)\s)/.test(next) &&
      !isHeader(row)
    if (!goesOn) break
    text += ` ${next}`
  }
  out.push({ text: text.replace(/(\p{L})- (?=\p{Ll})/gu, '$1'), where })
  return at
}
