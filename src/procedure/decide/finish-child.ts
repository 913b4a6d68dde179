import { type CompiledProcedure, rowOf } from '../compile-procedure.ts'
import type { CaseState, Command, Context, Decision } from '../types.ts'
import { afterTask, returnToOwner } from './flow.ts'
import { emit, refuse, startRun } from './run.ts'

/** The linked case ended. Closed, the case goes on; annulled, the row returns to its owner, because what it asked for was not done. */
export function finishChild(
  version: CompiledProcedure,
  state: CaseState,
  command: Extract<Command, { kind: 'finish-child' }>,
  context: Context,
): Decision {
  const task = state.tasks.find((t) => t.id === command.task)
  if (task?.kind !== 'child') return refuse('no-child-awaited', { task: command.task })
  const { number } = task.child ?? {}
  if (number !== undefined && number !== command.number) return refuse('other-child', { number })
  const run = startRun(version, state, context)
  emit(run, { kind: 'child-finished', task: task.id, number: command.number, status: command.status })
  if (command.status === 'closed') afterTask(run, task)
  else returnToOwner(run, rowOf(version, task.row))
  return { acts: run.acts }
}
