import { connectorFaults, notDrawn } from './check-connections.ts'
import type { Composition } from './compose.ts'
import { parts } from './crossings.ts'
import type { Geometry, PlacedCell, PlacedLine } from './geometry.ts'
import { cuts, meet, rectsOf } from './rects.ts'
import type { Point, Rect } from './types.ts'

export type FaultKind =
  | 'overlap'
  | 'through-box'
  | 'not-drawn'
  | 'loose-end'
  | 'together'
  | 'label'
  | 'outside'
  | 'on-border'
  | 'connector'

export interface Fault {
  readonly kind: FaultKind
  readonly page: number
  readonly what: string
}

/** What is wrong with a chart as it will be drawn. It knows nothing of how it was laid out: only shapes, lines and labels in points. */
export function chartFaults(chart: Pick<Composition, 'plan' | 'pages'>): Fault[] {
  const faults = chart.pages.flatMap((page, at) =>
    [
      ...overlaps(page),
      ...throughBoxes(page),
      ...looseEnds(page),
      ...together(page),
      ...labelFaults(page),
      ...outside(page),
      ...onBorder(page),
    ].map(({ kind, what }) => ({ kind, what, page: at + 1 })),
  )
  return [...faults, ...notDrawn(chart), ...connectorFaults(chart.pages)]
}

type Found = Pick<Fault, 'kind' | 'what'>

const name = ({ cell }: PlacedCell) => cell.node.id

function overlaps({ cells }: Geometry): Found[] {
  return pairs(cells).flatMap(([a, b]) =>
    rectsOf(a).some((p) => rectsOf(b).some((q) => meet(p, q, 1)))
      ? [{ kind: 'overlap' as const, what: `${name(a)} and ${name(b)}` }]
      : [],
  )
}

function throughBoxes({ cells, lines }: Geometry): Found[] {
  return lines.flatMap((line) =>
    cells.flatMap((cell) =>
      rectsOf(cell).some((rect) => parts(line).some((part) => cuts(part, rect, 0.6)))
        ? [{ kind: 'through-box' as const, what: `${line.edge.key} through ${name(cell)}` }]
        : [],
    ),
  )
}

/** A line starts on the outline of its source and ends on that of its target, at the middle of a side or on a bar. */
function looseEnds({ cells, lines }: Geometry): Found[] {
  const at = new Map(cells.map((cell) => [name(cell), cell]))
  return lines.flatMap((line) => {
    const { from, to, key } = line.edge
    const straight = parts(line).every(([a, b]) => Math.abs(a.x - b.x) < 0.05 || Math.abs(a.y - b.y) < 0.05)
    const starts = touches(at.get(from), line.points[0])
    const ends = touches(at.get(to), line.points.at(-1))
    return starts && ends && straight ? [] : [{ kind: 'loose-end' as const, what: key }]
  })
}

function touches(placed: PlacedCell | undefined, point: Point | undefined): boolean {
  if (placed === undefined || point === undefined) return false
  const { cell, x, y, width } = placed
  const bar = cell.node.kind === 'parallel' || cell.node.kind === 'join'
  const near = (a: number, b: number) => Math.abs(a - b) < 0.1
  const level = near(Math.abs(point.y - y), cell.height / 2)
  if (bar) return level && Math.abs(point.x - x) <= width / 2
  return (level && near(point.x, x)) || (near(Math.abs(point.x - x), width / 2) && near(point.y, y))
}

/** Lines of which one goes to the same step as the other, or comes from the same, may run as one. */
export function related(a: PlacedLine, b: PlacedLine): boolean {
  return a.edge.to === b.edge.to || a.edge.from === b.edge.from
}

function together({ lines }: Geometry): Found[] {
  return pairs(lines).flatMap(([a, b]) => {
    if (related(a, b)) return []
    const run = parts(a).some((p) => parts(b).some((q) => runsAlong(p, q)))
    const turn = a.points.slice(1, -1).some((at) => onLine(at, b)) || b.points.slice(1, -1).some((at) => onLine(at, a))
    return run || turn ? [{ kind: 'together' as const, what: `${a.edge.key} and ${b.edge.key}` }] : []
  })
}

function runsAlong([a, b]: readonly [Point, Point], [c, d]: readonly [Point, Point]): boolean {
  const along = (p: 'x' | 'y', q: 'x' | 'y') =>
    Math.abs(a[p] - b[p]) < 0.05 &&
    Math.abs(c[p] - d[p]) < 0.05 &&
    Math.abs(a[p] - c[p]) < 1 &&
    Math.min(Math.max(a[q], b[q]), Math.max(c[q], d[q])) - Math.max(Math.min(a[q], b[q]), Math.min(c[q], d[q])) > 0.5
  return along('x', 'y') || along('y', 'x')
}

function onLine(point: Point, line: PlacedLine): boolean {
  return parts(line).some(([a, b]) => {
    const box = {
      x: Math.min(a.x, b.x),
      y: Math.min(a.y, b.y),
      width: Math.abs(a.x - b.x),
      height: Math.abs(a.y - b.y),
    }
    return (
      point.x >= box.x - 0.5 &&
      point.x <= box.x + box.width + 0.5 &&
      point.y >= box.y - 0.5 &&
      point.y <= box.y + box.height + 0.5
    )
  })
}

function labelFaults({ labels, cells, lines }: Geometry): Found[] {
  const fault = (what: string): Found => ({ kind: 'label', what })
  return [
    ...labels.flatMap((label) => [
      ...lines.flatMap((line) =>
        parts(line).some((part) => cuts(part, label, -0.4))
          ? [fault(`${label.edge.key} on the line ${line.edge.key}`)]
          : [],
      ),
      ...cells.flatMap((cell) =>
        rectsOf(cell).some((rect) => meet(rect, label, 0)) ? [fault(`${label.edge.key} on ${name(cell)}`)] : [],
      ),
    ]),
    ...pairs(labels).flatMap(([a, b]) => (meet(a, b, 0) ? [fault(`${a.edge.key} on the label ${b.edge.key}`)] : [])),
  ]
}

function outside({ cells, lines, labels, width, height }: Geometry): Found[] {
  const inside = ({ x, y, width: w, height: h }: Rect) =>
    x >= -0.1 && y >= -0.1 && x + w <= width + 0.1 && y + h <= height + 0.1
  const out = (what: string): Found => ({ kind: 'outside', what })
  return [
    ...cells.flatMap((cell) => (rectsOf(cell).every(inside) ? [] : [out(name(cell))])),
    ...lines.flatMap(({ points, edge }) =>
      points.every((point) => inside({ ...point, width: 0, height: 0 })) ? [] : [out(edge.key)],
    ),
    ...labels.flatMap((label) => (inside(label) ? [] : [out(`label ${label.edge.key}`)])),
  ]
}

function onBorder({ lines, labels, borders }: Geometry): Found[] {
  return [
    ...lines.flatMap((line) =>
      parts(line).some(([a, b]) => Math.abs(a.x - b.x) < 0.05 && borders.some((x) => Math.abs(x - a.x) < 2))
        ? [{ kind: 'on-border' as const, what: line.edge.key }]
        : [],
    ),
    ...labels.flatMap((label) =>
      borders.some((x) => x > label.x - 0.5 && x < label.x + label.width + 0.5)
        ? [{ kind: 'on-border' as const, what: `label ${label.edge.key}` }]
        : [],
    ),
  ]
}

function pairs<T>(items: readonly T[]): [T, T][] {
  return items.flatMap((a, at) => items.slice(at + 1).map((b): [T, T] => [a, b]))
}
