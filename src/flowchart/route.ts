import { type Board, type BoardEdge, portPoint, type Side } from './board.ts'

/** The way of an edge over the board: from the point beside one shape to the point beside another. */
export interface Path {
  readonly points: readonly number[]
  readonly leaves: Side
  readonly leavesAt: number
  readonly enters: Side
  readonly entersAt: number
}

export interface Routes {
  readonly paths: readonly (Path | null)[]
  readonly cost: number
}

const BEND = 14
const CROSSING = 60
const SIDE_ENTRY = 9
const SIDE_EXIT = 4
const DEAR_EXIT = 40
/** What a unit of length costs, and how much more it costs on the outermost track: so later lines find room on both sides. */
const LENGTH = 0.1
const OFF_MIDDLE = 0.012
/** How many times all lines are taken up again, one after another, and laid anew. */
const ROUNDS = 2

/** Lays every edge on the board. Lines never run along each other unless they go to the same shape, and meet a turn of another never. */
export function routeEdges(board: Board, edges: readonly BoardEdge[]): Routes {
  const router = makeRouter(board, edges)
  const order = edges.map((_, at) => at).sort((a, b) => edges[a]!.rank - edges[b]!.rank || a - b)
  for (const at of order) lay(router, at)
  // What found no way tries again once the others have moved.
  for (let round = 0; round < ROUNDS; round++) {
    for (const at of order) {
      if (isStraight(router.paths[at]!, board)) continue
      take(router, at)
      lay(router, at)
    }
  }
  return { paths: router.paths, cost: costOf(router) }
}

/** Nothing is better than a straight line. */
function isStraight(path: Path | null, { across }: Board): boolean {
  if (path === null || path.enters !== 'top' || path.leaves !== 'bottom') return false
  return path.points.every((point) => point % across === path.points[0]! % across)
}

interface Router {
  readonly board: Board
  readonly edges: readonly BoardEdge[]
  readonly paths: (Path | null)[]
  /** Which group of lines passes each point level and upright: 0 none. */
  readonly level: Int16Array
  readonly upright: Int16Array
  readonly xs: Float64Array
  readonly ys: Float64Array
  readonly best: Float64Array
  readonly came: Int32Array
  readonly stamp: Int32Array
  readonly closed: Int32Array
  search: number
}

const STEP_X = [1, 0, -1, 0] as const
const STEP_Y = [0, 1, 0, -1] as const
const DIRECTION: Readonly<Record<Side, number>> = { right: 0, bottom: 1, left: 2, top: 3 }

function makeRouter(board: Board, edges: readonly BoardEdge[]): Router {
  const points = board.across * board.down
  return {
    board,
    edges,
    paths: edges.map(() => null),
    level: new Int16Array(points),
    upright: new Int16Array(points),
    xs: linePlaces(board.across, board.tracks, 120),
    ys: linePlaces(board.down, board.tracks, 60),
    best: new Float64Array(points * 4),
    came: new Int32Array(points * 4),
    stamp: new Int32Array(points * 4),
    closed: new Int32Array(points * 4),
    search: 0,
  }
}

/** About where the lines will lie, so that the shortest way on the board is the shortest on paper. */
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

/** The group with which an edge may share its line: those that go to the same shape, or that fork from the same one. */
function groupOf({ board }: Router, edge: BoardEdge): number {
  return board.nodes[edge.from]!.forks ? 2 * edge.from + 1 : 2 * edge.to + 2
}

function lay(router: Router, at: number): void {
  const path = findPath(router, at)
  router.paths[at] = path
  if (path) mark(router, at, path)
}

function take(router: Router, at: number): void {
  if (!router.paths[at]) return
  router.paths[at] = null
  router.level.fill(0)
  router.upright.fill(0)
  for (const [each, path] of router.paths.entries()) if (path) mark(router, each, path)
}

function mark(router: Router, at: number, path: Path): void {
  const group = groupOf(router, router.edges[at]!)
  walk(router, path, (point, into, out) => {
    if (isLevel(into) || isLevel(out)) router.level[point] = group
    if (!isLevel(into) || !isLevel(out)) router.upright[point] = group
  })
}

