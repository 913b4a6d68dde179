import { dueAfter } from '#src/calendar/index.ts'
import type { InstantText } from '#src/calendar/types.ts'
import type { CompiledProcedure } from '../compile-procedure.ts'
import { CONFORMITY_DAYS } from '../desk/satisfaction.ts'
import type { CaseState, Command, Context, Decision, Task } from '../types.ts'
import { enterStep } from './flow.ts'
import { lastStep } from './reopen-case.ts'
import { emit, follow, type Run, refuse, startRun } from './run.ts'

/**
 * Whoever asked says that a closed case left the matter unsolved: it goes on at the step completed last. From the second time on, the
 * head above whoever had that step gets it, so that the same hands do not close it again unseen.
 */
export function rejectConformity(
  version: CompiledProcedure,
  state: CaseState,
  command: Extract<Command, { kind: 'reject-conformity' }>,
  context: Context,
): Decision {
  const { actor, directory } = context
  if (state.status === 'open') return refuse('case-open')
  if (state.status === 'annulled') return refuse('case-annulled')
  if (actor.kind !== 'person') return refuse('person-needed')
  if (!command.requesters.includes(actor.person)) return refuse('not-the-requester')
  const until = conformityUntil(version, state, context)
  if (until === null || Date.parse(context.now) > Date.parse(until))
    return refuse('conformity-late', { days: CONFORMITY_DAYS })
  const reason = command.reason.trim()
  if (!reason) return refuse('reason-needed')
  const count = (state.desk?.satisfaction?.rejections ?? 0) + 1
  const run = startRun(version, state, context)
  emit(run, { kind: 'conformity-rejected', count }, { reason })
  follow(run, { kind: 'case-reopened' })
  enterStep(run, lastStep(version, state))
  if (count > 1) for (const task of run.state.tasks) giveToHead(run, task, directory)
  return { acts: run.acts }
}

/** The instant until which the result of a closed case may be rejected; null while it is not closed. */
export function conformityUntil(
  version: CompiledProcedure,
  { status, closedAt }: Pick<CaseState, 'status' | 'closedAt'>,
  { calendar }: Pick<Context, 'calendar'>,
): InstantText | null {
  if (status !== 'closed' || closedAt === undefined) return null
  const code = version.procedure.calendar ?? version.manual.front.calendar
  return dueAfter(calendar(code), closedAt, { count: CONFORMITY_DAYS, unit: 'working-days' }).at
}

function giveToHead(run: Run, task: Task, directory: Context['directory']): void {
  const position = task.tray?.position ?? null
  const head = position === null ? null : directory.headOfPosition(position)
  const name = head === null ? null : directory.nameOf(head)
  if (task.tray === null || name === null || head === position) return
  follow(run, {
    kind: 'task-escalated',
    task: task.id,
    tray: {
      role: `${name.unit} / ${name.post}`,
      position: head,
      assignee: null,
      because: { kind: 'escalated', from: task.tray.role, cause: 'limit' },
    },
  })
}
