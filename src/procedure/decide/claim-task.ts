import type { CompiledProcedure } from '../compile-procedure.ts'
import { claimedByOther, keeperOf, mayAct } from '../may-act.ts'
import type { CaseState, Command, Context, Decision } from '../types.ts'
import { openTask } from './open-task.ts'
import { emit, startRun } from './run.ts'

/** Takes a task out of a tray for oneself. Claiming what one already has changes nothing. */
export function claimTask(
  version: CompiledProcedure,
  state: CaseState,
  command: Extract<Command, { kind: 'claim-task' }>,
  context: Context,
): Decision {
  const found = openTask(state, command.task, context)
  if ('refusal' in found) return found
  const { task, person } = found
  const assignee = task.tray?.assignee ?? null
  const permission = mayAct(version, state, task, person, context.directory)
  if (permission !== 'yes') return { refusal: permission }
  // The head may hand over what another has, but not take it silently.
  const keeper = keeperOf(state, task, context.directory)
  if (keeper !== null && keeper !== person) return { refusal: claimedByOther(task, keeper, person, context.directory) }
  const run = startRun(version, state, context)
  if (assignee !== person || task.claimedAt === undefined)
    emit(run, { kind: 'task-claimed', task: task.id, role: task.tray!.role })
  return { acts: run.acts }
}