const isLevel = (direction: number) => direction % 2 === 0

/** Visits the points of a path with the direction in which each is entered and left. */
function walk(
  { board }: Router,
  { points, leaves, enters }: Path,
  visit: (point: number, into: number, out: number) => void,
): void {
  let into = DIRECTION[leaves]
  for (let i = 0; i < points.length; i++) {
    const next = points[i + 1]
    const out = next === undefined ? (DIRECTION[enters] + 2) % 4 : directionOf(board, points[i]!, next)
    visit(points[i]!, into, out)
    into = out
  }
}

function directionOf({ across }: Board, from: number, to: number): number {
  const step = to - from
  return step === 1 ? 0 : step === -1 ? 2 : step === across ? 1 : 3
}

interface Port {
  readonly side: Side
  readonly column: number
  readonly point: number
  readonly cost: number
}

function findPath(router: Router, at: number): Path | null {
  const { board, edges } = router
  const edge = edges[at]!
  const group = groupOf(router, edge)
  const source = board.nodes[edge.from]!
  const outs = exits(router, at)
  const entries = entriesOf(router, at)
  if (outs.length === 0 || entries.length === 0) return null
  const tree = treeOf(router, at)
  const forked = source.forks ? forkOf(router, at) : null
  router.search++
  const heap = makeHeap()
  const goal = goalBox(router, entries, tree)
  const push = (point: number, direction: number, cost: number, from: number) => {
    const state = point * 4 + direction
    if (router.closed[state] === router.search) return
    if (router.stamp[state] === router.search && router.best[state]! <= cost) return
    router.stamp[state] = router.search
    router.best[state] = cost
    router.came[state] = from
    heap.push(cost + distance(router, point, goal), state)
  }
  const portOf = new Map<number, Port>()
  for (const port of outs) {
    const direction = DIRECTION[port.side]
    const owner = isLevel(direction) ? router.level[port.point]! : router.upright[port.point]!
    if (owner !== 0 && !(forked || (owner === group && !source.forks))) continue
    if (board.blocked[port.point]) continue
    const state = port.point * 4 + direction
    if (!portOf.has(state)) portOf.set(state, port)
    push(port.point, direction, port.cost, -1)
  }
  if (forked) for (const [point, direction] of forked) push(point, direction, 0, -2)
  const endings = new Map<number, Port[]>()
  for (const port of entries) endings.set(port.point, [...(endings.get(port.point) ?? []), port])
  let end: { state: number; cost: number; port: Port | null } | null = null
  for (let state = heap.pop(); state !== -1; state = heap.pop()) {
    if (router.closed[state] === router.search) continue
    router.closed[state] = router.search
    const cost = router.best[state]!
    if (end !== null && cost >= end.cost) break
    const point = state >> 2
    const into = state & 3
    if (tree?.has(point) && !portOf.has(state)) {
      if (meets(router, point, into, group)) {
        if (end === null || cost < end.cost) end = { state, cost, port: null }
        continue
      }
    }
    for (const port of endings.get(point) ?? []) {
      const out = (DIRECTION[port.side] + 2) % 4
      const turn = turnCost(router, point, into, out, group)
      if (turn < 0) continue
      const total = cost + turn + port.cost
      if (end === null || total < end.cost) end = { state, cost: total, port }
    }
    for (let out = 0; out < 4; out++) {
      if (out === (into + 2) % 4) continue
      const turn = turnCost(router, point, into, out, group)
      if (turn < 0) continue
      const next = stepFrom(router, point, out, edge, group)
      if (next < 0) continue
      push(next, out, cost + turn + lengthOf(router, point, next), state)
    }
  }
  if (end === null) return null
  return tracePath(router, at, end.state, end.port, portOf)
}

/** May a line turn or pass at this point, and for what? Below 0 is no. */
function turnCost(router: Router, point: number, into: number, out: number, group: number): number {
  const level = router.level[point]!
  const upright = router.upright[point]!
  const foreign = (owner: number) => owner !== 0 && owner !== group
  if (out === (into + 2) % 4) return -1
  if (into !== out) return foreign(level) || foreign(upright) ? -1 : BEND
  const along = isLevel(into) ? level : upright
  const cross = isLevel(into) ? upright : level
  if (foreign(along)) return -1
  return foreign(cross) ? CROSSING : 0
}

