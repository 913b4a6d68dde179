import { mayReopen } from '../authority.ts'
import type { CompiledProcedure } from '../compile-procedure.ts'
import type { CaseState, Command, Context, Decision } from '../types.ts'
import { enterStep } from './flow.ts'
import { emit, refuse, startRun } from './run.ts'

/** Opens a closed case again at the given step, else at the step completed last. An annulled case stays annulled. */
export function reopenCase(
  version: CompiledProcedure,
  state: CaseState,
  command: Extract<Command, { kind: 'reopen-case' }>,
  context: Context,
): Decision {
  if (state.status === 'open') return refuse('case-open')
  if (state.status === 'annulled') return refuse('case-annulled')
  if (context.actor.kind !== 'person') return refuse('person-needed')
  const permission = mayReopen(version, state, context.actor.person, context.directory)
  if (permission !== 'yes') return { refusal: permission }
  const reason = command.reason.trim()
  if (!reason) return refuse('reason-needed')
  const step = command.step ?? lastStep(version, state)
  if (!version.steps.has(step)) return refuse('step-unknown', { step })
  const run = startRun(version, state, context)
  emit(run, { kind: 'case-reopened' }, { reason })
  enterStep(run, step)
  return { acts: run.acts }
}

/** The step of the task completed last; task ids grow, so the largest is the latest. */
export function lastStep(version: CompiledProcedure, state: CaseState): number {
  let last = { task: 0, step: version.first }
  for (const [row, { task }] of Object.entries(state.completed)) {
    const step = version.rows.get(row)?.step.number
    if (step !== undefined && task > last.task) last = { task, step }
  }
  return last.step
}
