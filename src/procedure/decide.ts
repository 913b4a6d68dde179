import type { CompiledProcedure } from './compile-procedure.ts'
import { addNote } from './decide/add-note.ts'
import { annulCase } from './decide/annul-case.ts'
import { attachFiles } from './decide/attach-files.ts'
import { claimTask } from './decide/claim-task.ts'
import { completeTask } from './decide/complete-task.ts'
import { correctAnswer } from './decide/correct-answer.ts'
import { finishChild } from './decide/finish-child.ts'
import { giveRuling } from './decide/give-ruling.ts'
import { handOverTask } from './decide/hand-over-task.ts'
import { linkChild } from './decide/link-child.ts'
import { openCase } from './decide/open-case.ts'
import { passTime } from './decide/pass-time.ts'
import { recomputeDues } from './decide/recompute-dues.ts'
import { refuseSignature } from './decide/refuse-signature.ts'
import { rejectConformity } from './decide/reject-conformity.ts'
import { releaseTask } from './decide/release-task.ts'
import { reopenCase } from './decide/reopen-case.ts'
import { refuse, SYSTEM } from './decide/run.ts'
import type { CaseState, Command, Context, Decision, EngineRefusal } from './types.ts'

/**
 * What a command does to a case: the acts to record, each with every result, or a refusal. Pure: the clock, the calendar and the directory
 * come in `context`. `state` is null for `open-case` only. Throws only when the calendar that the manual names does not exist.
 */
export function decide(
  version: CompiledProcedure,
  state: CaseState | null,
  command: Command,
  context: Context,
): Decision {
  const decision = decided(
    version,
    state,
    command,
    ofItself.has(command.kind) ? { ...context, actor: SYSTEM } : context,
  )
  return 'refusal' in decision && decision.refusal.data.at !== undefined
    ? withZone(version, decision.refusal, context)
    : decision
}

/** What Ventanilla does of itself is never put down to the person whose request happened to bring it about. */
const ofItself: ReadonlySet<Command['kind']> = new Set(['pass-time', 'recompute-dues', 'link-child', 'finish-child'])

/** Sentences print instants as the office's clock shows them. */
function withZone(version: CompiledProcedure, refusal: EngineRefusal, context: Context): Decision {
  const code = version.procedure.calendar ?? version.manual.front.calendar
  return { refusal: { ...refusal, data: { ...refusal.data, zone: context.calendar(code).timeZone } } }
}

function decided(version: CompiledProcedure, state: CaseState | null, command: Command, context: Context): Decision {
  if (command.kind === 'open-case') return state ? refuse('case-open') : openCase(version, command, context)
  if (!state) return refuse('case-unknown')
  switch (command.kind) {
    case 'claim-task':
      return claimTask(version, state, command, context)
    case 'release-task':
      return releaseTask(version, state, command, context)
    case 'hand-over-task':
      return handOverTask(version, state, command, context)
    case 'complete-task':
      return completeTask(version, state, command, context)
    case 'refuse-signature':
      return refuseSignature(version, state, command, context)
    case 'correct-answer':
      return correctAnswer(version, state, command, context)
    case 'annul-case':
      return annulCase(version, state, command, context)
    case 'reopen-case':
      return reopenCase(version, state, command, context)
    case 'reject-conformity':
      return rejectConformity(version, state, command, context)
    case 'give-ruling':
      return giveRuling(version, state, command, context)
    case 'add-note':
      return addNote(version, state, command, context)
    case 'attach-files':
      return attachFiles(version, state, command, context)
    case 'pass-time':
      return passTime(version, state, context)
    case 'recompute-dues':
      return recomputeDues(version, state, context)
    case 'link-child':
      return linkChild(version, state, command, context)
    case 'finish-child':
      return finishChild(version, state, command, context)
  }
}
