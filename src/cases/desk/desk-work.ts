import { type CompiledProcedure, mayMove } from '#src/procedure/index.ts'
import type { Task } from '#src/procedure/types.ts'
import type { Call } from '../call.ts'
import type { CaseFile } from '../types.ts'
import { levelRefused } from './level-refusals.ts'

/** The procedure of an open case, by the version of its manual; refuses a case that is over. */
export async function procedureOfOpen(call: Pick<Call, 'deps' | 'tx'>, file: CaseFile): Promise<CompiledProcedure> {
  if (file.status !== 'open') throw levelRefused('desk-case-closed')
  const version = await call.deps.manuals.version(call.tx, file.versionId)
  const procedure = version.procedure(file.procedure)
  if (procedure === null) throw new Error(`Case ${file.number}: its manual has no procedure ${file.procedure}`)
  return procedure
}

/** The open task of the case, in somebody's tray. */
export function taskInTray(file: CaseFile, id: number): Task {
  const task = file.state.tasks.find((each) => each.id === id && each.tray !== null)
  if (task === undefined) throw levelRefused('task-not-here')
  return task
}

/** An open task that the person of the command may give to another level, with its procedure. */
export async function movableTask(
  call: Call,
  file: CaseFile,
  id: number,
): Promise<{ readonly procedure: CompiledProcedure; readonly task: Task }> {
  const procedure = await procedureOfOpen(call, file)
  const task = taskInTray(file, id)
  if (!mayMove(procedure, file.state, task, personOfCall(call), call.institution.directory))
    throw levelRefused('may-not-move')
  return { procedure, task }
}

/** The person who runs the command. */
export function personOfCall(call: Pick<Call, 'actor'>): string {
  if (call.actor.kind !== 'person') throw new Error('This command is a person’s')
  return call.actor.person
}
