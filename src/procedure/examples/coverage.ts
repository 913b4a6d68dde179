import type { CompiledProcedure } from '../compile-procedure.ts'
import type { Act } from '../types.ts'
import type { ExampleResult } from './types.ts'

/** What no example of a procedure visits. All empty: every row, branch and expiry is shown by an example. */
export interface Coverage {
  readonly procedure: string
  /** Steps on which no card landed and which nobody answered. */
  readonly rows: readonly string[]
  /** Branches whose answer nobody gave, and rows side by side that never opened. */
  readonly branches: readonly string[]
  /** Rows whose Plazo never expired. */
  readonly expiries: readonly string[]
  /** Questions whose Límite was never exceeded. */
  readonly limits: readonly string[]
}

/** Coverage of each procedure that has an example which ran, in the order of the results. */
export function exampleCoverage(results: readonly ExampleResult[]): Coverage[] {
  const byProcedure = new Map<string, { version: CompiledProcedure; acts: Act[] }>()
  for (const { procedure, version, acts } of results) {
    if (!version) continue
    const entry = byProcedure.get(procedure) ?? { version, acts: [] }
    entry.acts.push(...acts)
    byProcedure.set(procedure, entry)
  }
  return [...byProcedure].map(([procedure, { version, acts }]) => coverageOf(procedure, version, acts))
}

function coverageOf(procedure: string, version: CompiledProcedure, acts: readonly Act[]): Coverage {
  const visited = new Set<string>()
  const expired = new Set<string>()
  const exceeded = new Set<string>()
  for (const { body } of acts) {
    if (body.kind === 'task-arrived') visited.add(body.task.row)
    if (body.kind === 'task-completed' && body.answered) {
      const { step, answer } = body.answered
      visited.add(String(step))
      const branch = version.steps.get(step)?.branches.find((b) => b.answer === answer)
      if (branch) visited.add(branch.number)
    }
    if (body.kind === 'block-opened') visited.add(String(body.step))
    if (body.kind === 'deadline-expired') expired.add(body.row)
    if (body.kind === 'limit-exceeded') exceeded.add(String(body.question))
  }
  const rows = [...version.rows.values()]
  return {
    procedure,
    rows: rows.filter((r) => !r.branch && !visited.has(r.number)).map((r) => r.number),
    branches: rows.filter((r) => r.branch && !visited.has(r.number)).map((r) => r.number),
    expiries: rows.filter((r) => r.facts.deadline && !expired.has(r.number)).map((r) => r.number),
    limits: rows.filter((r) => r.facts.limit && !exceeded.has(String(r.step.number))).map((r) => r.number),
  }
}
