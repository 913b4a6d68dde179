import { BEND, LENGTH } from './costs.ts'
import { DIRECTION, isLevel, opposite, type Path } from './path.ts'
import type { Port } from './ports.ts'
import type { Router } from './router.ts'

/** Where a line may end: at ports, each entered in its direction, or on lines that go to the same shape, somewhere in a box. */
export interface Goal {
  readonly ends: readonly {
    readonly x: number
    readonly y: number
    readonly direction: number
    readonly cost: number
  }[]
  readonly joins: { left: number; right: number; top: number; bottom: number } | null
}

/** Notes the points at which the line may end, and says where they lie. */
export function goalOf(
  { distances: { xs, ys }, board: { across }, search }: Router,
  entries: readonly Port[],
  joinable: readonly Path[],
): Goal {
  const ends = entries.map(({ point, side, cost }) => {
    search.endsAt[point] = search.number
    return { x: xs[point % across]!, y: ys[Math.floor(point / across)]!, direction: opposite(DIRECTION[side]), cost }
  })
  if (joinable.length === 0) return { ends, joins: null }
  const joins = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity }
  for (const { points } of joinable) {
    for (const point of points) {
      const x = xs[point % across]!
      const y = ys[Math.floor(point / across)]!
      joins.left = Math.min(joins.left, x)
      joins.right = Math.max(joins.right, x)
      joins.top = Math.min(joins.top, y)
      joins.bottom = Math.max(joins.bottom, y)
      search.joinsAt[point] = search.number
    }
  }
  return { ends, joins }
}

/** At least the cost that is left from a point passed in a direction: the length, and the bends without which no end is reached. */
export function leastLeft({ ends, joins }: Goal, x: number, y: number, direction: number): number {
  let least = Number.POSITIVE_INFINITY
  for (const end of ends) {
    const dx = end.x - x
    const dy = end.y - y
    const cost = (Math.abs(dx) + Math.abs(dy)) * LENGTH + bendsTo(dx, dy, direction, end.direction) * BEND + end.cost
    if (cost < least) least = cost
  }
  if (joins === null) return least
  const dx = x < joins.left ? joins.left - x : x > joins.right ? joins.right - x : 0
  const dy = y < joins.top ? joins.top - y : y > joins.bottom ? joins.bottom - y : 0
  const aside = isLevel(direction) ? dy : dx
  const bends = ahead(dx, dy, direction) < 0 ? 2 : aside !== 0 ? 1 : 0
  return Math.min(least, (Math.abs(dx) + Math.abs(dy)) * LENGTH + bends * BEND)
}

/** How far that lies in a direction. */
function ahead(dx: number, dy: number, direction: number): number {
  return direction === 0 ? dx : direction === 1 ? dy : direction === 2 ? -dx : -dy
}

/** The fewest bends of a way on an empty board, from one direction to another. */
function bendsTo(dx: number, dy: number, from: number, to: number): number {
  const along = ahead(dx, dy, from)
  const isAside = (isLevel(from) ? dy : dx) !== 0
  if (from === to) return along < 0 ? 4 : isAside ? 2 : 0
  if (to === opposite(from)) return isAside ? 2 : 4
  return along >= 0 && ahead(dx, dy, to) >= 0 ? 1 : 3
}
