import { type CompiledProcedure, rowOf } from '../compile-procedure.ts'
import { keeperOf, mayAct } from '../may-act.ts'
import type { CaseState, Command, Context, Decision } from '../types.ts'
import { returnToOwner } from './flow.ts'
import { openTask } from './open-task.ts'
import { emit, refuse, startRun } from './run.ts'

/** Refuses a signature: the row returns to its owner as a new visit, and every signature of that row is asked for again. */
export function refuseSignature(
  version: CompiledProcedure,
  state: CaseState,
  command: Extract<Command, { kind: 'refuse-signature' }>,
  context: Context,
): Decision {
  const found = openTask(state, command.task, context)
  if ('refusal' in found) return found
  const { task, person } = found
  if (task.kind !== 'signature' || !task.signature || !task.tray) return refuse('not-a-signature')
  const permission = mayAct(version, state, task, person, context.directory)
  if (permission !== 'yes') return { refusal: permission }
  const reason = command.reason.trim()
  if (!reason) return refuse('reason-needed')
  const run = startRun(version, state, context)
  if (keeperOf(state, task, context.directory) === null)
    emit(run, { kind: 'task-claimed', task: task.id, role: task.tray.role })
  emit(
    run,
    { kind: 'signature-refused', task: task.id, row: task.row, signature: task.signature.kind, role: task.tray.role },
    { reason },
  )
  returnToOwner(run, rowOf(version, task.row))
  return { acts: run.acts }
}
