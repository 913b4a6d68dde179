import { branchOf, type CompiledProcedure, FIN, procedureGraph, rowOf } from '#src/procedure/index.ts'
import type { Task } from '#src/procedure/types.ts'
import type { Random } from './random.ts'
import type { YearService } from './year-file.ts'

/** An answer for a task that asks, likelier the nearer it brings the case to FIN; undefined for one that does not ask. */
export function chooseAnswer(
  procedure: CompiledProcedure,
  task: Task,
  service: YearService | undefined,
  random: Random,
): string | undefined {
  const { question } = task
  if (question === undefined) return undefined
  const told = service?.answers?.[String(question)]
  const choices = procedure.steps.get(question)!.branches.flatMap(({ answer }) =>
    answer === undefined
      ? []
      : [
          {
            item: answer,
            weight: told?.[answer] ?? weightOf(procedure, question, answer),
          },
        ],
  )
  return random.weighed(choices)
}

/** The row of the norm table that the card asks for, or undefined. */
export function chooseRow(
  procedure: CompiledProcedure,
  task: Task,
  answer: string | undefined,
  random: Random,
): number | undefined {
  const rows = [
    answer === undefined || task.question === undefined ? undefined : branchOf(procedure, task.question, answer),
    task.question === undefined ? undefined : rowOf(procedure, task.question),
    rowOf(procedure, task.row),
  ]
  const table = rows.find((row) => row?.applies !== undefined)?.applies?.table
  return table === undefined ? undefined : random.below(table.rows.length)
}

function weightOf(procedure: CompiledProcedure, step: number, answer: string): number {
  const branch = branchOf(procedure, step, answer)
  if (branch.jump?.kind === 'return') return 1
  return 12 / (1 + distanceFrom(procedure, branch.number))
}

const distances = new WeakMap<CompiledProcedure, ReadonlyMap<string, number>>()

function distanceFrom(procedure: CompiledProcedure, row: string): number {
  let known = distances.get(procedure)
  if (known === undefined) {
    known = distancesToEnd(procedure)
    distances.set(procedure, known)
  }
  return known.get(row) ?? 3
}

function distancesToEnd(procedure: CompiledProcedure): ReadonlyMap<string, number> {
  const { edges } = procedureGraph(procedure)
  const distance = new Map([[FIN, 0]])
  for (const id of distance.keys())
    for (const { from, to } of edges) if (to === id && !distance.has(from)) distance.set(from, distance.get(id)! + 1)
  return distance
}