/** May a line join its own group's line at this point? Not where that line is crossed by another. */
function meets(router: Router, point: number, into: number, group: number): boolean {
  const along = isLevel(into) ? router.level[point]! : router.upright[point]!
  const cross = isLevel(into) ? router.upright[point]! : router.level[point]!
  return (along === 0 || along === group) && (cross === 0 || cross === group)
}

/** The next point in a direction, or -1 where the way is shut. */
function stepFrom(router: Router, point: number, direction: number, edge: BoardEdge, group: number): number {
  const { board } = router
  const { across, down } = board
  const x = (point % across) + STEP_X[direction]!
  const y = Math.floor(point / across) + STEP_Y[direction]!
  if (x < 0 || y < 0 || x >= across || y >= down) return -1
  const next = y * across + x
  if (board.blocked[next]) return -1
  const owner = isLevel(direction) ? router.level[next]! : router.upright[next]!
  if (owner !== 0 && owner !== group) return -1
  if (!isLevel(direction) && isStubOfOther(board, x, y, direction, edge)) return -1
  return next
}

/**
 * In the middle of a column, the half of a level channel that touches a shape belongs to that shape's own lines: so its top and its
 * bottom can always be reached, whatever was laid before.
 */
function isStubOfOther(
  { tracks, columns, bands, taken }: Board,
  x: number,
  y: number,
  direction: number,
  edge: BoardEdge,
): boolean {
  if (x % (tracks + 1) !== tracks) return false
  const track = y % (tracks + 1)
  const channel = Math.floor(y / (tracks + 1))
  const column = Math.floor(x / (tracks + 1))
  const above = channel === 0 || track === tracks ? -1 : taken[(channel - 1) * columns + column]!
  const below = channel >= bands || track === tracks ? -1 : taken[channel * columns + column]!
  // The step that enters a half from outside it, or moves within it.
  const from = track - STEP_Y[direction]!
  const upper = (at: number) => at < tracks / 2
  if (above >= 0 && above !== edge.from && (upper(track) || upper(from))) return true
  return below >= 0 && below !== edge.to && (!upper(track) || !upper(from))
}

function lengthOf(router: Router, from: number, to: number): number {
  const { across, tracks } = router.board
  const dx = Math.abs(router.xs[to % across]! - router.xs[from % across]!)
  const toY = Math.floor(to / across)
  const fromY = Math.floor(from / across)
  const dy = Math.abs(router.ys[toY]! - router.ys[fromY]!)
  const track = dx > 0 ? toY % (tracks + 1) : (to % across) % (tracks + 1)
  const off = track === tracks ? 0 : Math.abs(track - (tracks - 1) / 2) / tracks
  return (dx + dy) * (LENGTH + OFF_MIDDLE * off)
}

/** Where a line may end, as a box of about the places of its ports and of the lines that it may join. */
function goalBox(
  { xs, ys, board }: Router,
  entries: readonly Port[],
  tree: ReadonlyMap<number, number> | null,
): Float64Array {
  const box = Float64Array.of(Infinity, -Infinity, Infinity, -Infinity)
  const take = (point: number) => {
    const x = xs[point % board.across]!
    const y = ys[Math.floor(point / board.across)]!
    box[0] = Math.min(box[0]!, x)
    box[1] = Math.max(box[1]!, x)
    box[2] = Math.min(box[2]!, y)
    box[3] = Math.max(box[3]!, y)
  }
  for (const { point } of entries) take(point)
  if (tree) for (const point of tree.keys()) take(point)
  return box
}

/** At least the cost that is left: the way to the box in a straight line. */
function distance({ xs, ys, board }: Router, point: number, box: Float64Array): number {
  const x = xs[point % board.across]!
  const y = ys[Math.floor(point / board.across)]!
  const dx = Math.max(box[0]! - x, x - box[1]!, 0)
  const dy = Math.max(box[2]! - y, y - box[3]!, 0)
  return (dx + dy) * LENGTH + (dx > 0 && dy > 0 ? BEND : 0)
}

