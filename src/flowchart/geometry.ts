import { placeOf } from './board.ts'
import type { Cell } from './cell.ts'
import { type Columns, TRACK } from './columns.ts'
import { type LabelOf, labelLines, type PlacedLabel, placeLabel } from './labels.ts'
import type { LaidSheet } from './lay.ts'
import { placeRows } from './rows.ts'
import { tracksOf } from './tracks.ts'
import type { Lane, PlanEdge, Point } from './types.ts'

export interface PlacedCell {
  readonly cell: Cell
  /** Middle of the shape. */
  readonly x: number
  readonly y: number
  /** A bar's own width. */
  readonly width: number
}

export interface PlacedLine {
  readonly edge: PlanEdge
  readonly points: readonly Point[]
  /** The part that no line before it draws, and whether its arrow is in it: lines that go to one step end as one. */
  readonly own: readonly Point[]
  readonly arrow: boolean
}

/** The chart of one page, in points from its left top corner, below the lane heads. */
export interface Geometry {
  readonly width: number
  readonly height: number
  readonly lanes: readonly Lane[]
  /** Lanes of the chart that no step of this page is in. */
  readonly absent: readonly Lane[]
  /** Left border of each lane, and the right border of the last. */
  readonly borders: readonly number[]
  readonly cells: readonly PlacedCell[]
  readonly lines: readonly PlacedLine[]
  readonly labels: readonly PlacedLabel[]
}

/** Puts a laid sheet into points. */
export function placeSheet(sheet: LaidSheet, columns: Columns, labelOf: LabelOf): Geometry {
  const { board, cells, routes, edges } = sheet
  const rows = placeRows(sheet, labelOf)
  const upright = columns.channels.map((_, at) => tracksOf(sheet, 'upright', at))
  const xOf = (line: number) => {
    const { at, track } = placeOf(line, board.tracks)
    if (track === null) return columns.middles[at]!
    const channel = columns.channels[at]!
    return channel.start + channel.before + (upright[at]!.of.get(track) ?? 0) * TRACK
  }
  const yOf = (line: number) => {
    const { at, track } = placeOf(line, board.tracks)
    if (track === null) return rows.middles[at]!
    const channel = rows.channels[at]!
    return channel.start + channel.before + (channel.of.get(track) ?? 0) * TRACK
  }
  const placed = cells.map((cell, at) =>
    placeCell(cell, board.nodes[at]!.columns, board.nodes[at]!.column, columns, rows.middles),
  )
  const byId = new Map(placed.map((each) => [each.cell.node.id, each]))
  const drawn = { from: new Map<string, Set<number>>(), to: new Map<string, Set<number>>() }
  const lines = edges.flatMap((edge, at) => {
    const path = routes.paths[at]
    if (!path) return []
    const at2 = (point: number) => ({ x: xOf(point % board.across), y: yOf(Math.floor(point / board.across)) })
    const start = portOf(byId.get(edge.from)!, path.leaves, columns.middles[path.leavesAt]!)
    const end = portOf(byId.get(edge.to)!, path.enters, columns.middles[path.entersAt]!)
    const before = drawn.from.get(edge.from)
    const after = drawn.to.get(edge.to)
    // A fork's line begins where it leaves those before it; a line that joins another ends there.
    const forks = board.nodes[sheet.boardEdges[at]!.from]!.forks
    const first = forks && before ? path.points.findLastIndex((point) => before.has(point)) : -1
    const joint = !forks && after ? path.points.findIndex((point) => after.has(point)) : -1
    const own = path.points.slice(Math.max(first, 0), joint < 0 ? undefined : joint + 1).map(at2)
    drawn.from.set(edge.from, new Set([...(before ?? []), ...path.points]))
    if (!forks) drawn.to.set(edge.to, new Set([...(after ?? []), ...path.points]))
    return [
      {
        edge,
        points: simplified([start, ...path.points.map(at2), end]),
        own: simplified([...(first < 0 ? [start] : []), ...own, ...(joint < 0 ? [end] : [])]),
        arrow: joint < 0,
        leaves: path.leaves,
      },
    ]
  })
  const labels = lines.flatMap(({ edge, points, leaves }) => {
    const text = labelOf(edge)
    return text === undefined ? [] : [placeLabel(edge, labelLines(text), points[0]!, leaves, byId.get(edge.from)!)]
  })
  const { borders } = columns
  return {
    width: borders.at(-1)!,
    height: rows.height,
    lanes: sheet.lanes,
    absent: sheet.absent,
    borders,
    cells: placed,
    lines,
    labels,
  }
}

function placeCell(
  cell: Cell,
  reach: readonly number[],
  own: number,
  { middles }: Columns,
  bands: readonly number[],
): PlacedCell {
  const y = bands[cell.node.band]!
  if (cell.node.kind !== 'parallel' && cell.node.kind !== 'join')
    return { cell, x: middles[own]!, y, width: cell.width }
  const xs = reach.map((column) => middles[column]!)
  const left = Math.min(...xs) - 26
  const right = Math.max(...xs) + 26
  return { cell, x: (left + right) / 2, y, width: right - left }
}

function portOf({ cell, x, y, width }: PlacedCell, side: string, column: number): Point {
  if (side === 'top') return { x: column, y: y - cell.height / 2 }
  if (side === 'bottom') return { x: column, y: y + cell.height / 2 }
  return { x: side === 'left' ? x - width / 2 : x + width / 2, y }
}

/** Without the points in the middle of a straight line. */
function simplified(points: readonly Point[]): Point[] {
  const kept: Point[] = []
  for (const point of points) {
    const before = kept.at(-1)
    if (before && Math.abs(before.x - point.x) < 0.01 && Math.abs(before.y - point.y) < 0.01) continue
    const earlier = kept.at(-2)
    const straight = (a: number, b: number, c: number) => Math.abs(a - b) < 0.01 && Math.abs(b - c) < 0.01
    if (before && earlier && (straight(earlier.x, before.x, point.x) || straight(earlier.y, before.y, point.y)))
      kept.pop()
    kept.push(point)
  }
  return kept
}
