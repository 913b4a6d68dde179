import type { Block, Item, TableBlock } from './blocks.ts'
import type { Places } from './places.ts'
import type { Norm, NormTable } from './types.ts'

const HEAD = /^[ \t]{0,8}(\d{1,4}(?:\.\d{1,4})*)([.)]?)[ \t]+(?=\S)/

/**
 * The numbered norms among these blocks: items of ordered lists, and lines that begin with a number with dots (`5.1`), which
 * Markdown takes for prose. A table inside an item, or right after such lines, is the norm's assignment rule.
 */
export function readNorms(blocks: readonly Block[], source: string, places: Places): Norm[] {
  const norms: Norm[] = []
  for (const [index, block] of blocks.entries()) {
    if (block.kind === 'list' && block.ordered)
      norms.push(...block.items.flatMap((item) => ofItem(item, source, places)))
    if (block.kind === 'paragraph') {
      const next = blocks[index + 1]
      norms.push(
        ...ofText(
          block.span.start.offset,
          block.span.end.offset,
          next?.kind === 'table' ? next : undefined,
          source,
          places,
        ),
      )
    }
  }
  return norms
}

function ofItem(item: Item, source: string, places: Places): Norm[] {
  const table = item.blocks.find((block) => block.kind === 'table')
  return ofText(item.span.start.offset, item.span.end.offset, table, source, places, true)
}

/** Splits a stretch of text where its lines begin with a number; the table goes with the last number before it. */
function ofText(
  from: number,
  to: number,
  table: TableBlock | undefined,
  source: string,
  places: Places,
  item = false,
): Norm[] {
  const heads: { number: string; from: number; text: number }[] = []
  for (let offset = from; offset < to; offset = lineEnd(source, offset) + 1) {
    const head = HEAD.exec(source.slice(offset, Math.min(lineEnd(source, offset), to)))
    const first = item && offset === from
    if (head && (first || (head[1]!.includes('.') && !inside(table, offset)))) {
      heads.push({ number: head[1]!, from: offset, text: offset + head[0].length })
    }
  }
  return heads.map((head, index) => {
    const end = heads[index + 1]?.from ?? to
    const owns =
      table !== undefined && head.from < table.span.start.offset && (end >= table.span.end.offset || end === to)
    const textEnd = owns ? Math.min(end, table.span.start.offset) : end
    const after = owns ? source.slice(table.span.end.offset, Math.max(end, table.span.end.offset)) : ''
    return {
      number: head.number,
      text: (source.slice(head.text, textEnd) + after).trim(),
      table: owns ? toTable(table) : undefined,
      span: places.span(head.from, Math.max(end, owns ? table.span.end.offset : end)),
    }
  })
}

function toTable(table: TableBlock): NormTable {
  return {
    columns: table.header.cells.map((cell) => cell.text),
    rows: table.rows.map((row) => row.cells.map((cell) => cell.text)),
  }
}

function inside(table: TableBlock | undefined, offset: number): boolean {
  return table !== undefined && offset >= table.span.start.offset && offset < table.span.end.offset
}

function lineEnd(source: string, offset: number): number {
  let end = offset
  while (end < source.length && source[end] !== '\n' && source[end] !== '\r') end++
  return end
}
