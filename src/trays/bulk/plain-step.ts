import { type CompiledProcedure, rowOf } from '#src/procedure/index.ts'
import type { Task } from '#src/procedure/types.ts'

/** Does completing the task ask nothing but that it was done: no answer, form, choice, signature, action or reason? */
export function isPlainStep(procedure: CompiledProcedure, task: Task): boolean {
  if (task.kind !== 'step' || task.question !== undefined || task.overLimit) return false
  const { applies, asks, facts } = rowOf(procedure, task.row)
  return applies === undefined && asks === undefined && facts.form === undefined && facts.actions.length === 0
}
