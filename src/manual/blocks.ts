import type { List, ListItem, RootContent, Table } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table'
import { gfmTable } from 'micromark-extension-gfm-table'
import type { Position, Span } from './types.ts'

export interface Cell {
  /** The cell as meant: trimmed, `\|` read as a bar. */
  readonly text: string
  /** As written, so that an offset in it is an offset of the file. */
  readonly raw: string
  readonly span: Span
}

export interface Row {
  readonly cells: readonly Cell[]
  readonly span: Span
}

export interface TableBlock {
  readonly kind: 'table'
  readonly header: Row
  readonly rows: readonly Row[]
  readonly span: Span
}

export interface ListBlock {
  readonly kind: 'list'
  readonly ordered: boolean
  readonly items: readonly Item[]
  readonly span: Span
}

export interface Item {
  readonly blocks: readonly Block[]
  readonly span: Span
}

export interface Heading {
  readonly kind: 'heading'
  readonly depth: number
  readonly text: string
  readonly span: Span
}

export type Block =
  | Heading
  | TableBlock
  | ListBlock
  | { readonly kind: 'paragraph'; readonly text: string; readonly span: Span }
  /** Quotes, code, HTML comments, rules: kept, without meaning. */
  | { readonly kind: 'other'; readonly span: Span }

// A line of === or --- under a text would make it a heading; the notation has only `#`.
const UNREAD = ['setextUnderline', 'definition']

/**
 * The blocks of a Markdown text, in order, with their places. Texts are slices of `source`, as written.
 * Call `refuseOversize` first where the text comes from outside.
 */
export function readBlocks(source: string, known?: KnownPieces): readonly Block[] {
  // The parser drops a byte order mark and would shift every offset.
  const text = maskInline(source.startsWith('\uFEFF') ? ` ${source.slice(1)}` : source)
  const now = new Map<string, readonly Block[]>()
  const blocks = cut(text).flatMap(({ from, to, line }) => {
    const piece = source.slice(from, to)
    const read = known?.get(piece) ?? parse(text.slice(from, to), piece)
    now.set(piece, read)
    return from === 0 ? read : read.map((block) => moved(block, from, line))
  })
  if (known) {
    known.clear()
    for (const [piece, read] of now) known.set(piece, read)
  }
  return blocks
}

/**
 * The blocks of each piece of a text as read the last time, their places counted from the piece's start. An editor keeps it between
 * two readings of nearly the same text: the pieces that did not change are not parsed again.
 */
export type KnownPieces = Map<string, readonly Block[]>

function parse(masked: string, source: string): readonly Block[] {
  const tree = fromMarkdown(masked, {
    extensions: [gfmTable(), { disable: { null: UNREAD } }],
    mdastExtensions: [gfmTableFromMarkdown()],
  })
  return tree.children.map((node) => toBlock(node, source))
}

/** The tables of a Markdown text outside lists and quotes, in order. */
export function readTables(source: string): readonly TableBlock[] {
  return readBlocks(source).filter((block) => block.kind === 'table')
}

