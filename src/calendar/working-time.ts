import { type CalendarTables, tablesOf } from './compile-calendar.ts'
import { type Day, dayFromText, MS_PER_DAY, yearOfDay } from './day.ts'
import { instantOf, millisOf } from './instant.ts'
import { firstAfter } from './search.ts'
import type { DateText, InstantText, WorkingCalendar } from './types.ts'
import type { YearTable } from './year-table.ts'

/** Whether somebody works at that instant: true at a slot's start, false at its end. */
export function isWorkingInstant(calendar: WorkingCalendar, at: InstantText): boolean {
  const millis = millisOf(at)
  return nextWorkingMillis(tablesOf(calendar), millis) === millis
}

/** The instant itself when it is worked, else the start of the next slot. Throws RangeError when none comes in three years. */
export function nextWorkingInstant(calendar: WorkingCalendar, at: InstantText): InstantText {
  return instantOf(nextWorkingMillis(tablesOf(calendar), millisOf(at)))
}

/** The start of work on that date, or on the next one that works: when a case that a plan opens that day lands in a tray. */
export function workStart(calendar: WorkingCalendar, date: DateText): InstantText {
  const tables = tablesOf(calendar)
  return instantOf(nextWorkingMillis(tables, tables.clock.toInstant(dayFromText(date) * MS_PER_DAY)))
}

/** Working milliseconds between two instants, negative when `to` is the earlier one. */
export function workingMillisBetween(calendar: WorkingCalendar, from: InstantText, to: InstantText): number {
  const [first, last] = [millisOf(from), millisOf(to)]
  const tables = tablesOf(calendar)
  return first <= last ? elapsed(tables, first, last) : -elapsed(tables, last, first)
}

export function nextWorkingMillis(calendar: CalendarTables, at: number): number {
  let table = calendar.table(localYear(calendar, at))
  let slot = firstAfter(table.ends, at)
  while (slot === table.ends.length) {
    table = followingTable(calendar, table)
    slot = 0
  }
  return Math.max(at, table.starts[slot]!)
}

/** The next year that has working time. Throws RangeError after three without any, so that every count ends. */
export function followingTable(calendar: CalendarTables, { year }: YearTable): YearTable {
  for (let next = year + 1; next <= year + 3; next++) {
    const table = calendar.table(next)
    if (table.starts.length > 0) return table
  }
  throw new RangeError(`Calendar ${calendar.code} has no working time from ${year + 1} to ${year + 3}`)
}

export function localDay(calendar: CalendarTables, at: number): Day {
  return Math.floor(calendar.clock.toLocal(at) / MS_PER_DAY)
}

export function localYear(calendar: CalendarTables, at: number): number {
  return yearOfDay(localDay(calendar, at))
}

/** Working milliseconds of the instant's year that lie before it. */
export function workedInYear({ starts, ends, before }: YearTable, at: number): number {
  const slot = firstAfter(ends, at)
  return slot === ends.length ? before[slot]! : before[slot]! + Math.max(0, at - starts[slot]!)
}

function elapsed(calendar: CalendarTables, from: number, to: number): number {
  const [firstYear, lastYear] = [localYear(calendar, from), localYear(calendar, to)]
  let sum = workedInYear(calendar.table(lastYear), to) - workedInYear(calendar.table(firstYear), from)
  for (let year = firstYear; year < lastYear; year++) sum += calendar.table(year).before.at(-1)!
  return sum
}
