import type { Letters } from './letters.ts'
import type { Block, Cell, TableBlock } from './types.ts'

/** Widths of a table's columns: by their shares, but none narrower than its longest word where the others can give. */
export function columnWidths(letters: Letters, table: TableBlock, size: number, width: number, pad: number): number[] {
  const total = table.widths.reduce((sum, each) => sum + each, 0)
  const wanted = table.widths.map((each) => (each / total) * width)
  const least = wanted.map((_, column) => {
    const cells = [table.head, ...table.rows.map((row) => row.cells)].map((row) => cellAt(row, column))
    return (
      Math.max(0, ...cells.flatMap((cell) => (cell?.blocks ?? []).map((block) => longestWord(letters, block, size)))) +
      2 * pad
    )
  })
  const lacking = wanted.reduce((sum, each, at) => sum + Math.max(0, least[at]! - each), 0)
  const spare = wanted.reduce((sum, each, at) => sum + Math.max(0, each - least[at]!), 0)
  if (lacking === 0 || spare < lacking) return wanted
  return wanted.map((each, at) =>
    each < least[at]! ? least[at]! : each - (Math.max(0, each - least[at]!) / spare) * lacking,
  )
}

/** The cell that stands in that column alone. */
function cellAt(row: readonly Cell[] | null, column: number): Cell | undefined {
  let at = 0
  for (const cell of row ?? []) {
    if (at === column) return (cell.span ?? 1) === 1 ? cell : undefined
    at += cell.span ?? 1
  }
  return undefined
}

function longestWord(letters: Letters, block: Block, size: number): number {
  if (block.kind !== 'text') return 0
  return Math.max(
    0,
    ...block.runs.flatMap((run) =>
      letters
        .shown(run.text)
        .split(/\s+/)
        .slice(0, 2_000)
        .map((word) => letters.width(word, run, block.size ?? size)),
    ),
  )
}
