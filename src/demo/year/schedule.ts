import { dueAfter, workingMillisBetween } from '#src/calendar/index.ts'
import { nextTimer } from '#src/procedure/index.ts'
import type { Task } from '#src/procedure/types.ts'
import type { Random } from './random.ts'
import type { Live, Year, YearWorld } from './year-world.ts'

/** When something happens next in a case: somebody gets to its first task, or a time of its own is over. */
export function schedule({ queue, world, random }: Year, live: Live, at: string): void {
  if (live.state.status !== 'open') return
  const timer = nextTimer(live.state)
  const task = live.state.tasks.find((each) => each.tray !== null)
  // Some are forgotten in a tray, until somebody looks at what is overdue.
  const forgotten = random.chance(0.01) && at > daysBefore(world.now, 120)
  const worked = task === undefined || forgotten ? null : workedUntil(world, random, live, task, at)
  const next = [timer, worked].filter((instant) => instant !== null).sort()[0]
  if (next !== undefined) queue.add({ at: next < at ? at : next, case: live.number })
}

const MINUTE = 60_000

function daysBefore(now: string, days: number): string {
  return new Date(Date.parse(now) - days * 1_440 * MINUTE).toISOString()
}

/** A claim comes soon after the arrival, the rest of the norm time is work; replies of others take days. */
function workedUntil(world: YearWorld, random: Random, live: Live, task: Task, at: string): string {
  const calendar = world.calendar(world.calendarCode)
  const norm =
    task.due === undefined
      ? 45 * MINUTE
      : Math.max(5 * MINUTE, workingMillisBetween(calendar, task.due.start, task.due.at))
  const share = task.claimedAt === undefined && live.state.visits[task.row] === 1 ? 0.35 : 0.4
  const slow = task.kind === 'reply' ? 3 : 1
  const minutes = Math.round((norm * share * slow * random.stretch(0.7)) / MINUTE)
  return dueAfter(calendar, at, { count: Math.max(2, Math.min(minutes, 60 * 200)), unit: 'minutes' }).at
}
