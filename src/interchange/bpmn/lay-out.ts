import type { FlowModel, FlowNode } from './flow-model.ts'
import { labelSize, namedOutside, type Size, sizeOf } from './measure.ts'
import { placeColumns } from './place-columns.ts'
import { type Band, bandKey, type Routing, routeFlows, type Side, type Stretch, type Way } from './route-flows.ts'

export interface Point {
  readonly x: number
  readonly y: number
}

export interface Bounds extends Point, Size {}

/** Places of everything drawn, in whole points from the top left. */
export interface Layout {
  readonly pool: Bounds
  readonly lanes: readonly Bounds[]
  readonly nodes: ReadonlyMap<string, { readonly bounds: Bounds; readonly label?: Bounds }>
  readonly flows: ReadonlyMap<string, { readonly waypoints: readonly Point[]; readonly label?: Bounds }>
}

const ORIGIN = 80
/** The heads of pool and lane, side by side. */
const HEADS = 60
const GAP = 40
const SLOT = 12
const SHAPES = 80
const LABEL = 110
/** Height of a line of a label, with its distance to the next. */
const LINE = 16

/** Lanes from top to bottom, time from left to right. */
export function layOut(model: FlowModel): Layout {
  const columns = placeColumns(model)
  const routing = routeFlows(model, columns)
  const xs = columnPlaces(model, columns, routing)
  const ys = lanePlaces(model, routing)
  const width = HEADS + xs.width
  const pool = { x: ORIGIN, y: ORIGIN, width, height: ys.height }
  const lanes = ys.lanes.map(({ top, height }) => ({ x: ORIGIN + 30, y: top, width: width - 30, height }))
  const nodes = new Map(model.nodes.map((node) => [node.id, placeNode(node)]))
  const flows = new Map(routing.ways.map((way) => [way.flow.id, placeWay(way)]))
  return { pool, lanes, nodes, flows }

  function placeNode(node: FlowNode): { bounds: Bounds; label?: Bounds } {
    const size = sizeOf(node)
    const column = xs.columns[columns.get(node.id)!]!
    const middle = ys.lanes[model.lanes.indexOf(node.lane)]!.middle
    if (node.shape.kind === 'deadline') {
      // On the lower border of its host, towards the right.
      const bounds = { x: column.x + column.width / 2 + 18, y: middle + SHAPES / 2 - 18, ...size }
      return { bounds, label: { x: bounds.x + 40, y: bounds.y + 22, ...labelSize(node.name, 50) } }
    }
    const bounds = {
      x: column.x + Math.round((column.width - size.width) / 2),
      y: middle - size.height / 2,
      ...size,
    }
    if (!namedOutside(node)) return { bounds }
    const label = labelSize(node.name, LABEL)
    const x = bounds.x + Math.round((size.width - label.width) / 2)
    const above = node.shape.kind === 'question'
    return { bounds, label: { x, y: above ? bounds.y - label.height - 4 : bounds.y + size.height + 4, ...label } }
  }

  function placeWay(way: Way): { waypoints: readonly Point[]; label?: Bounds } {
    const start = dock(nodes.get(way.flow.from)!.bounds, way.leaves)
    const end = dock(nodes.get(way.flow.to)!.bounds, way.enters)
    const waypoints = tidy(corners(start, end, way))
    if (way.flow.answer === undefined) return { waypoints }
    const size = labelSize(way.flow.answer, LABEL)
    const label =
      way.leaves === 'right'
        ? { x: start.x + 4, y: start.y - size.height - 3, ...size }
        : { x: start.x + 5, y: start.y + 3 + Math.max(0, way.before - 1) * LINE, ...size }
    return { waypoints, label }
  }

  function corners(start: Point, end: Point, way: Way): Point[] {
    const points: Point[] = [start]
    let at = start
    for (const stretch of way.stretches) {
      at = stretch.kind === 'gap' ? { x: gapX(stretch), y: at.y } : { x: at.x, y: laneY(stretch) }
      points.push(at)
    }
    const last = way.stretches.at(-1)
    if (last?.kind === 'gap') points.push({ x: at.x, y: end.y })
    else if (last?.kind === 'track') points.push({ x: end.x, y: at.y })
    return [...points, end]
  }

  function gapX({ gap, slot }: Extract<Stretch, { kind: 'gap' }>): number {
    return xs.gaps.get(gap)! + slot * SLOT
  }

  function laneY(stretch: Exclude<Stretch, { kind: 'gap' }>): number {
    const lane = ys.lanes[stretch.lane]!
    if (stretch.kind === 'middle') return lane.middle
    return stretch.band === 'top' ? lane.topBand - stretch.slot * SLOT : lane.bottomBand + stretch.slot * SLOT
  }
}

