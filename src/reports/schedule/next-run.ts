import { nextWorkingInstant } from '#src/calendar/index.ts'
import type { WorkingCalendar } from '#src/calendar/types.ts'
import { type Period, type PeriodKind, periodOf } from '../report/period.ts'

export const RHYTHMS = ['day', 'week', 'month', 'quarter', 'year'] as const
export type Rhythm = (typeof RHYTHMS)[number]

const KINDS: Readonly<Record<Rhythm, PeriodKind>> = {
  day: 'dia',
  week: 'semana',
  month: 'mes',
  quarter: 'trimestre',
  year: 'anio',
}

/** The first instant after `now` at which a report is made: at that hour of the first working day of a period. */
export function nextRun(calendar: WorkingCalendar, every: Rhythm, at: string, now: string): string {
  const today = Temporal.Instant.from(now).toZonedDateTimeISO(calendar.timeZone).toPlainDate()
  let period = periodOf(KINDS[every], today.toString())
  for (let tries = 0; tries < 800; tries++) {
    const day = firstWorkingDay(calendar, period.from)
    const instant = Temporal.PlainDate.from(day)
      .toZonedDateTime({ timeZone: calendar.timeZone, plainTime: Temporal.PlainTime.from(at) })
      .toInstant()
    // A period without a working day of its own is passed over.
    if (day <= period.until && Temporal.Instant.compare(instant, now) > 0) return instant.toString()
    period = periodOf(KINDS[every], Temporal.PlainDate.from(period.until).add({ days: 1 }).toString())
  }
  throw new RangeError(`Calendar ${calendar.code} has no working day on which to make a report`)
}

/** What a report that is made then is of: the period that ended last; of a daily one, the working day before. */
export function periodMade(calendar: WorkingCalendar, every: Rhythm, dueAt: string): Period {
  const day = Temporal.Instant.from(dueAt).toZonedDateTimeISO(calendar.timeZone).toPlainDate()
  if (every !== 'day') return periodOf(KINDS[every], periodOf(KINDS[every], day.toString()).before.until)
  let before = day.subtract({ days: 1 })
  for (let tries = 0; tries < 60 && calendar.slotsOn(before.toString()).length === 0; tries++)
    before = before.subtract({ days: 1 })
  return periodOf('dia', before.toString())
}

function firstWorkingDay(calendar: WorkingCalendar, from: string): string {
  const start = Temporal.PlainDate.from(from).toZonedDateTime({ timeZone: calendar.timeZone }).toInstant().toString()
  return Temporal.Instant.from(nextWorkingInstant(calendar, start))
    .toZonedDateTimeISO(calendar.timeZone)
    .toPlainDate()
    .toString()
}
