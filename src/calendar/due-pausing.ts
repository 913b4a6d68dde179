import { tablesOf } from './compile-calendar.ts'
import { afterWorkingTime, dueAfter } from './due-after.ts'
import { instantOf, millisOf } from './instant.ts'
import type { Due, Duration, InstantText, WorkingCalendar } from './types.ts'
import { nextWorkingMillis, workingMillisBetween } from './working-time.ts'

/** A stretch that does not count towards a due instant, [from, until). Pauses may overlap, and come in any order. */
export interface Pause {
  readonly from: InstantText
  readonly until: InstantText
}

/**
 * When something that starts at `start` and may take `duration` is due if its pauses do not count: `dueAfter`, later by the working
 * time of the pauses that began before it was due. A pause over a weekend has no working time, and moves nothing.
 */
export function duePausing(
  calendar: WorkingCalendar,
  start: InstantText,
  duration: Duration,
  pauses: readonly Pause[],
): Due {
  const plain = dueAfter(calendar, start, duration)
  const counted = workingMillisBetween(calendar, start, plain.at)
  const extra = pausedBefore(calendar, start, counted, pauses)
  return extra === 0 ? plain : afterWorkingTime(tablesOf(calendar), millisOf(start), duration, counted + extra)
}

/** The instant, always in working time, at which a share (0.5) of that duration has run, pauses left out. */
export function shareOf(
  calendar: WorkingCalendar,
  start: InstantText,
  duration: Duration,
  pauses: readonly Pause[],
  share: number,
): InstantText {
  const whole = workingMillisBetween(calendar, start, dueAfter(calendar, start, duration).at)
  const counted = Math.round(whole * share)
  const millis = counted + pausedBefore(calendar, start, counted, pauses)
  const tables = tablesOf(calendar)
  const at = millis === 0 ? start : afterWorkingTime(tables, millisOf(start), duration, millis).at
  return instantOf(nextWorkingMillis(tables, millisOf(at)))
}

/** Working milliseconds of pauses since `start`, each stretch counted once. */
export function pausedMillis(calendar: WorkingCalendar, start: InstantText, pauses: readonly Pause[]): number {
  return merged(start, pauses).reduce((sum, { from, until }) => sum + workingMillisBetween(calendar, from, until), 0)
}

/** The working time of the pauses that begin before `counted` milliseconds of working time have run. */
function pausedBefore(
  calendar: WorkingCalendar,
  start: InstantText,
  counted: number,
  pauses: readonly Pause[],
): number {
  let extra = 0
  for (const { from, until } of merged(start, pauses)) {
    // What was over already stays over: a pause that begins later does not bring it back.
    if (workingMillisBetween(calendar, start, from) - extra >= counted) break
    extra += workingMillisBetween(calendar, from, until)
  }
  return extra
}

/** In order, none touching another, all from `start` on. */
function merged(start: InstantText, pauses: readonly Pause[]): Pause[] {
  const begin = millisOf(start)
  const spans = pauses
    .map(({ from, until }) => [Math.max(begin, millisOf(from)), millisOf(until)] as const)
    .filter(([from, until]) => from < until)
    .toSorted(([a], [b]) => a - b)
  const open: [number, number][] = []
  for (const [from, until] of spans) {
    const last = open.at(-1)
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], until)
    else open.push([from, until])
  }
  return open.map(([from, until]) => ({ from: instantOf(from), until: instantOf(until) }))
}
