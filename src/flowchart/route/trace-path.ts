import type { Path } from './path.ts'
import type { Port } from './ports.ts'
import type { Router } from './router.ts'

/** The way that a search found, from its last state back; where it leaves or joins another line, that line's part is added. */
export function tracePath(
  { edges, paths, board, search }: Router,
  at: number,
  end: number,
  port: Port | null,
  portOf: ReadonlyMap<number, Port>,
): Path {
  const points: number[] = []
  let first = end
  for (let state = end; state >= 0; state = search.came[state]!) {
    points.push(state >> 2)
    first = state
  }
  points.reverse()
  const lineThrough = (point: number, isKin: (each: number) => boolean) =>
    paths.find((path, each) => path && each !== at && isKin(each) && path.points.includes(point))!
  const start = search.came[first] === -1 ? portOf.get(first) : undefined
  const head = start ? { leaves: start.side, leavesAt: start.column } : leaveWithFork()
  if (port) return { points, ...head, enters: port.side, entersAt: port.column }
  const meeting = points.at(-1)!
  const joined = lineThrough(
    meeting,
    (each) => edges[each]!.to === edges[at]!.to && !board.nodes[edges[each]!.from]!.forks,
  )
  points.push(...joined.points.slice(joined.points.indexOf(meeting) + 1))
  return { points, ...head, enters: joined.enters, entersAt: joined.entersAt }

  function leaveWithFork(): Pick<Path, 'leaves' | 'leavesAt'> {
    const fork = lineThrough(points[0]!, (each) => edges[each]!.from === edges[at]!.from)
    points.unshift(...fork.points.slice(0, fork.points.indexOf(points[0]!)))
    return { leaves: fork.leaves, leavesAt: fork.leavesAt }
  }
}
