import { dueAfter } from '#src/calendar/index.ts'
import type { Due, InstantText } from '#src/calendar/types.ts'
import type { DurationFrom } from '#src/manual/types.ts'
import type { CompiledProcedure, CompiledRow } from './compile-procedure.ts'
import type { CaseState, Context, Task, TaskDue } from './types.ts'

/** When a card that lands now is due: by its Plazo, else by its norm time. On a row that waits for a reply, the Plazo runs over the wait for the reply. */
export function cardDue(
  version: CompiledProcedure,
  state: CaseState,
  row: CompiledRow,
  kind: 'step' | 'reply',
  context: Context,
): TaskDue | undefined {
  const waitsForReply = row.facts.wait?.kind === 'reply'
  const { deadline } = row.facts
  if (deadline && (kind === 'reply' || !waitsForReply)) {
    const rule: DurationFrom = { duration: deadline.duration, ...(deadline.from && { from: deadline.from }) }
    return timed('deadline', rule, startOf(version, state, rule, context.now), row, context)
  }
  if (kind === 'reply' || !row.time) return undefined
  const rule: DurationFrom = { duration: { count: row.time.time.max, unit: row.time.time.unit } }
  return timed('norm', rule, sharedStart(state, row, row.time.anchor) ?? context.now, row, context)
}

/** When a wait (`Espera: duración`) that begins now ends. */
export function waitDue(
  version: CompiledProcedure,
  state: CaseState,
  row: CompiledRow,
  wait: DurationFrom,
  context: Context,
): TaskDue {
  const rule: DurationFrom = { duration: wait.duration, ...(wait.from && { from: wait.from }) }
  return timed('wait', rule, startOf(version, state, rule, context.now), row, context)
}

/** Until when a paper stays in temporary custody. */
export function custodyUntil(
  version: CompiledProcedure,
  state: CaseState,
  row: CompiledRow,
  rule: DurationFrom,
  context: Context,
): Due {
  return dueAfter(context.calendar(row.calendar), startOf(version, state, rule, context.now), rule.duration)
}

/** The same rule counted from the same start by the calendar as it is now. */
export function recomputedDue(task: Task & { readonly due: TaskDue }, row: CompiledRow, context: Context): TaskDue {
  const { at, because } = dueAfter(context.calendar(row.calendar), task.due.start, task.due.rule.duration)
  return { ...task.due, at, because }
}

function timed(
  source: TaskDue['source'],
  rule: DurationFrom,
  start: InstantText,
  row: CompiledRow,
  context: Context,
): TaskDue {
  const { at, because } = dueAfter(context.calendar(row.calendar), start, rule.duration)
  return { at, because, source, rule, start }
}

/** `desde paso n` is the latest completion of any row of that step; of a step never completed, the arrival. */
function startOf(version: CompiledProcedure, state: CaseState, rule: DurationFrom, now: InstantText): InstantText {
  if (!rule.from) return now
  if (rule.from.kind === 'start') return state.openedAt
  const step = version.steps.get(rule.from.step)
  if (!step) return now
  let latest = state.completed[step.number]?.at
  for (const branch of step.branches) {
    const at = state.completed[branch.number]?.at
    if (at !== undefined && (latest === undefined || later(at, latest))) latest = at
  }
  return latest ?? now
}

/**
 * A row without a printed time is within the time of the row above, counted from when that one landed; but a row that comes again
 * by a loop that does not pass there starts its own count, or it would be overdue on arrival.
 */
function sharedStart(state: CaseState, row: CompiledRow, anchor: string): InstantText | undefined {
  if (anchor === row.number) return undefined
  const from = state.arrivals[anchor]
  const before = state.arrivals[row.number]
  if (from === undefined || (before !== undefined && !later(from, before))) return undefined
  return from
}

/** Instants may differ in their fraction digits, so text order is not time order. */
export function later(a: InstantText, b: InstantText): boolean {
  return Temporal.Instant.compare(Temporal.Instant.from(a), Temporal.Instant.from(b)) > 0
}
