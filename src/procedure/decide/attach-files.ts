import type { CompiledProcedure } from '../compile-procedure.ts'
import type { CaseState, Command, Context, Decision } from '../types.ts'
import { addingRefused } from './adding-refused.ts'
import { emit, refuse, startRun } from './run.ts'

/** Adds files to an open case, by somebody who has a part in it, or by Ventanilla for a message that came. */
export function attachFiles(
  version: CompiledProcedure,
  state: CaseState,
  command: Extract<Command, { kind: 'attach-files' }>,
  context: Context,
): Decision {
  const refused = addingRefused(version, state, context)
  if (refused !== null) return refused
  if (command.files.length === 0) return refuse('files-needed')
  const run = startRun(version, state, context)
  const files = command.files.map(({ id, sha256 }) => ({ id, sha256 }))
  emit(run, { kind: 'files-attached', files }, { fileNames: command.files.map((f) => f.name) })
  return { acts: run.acts }
}
