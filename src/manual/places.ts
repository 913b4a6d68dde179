import type { Position, Span } from './types.ts'

/** Turns offsets of a text into lines and columns. */
export interface Places {
  readonly at: (offset: number) => Position
  readonly span: (from: number, to: number) => Span
}

/** Line ends are those of Markdown: CR LF, LF and a lone CR. */
export function placesOf(source: string): Places {
  const starts = [0]
  for (const end of source.matchAll(/\r\n|\n|\r/g)) starts.push(end.index + end[0].length)
  const at = (offset: number): Position => {
    let low = 0
    let high = starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (starts[middle]! <= offset) low = middle
      else high = middle - 1
    }
    return { line: low + 1, column: offset - starts[low]! + 1, offset }
  }
  return { at, span: (from, to) => ({ start: at(from), end: at(to) }) }
}
