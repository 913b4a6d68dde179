import type { Board } from '../board.ts'

export const BEND = 14
export const CROSSING = 60
export const SIDE_ENTRY = 9
export const SIDE_EXIT = 4
export const DEAR_EXIT = 40
/** What a unit of length costs, and how much more it costs on the outermost track: so later lines find room on both sides. */
export const LENGTH = 0.1
const OFF_MIDDLE = 0.012

/** About where the lines of the board will lie on paper, and what a unit along each costs. */
export interface Distances {
  readonly xs: Float64Array
  readonly ys: Float64Array
  readonly alongColumn: Float64Array
  readonly alongRow: Float64Array
}

/** So that the shortest way on the board is the shortest on paper. */
export function distancesOn({ across, down, tracks }: Board): Distances {
  return {
    xs: linePlaces(across, tracks, 120),
    ys: linePlaces(down, tracks, 60),
    alongColumn: lineRates(across, tracks),
    alongRow: lineRates(down, tracks),
  }
}

function linePlaces(lines: number, tracks: number, size: number): Float64Array {
  const places = new Float64Array(lines)
  let at = 0
  for (let line = 0; line < lines; line++) {
    const isMiddle = line % (tracks + 1) === tracks
    at += isMiddle || line % (tracks + 1) === 0 ? size / 2 + 12 : 0.5
    places[line] = at
  }
  return places
}

function lineRates(lines: number, tracks: number): Float64Array {
  return Float64Array.from({ length: lines }, (_, line) => {
    const track = line % (tracks + 1)
    const off = track === tracks ? 0 : Math.abs(track - (tracks - 1) / 2) / tracks
    return LENGTH + OFF_MIDDLE * off
  })
}

/** What the step between two neighbours costs. */
export function stepCost(
  { xs, ys, alongColumn, alongRow }: Distances,
  across: number,
  from: number,
  to: number,
): number {
  const fromX = from % across
  const toX = to % across
  const toY = Math.floor(to / across)
  if (fromX !== toX) return Math.abs(xs[toX]! - xs[fromX]!) * alongRow[toY]!
  return Math.abs(ys[toY]! - ys[Math.floor(from / across)]!) * alongColumn[toX]!
}
