import { duePausing, shareOf } from '#src/calendar/index.ts'
import type { Duration, InstantText, WorkingCalendar } from '#src/calendar/types.ts'
import type { TargetRule, WarningRule } from './priority-table.ts'
import type { Target, TargetName, TargetPause, TargetsState } from './targets.ts'

export const TARGET_NAMES: readonly TargetName[] = ['attention', 'solution']

export interface Planning {
  /** When the case was opened: targets count from there, whatever changes later. */
  readonly start: InstantText
  readonly calendar: (code: string) => WorkingCalendar
  /** Code of the calendar by which the procedure's times run. */
  readonly calendarCode: string
  readonly warnings: readonly WarningRule[]
  /** Since when the case waits for the requester now; null when it does not. */
  readonly waitingSince: InstantText | null
}

/** The targets that a rule gives a case, with what has happened to the earlier ones: what was met, paused and warned stays. */
export function plannedTargets(
  rule: TargetRule | null,
  before: TargetsState | undefined,
  planning: Planning,
): TargetsState | undefined {
  if (rule === null && before === undefined) return undefined
  const pauses = before?.pauses ?? []
  const planned: { attention?: Target; solution?: Target } = {}
  for (const name of TARGET_NAMES) {
    const earlier = before?.[name]
    const duration = rule?.[name] ?? null
    if (earlier?.met !== undefined) planned[name] = earlier
    else if (duration !== null)
      planned[name] = timed(
        {
          rule: duration,
          start: planning.start,
          calendar: planning.calendarCode,
          ...(rule?.suspends == null ? {} : { suspends: rule.suspends }),
          given: earlier?.given ?? [],
        },
        pauses,
        planning,
      )
  }
  const suspends = TARGET_NAMES.some((name) => planned[name]?.suspends !== undefined)
  const since = suspends ? planning.waitingSince : null
  return { ...planned, pauses, ...(since === null ? {} : { waitingSince: since }) }
}

/** The same targets counted anew from their rules: by another calendar, or with another pause. */
export function recountedTargets(before: TargetsState, planning: Planning): TargetsState {
  const { waitingSince: _, ...rest } = before
  const counted: { attention?: Target; solution?: Target } = {}
  for (const name of TARGET_NAMES) {
    const target = before[name]
    if (target !== undefined) counted[name] = target.met === undefined ? timed(target, before.pauses, planning) : target
  }
  return { ...rest, ...counted, ...(planning.waitingSince === null ? {} : { waitingSince: planning.waitingSince }) }
}

function timed(
  target: Pick<Target, 'rule' | 'start' | 'calendar' | 'suspends' | 'given'>,
  pauses: readonly TargetPause[],
  planning: Planning,
): Target {
  const { rule, start, calendar: code, suspends, given } = target
  const kept = { rule, start, calendar: code, ...(suspends === undefined ? {} : { suspends }), given }
  if (suspends !== undefined && planning.waitingSince !== null) return { ...kept, warnings: [] }
  const calendar = planning.calendar(code)
  const own = pausesOf(target, pauses)
  return {
    ...kept,
    due: duePausing(calendar, start, rule, own),
    warnings: planning.warnings
      .filter(({ percent, to }) => to.length > 0 && !given.includes(percent))
      .map(({ percent }) => ({ percent, at: shareOf(calendar, start, rule, own, percent / 100) }))
      .toSorted((a, b) => a.percent - b.percent),
  }
}

/** The pauses that a target leaves out: while the case was closed always, while it waited for the requester where a norm says so. */
export function pausesOf(target: Pick<Target, 'suspends'>, pauses: readonly TargetPause[]): readonly TargetPause[] {
  return pauses.filter(({ because }) => because === 'closed' || target.suspends !== undefined)
}

/** By when the case is to reach its next target; null where there is none, or where it stands still. */
export function targetAt(targets: TargetsState | undefined): InstantText | null {
  return earliest(
    TARGET_NAMES.map((name) => (targets?.[name]?.met === undefined ? targets?.[name]?.due?.at : undefined)),
  )
}

/** When the next warning is to be given. */
export function warnAt(targets: TargetsState | undefined): InstantText | null {
  return earliest(TARGET_NAMES.flatMap((name) => targets?.[name]?.warnings.map(({ at }) => at) ?? []))
}

function earliest(instants: readonly (InstantText | undefined)[]): InstantText | null {
  let first: InstantText | null = null
  for (const at of instants) if (at !== undefined && (first === null || Date.parse(at) < Date.parse(first))) first = at
  return first
}

export function sameDuration(a: Duration | null, b: Duration | null): boolean {
  return a?.count === b?.count && a?.unit === b?.unit
}
