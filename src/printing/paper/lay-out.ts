import { type Flow, heightOf, PAD, type Piece, type Row, type RowCell, sumOf } from './flow.ts'
import type { Tag } from './tags.ts'
import type { Spot } from './types.ts'

/** Measures of the paper, in points. */
export interface Paper {
  readonly width: number
  readonly height: number
  readonly margin: Margin
  /** Of the pages that lie on their side. */
  readonly lying: Margin
}

export interface Margin {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

/** Room for the content of a page. */
export function bodyOf(paper: Paper, landscape: boolean): { readonly width: number; readonly height: number } {
  const [width, height] = landscape ? [paper.height, paper.width] : [paper.width, paper.height]
  const { left, right, top, bottom } = landscape ? paper.lying : paper.margin
  return { width: width - left - right, height: height - top - bottom }
}

export interface Page {
  readonly width: number
  readonly height: number
  readonly items: Item[]
}

export type Item =
  | { readonly kind: 'piece'; readonly piece: Piece; readonly tag: Tag | null; readonly x: number; readonly y: number }
  | {
      readonly kind: 'box'
      readonly x: number
      readonly y: number
      readonly width: number
      readonly height: number
      readonly fill?: string
      readonly line: boolean
    }

export interface Pages {
  readonly pages: readonly Page[]
  /** Page of each named place; pages count from 1. */
  readonly places: ReadonlyMap<string, number>
  readonly spots: readonly Spot[]
}

/** Puts the flow on pages: rows and held pieces are not cut while a page can hold them, heads of tables come again. */
export function layOut(flow: readonly Flow[], paper: Paper): Pages {
  const pages: Page[] = []
  const places = new Map<string, number>()
  const spots: Spot[] = []
  let landscape = false
  let margin = paper.margin
  let y = 0
  let segment: { from: number; cell: RowCell; x: number } | null = null

  const page = () => pages.at(-1)!
  const bottom = () => page().height - margin.bottom
  const room = () => bottom() - margin.top

  function turn(): void {
    endSegment()
    const [width, height] = landscape ? [paper.height, paper.width] : [paper.width, paper.height]
    margin = landscape ? paper.lying : paper.margin
    pages.push({ width, height, items: [] })
    y = margin.top
  }

  /** The outline of a merged cell, as far as it comes on this page. */
  function endSegment(): void {
    if (segment !== null && y > segment.from) box(segment.x, segment.from, segment.cell.width, y - segment.from, true)
    segment = null
  }

  function box(x: number, top: number, width: number, height: number, line: boolean, fill?: string): void {
    page().items.push({ kind: 'box', x, y: top, width, height, line, ...(fill === undefined ? {} : { fill }) })
  }

  function put(piece: Piece, left: number, top: number, tag: Tag | null): void {
    page().items.push({ kind: 'piece', piece, tag, x: left + piece.x, y: top })
    if (tag === null && piece.tag !== null) return
    if (piece.place !== undefined && !places.has(piece.place)) places.set(piece.place, pages.length)
    if (piece.spot !== undefined) spotAt(piece.spot, left + piece.x, top, piece.width, piece.height)
  }

  function spotAt(name: string, x: number, top: number, width: number, height: number): void {
    const { height: sheet } = page()
    spots.push({ name, page: pages.length, rect: [x, sheet - top - height, x + width, sheet - top] })
  }

  function putCell(cell: RowCell, left: number, top: number, height: number, ghost: boolean): void {
    const whole = sumOf(cell.pieces)
    let at = top + (cell.middle ? Math.max(PAD.y, (height - whole) / 2) : PAD.y)
    for (const [index, piece] of cell.pieces.entries()) {
      at += index === 0 ? 0 : piece.before
      put(piece, left + cell.x + PAD.x, at, ghost ? null : piece.tag)
      at += piece.height
    }
  }

  function putRow(row: Row, ghost: boolean): void {
    const left = margin.left
    const merged = row.group !== null
    if (!merged || row.group?.at === 0) endSegment()
    for (const [at, cell] of row.cells.entries()) {
      if (merged && at === 0) continue
      if ((row.grid && !cell.bare) || cell.fill !== undefined)
        box(left + cell.x, y, cell.width, row.height, row.grid, cell.fill)
      putCell(cell, left, y, row.height, ghost)
      if (cell.spot !== undefined) spotAt(cell.spot, left + cell.x, y, cell.width, row.height)
    }
    if (row.group !== null && segment === null) {
      segment = { from: y, cell: row.group.first, x: left + row.group.first.x }
      putCell(row.group.first, left, y, row.height, row.group.at > 0)
    }
    y += row.height
    if (row.group !== null && row.group.at === row.group.size - 1) endSegment()
  }

  /** A row that no page can hold goes on overleaf, line by line. */
  function putLongRow(row: Row): void {
    let rest: readonly RowCell[] = row.cells
    while (rest.some(({ pieces }) => pieces.length > 0)) {
      const free = bottom() - y - 2 * PAD.y
      const parts = rest.map((cell) => cut(cell, free))
      if (parts.every(({ now }) => now.pieces.length === 0)) {
        if (y <= margin.top + (row.head?.height ?? 0) + 1) {
          // One piece higher than a page: it is drawn all the same, and the next page begins after it.
          const first = rest.map((cell) => ({ ...cell, pieces: cell.pieces.slice(0, 1) }))
          putRow({ ...row, cells: first, height: bottom() - y, group: null }, false)
          rest = rest.map((cell) => ({ ...cell, pieces: cell.pieces.slice(1) }))
        }
      } else {
        const cells = parts.map(({ now }) => now)
        putRow({ ...row, cells, height: heightOf(cells, false), group: null }, false)
        rest = parts.map(({ later }) => later)
      }
      if (rest.some(({ pieces }) => pieces.length > 0)) turnWithin(row)
    }
  }

  function turnWithin(row: Row): void {
    turn()
    if (row.head !== null) putRow(row.head, true)
  }

  turn()
  for (const [at, item] of flow.entries()) {
    if (item.kind === 'page') {
      const same = landscape === item.landscape
      landscape = item.landscape
      if (page().items.length > 0 || !same) {
        if (page().items.length === 0) pages.pop()
        turn()
      }
      continue
    }
    const fresh = () => y <= margin.top + 0.01
    const needed = chainHeight(flow, at, fresh())
    const own = (fresh() ? 0 : item.before) + item.height
    const whole = item.kind === 'row' && item.head !== null ? room() - item.head.height : room()
    if (!fresh() && y + needed > bottom() && needed <= room()) item.kind === 'row' ? turnWithin(item) : turn()
    else if (!fresh() && y + own > bottom() && own <= whole) item.kind === 'row' ? turnWithin(item) : turn()
    if (item.kind === 'row') {
      if (!fresh()) y += item.before
      if (y + item.height > bottom() + 0.01) {
        if (bottom() - y < 60) turnWithin(item)
        putLongRow(item)
      } else putRow(item, false)
      y += item.after
    } else {
      endSegment()
      if (!fresh()) y += item.before
      put(item, margin.left, y, item.tag)
      y += item.height
    }
  }
  endSegment()
  return { pages, places, spots }
}

/** Height of an item with all that must stay with it. */
function chainHeight(flow: readonly Flow[], at: number, fresh: boolean): number {
  let height = 0
  for (let next = at; next < flow.length; next++) {
    const item = flow[next]!
    if (item.kind === 'page') break
    height += (next === at && fresh ? 0 : item.before) + item.height
    if (!item.keep) break
  }
  return height
}

function cut(cell: RowCell, height: number): { now: RowCell; later: RowCell } {
  let used = 0
  let count = 0
  for (const piece of cell.pieces) {
    const next = used + piece.height + (count === 0 ? 0 : piece.before)
    if (next > height) break
    used = next
    count++
  }
  return {
    now: { ...cell, pieces: cell.pieces.slice(0, count) },
    later: { ...cell, pieces: cell.pieces.slice(count) },
  }
}
