import type { InstantText } from '#src/calendar/types.ts'

/** `2026-11` */
export type Month = string

/** The month of an instant in a time zone. */
export function monthOf(at: InstantText, timeZone: string): Month {
  return Temporal.Instant.from(at).toZonedDateTimeISO(timeZone).toPlainDate().toPlainYearMonth().toString()
}

export function monthAfter(month: Month): Month {
  return Temporal.PlainYearMonth.from(month).add({ months: 1 }).toString()
}

/** The first instant that is no longer of the month. */
export function endOfMonth(month: Month, timeZone: string): InstantText {
  return Temporal.PlainYearMonth.from(monthAfter(month))
    .toPlainDate({ day: 1 })
    .toZonedDateTime(timeZone)
    .toInstant()
    .toString()
}

/** The months that are over and not closed, the earliest first. */
export function monthsToClose(
  { firstWritten, lastClosed }: { readonly firstWritten: InstantText; readonly lastClosed: Month | null },
  now: InstantText,
  timeZone: string,
): Month[] {
  const current = monthOf(now, timeZone)
  const months: Month[] = []
  let month = lastClosed === null ? monthOf(firstWritten, timeZone) : monthAfter(lastClosed)
  for (; month < current; month = monthAfter(month)) months.push(month)
  return months
}
