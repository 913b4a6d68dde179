import { FIN } from '#src/procedure/index.ts'
import type { Lane, Plan, PlanEdge, PlanNode } from './types.ts'

/** The part of a plan on one page: its bands from 0, page connectors among its nodes, the lanes and columns that it needs. */
export interface PagePlan extends Pick<Plan, 'lanes' | 'nodes' | 'edges' | 'bands'> {
  /** Lanes of the chart that no step of the page is in. */
  readonly absent: readonly Lane[]
}

/** The whole plan as one page. */
export function wholePlan(plan: Plan): PagePlan {
  return { ...plan, absent: [] }
}

/**
 * Cuts a plan between bands. `cuts` are the first bands of the pages after the first. An edge between pages becomes two halves, each with
 * a page connector; the letter tells the step to which it goes, so all connectors of a letter lead to one place. An edge that ends the
 * procedure needs no other page: its own has a FIN.
 */
export function cutPlan(plan: Plan, cuts: readonly number[]): PagePlan[] {
  const pageOf = (band: number) => cuts.filter((cut) => cut <= band).length
  const pageAt = new Map(plan.nodes.map(({ id, band }) => [id, pageOf(band)]))
  const between = plan.edges.filter(({ from, to }) => pageAt.get(from) !== pageAt.get(to))
  const crossing = between.filter(({ kind }) => kind !== 'end')
  const letters = new Map<string, string>()
  for (const { to } of crossing) if (!letters.has(to)) letters.set(to, letterOf(letters.size))
  return Array.from({ length: cuts.length + 1 }, (_, page) => {
    const start = page === 0 ? 0 : cuts[page - 1]!
    const narrow = narrowed(
      plan.lanes,
      plan.nodes.filter(({ id }) => pageAt.get(id) === page),
    )
    const coming = crossing.filter(({ to }) => pageAt.get(to) === page)
    const going = crossing.filter(({ from }) => pageAt.get(from) === page)
    const ending = between.filter(({ from, kind }) => kind === 'end' && pageAt.get(from) === page)
    const { absent, own } = narrow
    const lettersOf = (edges: readonly PlanEdge[]) => new Set(edges.map(({ to }) => to)).size
    const beside = coming.some(({ to }) => to !== own[0]!.id) ? 2 : 1
    const lanes = widened(
      narrow.lanes,
      Math.max(lettersOf(coming), lettersOf(going) + Math.min(1, ending.length), beside),
    )
    const here = { lanes, own, letters, pageAt }
    const heads = connectors(here, 'page-in', coming)
    const tails = connectors(here, 'page-out', going, ending)
    const above = bandsOf(heads)
    const length = (cuts[page] ?? plan.bands) - start
    return {
      lanes,
      absent,
      nodes: [
        ...heads,
        ...own.map((node) => ({ ...node, band: node.band - start + above })),
        ...tails.map((node) => ({ ...node, band: node.band + length + above })),
      ],
      edges: [
        ...[...new Set(coming.map(({ to }) => to))].map((to) => headEdge(to, coming, letters)),
        ...plan.edges.filter(({ from, to }) => pageAt.get(from) === page && pageAt.get(to) === page),
        ...going.map((edge) => ({ ...edge, to: `page-out ${letters.get(edge.to)}` })),
        ...ending.map((edge) => ({ ...edge, to: LOCAL_END })),
      ],
      bands: above + length + bandsOf(tails),
    }
  })
}

/** Only the lanes and columns in which a page has symbols. */
function narrowed(all: readonly Lane[], nodes: readonly PlanNode[]) {
  const used = usedSlots(all, nodes)
  const present = all.flatMap((_, lane) => (used[lane]!.length > 0 ? [lane] : []))
  const moved = <T extends { readonly lane: number; readonly slot: number }>(at: T): T => ({
    ...at,
    lane: present.indexOf(at.lane),
    slot: used[at.lane]!.indexOf(at.slot),
  })
  return {
    lanes: present.map((lane) => ({ ...all[lane]!, slots: used[lane]!.length })),
    absent: all.filter((_, lane) => used[lane]!.length === 0),
    own: nodes.map((node) => ({ ...moved(node), ...(node.reach && { reach: node.reach.map(moved) }) })),
  }
}

/** Columns that a page of few gets, so that its connectors stand side by side, or beside their steps. */
const ROOMY = 3

function widened(lanes: readonly Lane[], connectors: number): readonly Lane[] {
  const columns = lanes.reduce((sum, { slots }) => sum + slots, 0)
  const more = Math.max(0, Math.min(ROOMY, connectors) - columns)
  return lanes.map((lane, at) => (at === lanes.length - 1 ? { ...lane, slots: lane.slots + more } : lane))
}

