import { type CompiledProcedure, rowOf } from '../compile-procedure.ts'
import { later } from '../due.ts'
import { escalationTray, positionOf } from '../tray.ts'
import type { CaseState, Context, Decision, Task } from '../types.ts'
import { afterTask, afterWait, leaveRowTo, takeBranch } from './flow.ts'
import { refreshTrays } from './refresh-trays.ts'
import { emit, type Run, startRun } from './run.ts'

/** A scan handles at most this many timers of one case; the rest are still due for the next scan. Bounds a circle of timers in an unsound manual. */
const MAX_TIMERS = 100

/**
 * Handles every timer of the case that is due, in order of instant. Acts are stamped with the instant of the scan, not with the due
 * instant, because they happen now; timers that they start are counted from now. Nothing due gives no acts.
 */
export function passTime(version: CompiledProcedure, state: CaseState, context: Context): Decision {
  if (state.status !== 'open') return { acts: [] }
  const run = startRun(version, state, context)
  refreshTrays(run)
  for (let handled = 0; handled < MAX_TIMERS; handled++) {
    const task = earliestDue(run.state, context)
    if (!task || run.state.status !== 'open') break
    if (task.kind === 'wait') {
      emit(run, { kind: 'wait-ended', task: task.id, row: task.row })
      afterWait(run, rowOf(version, task.row))
    } else expire(run, task)
  }
  return { acts: run.acts }
}

/** The instant at which the case's next timer has its effect; null when none is running. */
export function nextTimer(state: CaseState): string | null {
  return earliest(state.tasks)?.due?.at ?? null
}

function earliestDue(state: CaseState, context: Context): Task | null {
  const task = earliest(state.tasks)
  return task?.due && !later(task.due.at, context.now) ? task : null
}

function earliest(tasks: readonly Task[]): Task | null {
  let first: Task | null = null
  for (const task of tasks) {
    if (!task.due || task.due.source === 'norm' || task.due.expired) continue
    if (!first?.due || later(first.due.at, task.due.at)) first = task
  }
  return first
}

function expire(run: Run, task: Task): void {
  const { version, context } = run
  const row = rowOf(version, task.row)
  const rule = row.facts.deadline?.onExpiry
  const step = task.question ?? (row.branch ? row.step.number : undefined)
  const expired = (consequence: 'answer' | 'continue' | 'notify' | 'escalate') =>
    emit(run, { kind: 'deadline-expired', task: task.id, row: task.row, consequence })
  if (rule?.kind === 'answer' && step !== undefined) {
    expired('answer')
    answer(run, task, step, rule.answer)
  } else if (rule?.kind === 'continue') {
    expired('continue')
    emit(run, { kind: 'task-withdrawn', task: task.id, row: task.row, because: 'deadline' })
    leaveRowTo(run, row, rule.step)
  } else if (rule?.kind === 'escalate') {
    expired('escalate')
    const from = task.tray?.role ?? row.role ?? '—'
    const tray = escalationTray(version, run.state, rule.role, from, 'deadline', context.directory)
    emit(run, { kind: 'task-escalated', task: task.id, tray })
  } else {
    // An answer without a question to give it to is a fault that the manual's check reports; here its timer is only spent.
    expired('notify')
    if (rule?.kind !== 'notify') return
    const position = positionOf(version, run.state, rule.role, context.directory)
    emit(run, { kind: 'role-notified', task: task.id, role: rule.role, position, about: 'deadline' })
  }
}

/** Gives the answer as the system, by the way that a person's answer goes. On a branch that waits for a reply it answers the branch's question anew. */
function answer(run: Run, task: Task, step: number, given: string): void {
  const role = task.tray?.role ?? null
  emit(run, { kind: 'task-completed', task: task.id, row: task.row, role, answered: { step, answer: given } })
  if (task.question === undefined) takeBranch(run, step, false)
  else afterTask(run, task)
}
