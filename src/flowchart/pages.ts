import type { Plan, PlanEdge, PlanNode } from './types.ts'

/** The part of a plan on one page: its bands from 0, page connectors among its nodes. */
export type PagePlan = Pick<Plan, 'nodes' | 'edges' | 'bands'>

/**
 * Cuts a plan between bands. `cuts` are the first bands of the pages after the first. An edge between pages becomes two halves, each with
 * a page connector; the letter tells the step to which it goes, so all connectors of a letter lead to one place.
 */
export function cutPlan(plan: Plan, cuts: readonly number[]): PagePlan[] {
  const pageOf = (band: number) => cuts.filter((cut) => cut <= band).length
  const pageAt = new Map(plan.nodes.map(({ id, band }) => [id, pageOf(band)]))
  const cutEdges = plan.edges.filter(({ from, to }) => pageAt.get(from) !== pageAt.get(to))
  const letters = new Map<string, string>()
  for (const { to } of cutEdges) if (!letters.has(to)) letters.set(to, letterOf(letters.size))
  return Array.from({ length: cuts.length + 1 }, (_, page) => {
    const start = page === 0 ? 0 : cuts[page - 1]!
    const end = cuts[page] ?? plan.bands
    const own = plan.nodes.filter(({ id }) => pageAt.get(id) === page)
    const coming = cutEdges.filter(({ to }) => pageAt.get(to) === page)
    const going = cutEdges.filter(({ from }) => pageAt.get(from) === page)
    const heads = connectors('page-in', own, coming, letters, pageAt)
    const tails = connectors('page-out', own, going, letters, pageAt)
    const shift = heads.bands - start
    return {
      nodes: [
        ...heads.nodes,
        ...own.map((node) => ({ ...node, band: node.band + shift })),
        ...tails.nodes.map((node) => ({ ...node, band: node.band + end + shift })),
      ],
      edges: [
        ...[...new Set(coming.map(({ to }) => to))].map((to) => headEdge(to, coming, letters)),
        ...plan.edges.filter(({ from, to }) => pageAt.get(from) === page && pageAt.get(to) === page),
        ...going.map((edge) => ({ ...edge, to: `page-out ${letters.get(edge.to)}` })),
      ],
      bands: end - start + heads.bands + tails.bands,
    }
  })
}

/** The line from a connector to its step stands for every edge that comes from other pages. */
function headEdge(to: string, coming: readonly PlanEdge[], letters: ReadonlyMap<string, string>): PlanEdge {
  const edges = coming.filter((edge) => edge.to === to)
  return { key: edges.map(({ key }) => key).join(' '), from: `page-in ${letters.get(to)}`, to, kind: 'next' }
}

/** One connector a letter, each in the column of the step that it serves where that is free, else near it. */
function connectors(
  kind: 'page-in' | 'page-out',
  own: readonly PlanNode[],
  edges: readonly PlanEdge[],
  letters: ReadonlyMap<string, string>,
  pageAt: ReadonlyMap<string, number>,
): { nodes: PlanNode[]; bands: number } {
  const nodes: PlanNode[] = []
  const nodeAt = new Map(own.map((node) => [node.id, node]))
  const wanted = [...new Set(edges.map(({ to }) => to))].map((to) => {
    const served = edges.filter((edge) => edge.to === to)
    const ends = served.flatMap(({ from }) => nodeAt.get(kind === 'page-in' ? to : from) ?? [])
    const near = ends.toSorted((a, b) => (kind === 'page-in' ? a.band - b.band : b.band - a.band))[0]!
    return { to, near, served }
  })
  // Who is nearest to the edge of the page chooses first.
  wanted.sort((a, b) => (kind === 'page-in' ? a.near.band - b.near.band : b.near.band - a.near.band))
  for (const { to, near, served } of wanted) {
    const letter = letters.get(to)!
    const others = served.map((edge) => pageAt.get(kind === 'page-in' ? edge.from : edge.to)! + 1)
    const pages = [...new Set(others)].sort((a, b) => a - b).join(', ')
    let band = 0
    while (nodes.some((n) => n.lane === near.lane && n.slot === near.slot && n.band === band)) band++
    const at = { lane: near.lane, slot: near.slot, band }
    nodes.push({ id: `${kind} ${letter}`, row: null, kind, ...at, says: letter, caption: `pág. ${pages}` })
  }
  return { nodes, bands: nodes.length === 0 ? 0 : Math.max(...nodes.map(({ band }) => band)) + 1 }
}

/** A … Z, then AA. */
function letterOf(at: number): string {
  const head = at >= 26 ? letterOf(Math.floor(at / 26) - 1) : ''
  return head + String.fromCharCode(65 + (at % 26))
}
