import type { WorkingCalendar } from '#src/calendar/types.ts'

/** When something of the demonstration happened, from whenever it is loaded. */
export interface Moment {
  readonly workingDaysAgo: number
  /** `09:30` */
  readonly at: string
}

/** A clock time on the n-th working day before now. */
export function instantAgo(calendar: WorkingCalendar, now: string, { workingDaysAgo, at }: Moment): string {
  let day = Temporal.Instant.from(now).toZonedDateTimeISO(calendar.timeZone).toPlainDate()
  for (let left = workingDaysAgo; left > 0; ) {
    day = day.subtract({ days: 1 })
    if (calendar.slotsOn(day.toString()).length > 0) left -= 1
  }
  const instant = day.toZonedDateTime({ timeZone: calendar.timeZone, plainTime: at.padStart(5, '0') }).toInstant()
  return instant.toString()
}
