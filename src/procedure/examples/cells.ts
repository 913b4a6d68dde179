import type { Finding, Position, Span } from '#src/manual/types.ts'

/** A line of the file with its place. */
export interface Line {
  readonly text: string
  readonly number: number
  readonly offset: number
}

/** A trimmed piece of a line with its place. */
export interface Cell {
  readonly text: string
  readonly span: Span
}

export function linesOf(text: string): Line[] {
  const lines: Line[] = []
  let offset = 0
  for (const raw of text.split('\n')) {
    lines.push({ text: raw.replace(/\r$/, ''), number: lines.length + 1, offset })
    offset += raw.length + 1
  }
  return lines
}

/** Cells of a table's line, without the outer bars; `\|` is a bar in the text. Null when the line is no table row. */
export function cellsOf(line: Line): Cell[] | null {
  if (!/^\s*\|/.test(line.text)) return null
  const cells: Cell[] = []
  let from = line.text.indexOf('|') + 1
  for (let i = from; i <= line.text.length; i++) {
    const atEnd = i === line.text.length
    if (!atEnd && (line.text[i] !== '|' || line.text[i - 1] === '\\')) continue
    if (atEnd && line.text.slice(from).trim() === '') break
    cells.push(cellAt(line, from, i))
    from = i + 1
  }
  return cells
}

export function spanOf(line: Line, from = 0, to = line.text.length): Span {
  return { start: place(line, from), end: place(line, to) }
}

export function fault(code: string, message: string, span: Span, procedure?: string): Finding {
  return { code, severity: 'error', message, span, ...(procedure !== undefined && { procedure }) }
}

function cellAt(line: Line, from: number, to: number): Cell {
  const raw = line.text.slice(from, to)
  const start = from + (raw.length - raw.trimStart().length)
  const text = raw.trim()
  return {
    text: text.replaceAll('\\|', '|'),
    span: spanOf(line, Math.min(start, to), Math.min(start, to) + text.length),
  }
}

function place(line: Line, index: number): Position {
  return { line: line.number, column: index + 1, offset: line.offset + index }
}
