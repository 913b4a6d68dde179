import { choicesFlow } from './choices-flow.ts'
import { columnWidths } from './column-widths.ts'
import type { Ink } from './ink.ts'
import type { Letters } from './letters.ts'
import { newTag, type Tag } from './tags.ts'
import type {
  Block,
  Cell,
  ContentsBlock,
  DrawingBlock,
  ListBlock,
  PictureBlock,
  TableBlock,
  TextBlock,
} from './types.ts'
import { type Line, wrap } from './wrap.ts'

/** What is put on the pages one under another: pieces that are never cut, rows of tables, and the ends of pages. */
export type Flow = Piece | Row | { readonly kind: 'page'; readonly landscape: boolean }

export interface Piece {
  readonly kind: 'piece'
  /** From the left of the column. */
  readonly x: number
  readonly width: number
  /** Room above, dropped at the head of a page. */
  readonly before: number
  readonly height: number
  readonly keep: boolean
  readonly tag: Tag | null
  readonly place?: string
  readonly outline?: { readonly title: string; readonly level: number }
  readonly spot?: string
  readonly paint: (ink: Ink, tag: Tag | null, x: number, y: number) => void
}

export interface Row {
  readonly kind: 'row'
  readonly x: number
  readonly before: number
  /** Height with its paddings, without the first column where that one is merged. */
  height: number
  keep: boolean
  readonly cells: readonly RowCell[]
  readonly grid: boolean
  /** The row that is drawn again at the head of each page. */
  readonly head: Row | null
  readonly isHead: boolean
  /** First column: the row with which the merged cell begins; null where nothing is merged. */
  readonly group: { readonly first: RowCell; readonly size: number; readonly at: number } | null
  /** Room under it. */
  readonly after: number
}

export interface RowCell {
  readonly x: number
  readonly width: number
  readonly pieces: readonly Piece[]
  readonly fill?: string
  readonly spot?: string
  readonly middle: boolean
  readonly bare: boolean
}

export const PAD = { x: 5, y: 3.5 }
export const SIZE = 9.5

export function flowOf(letters: Letters, blocks: readonly Block[], width: number, root: Tag): Flow[] {
  return blocks.flatMap((block) => flowBlock({ letters, x: 0, width, parent: root, size: SIZE }, block))
}

export interface Column {
  readonly letters: Letters
  readonly x: number
  readonly width: number
  readonly parent: Tag
  readonly size: number
}

function flowBlock(column: Column, block: Block): Flow[] {
  switch (block.kind) {
    case 'text':
      return textFlow(column, block)
    case 'list':
      return listFlow(column, block)
    case 'table':
      return tableFlow(column, block)
    case 'picture':
      return [pictureFlow(column, block)]
    case 'drawing':
      return [drawingFlow(column, block)]
    case 'choices':
      return choicesFlow(column, block)
    case 'contents':
      return contentsFlow(column, block)
    case 'section': {
      const parent = newTag(column.parent, 'Sect')
      return block.blocks.flatMap((each) => flowBlock({ ...column, parent }, each))
    }
    case 'page':
      return [{ kind: 'page', landscape: block.landscape === true }]
  }
}

function textFlow(column: Column, block: TextBlock): Piece[] {
  const size = block.size ?? column.size
  const indent = block.indent ?? 0
  const width = column.width - indent
  const height = size * (block.leading ?? 1.32)
  const tag = newTag(column.parent, block.tag ?? 'P')
  const lines = wrap(column.letters, block.runs, size, width)
  return lines.map((line, at): Piece => {
    const shift = block.align === 'center' ? (width - line.width) / 2 : block.align === 'right' ? width - line.width : 0
    const lastLine = at === lines.length - 1
    return {
      kind: 'piece',
      x: column.x + indent + shift,
      width,
      before: at === 0 ? (block.before ?? 0) : 0,
      height: height + (lastLine ? (block.after ?? 0) : 0),
      // Two lines at least at the foot and at the head of a page; a heading stays with what it heads.
      keep: block.keep === true || (lines.length > 1 && (at === 0 || at === lines.length - 2)),
      tag,
      ...(at === 0 && block.place !== undefined ? { place: block.place } : {}),
      ...(at === 0 && block.outline !== undefined ? { outline: block.outline } : {}),
      paint: (ink, as, x, y) => ink.line(as, line, size, x, y + (size * ((block.leading ?? 1.32) - 1.172)) / 2),
    }
  })
}

