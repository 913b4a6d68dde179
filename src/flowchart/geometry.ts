import { placeOf } from './board.ts'
import { type Cell, SMALL } from './cell.ts'
import type { LaidSheet } from './lay.ts'
import type { Path } from './route/path.ts'
import { textWidth, wrapText } from './text.ts'
import type { PlanEdge, Point, Rect } from './types.ts'

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

export interface PlacedLabel extends Rect {
  readonly edge: PlanEdge
  readonly lines: readonly string[]
}

/** The chart of one page, in points from its left top corner, below the lane heads. */
export interface Geometry {
  readonly width: number
  readonly height: number
  readonly cells: readonly PlacedCell[]
  readonly lines: readonly PlacedLine[]
  readonly labels: readonly PlacedLabel[]
}

/** Where columns stand: the same on all pages of a chart. */
export interface Columns {
  readonly middles: readonly number[]
  /** Left border of each lane, and the right border of the last. */
  readonly borders: readonly number[]
  readonly channels: readonly Channel[]
}

interface Channel {
  readonly start: number
  readonly before: number
}

export const TRACK = 8
const EDGE = 9
const LABEL_WIDTH = 46
const LABEL_LINE = 9
const ARROW = 12
const LEAST_LEVEL = 22

/** Texts of an edge: its answer, and how often it was taken. */
export type LabelOf = (edge: PlanEdge) => string | undefined

/** Columns as wide as the sheets together need, or spread evenly until they are `least` wide. */
export function placeColumns(sheets: readonly LaidSheet[], width: number, labelOf: LabelOf, least = 0): Columns {
  const tight = columnsOfWidth(sheets, width, labelOf)
  const spare = least - tight.borders.at(-1)!
  return spare <= 0 ? tight : columnsOfWidth(sheets, width + spare / tight.middles.length, labelOf)
}

function columnsOfWidth(sheets: readonly LaidSheet[], width: number, labelOf: LabelOf): Columns {
  const { board, lanes } = sheets[0]!
  const laneStart = new Set<number>()
  let first = 0
  for (const { slots } of lanes) {
    laneStart.add(first)
    first += slots
  }
  const channels: Channel[] = []
  const middles: number[] = []
  const borders: number[] = []
  let x = 0
  for (let channel = 0; channel <= board.columns; channel++) {
    const needs = sheets.map((sheet) => uprightNeeds(sheet, channel, labelOf))
    const before = Math.max(EDGE, ...needs.map((need) => need.before))
    const after = Math.max(EDGE, ...needs.map((need) => need.after))
    const tracks = Math.max(...needs.map((need) => need.tracks))
    const outer = channel === 0 || channel === board.columns
    const border = !outer && laneStart.has(channel)
    if (channel === 0) borders.push(0)
    const head = channel === 0 ? (tracks > 0 ? EDGE : 0) : before
    const tail = channel === board.columns ? (tracks > 0 ? EDGE : 0) : after
    if (border) borders.push(x + head)
    channels.push({ start: x, before: head + (border ? EDGE : 0) })
    x += head + (border ? EDGE : 0) + Math.max(0, tracks - 1) * TRACK + tail
    if (channel < board.columns) {
      middles.push(x + width / 2)
      x += width
    }
  }
  borders.push(x)
  return { middles, borders, channels }
}

interface Needs {
  readonly before: number
  readonly after: number
  readonly tracks: number
}

function uprightNeeds(sheet: LaidSheet, channel: number, labelOf: LabelOf): Needs {
  let before = 0
  let after = 0
  sheet.routes.paths.forEach((path, at) => {
    if (path === null) return
    const text = labelOf(sheet.edges[at]!)
    if (text === undefined) return
    const wide = Math.max(...labelLines(text).map((line) => textWidth(line, SMALL + 0.5, 'medium'))) + 6
    if (path.leaves === 'right' && path.leavesAt === channel - 1) before = Math.max(before, wide)
    if (path.leaves === 'left' && path.leavesAt === channel) after = Math.max(after, wide)
  })
  return { before, after, tracks: packed(sheet, 'upright', channel).size }
}

export function labelLines(text: string): string[] {
  return wrapText(text, SMALL + 0.5, LABEL_WIDTH, 'medium')
}

/** Positions of a channel's tracks: tracks whose lines lie beside each other share one. */
function packed(
  sheet: LaidSheet,
  way: 'level' | 'upright',
  channel: number,
): { of: ReadonlyMap<number, number>; size: number } {
  const { tracks, across } = sheet.board
  const spans = new Map<number, [number, number][]>()
  for (const path of sheet.routes.paths) {
    if (path === null) continue
    for (const { line, from, to } of segmentsOf(path, across, way)) {
      const { at, track } = placeOf(line, tracks)
      if (track === null || at !== channel) continue
      spans.set(track, [...(spans.get(track) ?? []), [from, to]])
    }
  }
  const of = new Map<number, number>()
  for (const track of [...spans.keys()].sort((a, b) => a - b)) {
    let position = 0
    for (const [other, taken] of of) {
      if (spans.get(other)!.some(([a, b]) => spans.get(track)!.some(([c, d]) => a <= d && c <= b)))
        position = Math.max(position, taken + 1)
    }
    of.set(track, position)
  }
  return { of, size: of.size === 0 ? 0 : Math.max(...of.values()) + 1 }
}

