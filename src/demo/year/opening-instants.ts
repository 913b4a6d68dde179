import { nextWorkingInstant } from '#src/calendar/index.ts'
import type { WorkingCalendar } from '#src/calendar/types.ts'
import type { Random } from './random.ts'

const DAY = 86_400_000
/** How much is asked for in each month, January first, against an ordinary one: January opens the year, December closes early. */
const SEASON = [1.25, 1.1, 1, 0.8, 1, 1, 0.95, 1, 1.05, 1.1, 1.15, 0.6]

/**
 * When cases are opened in the twelve months before `now`, in order: in working hours, more in the morning, fewer in holiday months,
 * slowly more over the year.
 */
export function openingInstants(calendar: WorkingCalendar, now: string, count: number, random: Random): string[] {
  const end = Date.parse(now)
  const days: { at: number; weight: number }[] = []
  for (let ago = 365; ago >= 1; ago--) {
    const at = end - ago * DAY
    const date = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(calendar.timeZone).toPlainDate()
    if (calendar.slotsOn(date.toString()).length === 0) continue
    const monday = date.dayOfWeek === 1 ? 1.3 : 1
    days.push({ at, weight: SEASON[date.month - 1]! * monday * (1 + (365 - ago) / 1500) })
  }
  const choices = days.map(({ at, weight }) => ({ item: at, weight }))
  return Array.from({ length: count }, () => instantOn(calendar, random.weighed(choices), end, random)).sort()
}

function instantOn(calendar: WorkingCalendar, day: number, end: number, random: Random): string {
  const date = Temporal.Instant.fromEpochMilliseconds(day).toZonedDateTimeISO(calendar.timeZone).toPlainDate()
  // Two draws, the earlier of them: mornings are busier.
  const minute = Math.min(random.below(8 * 60), random.below(8 * 60))
  const at = date
    .toZonedDateTime({ timeZone: calendar.timeZone, plainTime: '08:00' })
    .add({ minutes: minute, seconds: random.below(60) })
    .toInstant()
  const worked = nextWorkingInstant(calendar, at.toString())
  return Date.parse(worked) < end ? worked : new Date(end - 3_600_000).toISOString()
}
