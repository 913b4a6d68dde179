import type { CompiledProcedure } from '../compile-procedure.ts'
import { entitled, isHeadAbove, mayAct } from '../may-act.ts'
import type { CaseState, Command, Context, Decision } from '../types.ts'
import { openTask } from './open-task.ts'
import { emit, refuse, startRun } from './run.ts'

/** Gives a task, and with it the role in the case, to another person: to anybody of that tray by whoever may act, to anybody at all by a head above. */
export function handOverTask(
  version: CompiledProcedure,
  state: CaseState,
  command: Extract<Command, { kind: 'hand-over-task' }>,
  context: Context,
): Decision {
  const found = openTask(state, command.task, context)
  if ('refusal' in found) return found
  const { task, person } = found
  const { directory } = context
  const head = isHeadAbove(task, person, directory)
  const permission = head ? 'yes' : mayAct(version, state, task, person, directory)
  if (permission !== 'yes') return { refusal: permission }
  const { role, assignee, because } = task.tray!
  if (because.kind === 'requester') return refuse('requester-keeps-it')
  if (command.to === assignee) return refuse('has-it-already', { by: assignee })
  if (directory.away(command.to)) return refuse('person-away', { by: command.to })
  // A signature is given by who holds the post, whoever hands it over.
  const anybody = head && task.kind !== 'signature'
  if (!anybody && !entitled(state, task, command.to, directory))
    return refuse('not-of-that-tray', { by: command.to, role, ...(head ? { head: 'yes' } : {}) })
  const run = startRun(version, state, context)
  emit(
    run,
    { kind: 'task-handed-over', task: task.id, role, to: command.to },
    command.reason ? { reason: command.reason } : undefined,
  )
  return { acts: run.acts }
}