/** Sides by which an edge may leave: not one by which another enters or leaves, unless lines fork there. */
function exits(router: Router, at: number): Port[] {
  const edge = router.edges[at]!
  const node = router.board.nodes[edge.from]!
  return edge.mayLeave.flatMap((side) => {
    const columns = node.shape === 'bar' ? node.columns : [node.column]
    return columns.flatMap((column) => {
      const used = portUses(router, at, edge.from, side, column)
      if (used.in || (used.out && !node.forks)) return []
      const cost =
        side === edge.prefers
          ? 0
          : edge.prefers === 'side' && side !== 'bottom'
            ? 0
            : side === 'bottom'
              ? DEAR_EXIT
              : SIDE_EXIT
      return [{ side, column, point: portPoint(router.board, node, side, column), cost }]
    })
  })
}

function entriesOf(router: Router, at: number): Port[] {
  const edge = router.edges[at]!
  const node = router.board.nodes[edge.to]!
  if (node.shape === 'bar') {
    return node.columns.map((column, i) => ({
      side: 'top',
      column,
      point: portPoint(router.board, node, 'top', column),
      cost: i === 0 ? 0 : 1,
    }))
  }
  if (node.shape === 'connector') {
    return [{ side: 'top', column: node.column, point: portPoint(router.board, node, 'top', node.column), cost: 0 }]
  }
  const sides = (['left', 'right'] as const).filter((side) => portUses(router, at, edge.to, side, node.column).in)
  return (['top', 'left', 'right'] as const).flatMap((side) => {
    if (portUses(router, at, edge.to, side, node.column).out) return []
    // A shape keeps a side for each of its exits.
    if (side !== 'top' && !sides.includes(side) && sides.length + 1 > 3 - node.exits) return []
    const cost = side === 'top' ? 0 : SIDE_ENTRY
    return [{ side, column: node.column, point: portPoint(router.board, node, side, node.column), cost }]
  })
}

function portUses(
  router: Router,
  own: number,
  node: number,
  side: Side,
  column: number,
): { in: boolean; out: boolean } {
  const uses = { in: false, out: false }
  router.paths.forEach((path, at) => {
    if (path === null || at === own) return
    const { from, to } = router.edges[at]!
    if (from === node && path.leaves === side && path.leavesAt === column) uses.out = true
    if (to === node && path.enters === side && path.entersAt === column) uses.in = true
  })
  return uses
}

/** Points of the lines that already go to the same shape, each with the edge that runs there. */
function treeOf(router: Router, own: number): Map<number, number> | null {
  const { to, from } = router.edges[own]!
  if (router.board.nodes[from]!.forks) return null
  const tree = new Map<number, number>()
  router.paths.forEach((path, at) => {
    if (path === null || at === own || router.edges[at]!.to !== to || router.board.nodes[router.edges[at]!.from]!.forks)
      return
    for (const point of path.points) if (!tree.has(point)) tree.set(point, at)
  })
  return tree
}

/** Points of the lines that already fork from the same shape, with the direction of the flow there. */
function forkOf(router: Router, own: number): Map<number, number> | null {
  const fork = new Map<number, number>()
  router.paths.forEach((path, at) => {
    if (path === null || at === own || router.edges[at]!.from !== router.edges[own]!.from) return
    walk(router, path, (point, into) => {
      if (!fork.has(point)) fork.set(point, into)
    })
  })
  return fork.size === 0 ? null : fork
}