function listFlow(column: Column, block: ListBlock): Flow[] {
  const size = block.size ?? column.size
  const list = newTag(column.parent, 'L')
  const label = (text: string) => wrap(column.letters, [{ text }], size, 200)[0]!
  const gutter = block.gutter ?? Math.max(14, ...block.items.map((item) => label(item.label).width + 6))
  return block.items.flatMap((item) => {
    const element = newTag(list, 'LI')
    const mark = newTag(element, 'Lbl')
    const parent = newTag(element, 'LBody')
    const inner = { ...column, x: column.x + gutter, width: column.width - gutter, parent, size }
    const flow = item.blocks.flatMap((each) => flowBlock(inner, each))
    const [first, ...rest] = flow
    if (first === undefined || first.kind !== 'piece') return flow
    return [
      {
        ...first,
        ...(item.place === undefined ? {} : { place: item.place }),
        paint: (ink: Ink, as: Tag | null, x: number, y: number) => {
          const line: Line = label(item.label)
          const from = x - first.x + column.x + gutter - line.width - 5
          ink.line(as === null ? null : mark, line, size, from, y + (size * (1.32 - 1.172)) / 2)
          first.paint(ink, as, x, y)
        },
      },
      ...rest,
    ]
  })
}

function tableFlow(column: Column, block: TableBlock): Row[] {
  const size = block.size ?? column.size - 0.5
  const table = newTag(column.parent, 'Table')
  const widths = columnWidths(column.letters, block, size, column.width, PAD.x)
  const cellsOf = (cells: readonly Cell[], tag: Tag, head: boolean): { cells: RowCell[]; tags: Tag[] } => {
    let at = 0
    let x = column.x
    const tags: Tag[] = []
    const made = cells.map((cell): RowCell => {
      const span = cell.span ?? 1
      const width = widths.slice(at, at + span).reduce((sum, each) => sum + each, 0)
      const from = x
      at += span
      x += width
      const heading = head || cell.header === true
      const parent =
        cell.merged === true
          ? newTag(null, 'TD')
          : newTag(tag, heading ? 'TH' : 'TD', {
              ...(heading ? { scope: head ? ('Column' as const) : ('Row' as const) } : {}),
              ...(span > 1 ? { colSpan: span } : {}),
            })
      tags.push(parent)
      const inner = { ...column, x: 0, width: width - 2 * PAD.x, parent, size }
      const pieces = cell.blocks.flatMap((each) => flowBlock(inner, each)).filter((each) => each.kind === 'piece')
      return {
        x: from,
        width,
        pieces,
        middle: cell.middle === true,
        bare: cell.bare === true,
        ...(cell.fill === undefined ? {} : { fill: cell.fill }),
        ...(cell.spot === undefined ? {} : { spot: cell.spot }),
      }
    })
    return { cells: made, tags }
  }
  const shared = { kind: 'row' as const, x: column.x, grid: block.look !== 'open' }
  let head: Row | null = null
  if (block.head !== null) {
    const { cells } = cellsOf(block.head, newTag(newTag(table, 'THead'), 'TR'), true)
    head = {
      ...shared,
      before: block.before ?? 0,
      height: heightOf(cells, false),
      keep: true,
      cells,
      head: null,
      isHead: true,
      group: null,
      after: 0,
    }
  }
  const body = newTag(table, 'TBody')
  const groups = groupsOf(block)
  const firsts: { cell: RowCell; tag: Tag }[] = []
  const rows = block.rows.map((row, at): Row => {
    const { cells, tags } = cellsOf(row.cells, newTag(body, 'TR'), false)
    const group = groups[at]!
    if (group.at === 0) {
      firsts.push({ cell: cells[0]!, tag: tags[0]! })
      if (group.size > 1) tags[0]!.rowSpan = group.size
    }
    const last = at === block.rows.length - 1
    return {
      ...shared,
      before: at === 0 && head === null ? (block.before ?? 0) : 0,
      height: Math.max(row.height ?? 0, heightOf(cells, group.size > 1)),
      keep: row.keep === true || (last && block.keep === true),
      cells,
      head,
      isHead: false,
      group: group.size > 1 ? { ...group, first: firsts.at(-1)!.cell } : null,
      after: last ? (block.after ?? 0) : 0,
    }
  })
  holdGroups(rows)
  return head === null ? rows : [head, ...rows]
}

