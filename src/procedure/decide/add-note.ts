import type { CompiledProcedure } from '../compile-procedure.ts'
import type { CaseState, Command, Context, Decision } from '../types.ts'
import { addingRefused } from './adding-refused.ts'
import { emit, refuse, startRun } from './run.ts'

/** Adds a note to the record of an open case, by somebody who has a part in it, or by Ventanilla for a message that came. */
export function addNote(
  version: CompiledProcedure,
  state: CaseState,
  command: Extract<Command, { kind: 'add-note' }>,
  context: Context,
): Decision {
  const refused = addingRefused(version, state, context)
  if (refused !== null) return refused
  const note = command.note.trim()
  if (!note) return refuse('note-needed')
  const run = startRun(version, state, context)
  emit(run, { kind: 'note-added' }, { note })
  return { acts: run.acts }
}
