import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { compileCalendar } from './compile-calendar.ts'
import { dueAfter } from './due-after.ts'
import { readCalendar } from './read-calendar.ts'
import type { CalendarData, DurationUnit, HolidayRule, InstantText, Slot, WorkingCalendar } from './types.ts'

/** A calendar that comes with the product. For tests. */
export function seeded(code: 'gt' | 'sv' | 'pe'): CalendarData {
  const file = new URL(`../../manuals/calendars/${code}.json`, import.meta.url)
  const read = readCalendar(JSON.parse(readFileSync(file, 'utf8')))
  assert.ok('calendar' in read, `${code}.json: ${'findings' in read ? read.findings.join(' ') : ''}`)
  return read.calendar
}

/** Monday to Friday with the given slots. */
export function weekdays(
  slots: readonly Slot[],
  holidays: readonly HolidayRule[] = [],
  timeZone = 'UTC',
): CalendarData {
  const week = Object.fromEntries([1, 2, 3, 4, 5].map((day) => [day, slots]))
  return { code: 'X', name: 'Prueba', timeZone, week, holidays }
}

/** `2026-12-24 14:00` on the wall clock of a zone, by Temporal and not by the code under test. */
export function wall(zone: string, text: string): InstantText {
  return Temporal.PlainDateTime.from(text.replace(' ', 'T')).toZonedDateTime(zone).toInstant().toString()
}

/** When work that begins at a wall-clock time is due, as a wall-clock time. */
export function dueWall(calendar: WorkingCalendar, start: string, count: number, unit: DurationUnit): string {
  const { at } = dueAfter(calendar, wall(calendar.timeZone, start), { count, unit })
  const zoned = Temporal.Instant.from(at).toZonedDateTimeISO(calendar.timeZone)
  return zoned.toPlainDateTime().toString({ smallestUnit: 'minute' }).replace('T', ' ')
}

export function withHoliday(data: CalendarData, rule: HolidayRule): WorkingCalendar {
  return compileCalendar({ ...data, holidays: [...data.holidays, rule] })
}