/** Length and place of each row in the merged cell of the first column. */
function groupsOf({ rows }: TableBlock): { size: number; at: number }[] {
  const starts = rows.map(({ cells }) => cells[0]?.merged !== true)
  return rows.map((_, at) => {
    let from = at
    while (from > 0 && !starts[from]) from--
    let to = at + 1
    while (to < rows.length && !starts[to]) to++
    return { size: to - from, at: at - from }
  })
}

/** A merged cell needs the height of its words wherever its rows are parted. */
function holdGroups(rows: readonly Row[]): void {
  for (const [start, row] of rows.entries()) {
    if (row.group === null || row.group.at !== 0) continue
    const group = rows.slice(start, start + row.group.size)
    const needed = sumOf(row.group.first.pieces) + 2 * PAD.y
    const whole = group.reduce((sum, each) => sum + each.height, 0)
    if (whole < needed) group.at(-1)!.height += needed - whole
    let above = 0
    for (const [at, each] of group.entries()) {
      const below = group.slice(at + 1).reduce((sum, other) => sum + other.height, 0)
      above += each.height
      if (at < group.length - 1 && (above < needed || below < needed)) each.keep = true
    }
  }
}

export function heightOf(cells: readonly RowCell[], merged: boolean): number {
  const heights = cells.slice(merged ? 1 : 0).map(({ pieces }) => sumOf(pieces))
  return Math.max(0, ...heights) + 2 * PAD.y
}

export function sumOf(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, { before, height }, at) => sum + height + (at === 0 ? 0 : before), 0)
}

function pictureFlow(column: Column, { svg, width, height, alt, place, outline }: PictureBlock): Piece {
  return {
    kind: 'piece',
    x: column.x,
    width,
    before: 0,
    height,
    keep: false,
    tag: newTag(column.parent, 'Figure', { alt }),
    ...(place === undefined ? {} : { place }),
    ...(outline === undefined ? {} : { outline }),
    paint: (ink, tag, x, y) => ink.picture(tag, svg, x, y, width, height),
  }
}

function drawingFlow(column: Column, block: DrawingBlock): Piece {
  return {
    kind: 'piece',
    x: column.x,
    width: column.width,
    before: block.before ?? 0,
    height: block.height + (block.after ?? 0),
    keep: block.keep === true,
    tag: block.alt === undefined ? null : newTag(column.parent, 'Figure', { alt: block.alt }),
    ...(block.spot === undefined ? {} : { spot: block.spot }),
    paint: (ink, tag, x, y) => ink.mark(tag, () => block.paint(ink.pdf, x, y, column.width)),
  }
}

/** The index: each title with its page, found when the pages are known. */
function contentsFlow({ letters, x, width, parent }: Column, { entries }: ContentsBlock): Piece[] {
  const list = newTag(parent, 'TOC')
  const NUMBER = 28
  return entries.flatMap(({ title, place, level }) => {
    const tag = newTag(list, 'TOCI')
    const indent = level * 16
    const look = { bold: level === 0, link: { kind: 'place' as const, name: place } }
    const lines = wrap(letters, [{ text: title, ...look }], SIZE, width - indent - NUMBER - 14)
    return lines.map((line, at): Piece => {
      const lastLine = at === lines.length - 1
      return {
        kind: 'piece',
        x: x + indent,
        width: width - indent,
        before: at === 0 && level === 0 ? 3 : 0,
        height: SIZE * 1.5,
        keep: !lastLine,
        tag,
        paint: (ink, as, left, y) => {
          ink.line(as, line, SIZE, left, y)
          const page = ink.pageOf(place)
          if (!lastLine || page === null) return
          const number = wrap(letters, [{ text: String(page), ...look, bold: false }], SIZE, NUMBER)[0]!
          const right = left + width - indent
          ink.line(as, number, SIZE, right - number.width, y)
          const dots = { from: left + line.width + 5, to: right - number.width - 5 }
          if (dots.to - dots.from > 6)
            ink.mark(null, () => {
              ink.pdf.lineWidth(0.6).strokeColor('#8a8a8a').dash(0.6, { space: 2.4 })
              ink.pdf
                .moveTo(dots.from, y + SIZE * 0.93)
                .lineTo(dots.to, y + SIZE * 0.93)
                .stroke()
                .undash()
            })
        },
      }
    })
  })
}
