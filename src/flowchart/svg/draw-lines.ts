import { type LineCrossing, lineCrossings, parts } from '../crossings.ts'
import type { Geometry, PlacedLine } from '../geometry.ts'
import { LABEL, LABEL_LINE, type PlacedLabel } from '../labels.ts'
import { keysOf } from '../plan.ts'
import type { Marks, Point } from '../types.ts'
import { element, LINE_INK, n, textLine } from './mark-up.ts'

const HOP = 3
const ARROW_LENGTH = 6
const ARROW_HALF = 2.8

/** The flow's lines with their arrows, hops and joints; where a case has been, the whole way again and thicker. */
export function drawLines({ lines }: Geometry, marks: Marks | undefined): string {
  const crossings = lineCrossings(lines)
  const visited = lines.filter(
    ({ edge }) => marks !== undefined && keysOf(edge).some((key) => (marks.edges[key] ?? 0) > 0),
  )
  const plain = lines.map(({ edge, own, arrow }) =>
    drawLine(edge.kind, own, arrow, crossings, marks === undefined ? 'plain' : 'ahead'),
  )
  const trodden = visited.map(({ edge, points }) => drawLine(edge.kind, points, true, crossings, 'visited'))
  const dots = lines.filter(({ arrow, own }) => !arrow && own.length > 1).map(({ own }) => own.at(-1)!)
  const starts = lines
    .filter(({ own, points }) => own[0] !== undefined && !same(own[0], points[0]!))
    .map(({ own }) => own[0]!)
  const joints = [...dots, ...starts].map(({ x, y }) =>
    element('circle', { cx: x, cy: y, r: 1.7, fill: INKS[marks === undefined ? 'plain' : 'ahead'], class: 'fc-joint' }),
  )
  return plain.join('') + joints.join('') + trodden.join('')
}

type State = 'plain' | 'visited' | 'ahead'

const INKS: Readonly<Record<State, string>> = { plain: LINE_INK, visited: '#17528f', ahead: '#8b97a5' }

const same = (a: Point, b: Point) => Math.abs(a.x - b.x) < 0.01 && Math.abs(a.y - b.y) < 0.01

function drawLine(
  kind: PlacedLine['edge']['kind'],
  points: readonly Point[],
  arrow: boolean,
  crossings: readonly LineCrossing[],
  state: State,
): string {
  if (points.length < 2) return ''
  const ink = INKS[state]
  const end = points.at(-1)!
  const before = points.at(-2)!
  const length = Math.hypot(end.x - before.x, end.y - before.y)
  const ux = (end.x - before.x) / length
  const uy = (end.y - before.y) / length
  const neck = { x: end.x - ux * (ARROW_LENGTH - 1), y: end.y - uy * (ARROW_LENGTH - 1) }
  const line = element('path', {
    d: pathOf(arrow ? [...points.slice(0, -1), neck] : points, crossings),
    fill: 'none',
    stroke: ink,
    'stroke-width': state === 'visited' ? 2.2 : 1,
    'stroke-linejoin': 'round',
    ...(kind === 'expiry' ? { 'stroke-dasharray': '4 2.5' } : {}),
    class: `fc-line fc-${kind} fc-line-${state}`,
  })
  if (!arrow) return line
  const back = { x: end.x - ux * ARROW_LENGTH, y: end.y - uy * ARROW_LENGTH }
  const corners = [
    ...[end.x, end.y],
    ...[back.x - uy * ARROW_HALF, back.y + ux * ARROW_HALF],
    ...[back.x + uy * ARROW_HALF, back.y - ux * ARROW_HALF],
  ]
  return line + element('polygon', { points: corners.map(n).join(' '), fill: ink, class: `fc-arrow fc-arrow-${state}` })
}

/** A level part bows over each upright line that it crosses. */
function pathOf(points: readonly Point[], crossings: readonly LineCrossing[]): string {
  let d = `M${n(points[0]!.x)} ${n(points[0]!.y)}`
  for (const [a, b] of parts({ points })) {
    if (Math.abs(a.y - b.y) > 0.01) {
      d += `V${n(b.y)}`
      continue
    }
    const way = Math.sign(b.x - a.x)
    const hops = crossings
      .filter((c) => Math.abs(c.y - a.y) < 0.05 && (c.x - a.x) * way > 0.05 && (b.x - c.x) * way > 0.05)
      .sort((c, e) => (c.x - e.x) * way)
    for (const { x } of hops)
      d += `H${n(x - HOP * way)}A${HOP} ${HOP} 0 0 ${way > 0 ? 1 : 0} ${n(x + HOP * way)} ${n(a.y)}`
    d += `H${n(b.x)}`
  }
  return d
}

export function drawLabels(labels: readonly PlacedLabel[]): string {
  return labels
    .flatMap(({ lines, x, y }) =>
      lines.map((text, at) =>
        textLine(text, x, y + at * LABEL_LINE + 7, { size: LABEL, bold: true, class: 'fc-label' }),
      ),
    )
    .join('')
}
