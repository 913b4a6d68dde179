import type { Board, BoardEdge } from '../board.ts'
import { type Distances, distancesOn } from './costs.ts'
import { type Heap, makeHeap } from './heap.ts'
import { makeOccupancy, type Occupancy } from './occupancy.ts'
import type { Path } from './path.ts'
import { type Stubs, stubsOn } from './stubs.ts'

/** A board with the lines that lie on it so far, and what a search writes down. */
export interface Router {
  readonly board: Board
  readonly edges: readonly BoardEdge[]
  readonly paths: (Path | null)[]
  readonly occupancy: Occupancy
  readonly distances: Distances
  readonly stubs: Stubs
  readonly search: Search
}

/** Notes of a search by state (a point and the direction in which it is entered); what an earlier search noted is not cleared but old. */
export interface Search {
  number: number
  readonly heap: Heap
  readonly best: Float64Array
  readonly came: Int32Array
  readonly reached: Int32Array
  readonly closed: Int32Array
  /** Points at which the line may end: beside its target, or on a line that goes there. */
  readonly endsAt: Int32Array
  readonly joinsAt: Int32Array
}

export function makeRouter(board: Board, edges: readonly BoardEdge[]): Router {
  const points = board.across * board.down
  return {
    board,
    edges,
    paths: edges.map(() => null),
    occupancy: makeOccupancy(board),
    distances: distancesOn(board),
    stubs: stubsOn(board),
    search: {
      number: 0,
      heap: makeHeap(),
      best: new Float64Array(points * 4),
      came: new Int32Array(points * 4),
      reached: new Int32Array(points * 4),
      closed: new Int32Array(points * 4),
      endsAt: new Int32Array(points),
      joinsAt: new Int32Array(points),
    },
  }
}

/** The group with which an edge may share its line: those that go to the same shape, or that fork from the same one. */
export function groupOf({ nodes }: Board, { from, to }: BoardEdge): number {
  return nodes[from]!.forks ? 2 * from + 1 : 2 * to + 2
}