function columnPlaces(model: FlowModel, columns: ReadonlyMap<string, number>, { gapSlots, ways }: Routing) {
  const count = Math.max(...columns.values()) + 1
  const widths = Array.from({ length: count }, () => 50)
  for (const node of model.nodes) {
    if (node.shape.kind === 'deadline') continue
    const column = columns.get(node.id)!
    const label = namedOutside(node) ? labelSize(node.name, LABEL).width : 0
    widths[column] = Math.max(widths[column]!, sizeOf(node).width, label)
  }
  const answers = Array.from({ length: count }, () => 0)
  for (const { flow, leaves } of ways) {
    if (flow.answer === undefined || leaves !== 'right') continue
    const column = columns.get(flow.from)!
    answers[column] = Math.max(answers[column]!, labelSize(flow.answer, LABEL).width)
  }
  const gaps = new Map<number, number>()
  const placed: { x: number; width: number }[] = []
  let x = ORIGIN + HEADS
  for (let column = -1; column < count; column += 1) {
    const lead = GAP / 2 + (column < 0 ? 0 : answers[column]!)
    gaps.set(column, x + lead)
    x += lead + GAP / 2 + Math.max(0, (gapSlots.get(column) ?? 0) - 1) * SLOT
    const width = widths[column + 1]
    if (width === undefined) break
    placed.push({ x, width: width + (width % 2) })
    x += width + (width % 2)
  }
  return { columns: placed, gaps, width: x - ORIGIN - HEADS }
}

function lanePlaces(model: FlowModel, { bandSlots, ways }: Routing) {
  const answers = (id: string) => ways.filter(({ flow, leaves }) => flow.from === id && leaves === 'bottom').length
  let y = ORIGIN
  const lanes = model.lanes.map((name, index) => {
    const own = model.nodes.filter(({ lane }) => lane === name)
    const band = (which: Band) => Math.max(0, (bandSlots.get(bandKey(index, which)) ?? 0) - 1) * SLOT
    const above = Math.max(
      0,
      ...own.map((node) => (node.shape.kind === 'question' ? labelSize(node.name, LABEL).height - 11 : 0)),
    )
    const below = Math.max(
      20,
      ...own.map((node) => {
        if (node.shape.kind === 'question') return answers(node.id) * LINE - 15
        if (node.shape.kind === 'deadline') return 18 + labelSize(node.name, 50).height
        return namedOutside(node) ? labelSize(node.name, LABEL).height - 14 : 0
      }),
    )
    const top = y
    const topBand = top + 14 + band('top')
    const middle = topBand + 16 + above + SHAPES / 2
    const bottomBand = middle + SHAPES / 2 + below + 8
    const height = bottomBand + band('bottom') + 14 - top
    y += height
    return { top, topBand, middle, bottomBand, height }
  })
  return { lanes, height: y - ORIGIN }
}

function dock({ x, y, width, height }: Bounds, side: Side): Point {
  switch (side) {
    case 'left':
      return { x, y: y + height / 2 }
    case 'right':
      return { x: x + width, y: y + height / 2 }
    case 'top':
      return { x: x + width / 2, y }
    case 'bottom':
      return { x: x + width / 2, y: y + height }
  }
}

/** Without repeated points, and without points in the middle of a straight line. */
function tidy(points: readonly Point[]): readonly Point[] {
  const distinct = points.filter((p, i) => i === 0 || p.x !== points[i - 1]!.x || p.y !== points[i - 1]!.y)
  return distinct.filter((p, i) => {
    const [before, after] = [distinct[i - 1], distinct[i + 1]]
    if (!before || !after) return true
    return !((before.x === p.x && p.x === after.x) || (before.y === p.y && p.y === after.y))
  })
}
