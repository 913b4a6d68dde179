import { BEND, CROSSING } from './costs.ts'
import { goalOf, leastLeft } from './goal.ts'
import { DIRECTION, isLevel, opposite, type Path, STEP_X, STEP_Y, walkPath } from './path.ts'
import { entriesOf, exitsOf, type Port } from './ports.ts'
import { groupOf, type Router } from './router.ts'
import { tracePath } from './trace-path.ts'

/** The cheapest way of an edge among the lines that lie on the board (A*), or null when there is none. */
export function findPath(router: Router, at: number): Path | null {
  const { board, edges, occupancy, distances, stubs, search } = router
  const { across, down, columns, tracks, blocked } = board
  const { level, upright } = occupancy
  const { xs, ys, alongColumn, alongRow } = distances
  const { heap, best, came, reached, closed, endsAt, joinsAt } = search
  const edge = edges[at]!
  const group = groupOf(board, edge)
  const forks = board.nodes[edge.from]!.forks
  const outs = exitsOf(router, at)
  const entries = entriesOf(router, at)
  if (outs.length === 0 || entries.length === 0) return null
  const number = ++search.number
  heap.clear()
  const goal = goalOf(router, entries, forks ? [] : joinable(router, at))

  function push(point: number, x: number, y: number, direction: number, cost: number, from: number): void {
    const state = point * 4 + direction
    if (closed[state] === number || (reached[state] === number && best[state]! <= cost)) return
    reached[state] = number
    best[state] = cost
    came[state] = from
    heap.push(cost + leastLeft(goal, xs[x]!, ys[y]!, direction), state)
  }

  const portOf = new Map<number, Port>()
  const forked = forks ? forkOf(router, at) : null
  for (const port of outs) {
    const direction = DIRECTION[port.side]
    const owner = (isLevel(direction) ? level : upright)[port.point]!
    if (owner !== 0 && !(forked || (owner === group && !forks))) continue
    if (blocked[port.point]) continue
    const state = port.point * 4 + direction
    if (!portOf.has(state)) portOf.set(state, port)
    push(port.point, port.point % across, Math.floor(port.point / across), direction, port.cost, -1)
  }
  if (forked)
    for (const [point, direction] of forked) push(point, point % across, Math.floor(point / across), direction, 0, -2)

  let end: { state: number; cost: number; port: Port | null } | null = null
  for (let state = heap.pop(); state !== -1; state = heap.pop()) {
    if (closed[state] === number) continue
    closed[state] = number
    if (end !== null && heap.lastCost() >= end.cost) break
    const cost = best[state]!
    const point = state >> 2
    const into = state & 3
    const along = isLevel(into) ? level[point]! : upright[point]!
    const crosswise = isLevel(into) ? upright[point]! : level[point]!
    const foreignAlong = along !== 0 && along !== group
    const foreignAcross = crosswise !== 0 && crosswise !== group
    // Not where the group's line is crossed by another.
    if (joinsAt[point] === number && !foreignAlong && !foreignAcross && !portOf.has(state)) {
      if (end === null || cost < end.cost) end = { state, cost, port: null }
      continue
    }
    const ahead = foreignAlong ? -1 : foreignAcross ? CROSSING : 0
    const aside = foreignAlong || foreignAcross ? -1 : BEND
    if (endsAt[point] === number) {
      for (const port of entries) {
        const out = opposite(DIRECTION[port.side])
        const turn = out === into ? ahead : aside
        if (port.point !== point || out === opposite(into) || turn < 0) continue
        const total = cost + turn + port.cost
        if (end === null || total < end.cost) end = { state, cost: total, port }
      }
    }
    const x = point % across
    const y = (point - x) / across
    for (let out = 0; out < 4; out++) {
      if (out === opposite(into)) continue
      const turn = out === into ? ahead : aside
      if (turn < 0) continue
      const nextX = x + STEP_X[out]!
      const nextY = y + STEP_Y[out]!
      if (nextX < 0 || nextY < 0 || nextX >= across || nextY >= down) continue
      const next = nextY * across + nextX
      if (blocked[next]) continue
      const owner = isLevel(out) ? level[next]! : upright[next]!
      if (owner !== 0 && owner !== group) continue
      if (isLevel(out)) {
        push(next, nextX, nextY, out, cost + turn + Math.abs(xs[nextX]! - xs[x]!) * alongRow[nextY]!, state)
        continue
      }
      if (nextX % (tracks + 1) === tracks) {
        const stub = nextY * columns + Math.floor(nextX / (tracks + 1))
        const way = out === 1 ? 'down' : 'up'
        const leaving = stubs.leaving[way][stub]!
        const entering = stubs.entering[way][stub]!
        if ((leaving >= 0 && leaving !== edge.from) || (entering >= 0 && entering !== edge.to)) continue
      }
      push(next, nextX, nextY, out, cost + turn + Math.abs(ys[nextY]! - ys[y]!) * alongColumn[nextX]!, state)
    }
  }
  return end === null ? null : tracePath(router, at, end.state, end.port, portOf)
}

/** The lines that already go to the same shape. */
function joinable({ board, edges, paths }: Router, own: number): Path[] {
  const { to } = edges[own]!
  return paths.flatMap((path, at) =>
    path !== null && at !== own && edges[at]!.to === to && !board.nodes[edges[at]!.from]!.forks ? [path] : [],
  )
}

/** Points of the lines that already fork from the same shape, with the direction of the flow there. */
function forkOf({ board, edges, paths }: Router, own: number): Map<number, number> | null {
  const fork = new Map<number, number>()
  for (const [at, path] of paths.entries()) {
    if (path === null || at === own || edges[at]!.from !== edges[own]!.from) continue
    walkPath(board, path, (point, into) => {
      if (!fork.has(point)) fork.set(point, into)
    })
  }
  return fork.size === 0 ? null : fork
}