// Emphasis, links and code inside a line have no meaning here, and reading runs of their marks costs the parser quadratic
// time: behind the head of a line they are masked, unit for unit, so that every offset stays. The end of a comment is not.
function maskInline(text: string): string {
  return text.replace(
    LINE,
    (_, head: string, rest: string) => head + rest.replace(/[!&*<[\]_`~]|(?<!--)>|\\(?!\|)/g, 'x'),
  )
}

const LINE =
  /^((?:[ \t]*(?:>|[-+*]|\d{1,9}[.)])(?=[ \t]))*[ \t]*(?:`{3,9}|~{3,9}|<!--|<|\*[* \t]+(?=[\r\n]))?)([^\r\n]*)/gm

// The parser's time grows with the square of what it reads at once, so it gets the text in pieces, each a heading with what is under it,
// a table, or what stands between: none of these goes on over a blank line and a line that begins so at the margin.
function cut(text: string): { from: number; to: number; line: number }[] {
  const pieces: { from: number; to: number; line: number }[] = []
  let from = 0
  let fromLine = 0
  let line = 0
  let offset = 0
  let fence = ''
  let isAfterBlank = false
  let isTable = false
  for (const [whole, content = ''] of text.matchAll(/([^\r\n]*)(?:\r\n|\n|\r|$)/g)) {
    const mark = UNENDING.test(content) ? '<' : (/^ {0,3}(```|~~~|<!--)/.exec(content)?.[1] ?? '')
    const isRow = content.startsWith('|')
    const begins = /^#{1,6}(?:[ \t]|$)/.test(content) || (isAfterBlank && (isRow || (isTable && /^\S/.test(content))))
    if (fence === '' && begins && line > fromLine) {
      pieces.push({ from, to: offset, line: fromLine })
      from = offset
      fromLine = line
    }
    const isBlank = content.trim() === ''
    isTable = isRow ? isTable || line === fromLine : isTable && isBlank
    isAfterBlank = isBlank
    if (fence === '<!--' || (fence === '' && mark === '<!--')) fence = content.includes('-->') ? '' : '<!--'
    else if (mark !== '') fence = fence === '' ? mark : fence === mark && mark !== '<' ? '' : fence
    offset += whole.length
    line += 1
  }
  pieces.push({ from, to: text.length, line: fromLine })
  return pieces
}

/** HTML that goes on over blank lines: what follows is one piece. */
const UNENDING = /^ {0,3}<(?:pre|script|style|textarea|\?|!(?!--))/i

function toBlock(node: RootContent, source: string): Block {
  const span = spanOf(node)
  if (node.type === 'heading') {
    return { kind: 'heading', depth: node.depth, text: innerText(node.children, source, span).raw, span }
  }
  if (node.type === 'paragraph') return { kind: 'paragraph', text: slice(source, span), span }
  if (node.type === 'table') return toTable(node, source, span)
  if (node.type === 'list') return toList(node, source, span)
  return { kind: 'other', span }
}

function toTable(node: Table, source: string, span: Span): TableBlock {
  const [header, ...rows] = node.children.map((row) => ({
    cells: row.children.map((cell) => innerText(cell.children, source, spanOf(cell))),
    span: spanOf(row),
  }))
  return { kind: 'table', header: header!, rows, span }
}

function toList(node: List, source: string, span: Span): ListBlock {
  const toItem = (item: ListItem): Item => ({
    blocks: item.children.map((child) => toBlock(child, source)),
    span: spanOf(item),
  })
  return { kind: 'list', ordered: node.ordered === true, items: node.children.map(toItem), span }
}

function innerText(children: readonly RootContent[], source: string, outer: Span): Cell {
  const first = children[0]
  const last = children.at(-1)
  if (!first || !last) return { text: '', raw: '', span: { start: outer.end, end: outer.end } }
  const span = { start: spanOf(first).start, end: spanOf(last).end }
  const raw = slice(source, span)
  return { text: raw.replaceAll('\\|', '|'), raw, span }
}

function spanOf(node: { position?: { start: Point; end: Point } | undefined }): Span {
  const place = ({ line, column, offset = 0 }: Point) => ({ line, column, offset })
  return { start: place(node.position!.start), end: place(node.position!.end) }
}

interface Point {
  line: number
  column: number
  offset?: number | undefined
}

function slice(source: string, span: Span): string {
  return source.slice(span.start.offset, span.end.offset)
}

/** A block of a piece that begins at an offset and a line of the text. */
function moved(block: Block, from: number, lines: number): Block {
  const at = ({ line, column, offset }: Position) => ({ line: line + lines, column, offset: offset + from })
  const over = ({ start, end }: Span): Span => ({ start: at(start), end: at(end) })
  const row = ({ cells, span }: Row): Row => ({
    cells: cells.map((cell) => ({ text: cell.text, raw: cell.raw, span: over(cell.span) })),
    span: over(span),
  })
  const each = (one: Block): Block => {
    const span = over(one.span)
    if (one.kind === 'table') return { kind: 'table', header: row(one.header), rows: one.rows.map(row), span }
    if (one.kind !== 'list') return { ...one, span }
    const items = one.items.map((item) => ({ blocks: item.blocks.map(each), span: over(item.span) }))
    return { kind: 'list', ordered: one.ordered, items, span }
  }
  return each(block)
}
