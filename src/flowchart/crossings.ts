import type { PlacedLine } from './geometry.ts'
import type { Point } from './types.ts'

export interface LineCrossing extends Point {
  readonly across: PlacedLine
  readonly down: PlacedLine
}

/** Where a level part of a line and an upright part of another pass over each other; lines that run together cross a third one once. */
export function lineCrossings(lines: readonly PlacedLine[]): LineCrossing[] {
  const level = lines.flatMap((line) =>
    parts(line)
      .filter(([a, b]) => a.y === b.y)
      .map((part) => ({ line, part })),
  )
  const upright = lines.flatMap((line) =>
    parts(line)
      .filter(([a, b]) => a.x === b.x)
      .map((part) => ({ line, part })),
  )
  const found = new Map<string, LineCrossing>()
  for (const a of level) {
    for (const b of upright) {
      if (a.line === b.line) continue
      const x = b.part[0].x
      const y = a.part[0].y
      if (!within(x, a.part[0].x, a.part[1].x) || !within(y, b.part[0].y, b.part[1].y)) continue
      const at = `${x.toFixed(1)} ${y.toFixed(1)}`
      if (!found.has(at)) found.set(at, { x, y, across: a.line, down: b.line })
    }
  }
  return [...found.values()].sort((a, b) => a.y - b.y || a.x - b.x)
}

export function parts({ points }: Pick<PlacedLine, 'points'>): [Point, Point][] {
  return points.slice(1).map((point, at) => [points[at]!, point])
}

/** Strictly between: lines that meet at an end join, they do not cross. */
function within(value: number, a: number, b: number): boolean {
  return value > Math.min(a, b) + 0.05 && value < Math.max(a, b) - 0.05
}
