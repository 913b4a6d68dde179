import { mayAddTo } from '../authority.ts'
import type { CompiledProcedure } from '../compile-procedure.ts'
import type { CaseState, Context, Decision } from '../types.ts'
import { refuse } from './run.ts'

/** Why nothing may be added to the case by this actor; null for somebody who has a part in it while it is open, and for Ventanilla. */
export function addingRefused(version: CompiledProcedure, state: CaseState, context: Context): Decision | null {
  if (state.status !== 'open') return refuse('case-closed')
  const { actor, directory } = context
  const permission = actor.kind === 'system' ? 'yes' : mayAddTo(version, state, actor.person, directory)
  return permission === 'yes' ? null : { refusal: permission }
}
