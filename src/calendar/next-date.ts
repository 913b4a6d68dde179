import { type CalendarTables, tablesOf } from './compile-calendar.ts'
import { clampedDay, type Day, dayFromText, partsOfDay, textOfDay, weekdayOf, yearOfDay } from './day.ts'
import { firstFrom } from './search.ts'
import type { DateText, WorkingCalendar } from './types.ts'

// The dates are those that the rule names, also when nobody works then: they identify the period (the report of the week
// of Monday 2). A case that such a rule opens lands in its tray at `workStart` of the date.

/** `cada semana, lunes`: the first such weekday (1 Monday to 7 Sunday) after a date. */
export function nextWeekly(_calendar: WorkingCalendar, afterDate: DateText, weekday: number): DateText {
  if (!Number.isInteger(weekday) || weekday < 1 || weekday > 7) throw new RangeError(`Not a weekday: ${weekday}`)
  const after = dayFromText(afterDate)
  return textOfDay(after + ((weekday - weekdayOf(after) + 6) % 7) + 1)
}

/**
 * `cada mes, día 3` or `cada mes, día 3 hábil`: after a date, the next day `day` of a month, or the next `day`-th working
 * day of one. Day 31 is the last of a shorter month; a month with fewer working days gives its last one.
 */
export function nextMonthly(calendar: WorkingCalendar, afterDate: DateText, day: number, working: boolean): DateText {
  if (!Number.isInteger(day) || day < 1 || day > 31) throw new RangeError(`Not a day of a month: ${day}`)
  const after = dayFromText(afterDate)
  const { year, month } = partsOfDay(after)
  for (let step = 0; step <= 36; step++) {
    const [y, m] = [year + Math.floor((month - 1 + step) / 12), ((month - 1 + step) % 12) + 1]
    const found = working ? workingDayOfMonth(tablesOf(calendar), y, m, day) : clampedDay(y, m, day)
    if (found !== null && found > after) return textOfDay(found)
  }
  throw new RangeError(`Calendar ${calendar.code} has no working day in the three years after ${afterDate}`)
}

/** `cada año, 15 de enero`: 29 February is the 28th in common years. */
export function nextYearly(_calendar: WorkingCalendar, afterDate: DateText, month: number, day: number): DateText {
  if (!Number.isInteger(month) || month < 1 || month > 12) throw new RangeError(`Not a month: ${month}`)
  if (!Number.isInteger(day) || day < 1 || day > 31) throw new RangeError(`Not a day of a month: ${day}`)
  const after = dayFromText(afterDate)
  const year = yearOfDay(after)
  const here = clampedDay(year, month, day)
  return textOfDay(here > after ? here : clampedDay(year + 1, month, day))
}

function workingDayOfMonth(calendar: CalendarTables, year: number, month: number, n: number): Day | null {
  const { workdays } = calendar.table(year)
  const first = firstFrom(workdays, clampedDay(year, month, 1))
  const last = firstFrom(workdays, clampedDay(year, month, 31) + 1) - 1
  return last < first ? null : workdays[Math.min(first + n - 1, last)]!
}
