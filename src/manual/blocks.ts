import type { List, ListItem, RootContent, Table } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table'
import { gfmTable } from 'micromark-extension-gfm-table'
import type { Span } from './types.ts'

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
export function readBlocks(source: string): readonly Block[] {
  // The parser drops a byte order mark and would shift every offset.
  const text = maskInline(source.startsWith('\uFEFF') ? ` ${source.slice(1)}` : source)
  return cut(text).flatMap(({ from, to, line }) => {
    const tree = fromMarkdown(text.slice(from, to), {
      extensions: [gfmTable(), { disable: { null: UNREAD } }],
      mdastExtensions: [gfmTableFromMarkdown()],
    })
    const reading = { source, from, line }
    return tree.children.map((node) => toBlock(node, reading))
  })
}

/** The tables of a Markdown text outside lists and quotes, in order. */
export function readTables(source: string): readonly TableBlock[] {
  return readBlocks(source).filter((block) => block.kind === 'table')
}

interface Reading {
  readonly source: string
  /** Offset and line at which the piece that the parser saw begins. */
  readonly from: number
  readonly line: number
}

// Emphasis, links and code inside a line have no meaning here, and reading runs of their marks costs the parser quadratic
// time: behind the head of a line they are masked, unit for unit, so that every offset stays.
function maskInline(text: string): string {
  return text.replace(LINE, (_, head: string, rest: string) => head + rest.replace(/[!&*<>[\]_`~]|\\(?!\|)/g, 'x'))
}

const LINE =
  /^((?:[ \t]*(?:>|[-+*]|\d{1,9}[.)])(?=[ \t]))*[ \t]*(?:`{3,9}|~{3,9}|<!--|<|\*[* \t]+(?=[\r\n]))?)([^\r\n]*)/gm

// The parser's time grows with the square of what it reads at once, so it gets the text in pieces that begin at a heading.
function cut(text: string): { from: number; to: number; line: number }[] {
  const pieces: { from: number; to: number; line: number }[] = []
  let from = 0
  let fromLine = 0
  let line = 0
  let offset = 0
  let fence = ''
  for (const [whole, content = ''] of text.matchAll(/([^\r\n]*)(?:\r\n|\n|\r|$)/g)) {
    const mark = /^ {0,3}(```|~~~|<!--)/.exec(content)?.[1] ?? ''
    if (fence === '' && content.startsWith('#') && line - fromLine >= 40) {
      pieces.push({ from, to: offset, line: fromLine })
      from = offset
      fromLine = line
    }
    if (fence === '<!--' || (fence === '' && mark === '<!--')) fence = content.includes('-->') ? '' : '<!--'
    else if (mark !== '') fence = fence === '' ? mark : fence === mark ? '' : fence
    offset += whole.length
    line += 1
  }
  pieces.push({ from, to: text.length, line: fromLine })
  return pieces
}

function toBlock(node: RootContent, reading: Reading): Block {
  const span = spanOf(node, reading)
  if (node.type === 'heading') {
    return { kind: 'heading', depth: node.depth, text: innerText(node.children, reading, span).raw, span }
  }
  if (node.type === 'paragraph') return { kind: 'paragraph', text: slice(reading.source, span), span }
  if (node.type === 'table') return toTable(node, reading, span)
  if (node.type === 'list') return toList(node, reading, span)
  return { kind: 'other', span }
}

function toTable(node: Table, reading: Reading, span: Span): TableBlock {
  const [header, ...rows] = node.children.map((row) => ({
    cells: row.children.map((cell) => innerText(cell.children, reading, spanOf(cell, reading))),
    span: spanOf(row, reading),
  }))
  return { kind: 'table', header: header!, rows, span }
}

function toList(node: List, reading: Reading, span: Span): ListBlock {
  const toItem = (item: ListItem): Item => ({
    blocks: item.children.map((child) => toBlock(child, reading)),
    span: spanOf(item, reading),
  })
  return { kind: 'list', ordered: node.ordered === true, items: node.children.map(toItem), span }
}

function innerText(children: readonly RootContent[], reading: Reading, outer: Span): Cell {
  const first = children[0]
  const last = children.at(-1)
  if (!first || !last) return { text: '', raw: '', span: { start: outer.end, end: outer.end } }
  const span = { start: spanOf(first, reading).start, end: spanOf(last, reading).end }
  const raw = slice(reading.source, span)
  return { text: raw.replaceAll('\\|', '|'), raw, span }
}

function spanOf(node: { position?: { start: Point; end: Point } | undefined }, reading: Reading): Span {
  const place = (point: Point) => ({
    line: point.line + reading.line,
    column: point.column,
    offset: (point.offset ?? 0) + reading.from,
  })
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
