import type { CalendarTables } from './compile-calendar.ts'
import { type Day, textOfDay, yearOfDay } from './day.ts'
import type { DueReason } from './types.ts'
import type { LostTime } from './year-table.ts'

/** First to last day, both included; none when the last comes before the first. */
export interface DaySpan {
  readonly first: Day
  readonly last: Day
}

const MAX_HOLIDAYS = 20

/** What a count met in those days: holidays free all day, those free from an hour on when `counts` says so, and rest days. */
export function timeLost(
  calendar: CalendarTables,
  spans: readonly DaySpan[],
  counts: (part: LostTime) => boolean,
): Pick<DueReason, 'holidays' | 'restDays'> {
  const holidays: DueReason['holidays'][number][] = []
  let restDays = 0
  for (const { first, last } of spans) {
    if (last < first) continue
    for (let year = yearOfDay(first); year <= yearOfDay(last); year++) {
      const { firstDay, restBefore, lost } = calendar.table(year)
      const until = Math.min(last - firstDay + 1, restBefore.length - 1)
      restDays += restBefore[until]! - restBefore[Math.max(0, first - firstDay)]!
      for (const part of lost) {
        if (part.day < first || part.day > last || holidays.length === MAX_HOLIDAYS) continue
        if (part.fromTime !== undefined && !counts(part)) continue
        const { day, name, source, fromTime } = part
        holidays.push({ date: textOfDay(day), name, source, ...(fromTime !== undefined && { fromTime }) })
      }
    }
  }
  return { holidays, restDays }
}
