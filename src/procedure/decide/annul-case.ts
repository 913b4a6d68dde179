import { mayAnnul } from '../authority.ts'
import type { CompiledProcedure } from '../compile-procedure.ts'
import type { CaseState, Command, Context, Decision } from '../types.ts'
import { emit, refuse, startRun } from './run.ts'
import { withdrawAll } from './withdraw.ts'

/** Ends a case without its result, for good. Linked cases that it opened go on and are annulled by themselves. */
export function annulCase(
  version: CompiledProcedure,
  state: CaseState,
  command: Extract<Command, { kind: 'annul-case' }>,
  context: Context,
): Decision {
  if (state.status !== 'open') return refuse('case-closed')
  if (context.actor.kind !== 'person') return refuse('person-needed')
  const permission = mayAnnul(version, state, context.actor.person, context.directory)
  if (permission !== 'yes') return { refusal: permission }
  const reason = command.reason.trim()
  if (!reason) return refuse('reason-needed')
  const run = startRun(version, state, context)
  withdrawAll(run, 'annulment')
  emit(run, { kind: 'case-annulled' }, { reason })
  return { acts: run.acts }
}
