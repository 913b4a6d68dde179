import { FIN } from '#src/procedure/index.ts'
import type { LaidSheet } from './lay.ts'
import { letterOf, type PagePlan } from './pages.ts'
import { crossingPairs } from './route/crossing-pairs.ts'
import type { PlanEdge, PlanNode } from './types.ts'

/** Bands that an edge must reach over before a connector may stand for its line. */
const FAR = 3
/** Free places that are tried beside each end. */
const MOST_PLACES = 2

/** Edges whose line crosses another and reaches far: the ones for which a connector may stand, the farthest first. */
export function farCrossingEdges({ board, boardEdges, routes, edges }: LaidSheet): PlanEdge[] {
  const far = (at: number) => Math.abs(board.nodes[boardEdges[at]!.to]!.band - board.nodes[boardEdges[at]!.from]!.band)
  const crossing = new Set(crossingPairs(board, boardEdges, routes.paths).flat())
  return [...crossing]
    .filter((at) => far(at) >= FAR && !board.nodes[boardEdges[at]!.from]!.forks)
    .filter((at) => [boardEdges[at]!.from, boardEdges[at]!.to].every((end) => board.nodes[end]!.shape !== 'connector'))
    .sort((a, b) => far(b) - far(a) || a - b)
    .map((at) => edges[at]!)
}

/**
 * Plans with a pair of connectors in place of an edge's line: a circle beside its source, one with the same letter beside its target (one
 * for all edges that go there). An edge that ends the procedure gets a FIN of its own instead. A plan for each free place.
 */
export function withConnector(plan: PagePlan, edge: PlanEdge): PagePlan[] {
  const source = plan.nodes.find(({ id }) => id === edge.from)
  const target = plan.nodes.find(({ id }) => id === edge.to)
  if (source === undefined || target === undefined) return []
  return freeBeside(plan, source, [0, 1]).flatMap((out) => {
    if (target.id !== FIN) return withCircles(plan, edge, target, out)
    const end: PlanNode = { id: `${FIN} de ${edge.key}`, row: null, kind: 'end', ...out }
    const edges = [...plan.edges.filter((each) => each !== edge), { ...edge, to: end.id }]
    return [{ ...plan, nodes: [...plan.nodes, end], edges }]
  })
}

function withCircles(plan: PagePlan, edge: PlanEdge, target: PlanNode, out: Place): PagePlan[] {
  const others = plan.edges.filter((each) => each !== edge)
  const heads = plan.nodes.filter(({ kind }) => kind === 'circle-in')
  const known = heads.find(({ id }) => plan.edges.some(({ from, to }) => from === id && to === target.id))
  const letter = known?.says ?? freeLetter(plan)
  const id = `circle-out ${letter} ${edge.key}`
  const circle: PlanNode = { id, row: null, kind: 'circle-out', says: letter, ...out }
  const nodes = [...plan.nodes, circle]
  const half = { ...edge, to: circle.id }
  if (known) {
    const joined = others.map((each) => (each.from === known.id ? { ...each, key: `${each.key}\n${edge.key}` } : each))
    return [{ ...plan, nodes, edges: [...joined, half] }]
  }
  return freeBeside({ ...plan, nodes }, target, [0, -1]).map((place) => {
    const head: PlanNode = { id: `circle-in ${letter}`, row: null, kind: 'circle-in', says: letter, ...place }
    const entry: PlanEdge = { key: edge.key, from: head.id, to: target.id, kind: 'next' }
    return { ...plan, nodes: [...nodes, head], edges: [...others, half, entry] }
  })
}

function freeLetter({ nodes }: PagePlan): string {
  const used = new Set(nodes.flatMap(({ says, kind }) => (says !== undefined && kind !== 'answer' ? [says] : [])))
  let next = 0
  while (used.has(letterOf(next))) next++
  return letterOf(next)
}

/** Plans in which a page connector that leads far down stands in a free cell beside its step instead of at the head of the page. */
export function headBeside(plan: PagePlan, head: PlanNode): PagePlan[] {
  const target = plan.nodes.find(({ id }) => plan.edges.some(({ from, to }) => from === head.id && to === id))
  if (target === undefined || target.band - head.band < FAR || target.reach !== undefined) return []
  const columns = plan.lanes.flatMap(({ slots }, lane) => Array.from({ length: slots }, (_, slot) => ({ lane, slot })))
  const own = columns.findIndex(({ lane, slot }) => lane === target.lane && slot === target.slot)
  const cells = [
    { ...columns[own]!, band: target.band - 1 },
    ...[columns[own + 1], columns[own - 1]].flatMap((column) => (column ? [{ ...column, band: target.band }] : [])),
  ]
  const free = cells.filter(
    ({ lane, slot, band }) =>
      !plan.nodes.some((n) => n.band === band && ((n.lane === lane && n.slot === slot) || n.reach !== undefined)),
  )
  return free.map((cell) => ({
    ...plan,
    nodes: plan.nodes.map((node) => (node === head ? { ...head, ...cell } : node)),
  }))
}

type Place = Pick<PlanNode, 'lane' | 'slot' | 'band'>

/** Free cells of the same lane in the bands beside a node, its own column first; a lane gets no new columns for them. */
function freeBeside(plan: PagePlan, node: PlanNode, bands: readonly number[]): Place[] {
  const { lane } = node
  const slots = Array.from({ length: plan.lanes[lane]!.slots }, (_, slot) => slot)
  slots.sort((a, b) => Number(b === node.slot) - Number(a === node.slot) || a - b)
  return bands
    .flatMap((step) => slots.map((slot) => ({ lane, slot, band: node.band + step })))
    .filter(({ band }) => band >= 0 && band < plan.bands)
    .filter(
      ({ slot, band }) =>
        !plan.nodes.some((n) => n.band === band && ((n.lane === lane && n.slot === slot) || n.reach !== undefined)),
    )
    .slice(0, MOST_PLACES)
}