/** The columns of each lane in which there are symbols. */
export function usedSlots(lanes: readonly Lane[], nodes: readonly PlanNode[]): number[][] {
  return lanes.map((_, lane) => {
    const slots = nodes.flatMap((node) =>
      [node, ...(node.reach ?? [])].flatMap((at) => (at.lane === lane ? [at.slot] : [])),
    )
    return [...new Set(slots)].sort((a, b) => a - b)
  })
}

const LOCAL_END = `${FIN} aquí`

interface Page {
  readonly lanes: readonly Lane[]
  readonly own: readonly PlanNode[]
  readonly letters: ReadonlyMap<string, string>
  readonly pageAt: ReadonlyMap<string, number>
}

function bandsOf(nodes: readonly PlanNode[]): number {
  return nodes.reduce((most, { band }) => Math.max(most, band + 1), 0)
}

/** The line from a connector to its step stands for every edge that comes from other pages. */
function headEdge(to: string, coming: readonly PlanEdge[], letters: ReadonlyMap<string, string>): PlanEdge {
  const edges = coming.filter((edge) => edge.to === to)
  return { key: edges.map(({ key }) => key).join('\n'), from: `page-in ${letters.get(to)}`, to, kind: 'next' }
}

/** One connector a letter, each in the column of the step that it serves where that is free, else near it. */
function connectors(
  { lanes, own, letters, pageAt }: Page,
  kind: 'page-in' | 'page-out',
  edges: readonly PlanEdge[],
  ending: readonly PlanEdge[] = [],
): PlanNode[] {
  const nodeAt = new Map(own.map((node) => [node.id, node]))
  const served = new Map<string, PlanEdge[]>()
  for (const edge of edges) served.set(edge.to, [...(served.get(edge.to) ?? []), edge])
  if (ending.length > 0) served.set(LOCAL_END, [...ending])
  const wanted = [...served].map(([to, those]) => {
    const near = those
      .flatMap(({ from }) => nodeAt.get(kind === 'page-in' ? to : from) ?? [])
      .sort((a, b) => (kind === 'page-in' ? a.band - b.band : b.band - a.band))[0]!
    return { to, those, near }
  })
  // Who is nearest to the edge of the page chooses first.
  wanted.sort((a, b) => (kind === 'page-in' ? a.near.band - b.near.band : b.near.band - a.near.band))
  // Nobody takes the column of another who stands there as well.
  const owners = wanted.filter(({ near }, at) => wanted.findIndex((other) => sameColumn(other.near, near)) === at)
  const placed: PlanNode[] = []
  for (const { to, those, near } of [...owners, ...wanted.filter((each) => !owners.includes(each))]) {
    const at = freeNear(near, placed, lanes)
    if (to === LOCAL_END) {
      placed.push({ id: to, row: null, kind: 'end', ...at })
      continue
    }
    const letter = letters.get(to)!
    const pages = new Set(those.map(({ from }) => pageAt.get(kind === 'page-in' ? from : to)! + 1))
    const caption = `hoja ${[...pages].sort((a, b) => a - b).join(', ')}`
    placed.push({ id: `${kind} ${letter}`, row: null, kind, ...at, says: letter, caption })
  }
  return placed
}

function sameColumn(a: PlanNode, b: PlanNode): boolean {
  return a.lane === b.lane && a.slot === b.slot
}

/** The column of a step, else the nearest free one of the band, else the next band. */
function freeNear(near: PlanNode, taken: readonly PlanNode[], lanes: readonly Lane[]) {
  const columns = lanes.flatMap(({ slots }, lane) => Array.from({ length: slots }, (_, slot) => ({ lane, slot })))
  const own = columns.findIndex(({ lane, slot }) => lane === near.lane && slot === near.slot)
  const far = (column: { lane: number; slot: number }) =>
    column.lane === near.lane ? Math.abs(column.slot - near.slot) : 1 + Math.abs(columns.indexOf(column) - own)
  const nearest = columns.toSorted((a, b) => far(a) - far(b))
  for (let band = 0; ; band++) {
    const free = nearest.find(
      ({ lane, slot }) => !taken.some((n) => n.lane === lane && n.slot === slot && n.band === band),
    )
    if (free) return { ...free, band }
  }
}

/** A … Z, then AA. */
export function letterOf(at: number): string {
  const head = at >= 26 ? letterOf(Math.floor(at / 26) - 1) : ''
  return head + String.fromCharCode(65 + (at % 26))
}
