import { dayFromText, weekdayOf, yearOfDay } from './day.ts'
import type { Holiday } from './holidays-of-year.ts'
import { minutesOf, timeOf } from './time-of-day.ts'
import type { CalendarData, DateText, Slot, WorkingCalendar } from './types.ts'
import { type Minutes, workedSlots, type YearTable, yearTable } from './year-table.ts'
import { type ZoneClock, zoneClock } from './zone-clock.ts'

/** What this folder counts with, behind the calendar that the others hold. */
export interface CalendarTables {
  readonly code: string
  readonly timeZone: string
  readonly clock: ZoneClock
  /** Throws RangeError outside 1900–2400. */
  table(year: number): YearTable
}

const FIRST_YEAR = 1900
const LAST_YEAR = 2400

const compiled = new WeakMap<CalendarData, Map<string, WorkingCalendar>>()
const tablesByCalendar = new WeakMap<WorkingCalendar, CalendarTables>()

/**
 * Makes a calendar ready for an office (unit code or municipality, as the rules' `offices` name it); without one, local
 * feasts do not hold. Years are worked out when first asked for and kept; the same data gives the same calendar back.
 * `data` is what `readCalendar` accepted; throws RangeError when a time or the zone is malformed.
 */
export function compileCalendar(data: CalendarData, office?: string): WorkingCalendar {
  const offices = compiled.get(data) ?? new Map<string, WorkingCalendar>()
  compiled.set(data, offices)
  const known = offices.get(office ?? '')
  if (known) return known
  const calendar = build(data, office)
  offices.set(office ?? '', calendar)
  return calendar
}

/** The tables of a calendar that `compileCalendar` made. Throws TypeError for any other. */
export function tablesOf(calendar: WorkingCalendar): CalendarTables {
  const tables = tablesByCalendar.get(calendar)
  if (!tables) throw new TypeError(`Calendar ${calendar.code} was not made by compileCalendar`)
  return tables
}

function build(data: CalendarData, office: string | undefined): WorkingCalendar {
  const clock = zoneClock(data.timeZone)
  const week = [1, 2, 3, 4, 5, 6, 7].map((weekday) => (data.week[weekday] ?? []).map(minutesOfSlot))
  const rules = data.holidays.filter(({ offices }) => !offices || (office !== undefined && offices.includes(office)))
  const tables = new Map<number, YearTable>()
  const table = (year: number): YearTable => {
    let found = tables.get(year)
    if (!found) {
      if (!(year >= FIRST_YEAR && year <= LAST_YEAR)) {
        throw new RangeError(`Calendar ${data.code} counts from ${FIRST_YEAR} to ${LAST_YEAR}, not in ${year}`)
      }
      found = yearTable({ week, rules, clock }, year)
      tables.set(year, found)
    }
    return found
  }
  const holidayOn = (date: DateText): Holiday | null => {
    const day = dayFromText(date)
    return table(yearOfDay(day)).holidays.get(day) ?? null
  }
  const calendar: WorkingCalendar = {
    code: data.code,
    timeZone: data.timeZone,
    holidayOn,
    slotsOn: (date) =>
      workedSlots(week[weekdayOf(dayFromText(date)) - 1]!, holidayOn(date) ?? undefined).map(([from, to]) => ({
        from: timeOf(from),
        to: timeOf(to),
      })),
  }
  tablesByCalendar.set(calendar, { code: data.code, timeZone: data.timeZone, clock, table })
  return calendar
}

function minutesOfSlot({ from, to }: Slot): Minutes {
  return [minutesOf(from), minutesOf(to)]
}
