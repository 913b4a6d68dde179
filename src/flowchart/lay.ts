import { type Board, type BoardEdge, type BoardNode, makeBoard, middle, type Side } from './board.ts'
import type { Cell } from './cell.ts'
import type { Path } from './route/path.ts'
import { type RouteOptions, type Routes, routeEdges } from './route/route-edges.ts'
import type { Lane, PlanEdge, PlanNode } from './types.ts'

/** What stands on one page: the cells by band, counted from the page's first, and the edges between them. */
export interface Sheet {
  readonly lanes: readonly Lane[]
  /** Lanes of the chart that no step of this page is in. */
  readonly absent: readonly Lane[]
  readonly cells: readonly Cell[]
  readonly edges: readonly PlanEdge[]
  readonly bands: number
}

export interface LaidSheet extends Sheet {
  readonly board: Board
  readonly boardEdges: readonly BoardEdge[]
  readonly routes: Routes
  /** Column of a lane's slot. */
  readonly columnOf: (lane: number, slot: number) => number
}

/** On which side of each lane its side columns stand; `around` puts the first on the right and the second on the left. */
export type SideOrder = readonly Sides[]
export type Sides = 'left' | 'right' | 'around'

/** Tracks that a channel begins with, and those of a long sheet; one that needs more is laid again with twice as many. */
const TRACKS = 4
const LONG_TRACKS = 5
const LONG = 20
const MOST_TRACKS = 16

/** Lays the lines of a sheet. Tracks are added until every edge has its way. */
export function laySheet(sheet: Sheet, order: SideOrder): LaidSheet {
  for (let tracks = sheet.bands > LONG ? LONG_TRACKS : TRACKS; ; tracks *= 2) {
    const laid = layOn(sheet, order, tracks, () => ({}))
    if (tracks >= MOST_TRACKS || laid.routes.paths.every((path) => path !== null)) return laid
  }
}

/** About how a sheet would be laid that differs little from one that is: lines stay where they can, only the others are laid. */
export function layLike(like: LaidSheet, sheet: Sheet, order: SideOrder): LaidSheet {
  const nameOf = ({ key, from, to }: PlanEdge) => [from, to, key].join('\n')
  const laid = new Map(like.edges.map((edge, at) => [nameOf(edge), like.routes.paths[at] ?? null]))
  return layOn(sheet, order, like.board.tracks, (board) => {
    const added = board.nodes.filter(({ id }) => !like.board.nodes.some((node) => node.id === id))
    const known = sheet.edges.map((edge) => {
      const path = laid.get(nameOf(edge)) ?? null
      return path !== null && added.some((node) => comesNear(board, path, node)) ? null : path
    })
    return { known, rounds: 0 }
  })
}

/** Does a line come through a shape's cell or the halves of the channels that are kept for its own lines? */
function comesNear({ across, tracks }: Board, { points }: Path, { column, band }: BoardNode): boolean {
  const x = middle(column, tracks)
  const y = middle(band, tracks)
  return points.some((point) => {
    const off = Math.abs(Math.floor(point / across) - y)
    return (point % across === x && off <= tracks) || (off === 0 && Math.abs((point % across) - x) <= 1)
  })
}

function layOn(sheet: Sheet, order: SideOrder, tracks: number, how: (board: Board) => RouteOptions): LaidSheet {
  const columnOf = columnsOf(sheet.lanes, order)
  const columns = sheet.lanes.reduce((sum, { slots }) => sum + slots, 0)
  const nodes = boardNodes(sheet, columnOf)
  const edges = boardEdges(sheet, nodes)
  const board = makeBoard(nodes, columns, sheet.bands, tracks)
  return { ...sheet, board, boardEdges: edges, routes: routeEdges(board, edges, how(board)), columnOf }
}

function columnsOf(lanes: readonly Lane[], order: SideOrder): (lane: number, slot: number) => number {
  const firsts: number[] = []
  let next = 0
  for (const { slots } of lanes) {
    firsts.push(next)
    next += slots
  }
  return (lane, slot) => {
    const { slots } = lanes[lane]!
    if (order[lane] === 'around') return firsts[lane]! + (slot === 2 ? 0 : slot + 1)
    return firsts[lane]! + (order[lane] === 'left' ? slots - 1 - slot : slot)
  }
}

function boardNodes(sheet: Sheet, columnOf: (lane: number, slot: number) => number): BoardNode[] {
  return sheet.cells.map(({ node }) => {
    const exits = sheet.edges.filter(({ from }) => from === node.id).length
    const own = columnOf(node.lane, node.slot)
    const reach = (node.reach ?? []).map(({ lane, slot }) => columnOf(lane, slot))
    return {
      id: node.id,
      band: node.band,
      column: own,
      columns: [...new Set([own, ...reach])],
      shape: shapeOf(node),
      forks: node.kind === 'parallel' || exits > 3,
      exits,
    }
  })
}

function shapeOf({ kind }: PlanNode): BoardNode['shape'] {
  if (kind === 'parallel' || kind === 'join') return 'bar'
  if (kind === 'question') return 'gate'
  return kind.startsWith('page') || kind.startsWith('circle') ? 'connector' : 'box'
}

function boardEdges(sheet: Sheet, nodes: readonly BoardNode[]): BoardEdge[] {
  const at = new Map(nodes.map(({ id }, index) => [id, index]))
  const main = new Map<string, PlanEdge>()
  for (const edge of sheet.edges) {
    if (edge.kind === 'expiry') continue
    const before = main.get(edge.from)
    if (before === undefined || (before.label === 'NO' && edge.label !== 'NO')) main.set(edge.from, edge)
  }
  return sheet.edges.map((edge) => {
    const from = at.get(edge.from)!
    const to = at.get(edge.to)!
    const source = nodes[from]!
    const target = nodes[to]!
    const span = target.band - source.band
    const straight = source.column === target.column && span === 1
    const rank =
      (straight ? 0 : span > 0 ? 1000 : 100_000) + Math.abs(span) * 10 + Math.abs(source.column - target.column)
    const prefers = main.get(edge.from) === edge || source.forks ? 'bottom' : 'side'
    const mayLeave: Side[] =
      source.forks || source.shape === 'bar'
        ? ['bottom']
        : source.id.startsWith('page-in')
          ? ['bottom', 'left']
          : edge.kind === 'expiry' && source.exits < 3
            ? ['right', 'left']
            : ['bottom', 'right', 'left']
    return { from, to, rank, prefers, mayLeave }
  })
}
