import { authorityOf, mayRule } from '../authority.ts'
import type { CompiledProcedure } from '../compile-procedure.ts'
import type { CaseState, Command, Context, Decision } from '../types.ts'
import { close, enterStep } from './flow.ts'
import { emit, refuse, startRun } from './run.ts'
import { withdrawAll } from './withdraw.ts'

/** The authority's ruling on a situation that the manual does not foresee: the case goes on at a step, or ends. */
export function giveRuling(
  version: CompiledProcedure,
  state: CaseState,
  command: Extract<Command, { kind: 'give-ruling' }>,
  context: Context,
): Decision {
  if (state.status !== 'open') return refuse('case-closed')
  if (context.actor.kind !== 'person') return refuse('person-needed')
  const permission = mayRule(version, state, context.actor.person, context.directory)
  if (permission !== 'yes') return { refusal: permission }
  const reason = command.reason.trim()
  if (!reason) return refuse('reason-needed')
  if (command.to !== 'end' && !version.steps.has(command.to)) return refuse('step-unknown', { step: command.to })
  const run = startRun(version, state, context)
  emit(
    run,
    { kind: 'ruling-given', to: command.to, role: authorityOf(version, state, context.directory).role },
    { reason },
  )
  withdrawAll(run, 'ruling')
  if (command.to === 'end') close(run)
  else enterStep(run, command.to)
  return { acts: run.acts }
}
