import type { PlacedCell } from './geometry.ts'
import type { LaidSheet } from './lay.ts'
import { textWidth, wrapText } from './text.ts'
import type { PlanEdge, Point, Rect } from './types.ts'

/** Texts of an edge: its answer, and how often it was taken. */
export type LabelOf = (edge: PlanEdge) => string | undefined

export interface PlacedLabel extends Rect {
  readonly edge: PlanEdge
  readonly lines: readonly string[]
}

export const LABEL = 7
export const LABEL_LINE = 9
const LABEL_WIDTH = 46
const MOST_LABEL = 100

/** In lines as wide as the longest word, at least. */
export function labelLines(text: string): string[] {
  const longest = Math.max(...text.split(/\s+/).map((word) => textWidth(word, LABEL, 'medium')))
  return wrapText(text, LABEL, Math.min(Math.max(LABEL_WIDTH, longest), MOST_LABEL), 'medium')
}

export function labelWidth(lines: readonly string[]): number {
  return Math.max(...lines.map((line) => textWidth(line, LABEL, 'medium')))
}

/** Room that the labels under a band need above the first line. */
export function labelRoom(
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

/** Beside the line where it leaves: on its right when it goes down, above it when it goes aside. */
export function placeLabel(
  edge: PlanEdge,
  lines: readonly string[],
  port: Point,
  leaves: string,
  from: PlacedCell,
): PlacedLabel {
  const width = labelWidth(lines)
  const height = lines.length * LABEL_LINE
  if (leaves === 'bottom') return { edge, lines, x: port.x + 3.5, y: from.y + from.cell.below + 2, width, height }
  const x = leaves === 'right' ? port.x + 3 : port.x - 3 - width
  return { edge, lines, x, y: port.y - 2.5 - height, width, height }
}
