import {
  type CompiledProcedure,
  FIN,
  type GraphEdge,
  type GraphNode,
  INICIO,
  procedureGraph,
  rowOf,
} from '#src/procedure/index.ts'
import type { Lane, Plan, PlanEdge, PlanNode } from './types.ts'

/** Side columns that a lane may have; what needs more goes a band lower. */
const SLOTS = 3
/** Answers that leave a diamond by its own corners. More of them get a box each. */
const CORNERS = 3

/** How an edge is named in marks and reports. */
export function edgeKey({ from, to, label }: Pick<GraphEdge, 'from' | 'to' | 'label'>): string {
  return label === undefined ? `${from}>${to}` : `${from}>${to}:${label}`
}

/** The edges for which a line stands: a connector's line stands for all that come to its letter. */
export function keysOf({ key }: Pick<PlanEdge, 'key'>): string[] {
  return key.split('\n')
}

/** Places every node of the graph: a band for each in the order printed, branches side by side below what opens them. */
export function planChart(version: CompiledProcedure): Plan {
  const graph = procedureGraph(version)
  const lanes = lanesOf(version)
  const planner: Planner = { version, lanes, slots: lanes.map(() => 1), nodes: [], edges: [], groups: [], band: 0 }
  const edges = graph.edges
  const inOrder = graph.nodes
  for (let at = 0; at < inOrder.length; at++) {
    const node = inOrder[at]!
    if (planner.nodes.some(({ id }) => id === node.id)) continue
    if (startsGroup(node)) planner.groups.push(planner.band)
    if (node.kind === 'question') placeQuestion(planner, node, inOrder, edges)
    else if (node.kind === 'parallel') placeBlock(planner, node, inOrder, edges)
    else put(planner, node, { slot: 0, band: planner.band++ })
  }
  const own = edges.filter((edge) => !planner.edges.some((done) => done.key === edgeKey(edge)))
  return {
    lanes: lanes.map((lane, at) => ({ ...lane, slots: planner.slots[at]! })),
    nodes: planner.nodes,
    edges: [...planner.edges, ...own.map((edge) => ({ ...edge, key: edgeKey(edge) }))],
    bands: planner.band,
    groups: planner.groups,
  }
}

interface Planner {
  readonly version: CompiledProcedure
  readonly lanes: readonly Lane[]
  readonly slots: number[]
  readonly nodes: PlanNode[]
  readonly edges: PlanEdge[]
  readonly groups: number[]
  band: number
}

function lanesOf(version: CompiledProcedure): Lane[] {
  const keys = new Set<string | null>()
  for (const { role } of version.rows.values()) keys.add(role)
  return [...keys].map((key) => {
    const role = key === null ? undefined : version.roles.get(key)
    return { unit: role?.unit ?? null, post: role?.post ?? key ?? 'Ventanilla', slots: 1 }
  })
}

function laneOf({ version }: Planner, node: GraphNode): number {
  const order = [...new Set([...version.rows.values()].map(({ role }) => role))]
  if (node.id === INICIO) return order.indexOf(rowOf(version, version.first).role)
  if (node.id === FIN) return order.indexOf([...version.rows.values()].at(-1)!.role)
  return order.indexOf(rowOf(version, node.row!).role)
}

/** A question and its answers, or a block and its rows, stay together; so does INICIO with the first step and FIN with the last. */
function startsGroup({ id, kind, row }: GraphNode): boolean {
  if (kind === 'start') return true
  if (kind === 'end' || kind === 'branch' || kind === 'join' || kind === 'call' || kind === 'parallel-row') return false
  return id === row
}

function put(planner: Planner, node: GraphNode, at: { slot: number; band: number; lane?: number }): PlanNode {
  const lane = at.lane ?? laneOf(planner, node)
  const placed: PlanNode = { id: node.id, row: node.row, kind: node.kind, lane, slot: at.slot, band: at.band }
  planner.slots[lane] = Math.max(planner.slots[lane]!, at.slot + 1)
  planner.nodes.push(placed)
  return placed
}

