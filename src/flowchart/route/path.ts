import type { Board, Side } from '../board.ts'

/** The way of an edge over the board: from the point beside one shape to the point beside another. */
export interface Path {
  readonly points: readonly number[]
  readonly leaves: Side
  readonly leavesAt: number
  readonly enters: Side
  readonly entersAt: number
}

/** The directions are numbers: right, down, left, up. */
export const STEP_X = [1, 0, -1, 0] as const
export const STEP_Y = [0, 1, 0, -1] as const
export const DIRECTION: Readonly<Record<Side, number>> = { right: 0, bottom: 1, left: 2, top: 3 }

export const isLevel = (direction: number) => direction % 2 === 0
export const opposite = (direction: number) => direction ^ 2

/** Visits the points of a path with the direction in which each is entered and left. */
export function walkPath(
  board: Board,
  { points, leaves, enters }: Path,
  visit: (point: number, into: number, out: number) => void,
): void {
  let into = DIRECTION[leaves]
  for (let i = 0; i < points.length; i++) {
    const next = points[i + 1]
    const out = next === undefined ? opposite(DIRECTION[enters]) : directionOf(board, points[i]!, next)
    visit(points[i]!, into, out)
    into = out
  }
}

function directionOf({ across }: Board, from: number, to: number): number {
  const step = to - from
  return step === 1 ? 0 : step === -1 ? 2 : step === across ? 1 : 3
}

/** Nothing is better than a straight line down. */
export function isStraight(path: Path | null, { across }: Board): boolean {
  if (path === null || path.enters !== 'top' || path.leaves !== 'bottom') return false
  return path.points.every((point) => point % across === path.points[0]! % across)
}

export function samePath(a: Path | null, b: Path | null): boolean {
  if (a === null || b === null) return a === b
  return a.points.length === b.points.length && a.points.every((point, at) => point === b.points[at])
}
