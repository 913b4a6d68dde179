import { SMALL } from './cell.ts'
import type { Composition } from './compose.ts'
import { lineCrossings, parts } from './crossings.ts'
import type { Geometry, PlacedCell, PlacedLine } from './geometry.ts'
import { keysOf } from './plan.ts'
import { textWidth } from './text.ts'
import type { FlowchartReport, Point, Rect } from './types.ts'

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

/** The figures of a chart: what was drawn, what is wrong, and which lines cross. */
export function reportChart(chart: Composition): FlowchartReport {
  const faults = chartFaults(chart)
  const count = (kind: FaultKind) => faults.filter((fault) => fault.kind === kind).length
  return {
    boxes: chart.pages.reduce((sum, { cells }) => sum + cells.length, 0),
    edges: chart.plan.edges.length,
    routed: chart.plan.edges.length - count('not-drawn'),
    overlaps: count('overlap'),
    throughBoxes: count('through-box'),
    crossings: chart.pages.flatMap(({ lines }, at) =>
      lineCrossings(lines)
        .filter(({ across, down }) => !related(across, down))
        .map(({ across, down, x, y }) => ({ across: across.edge.key, down: down.edge.key, page: at + 1, x, y })),
    ),
  }
}

type Found = Pick<Fault, 'kind' | 'what'>

const name = ({ cell }: PlacedCell) => cell.node.id

/** The shape, and the strips in which forms, notes and archives hang, both beside the middle where lines arrive. */
export function rectsOf({ cell, x, y, width }: PlacedCell): Rect[] {
  const { height, above, below, node } = cell
  const shape = { x: x - width / 2, y: y - height / 2, width, height }
  const zone = width / 2 - 8
  const top = { y: y - above, height: above - height / 2 }
  const bottom = { y: y + height / 2, height: below - height / 2 }
  const left = { x: x - width / 2, width: zone }
  const right = { x: x + 4, width: width / 2 - 4 }
  return [
    shape,
    ...(cell.form === undefined ? [] : [{ ...left, ...top }]),
    ...(cell.note === undefined ? [] : [{ x: x + 8, width: zone, ...top }]),
    ...(cell.archive === undefined ? [] : [{ ...left, ...bottom }]),
    ...(node.kind === 'question' && below > height / 2 && cell.footers.length + cell.tags.length > 0
      ? [{ ...right, ...bottom }]
      : []),
    ...(node.caption === undefined
      ? []
      : [{ x: x + width / 2 + 3, y: y - 5, width: captionWidth(node.caption), height: 8 }]),
  ]
}

function captionWidth(caption: string): number {
  return textWidth(caption, SMALL) + 1
}

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
function related(a: PlacedLine, b: PlacedLine): boolean {
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

/** Every edge of the procedure is a line, or two halves that a letter joins. */
function notDrawn({ plan, pages }: Pick<Composition, 'plan' | 'pages'>): Fault[] {
  const lines = pages.flatMap((page) => page.lines.map(({ edge }) => edge))
  return plan.edges.flatMap(({ key, from, to }) => {
    const own = lines.filter((edge) => keysOf(edge).includes(key))
    const leaves = own.some((edge) => edge.from === from)
    const arrives = own.some((edge) => edge.to === to || edge.to.startsWith(`${to} `))
    return leaves && arrives ? [] : [{ kind: 'not-drawn' as const, page: 0, what: key }]
  })
}

/** The letter of a circle stands twice or more on its page; that of a page connector also on another page. */
function connectorFaults(pages: readonly Geometry[]): Fault[] {
  const all = pages.flatMap((page, at) => page.cells.map(({ cell }) => ({ page: at + 1, ...cell.node })))
  const opposite = {
    'page-in': 'page-out',
    'page-out': 'page-in',
    'circle-in': 'circle-out',
    'circle-out': 'circle-in',
  } as const
  return all.flatMap((node) => {
    const { kind } = node
    if (!(kind in opposite)) return []
    const other = opposite[kind as keyof typeof opposite]
    const same = kind.startsWith('circle')
    const paired = all.some(
      (each) => each.kind === other && each.says === node.says && (each.page === node.page) === same,
    )
    const twice = all.some(
      (each) =>
        each !== node &&
        each.says === node.says &&
        each.page === node.page &&
        each.kind === kind &&
        !kind.endsWith('out'),
    )
    return paired && !twice ? [] : [{ kind: 'connector' as const, page: node.page, what: node.id }]
  })
}

function pairs<T>(items: readonly T[]): [T, T][] {
  return items.flatMap((a, at) => items.slice(at + 1).map((b): [T, T] => [a, b]))
}

/** Do two rectangles come nearer than `gap`? */
function meet(a: Rect, b: Rect, gap: number): boolean {
  return (
    a.x < b.x + b.width + gap && b.x < a.x + a.width + gap && a.y < b.y + b.height + gap && b.y < a.y + a.height + gap
  )
}

/** Does a level or upright part run through the inside of a rectangle, `inset` within its outline (below 0: around it)? */
function cuts([a, b]: readonly [Point, Point], rect: Rect, inset: number): boolean {
  return (
    Math.max(a.x, b.x) > rect.x + inset &&
    Math.min(a.x, b.x) < rect.x + rect.width - inset &&
    Math.max(a.y, b.y) > rect.y + inset &&
    Math.min(a.y, b.y) < rect.y + rect.height - inset
  )
}