/** The diamond, below it the answers that act: the first that is not NO under it, the others beside. */
function placeQuestion(
  planner: Planner,
  gate: GraphNode,
  nodes: readonly GraphNode[],
  edges: readonly GraphEdge[],
): void {
  put(planner, gate, { slot: 0, band: planner.band++ })
  const leaving = edges.filter(({ from, label }) => from === gate.id && label !== undefined)
  const answers = leaving.length > CORNERS ? leaving : leaving.filter(({ kind }) => kind !== 'expiry')
  const first = planner.band
  const lane = laneOf(planner, gate)
  if (answers.length > CORNERS) {
    for (const [at, edge] of answers.entries()) placeAnswerBox(planner, gate, edge, at, lane, first)
    planner.band = first + 2 * Math.ceil(answers.length / SLOTS)
    for (const [at, edge] of answers.entries()) {
      const band = first + 2 * Math.floor(at / SLOTS) + 1
      const branch = nodes.find(({ id, kind }) => id === edge.to && kind === 'branch')
      if (branch) put(planner, branch, { slot: at % SLOTS, band })
    }
    placeCalls(planner, gate.row!, nodes, edges)
    return
  }
  const acting = answers.flatMap(({ to, label }) => {
    const branch = nodes.find(({ id, kind }) => id === to && kind === 'branch')
    return branch ? [{ branch, label: label! }] : []
  })
  const main = answers.find(({ label }) => label !== 'NO')
  let side = 1
  for (const { branch, label } of acting) {
    const slot = label === main?.label ? 0 : side++
    put(planner, branch, { slot, band: first })
  }
  if (acting.length > 0) planner.band++
  placeCalls(planner, gate.row!, nodes, edges)
}

function placeAnswerBox(
  planner: Planner,
  gate: GraphNode,
  edge: GraphEdge,
  at: number,
  lane: number,
  first: number,
): void {
  const id = `${gate.id}:${edge.label}`
  const slot = at % SLOTS
  planner.slots[lane] = Math.max(planner.slots[lane]!, slot + 1)
  const band = first + 2 * Math.floor(at / SLOTS)
  planner.nodes.push({ id, row: gate.row, kind: 'answer', lane, slot, band, says: edge.label! })
  const key = edgeKey(edge)
  planner.edges.push(
    { key, from: gate.id, to: id, kind: edge.kind === 'expiry' ? 'expiry' : 'answer' },
    { key, from: id, to: edge.to, kind: edge.kind },
  )
}

/** The procedures that branches apply, each under its branch. */
function placeCalls(planner: Planner, row: string, nodes: readonly GraphNode[], edges: readonly GraphEdge[]): void {
  const calls = nodes.filter((node) => node.kind === 'call' && node.row?.startsWith(`${row}.`))
  if (calls.length === 0) return
  const band = planner.band
  let lowest = band - 1
  for (const call of calls) {
    const from = edges.find(({ to }) => to === call.id)?.from
    const above = planner.nodes.find(({ id }) => id === from)
    const slot = above?.slot ?? 0
    const lane = above?.lane ?? laneOf(planner, call)
    let free = Math.max(band, (above?.band ?? 0) + 1)
    while (planner.nodes.some((n) => n.lane === lane && n.slot === slot && n.band === free)) free++
    put(planner, call, { slot, band: free, lane })
    lowest = Math.max(lowest, free)
  }
  planner.band = lowest + 1
}

/** A bar, the rows side by side, and the bar that waits for all of them. */
function placeBlock(planner: Planner, fork: GraphNode, nodes: readonly GraphNode[], edges: readonly GraphEdge[]): void {
  const forkBand = planner.band++
  const first = planner.band
  const taken = new Map<number, number>()
  const rows = edges
    .filter(({ from }) => from === fork.id)
    .flatMap(({ to }) => nodes.find(({ id, kind }) => id === to && kind === 'parallel-row') ?? [])
  const placed = rows.map((row) => {
    const lane = laneOf(planner, row)
    const before = taken.get(lane) ?? 0
    taken.set(lane, before + 1)
    const call = nodes.find(({ id }) => id === `${row.row}>`)
    const band = first + 2 * Math.floor(before / SLOTS)
    const at = put(planner, row, { slot: before % SLOTS, band })
    if (call) put(planner, call, { slot: at.slot, band: band + 1, lane })
    return { ...at, bottom: call ? band + 1 : band }
  })
  planner.band = Math.max(first, ...placed.map(({ bottom }) => bottom + 1))
  const lane = laneOf(planner, fork)
  const reach = [{ lane, slot: 0 }, ...placed.map(({ lane, slot }) => ({ lane, slot }))]
  const bar = { row: fork.row, lane, slot: 0, reach }
  planner.nodes.push({ ...bar, id: fork.id, kind: 'parallel', band: forkBand })
  const join = nodes.find(({ id }) => id === `${fork.row}=`)
  if (join) planner.nodes.push({ ...bar, id: join.id, kind: 'join', band: planner.band++ })
}
