import type { CompiledProcedure } from '../compile-procedure.ts'
import { isHeadAbove } from '../may-act.ts'
import type { CaseState, Command, Context, Decision, EngineRefusal, Task, TaskId } from '../types.ts'
import { openTask } from './open-task.ts'
import { emit, refuse, startRun } from './run.ts'

/**
 * Puts a claimed task back into its tray; the role is then nobody's again. By who has it, or the head above him; by Ventanilla itself
 * when he left the position.
 */
export function releaseTask(
  version: CompiledProcedure,
  state: CaseState,
  command: Extract<Command, { kind: 'release-task' }>,
  context: Context,
): Decision {
  const system = context.actor.kind === 'system'
  const found = system ? leftTask(state, command.task) : openTask(state, command.task, context)
  if ('refusal' in found) return found
  const { task, person } = found
  if (!task.tray) return refuse('task-in-no-tray', { row: task.row })
  const { assignee, role, because } = task.tray
  if (assignee === null) return refuse('not-claimed')
  if (because.kind === 'requester') return refuse('requester-keeps-it')
  if (person !== null && assignee !== person && !isHeadAbove(task, person, context.directory))
    return refuse('claimed-by-other', { by: assignee, at: task.claimedAt })
  const run = startRun(version, state, context)
  emit(run, { kind: 'task-released', task: task.id, role })
  return { acts: run.acts }
}

function leftTask(state: CaseState, id: TaskId): { task: Task; person: null } | { refusal: EngineRefusal } {
  const task = state.tasks.find((each) => each.id === id)
  return task === undefined ? refuse('task-unknown', { task: id }) : { task, person: null }
}
