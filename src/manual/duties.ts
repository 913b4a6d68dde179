import type { Block } from './blocks.ts'

/** The roles that RESPONSABILIDADES names: its headings, the heads of its list items, the first column of its tables. */
export function readDuties(blocks: readonly Block[]): string[] {
  return blocks.flatMap(namesIn).filter((name) => name !== '')
}

function namesIn(block: Block): string[] {
  if (block.kind === 'heading') return [clean(block.text)]
  if (block.kind === 'table') return block.rows.map((row) => clean(row.cells[0]?.text ?? ''))
  if (block.kind !== 'list') return []
  return block.items.map((item) => (item.blocks[0]?.kind === 'paragraph' ? clean(item.blocks[0].text) : ''))
}

function clean(text: string): string {
  return text
    .split(/[:.\r\n]/)[0]!
    .replaceAll('*', '')
    .trim()
}
