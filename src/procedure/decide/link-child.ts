import type { CompiledProcedure } from '../compile-procedure.ts'
import type { CaseState, Command, Context, Decision } from '../types.ts'
import { emit, refuse, startRun } from './run.ts'

/** Says which case was opened for a task that applies another procedure. */
export function linkChild(
  version: CompiledProcedure,
  state: CaseState,
  command: Extract<Command, { kind: 'link-child' }>,
  context: Context,
): Decision {
  const task = state.tasks.find((t) => t.id === command.task)
  if (task?.kind !== 'child') return refuse('no-child-awaited', { task: command.task })
  if (task.child?.number !== undefined) return refuse('child-linked-already', { number: task.child.number })
  const run = startRun(version, state, context)
  emit(run, { kind: 'child-linked', task: task.id, number: command.number })
  return { acts: run.acts }
}
