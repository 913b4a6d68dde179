import { FIN } from '#src/procedure/index.ts'
import type { LaidSheet } from './lay.ts'
import { letterOf, type PagePlan } from './pages.ts'
import { crossingPairs } from './route/crossing-pairs.ts'
import type { Lane, PlanEdge, PlanNode } from './types.ts'

/** Bands that an edge must reach over before a connector may stand for its line. */
const FAR = 3

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
 * Puts a pair of connectors in place of an edge's line: a circle beside its source, one with the same letter beside its target (one for
 * all edges that go there). An edge that ends the procedure gets a FIN of its own instead. Null where there is no free place.
 */
export function withConnector(plan: PagePlan, lanes: readonly Lane[], edge: PlanEdge): PagePlan | null {
  const source = plan.nodes.find(({ id }) => id === edge.from)
  const target = plan.nodes.find(({ id }) => id === edge.to)
  if (source === undefined || target === undefined) return null
  const out = freeBeside(plan, lanes, source, [0, 1])
  if (out === null) return null
  const others = plan.edges.filter((each) => each !== edge)
  if (target.id === FIN) {
    const end: PlanNode = { id: `${FIN} de ${edge.key}`, row: null, kind: 'end', ...out }
    return { ...plan, nodes: [...plan.nodes, end], edges: [...others, { ...edge, to: end.id }] }
  }
  const heads = plan.nodes.filter(({ kind }) => kind === 'circle-in')
  const known = heads.find(({ id }) => plan.edges.some(({ from, to }) => from === id && to === target.id))
  const used = new Set(plan.nodes.flatMap(({ says, kind }) => (says !== undefined && kind !== 'answer' ? [says] : [])))
  let next = 0
  while (used.has(letterOf(next))) next++
  const letter = known?.says ?? letterOf(next)
  const circle: PlanNode = {
    id: `circle-out ${letter} ${edge.key}`,
    row: null,
    kind: 'circle-out',
    says: letter,
    ...out,
  }
  const nodes = [...plan.nodes, circle]
  const half = { ...edge, to: circle.id }
  if (known) {
    const joined = others.map((each) => (each.from === known.id ? { ...each, key: `${each.key}\n${edge.key}` } : each))
    return { ...plan, nodes, edges: [...joined, half] }
  }
  const place = freeBeside({ ...plan, nodes }, lanes, target, [0, -1])
  if (place === null) return null
  const head: PlanNode = { id: `circle-in ${letter}`, row: null, kind: 'circle-in', says: letter, ...place }
  const entry: PlanEdge = { key: edge.key, from: head.id, to: target.id, kind: 'next' }
  return { ...plan, nodes: [...nodes, head], edges: [...others, half, entry] }
}

/** Plans in which a page connector that leads far down stands in a free cell beside its step instead of at the head of the page. */
export function headBeside(plan: PagePlan, lanes: readonly Lane[], head: PlanNode): PagePlan[] {
  const target = plan.nodes.find(({ id }) => plan.edges.some(({ from, to }) => from === head.id && to === id))
  if (target === undefined || target.band - head.band < FAR || target.reach !== undefined) return []
  const columns = lanes.flatMap(({ slots }, lane) => Array.from({ length: slots }, (_, slot) => ({ lane, slot })))
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

/** A free cell of the same lane in the bands beside a node; a lane gets no new columns for it. */
function freeBeside(plan: PagePlan, lanes: readonly Lane[], node: PlanNode, bands: readonly number[]) {
  const taken = (lane: number, slot: number, band: number) =>
    plan.nodes.some((n) => n.band === band && ((n.lane === lane && n.slot === slot) || n.reach !== undefined))
  for (const step of bands) {
    for (const slot of Array.from({ length: lanes[node.lane]!.slots }, (_, at) => at)) {
      const band = node.band + step
      if (band < 0 || band >= plan.bands || (slot === node.slot && step === 0)) continue
      if (slot !== node.slot && Math.abs(slot - node.slot) > 1) continue
      if (!taken(node.lane, slot, band)) return { lane: node.lane, slot, band }
    }
  }
  return null
}
