import { SMALL } from '../cell.ts'
import { type LineCrossing, lineCrossings, parts } from '../crossings.ts'
import type { Geometry, PlacedLabel, PlacedLine } from '../geometry.ts'
import type { Marks, Point } from '../types.ts'
import { element, LINE_INK, n, textLine } from './mark-up.ts'

const HOP = 3
const ARROW_LENGTH = 6
const ARROW_HALF = 2.8

/** The flow's lines with their arrows, hops and joints; visited ones on top of the others. */
export function drawLines({ lines }: Geometry, marks: Marks | undefined): string {
  const crossings = lineCrossings(lines)
  const times = (line: PlacedLine) =>
    marks === undefined ? 0 : line.edge.key.split(' ').reduce((sum, key) => sum + (marks.edges[key] ?? 0), 0)
  const inOrder = lines.toSorted((a, b) => Number(times(a) > 0) - Number(times(b) > 0))
  const drawn = inOrder.map((line) =>
    drawLine(line, crossings, marks === undefined ? 'plain' : times(line) > 0 ? 'visited' : 'ahead'),
  )
  return (
    drawn.join('') +
    joints(lines)
      .map((at) => element('circle', { cx: at.x, cy: at.y, r: 1.7, fill: LINE_INK, class: 'fc-joint' }))
      .join('')
  )
}

type State = 'plain' | 'visited' | 'ahead'

const INKS: Readonly<Record<State, string>> = { plain: LINE_INK, visited: '#17528f', ahead: '#8b97a5' }

function drawLine({ edge, points }: PlacedLine, crossings: readonly LineCrossing[], state: State): string {
  const ink = INKS[state]
  const end = points.at(-1)!
  const before = points.at(-2)!
  const length = Math.hypot(end.x - before.x, end.y - before.y)
  const ux = (end.x - before.x) / length
  const uy = (end.y - before.y) / length
  const shaft = [...points.slice(0, -1), { x: end.x - ux * (ARROW_LENGTH - 1), y: end.y - uy * (ARROW_LENGTH - 1) }]
  const line = element('path', {
    d: pathOf(shaft, crossings),
    fill: 'none',
    stroke: ink,
    'stroke-width': state === 'visited' ? 2.2 : 1,
    'stroke-linejoin': 'round',
    ...(edge.kind === 'expiry' ? { 'stroke-dasharray': '4 2.5' } : {}),
    class: `fc-line fc-${edge.kind} fc-line-${state}`,
  })
  const back = { x: end.x - ux * ARROW_LENGTH, y: end.y - uy * ARROW_LENGTH }
  const corners = [
    end.x,
    end.y,
    back.x - uy * ARROW_HALF,
    back.y + ux * ARROW_HALF,
    back.x + uy * ARROW_HALF,
    back.y - ux * ARROW_HALF,
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

/** Where a line runs into another that goes to the same step, or forks from it. */
function joints(lines: readonly PlacedLine[]): Point[] {
  const found = new Map<string, Point>()
  for (const line of lines) {
    for (const end of [line.points.slice(1, -1)]) {
      for (const bend of end) {
        const through = lines.some((other) => other !== line && parts(other).some(([a, b]) => inside(bend, a, b)))
        if (through) found.set(`${n(bend.x)} ${n(bend.y)}`, bend)
      }
    }
  }
  return [...found.values()]
}

function inside(point: Point, a: Point, b: Point): boolean {
  const between = (v: number, c: number, d: number) => v > Math.min(c, d) + 0.05 && v < Math.max(c, d) - 0.05
  return (
    (Math.abs(a.x - b.x) < 0.01 && Math.abs(point.x - a.x) < 0.01 && between(point.y, a.y, b.y)) ||
    (Math.abs(a.y - b.y) < 0.01 && Math.abs(point.y - a.y) < 0.01 && between(point.x, a.x, b.x))
  )
}

export function drawLabels(labels: readonly PlacedLabel[]): string {
  return labels
    .flatMap(({ lines, x, y }) =>
      lines.map((text, at) => textLine(text, x, y + at * 9 + 7, { size: SMALL + 0.5, bold: true, class: 'fc-label' })),
    )
    .join('')
}
