import type { Board, BoardEdge } from '../board.ts'
import { BEND, SIDE_ENTRY, stepCost } from './costs.ts'
import { findPath } from './find-path.ts'
import { occupy, vacate } from './occupancy.ts'
import { isStraight, type Path, samePath, walkPath } from './path.ts'
import { groupOf, makeRouter, type Router } from './router.ts'

export interface Routes {
  readonly paths: readonly (Path | null)[]
  /** What two layouts are compared by. */
  readonly cost: number
}

/** How many times all lines are taken up again, one after another, and laid anew. */
const ROUNDS = 2
const NO_WAY_COST = 1_000_000
const CROSSED_COST = 1000

export interface RouteOptions {
  /** Lines of a board much like this one, which lie there already. */
  readonly known?: readonly (Path | null)[]
  readonly rounds?: number
}

/** Lays every edge on the board. Lines never run along each other unless they go to the same shape, and meet a turn of another never. */
export function routeEdges(
  board: Board,
  edges: readonly BoardEdge[],
  { known = [], rounds = ROUNDS }: RouteOptions = {},
): Routes {
  const router = makeRouter(board, edges)
  const order = edges.map((_, at) => at).sort((a, b) => edges[a]!.rank - edges[b]!.rank || a - b)
  for (const at of order) if (known[at]) put(router, at, known[at])
  for (const at of order) if (!known[at]) put(router, at, findPath(router, at))
  // What found no way tries again once the others have moved. A line is left where it lies when none has moved since.
  let moves = 0
  const movesSeen = edges.map(() => -1)
  for (let round = 0; round < rounds; round++) {
    for (const at of order) {
      const before = router.paths[at]!
      if (movesSeen[at] === moves || isStraight(before, board)) continue
      take(router, at)
      put(router, at, findPath(router, at))
      if (!samePath(before, router.paths[at]!)) moves++
      movesSeen[at] = moves
    }
  }
  return { paths: router.paths, cost: costOf(router) }
}

function put({ board, edges, occupancy, paths }: Router, at: number, path: Path | null): void {
  paths[at] = path
  if (path) occupy(occupancy, board, path, groupOf(board, edges[at]!))
}

function take({ board, occupancy, paths }: Router, at: number): void {
  const path = paths[at]
  if (!path) return
  paths[at] = null
  vacate(occupancy, board, path)
}

/** Crossings first, then bends and length. Without a way counts more than anything. */
function costOf({ board, paths, occupancy, distances }: Router): number {
  const { level, upright } = occupancy
  const crossed = new Set<number>()
  let cost = 0
  for (const path of paths) {
    if (path === null) {
      cost += NO_WAY_COST
      continue
    }
    walkPath(board, path, (point, into, out) => {
      if (into !== out) cost += BEND
      if (level[point] !== 0 && upright[point] !== 0 && level[point] !== upright[point]) crossed.add(point)
    })
    for (let i = 1; i < path.points.length; i++)
      cost += stepCost(distances, board.across, path.points[i - 1]!, path.points[i]!)
    if (path.enters !== 'top') cost += SIDE_ENTRY
  }
  return cost + crossed.size * CROSSED_COST
}
