import { type CompiledProcedure, type CompiledRow, rowOf } from './compile-procedure.ts'
import type { RowNumber } from './types.ts'

export const INICIO = 'INICIO'
export const FIN = 'FIN'

export type NodeKind =
  | 'start'
  | 'end'
  | 'activity'
  | 'question'
  | 'branch'
  | 'parallel'
  | 'parallel-row'
  | 'join'
  | 'call'

/**
 * `row` is the printed row that the node shows; null for INICIO and FIN. A row that acts and asks has two nodes, `4` and the
 * gate `4?`; one that acts and opens a block `4` and `4+`, with the join `4=`; a linked procedure is `4>`.
 */
export interface GraphNode {
  readonly id: string
  readonly row: RowNumber | null
  readonly kind: NodeKind
}

export interface GraphEdge {
  readonly from: string
  readonly to: string
  /** The answer, or what a deadline does. */
  readonly label?: string
  readonly kind: 'next' | 'answer' | 'continue' | 'return' | 'end' | 'expiry'
}

export interface ProcedureGraph {
  readonly nodes: readonly GraphNode[]
  readonly edges: readonly GraphEdge[]
}

/** The procedure as nodes and edges in the order printed, INICIO first and FIN last: for the flowchart and for soundness. */
export function procedureGraph(version: CompiledProcedure): ProcedureGraph {
  const graph: Drawing = { version, nodes: [{ id: INICIO, row: null, kind: 'start' }], edges: [] }
  graph.edges.push({ from: INICIO, to: String(version.first), kind: 'next' })
  for (const row of version.rows.values()) if (!row.branch) drawStep(graph, row)
  graph.nodes.push({ id: FIN, row: null, kind: 'end' })
  return { nodes: graph.nodes, edges: graph.edges }
}

/** Rows that no case can come to, and rows from which no case can end. Both empty: the procedure is sound. */
export function unsoundRows(version: CompiledProcedure): {
  readonly unreachable: readonly RowNumber[]
  readonly stuck: readonly RowNumber[]
} {
  const { nodes, edges } = procedureGraph(version)
  const reached = walk(INICIO, edges, (e) => [e.from, e.to])
  const ending = walk(FIN, edges, (e) => [e.to, e.from])
  const rowsWithout = (seen: ReadonlySet<string>) => [
    ...new Set(nodes.flatMap((n) => (n.row !== null && !seen.has(n.id) ? [n.row] : []))),
  ]
  return { unreachable: rowsWithout(reached), stuck: rowsWithout(ending) }
}

interface Drawing {
  readonly version: CompiledProcedure
  readonly nodes: GraphNode[]
  readonly edges: GraphEdge[]
}

function drawStep(graph: Drawing, row: CompiledRow): void {
  const { number, kind, text, step } = row
  if (text !== '' || kind === 'activity') graph.nodes.push({ id: number, row: number, kind: 'activity' })
  drawExpiry(graph, row)
  if (kind === 'activity') {
    drawExit(graph, row, number)
    return
  }
  const gate = text === '' ? number : kind === 'question' ? `${number}?` : `${number}+`
  if (gate !== number) graph.edges.push({ from: number, to: gate, kind: 'next' })
  graph.nodes.push({ id: gate, row: number, kind: kind === 'question' ? 'question' : 'parallel' })
  const branches = step.branches.map((b) => rowOf(graph.version, b.number))
  if (kind === 'question') for (const branch of branches) drawAnswer(graph, branch, gate)
  else drawBlock(graph, row, branches, gate)
}

function drawAnswer(graph: Drawing, branch: CompiledRow, gate: string): void {
  const answer = branch.branch?.answer ?? ''
  const { facts } = branch
  const calls = branch.jump?.kind === 'call'
  const acts =
    branch.text !== '' || facts.wait || facts.register || facts.deadline || facts.signatures.length > 0 || calls
  if (acts) {
    graph.nodes.push({ id: branch.number, row: branch.number, kind: 'branch' })
    graph.edges.push({ from: gate, to: branch.number, label: answer, kind: 'answer' })
    drawExpiry(graph, branch)
    drawExit(graph, branch, branch.number)
  } else drawExit(graph, branch, gate, answer)
}

function drawBlock(graph: Drawing, row: CompiledRow, branches: readonly CompiledRow[], gate: string): void {
  const join = `${row.number}=`
  for (const branch of branches) {
    graph.nodes.push({ id: branch.number, row: branch.number, kind: 'parallel-row' })
    graph.edges.push({ from: gate, to: branch.number, kind: 'next' })
    graph.edges.push({ from: drawCall(graph, branch, branch.number), to: join, kind: 'next' })
  }
  graph.nodes.push({ id: join, row: row.number, kind: 'join' })
  graph.edges.push({ from: join, to: stepId(row.next), kind: 'next' })
}

function drawExit(graph: Drawing, row: CompiledRow, from: string, answer?: string): void {
  const { jump } = row
  const label = answer === undefined ? {} : { label: answer }
  const plain = answer === undefined ? 'next' : 'answer'
  if (jump?.kind === 'continue' || jump?.kind === 'return')
    graph.edges.push({ from, to: String(jump.step), ...label, kind: jump.kind })
  else if (jump?.kind === 'end') graph.edges.push({ from, to: FIN, ...label, kind: 'end' })
  else graph.edges.push({ from: drawCall(graph, row, from), to: stepId(row.next), ...label, kind: plain })
}

/** The linked procedure after a row that applies one; the node from which the flow goes on. */
function drawCall(graph: Drawing, row: CompiledRow, from: string): string {
  if (row.jump?.kind !== 'call') return from
  const id = `${row.number}>`
  graph.nodes.push({ id, row: row.number, kind: 'call' })
  graph.edges.push({ from, to: id, kind: 'next' })
  return id
}

function drawExpiry(graph: Drawing, row: CompiledRow): void {
  const expiry = row.facts.deadline?.onExpiry
  if (expiry?.kind === 'continue') {
    graph.edges.push({ from: row.number, to: String(expiry.step), label: 'al vencer', kind: 'expiry' })
  }
}

function stepId(step: number | null): string {
  return step === null ? FIN : String(step)
}

function walk(
  start: string,
  edges: readonly GraphEdge[],
  direction: (edge: GraphEdge) => readonly [string, string],
): ReadonlySet<string> {
  const after = new Map<string, string[]>()
  for (const edge of edges) {
    const [from, to] = direction(edge)
    after.set(from, [...(after.get(from) ?? []), to])
  }
  const seen = new Set([start])
  const open = [start]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const next of after.get(id) ?? []) {
      if (seen.has(next)) continue
      seen.add(next)
      open.push(next)
    }
  }
  return seen
}