function segmentsOf(
  path: Path,
  across: number,
  way: 'level' | 'upright',
): { line: number; from: number; to: number }[] {
  const found: { line: number; from: number; to: number }[] = []
  for (let i = 1; i < path.points.length; i++) {
    const a = path.points[i - 1]!
    const b = path.points[i]!
    const level = Math.abs(a - b) === 1
    if (level !== (way === 'level')) continue
    const [x1, y1, x2, y2] = [a % across, Math.floor(a / across), b % across, Math.floor(b / across)]
    if (level) found.push({ line: y1, from: Math.min(x1, x2), to: Math.max(x1, x2) })
    else found.push({ line: x1, from: Math.min(y1, y2), to: Math.max(y1, y2) })
  }
  return found
}

/** Puts a laid sheet into points. */
export function placeSheet(sheet: LaidSheet, columns: Columns, labelOf: LabelOf): Geometry {
  const { board, cells, routes, edges } = sheet
  const above = bandExtents(cells, board.bands, 'above')
  const below = bandExtents(cells, board.bands, 'below')
  const channels: { start: number; before: number; of: ReadonlyMap<number, number> }[] = []
  const middles: number[] = []
  let y = 0
  for (let channel = 0; channel <= board.bands; channel++) {
    const { of, size } = packed(sheet, 'level', channel)
    const label = labelRoom(sheet, channel - 1, below, labelOf)
    const outer = channel === 0 || channel === board.bands
    const least = outer ? 10 : LEAST_LEVEL
    const before = Math.max(channel === 0 ? 6 : EDGE, label)
    const natural =
      size === 0 ? label + (outer ? 0 : ARROW) : before + (size - 1) * TRACK + (channel === board.bands ? EDGE : ARROW)
    const height = Math.max(least, natural)
    channels.push({ start: y, before: size > 0 && natural < least ? before + (least - natural) / 2 : before, of })
    y += height
    if (channel < board.bands) {
      middles.push(y + above[channel]!)
      y += above[channel]! + below[channel]!
    }
  }
  const upright = columns.channels.map((_, at) => packed(sheet, 'upright', at))
  const xOf = (line: number) => {
    const { at, track } = placeOf(line, board.tracks)
    if (track === null) return columns.middles[at]!
    const channel = columns.channels[at]!
    return channel.start + channel.before + (upright[at]!.of.get(track) ?? 0) * TRACK
  }
  const yOf = (line: number) => {
    const { at, track } = placeOf(line, board.tracks)
    if (track === null) return middles[at]!
    const channel = channels[at]!
    return channel.start + channel.before + (channel.of.get(track) ?? 0) * TRACK
  }
  const placed = cells.map((cell, at) =>
    placeCell(cell, board.nodes[at]!.columns, board.nodes[at]!.column, columns, middles),
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
  return { width: columns.borders.at(-1)!, height: y, cells: placed, lines, labels }
}

function bandExtents(cells: readonly Cell[], bands: number, side: 'above' | 'below'): number[] {
  const extents = Array.from({ length: bands }, () => 0)
  for (const cell of cells) extents[cell.node.band] = Math.max(extents[cell.node.band]!, cell[side])
  return extents
}

/** Room that the labels under a band need above the first line. */
function labelRoom(
  { routes, edges, cells }: LaidSheet,
  band: number,
  below: readonly number[],
  labelOf: LabelOf,
): number {
  let room = 0
  routes.paths.forEach((path, at) => {
    if (path === null || path.leaves !== 'bottom') return
    const text = labelOf(edges[at]!)
    const cell = cells.find(({ node }) => node.id === edges[at]!.from)!
    if (text === undefined || cell.node.band !== band) return
    room = Math.max(room, cell.below - below[band]! + labelLines(text).length * LABEL_LINE + 5)
  })
  return room
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

function placeLabel(
  edge: PlanEdge,
  lines: readonly string[],
  port: Point,
  leaves: string,
  from: PlacedCell,
): PlacedLabel {
  const width = Math.max(...lines.map((line) => textWidth(line, SMALL + 0.5, 'medium')))
  const height = lines.length * LABEL_LINE
  if (leaves === 'bottom') return { edge, lines, x: port.x + 3.5, y: from.y + from.cell.below + 2, width, height }
  const x = leaves === 'right' ? port.x + 3 : port.x - 3 - width
  return { edge, lines, x, y: port.y - 2.5 - height, width, height }
}