function tracePath(
  router: Router,
  at: number,
  end: number,
  port: Port | null,
  portOf: ReadonlyMap<number, Port>,
): Path {
  const points: number[] = []
  let state = end
  let first = end
  for (;;) {
    points.push(state >> 2)
    first = state
    const before = router.came[state]!
    if (before < 0) break
    state = before
  }
  points.reverse()
  const start = portOf.get(first)
  let head: Pick<Path, 'leaves' | 'leavesAt'>
  if (start && router.came[first] === -1) head = { leaves: start.side, leavesAt: start.column }
  else {
    const other = router.paths.find(
      (path, each) =>
        path && each !== at && router.edges[each]!.from === router.edges[at]!.from && path.points.includes(points[0]!),
    )!
    points.unshift(...other.points.slice(0, other.points.indexOf(points[0]!)))
    head = { leaves: other.leaves, leavesAt: other.leavesAt }
  }
  if (port) return { points, ...head, enters: port.side, entersAt: port.column }
  const meeting = points.at(-1)!
  const other = router.paths.find(
    (path, each) =>
      path &&
      each !== at &&
      router.edges[each]!.to === router.edges[at]!.to &&
      !router.board.nodes[router.edges[each]!.from]!.forks &&
      path.points.includes(meeting),
  )!
  points.push(...other.points.slice(other.points.indexOf(meeting) + 1))
  return { points, ...head, enters: other.enters, entersAt: other.entersAt }
}

/** Pairs of edges whose lines cross. */
export function crossingPairs(
  board: Board,
  edges: readonly BoardEdge[],
  { paths }: Pick<Routes, 'paths'>,
): [number, number][] {
  const router = { ...makeRouter(board, edges), paths: [...paths] }
  const passes = new Map<number, { level: number; upright: number }>()
  for (const [at, path] of paths.entries()) {
    if (path === null) continue
    walk(router, path, (point, into, out) => {
      const pass = passes.get(point) ?? { level: -1, upright: -1 }
      if (isLevel(into) && isLevel(out) && pass.level < 0) pass.level = at
      if (!isLevel(into) && !isLevel(out) && pass.upright < 0) pass.upright = at
      passes.set(point, pass)
    })
  }
  return [...passes.values()].flatMap(({ level, upright }): [number, number][] =>
    level >= 0 && upright >= 0 && groupOf(router, edges[level]!) !== groupOf(router, edges[upright]!)
      ? [[level, upright]]
      : [],
  )
}

/** Crossings first, then bends and length: what two layouts are compared by. Without a way counts more than anything. */
function costOf(router: Router): number {
  let cost = 0
  const counted = new Set<number>()
  router.paths.forEach((path) => {
    if (path === null) {
      cost += 1e6
      return
    }
    walk(router, path, (point, into, out) => {
      if (into !== out) cost += BEND
      const { level, upright } = router
      if (level[point] !== 0 && upright[point] !== 0 && level[point] !== upright[point] && !counted.has(point)) {
        counted.add(point)
        cost += 1000
      }
    })
    for (let i = 1; i < path.points.length; i++) cost += lengthOf(router, path.points[i - 1]!, path.points[i]!)
    if (path.enters !== 'top') cost += SIDE_ENTRY
  })
  return cost
}

interface Heap {
  readonly push: (cost: number, state: number) => void
  /** The state of least cost, or -1; equal costs come out in the order in which they went in. */
  readonly pop: () => number
}

function makeHeap(): Heap {
  const costs: number[] = []
  const states: number[] = []
  const ages: number[] = []
  let age = 0
  const before = (a: number, b: number) => costs[a]! < costs[b]! || (costs[a]! === costs[b]! && ages[a]! < ages[b]!)
  const swap = (a: number, b: number) => {
    const cost = costs[a]!
    const state = states[a]!
    const born = ages[a]!
    costs[a] = costs[b]!
    states[a] = states[b]!
    ages[a] = ages[b]!
    costs[b] = cost
    states[b] = state
    ages[b] = born
  }
  return {
    push(cost, state) {
      let at = costs.length
      costs.push(cost)
      states.push(state)
      ages.push(age++)
      for (let above = (at - 1) >> 1; at > 0 && before(at, above); above = (at - 1) >> 1) {
        swap(at, above)
        at = above
      }
    },
    pop() {
      const last = costs.length - 1
      if (last < 0) return -1
      swap(0, last)
      const state = states.pop()!
      costs.pop()
      ages.pop()
      for (let at = 0; ; ) {
        const left = 2 * at + 1
        const right = left + 1
        let least = at
        if (left < last && before(left, least)) least = left
        if (right < last && before(right, least)) least = right
        if (least === at) return state
        swap(at, least)
        at = least
      }
    },
  }
}
