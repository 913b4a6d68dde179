import { mayCorrect } from '../authority.ts'
import type { CompiledProcedure } from '../compile-procedure.ts'
import type { CaseState, Command, Context, Decision } from '../types.ts'
import { enterQuestion } from './flow.ts'
import { emit, refuse, startRun } from './run.ts'
import { withdrawAll } from './withdraw.ts'

/** Takes the case back to a question that was answered. Nothing is erased: later acts stay in the record, open tasks are withdrawn. */
export function correctAnswer(
  version: CompiledProcedure,
  state: CaseState,
  command: Extract<Command, { kind: 'correct-answer' }>,
  context: Context,
): Decision {
  if (state.status !== 'open') return refuse('case-closed')
  if (context.actor.kind !== 'person') return refuse('person-needed')
  const given = state.answers[command.step]
  // Where the question is open already there is nothing to take back.
  if (!given || state.tasks.some((t) => t.question === command.step))
    return refuse('nothing-to-correct', { step: command.step })
  const permission = mayCorrect(version, state, command.step, context.actor.person, context.directory)
  if (permission !== 'yes') return { refusal: permission }
  const reason = command.reason.trim()
  if (!reason) return refuse('reason-needed')
  const run = startRun(version, state, context)
  emit(run, { kind: 'answer-corrected', step: command.step, was: given.answer }, { reason })
  withdrawAll(run, 'correction')
  enterQuestion(run, command.step)
  return { acts: run.acts }
}
