import {
  type Act,
  type CompiledProcedure,
  FIN,
  type GraphEdge,
  INICIO,
  type ProcedureGraph,
  procedureGraph,
  type Task,
} from '#src/procedure/index.ts'
import { edgeKey } from './plan.ts'
import type { Marks } from './types.ts'

/**
 * Where a case has been, from its acts: how often each row was visited and each edge taken, every round of a loop counted. A correction or
 * a ruling moves the case without taking an edge. `open` are the tasks that the case has now.
 */
export function countTrail(
  version: CompiledProcedure,
  acts: readonly Pick<Act, 'body'>[],
  open: readonly Pick<Task, 'row' | 'question' | 'kind'>[],
): Marks {
  const graph = procedureGraph(version)
  const trail: Trail = { graph, visits: {}, edges: {}, seen: new Set(), answers: {}, at: INICIO, expired: false }
  for (const { body } of acts) follow(trail, body)
  const current = open.flatMap(({ row, question }) => (question === undefined ? [row] : [row, String(question)]))
  return { current: [...new Set(current)], visits: trail.visits, edges: trail.edges }
}

interface Trail {
  readonly graph: ProcedureGraph
  visits: Record<string, number>
  edges: Record<string, number>
  /** Visits of rows already counted: several tasks can be of one. */
  seen: Set<string>
  answers: Record<string, string>
  /** The node that was left last; null when what comes next does not follow from it. */
  at: string | null
  expired: boolean
}

function follow(trail: Trail, body: Act['body']): void {
  switch (body.kind) {
    case 'task-arrived': {
      const { row, overLimit } = body.task
      // A question that is handed on because its returns are used up: the case did not move.
      if (overLimit) return
      if (!isNewVisit(trail, row, body.visit)) return
      go(trail, row)
      trail.visits[row] = (trail.visits[row] ?? 0) + 1
      return
    }
    case 'task-completed':
      if (body.answered) trail.answers[body.answered.step] = body.answered.answer
      leave(trail, body.row)
      return
    case 'child-finished':
      return
    case 'wait-ended':
      leave(trail, body.row)
      return
    case 'deadline-expired':
      leave(trail, body.row)
      trail.expired = body.consequence === 'continue'
      return
    case 'block-row-done':
      leave(trail, body.row)
      go(trail, `${body.step}=`)
      trail.at = `${body.step}=`
      return
    case 'block-opened':
      go(trail, blockOf(trail, body.step))
      trail.at = blockOf(trail, body.step)
      return
    case 'answer-corrected':
    case 'ruling-given':
    case 'case-reopened':
    case 'case-annulled':
      trail.at = null
      return
    case 'version-changed':
      takeOver(trail, body)
      return
    case 'case-closed':
      go(trail, FIN)
  }
}

/** What was visited under the version before stays, under the numbers of this one; its edges are not those of this chart. */
function takeOver(trail: Trail, { rows }: Extract<Act['body'], { kind: 'version-changed' }>): void {
  const visits = Object.entries(trail.visits).flatMap(([row, times]) =>
    rows[row] === undefined ? [] : [[rows[row], times] as const],
  )
  const seen = [...trail.seen].flatMap((visit) => {
    const [row = '', count] = visit.split(' ')
    return rows[row] === undefined ? [] : [`${rows[row]} ${count}`]
  })
  const answers = Object.entries(trail.answers).flatMap(([step, answer]) =>
    rows[step] === undefined ? [] : [[rows[step], answer] as const],
  )
  trail.visits = Object.fromEntries(visits)
  trail.edges = {}
  trail.seen = new Set(seen)
  trail.answers = Object.fromEntries(answers)
  trail.at = null
}

/** A branch is no row that is visited by itself: its reply and its signatures follow on its answer, or on each other. */
function isNewVisit(trail: Trail, row: string, visit: number): boolean {
  if (trail.graph.nodes.some(({ id, kind }) => id === row && kind === 'branch')) return trail.at !== row
  const known = `${row} ${visit}`
  if (trail.seen.has(known)) return false
  trail.seen.add(known)
  return true
}

/** The bar that opens a block: its row's own node where the row does nothing else. */
function blockOf({ graph }: Trail, step: number): string {
  return graph.nodes.some(({ id }) => id === `${step}+`) ? `${step}+` : String(step)
}

function leave(trail: Trail, row: string): void {
  trail.at = row
  trail.expired = false
}

/** Counts the edges from where the case was to a node, and the rows without a card of their own that it passed. */
function go(trail: Trail, to: string): void {
  if (trail.at === null) {
    trail.at = to
    return
  }
  const way = wayTo(trail, trail.at, to)
  for (const edge of way ?? []) {
    const key = edgeKey(edge)
    trail.edges[key] = (trail.edges[key] ?? 0) + 1
    const passed = edge.to === to ? undefined : trail.graph.nodes.find(({ id }) => id === edge.to)
    if (passed?.row === passed?.id && passed?.row) trail.visits[passed.row] = (trail.visits[passed.row] ?? 0) + 1
  }
}

/** The shortest way that the answers given allow. A row with a card of its own is not passed by. */
function wayTo(trail: Trail, from: string, to: string): GraphEdge[] | null {
  const came = new Map<string, GraphEdge>()
  const open = [from]
  for (let id = open.shift(); id !== undefined; id = open.shift()) {
    if (id !== from && !passes(trail, id)) continue
    for (const edge of trail.graph.edges) {
      if (edge.from !== id || came.has(edge.to) || !allowed(trail, edge, from)) continue
      came.set(edge.to, edge)
      if (edge.to === to) return backwards(came, from, to)
      if (edge.to !== from) open.push(edge.to)
    }
  }
  return null
}

function backwards(came: ReadonlyMap<string, GraphEdge>, from: string, to: string): GraphEdge[] {
  const way: GraphEdge[] = []
  for (let edge = came.get(to); edge !== undefined; edge = edge.from === from ? undefined : came.get(edge.from)) {
    way.unshift(edge)
  }
  return way
}

function passes({ graph }: Trail, id: string): boolean {
  const kind = graph.nodes.find((node) => node.id === id)?.kind
  return kind === 'question' || kind === 'branch' || kind === 'call' || kind === 'parallel' || kind === 'join'
}

function allowed(trail: Trail, edge: GraphEdge, from: string): boolean {
  if (edge.kind === 'expiry') return trail.expired && edge.from === from
  if (trail.expired && edge.from === from) return false
  if (edge.label === undefined) return true
  return trail.answers[Number(edge.from.replace('?', ''))] === edge.label
}
