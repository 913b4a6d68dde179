import { type CalendarTables, tablesOf } from './compile-calendar.ts'
import { addMonths, type Day, yearOfDay } from './day.ts'
import { instantOf, millisOf } from './instant.ts'
import { firstAfter, firstFrom } from './search.ts'
import { type DaySpan, timeLost } from './time-lost.ts'
import type { Due, Duration, InstantText, WorkingCalendar } from './types.ts'
import { followingTable, localDay, localYear, nextWorkingMillis, workedInYear } from './working-time.ts'
import type { YearTable } from './year-table.ts'

const MS_PER_UNIT = { minutes: 60_000, hours: 3_600_000 } as const
const MAX_COUNT = 100_000

/** Where a start counts from: its own instant when somebody works then, or has just finished, else the next working one. */
interface Landing {
  readonly at: number
  readonly day: Day
}

interface WorkedDay {
  readonly day: Day
  /** End of its last slot. */
  readonly end: number
}

/**
 * When something that starts at `start` and may take `duration` is due, and why.
 * Throws RangeError when the instant or the count is malformed, or the calendar has no working time to count in.
 */
export function dueAfter(working: WorkingCalendar, start: InstantText, duration: Duration): Due {
  const calendar = tablesOf(working)
  const { count, unit } = duration
  if (!Number.isInteger(count) || count < 1 || count > MAX_COUNT) {
    throw new RangeError(`A duration counts from 1 to ${MAX_COUNT}, not ${count}`)
  }
  const from = millisOf(start)
  switch (unit) {
    case 'minutes':
    case 'hours':
      return afterWorkingTime(calendar, from, duration, count * MS_PER_UNIT[unit])
    case 'running-hours':
      return due(calendar, from, duration, from, from + count * MS_PER_UNIT.hours, { holidays: [], restDays: 0 })
    case 'working-days': {
      const landing = landingOf(calendar, from)
      const last = workingDayAfter(calendar, landing.day, count)
      return afterDays(calendar, from, duration, landing, last, [
        { first: Math.min(localDay(calendar, from), landing.day), last: last.day },
      ])
    }
    case 'calendar-days':
    case 'months': {
      const landing = landingOf(calendar, from)
      const nominal = unit === 'months' ? addMonths(landing.day, count) : landing.day + count
      const last = workingDayFrom(calendar, nominal)
      return afterDays(calendar, from, duration, landing, last, [
        { first: localDay(calendar, from), last: landing.day - 1 },
        { first: nominal, last: last.day },
      ])
    }
  }
}

/** Working time from an instant on, as a due with what it met on the way; `millis` may be more than `duration` says. */
export function afterWorkingTime(calendar: CalendarTables, from: number, duration: Duration, millis: number): Due {
  const countedFrom = nextWorkingMillis(calendar, from)
  let table = calendar.table(localYear(calendar, countedFrom))
  let target = workedInYear(table, countedFrom) + millis
  while (target > table.before.at(-1)!) {
    target -= table.before.at(-1)!
    table = followingTable(calendar, table)
  }
  // The first slot that reaches the target: time that runs out with a slot is due at its end, never at the next opening.
  const slot = firstFrom(table.before, target) - 1
  const at = table.starts[slot]! + target - table.before[slot]!
  const span = { first: localDay(calendar, from), last: table.days[slot]! }
  const lost = timeLost(calendar, [span], (part) => part.from < at && part.to > from)
  return due(calendar, from, duration, countedFrom, at, lost)
}

function afterDays(
  calendar: CalendarTables,
  from: number,
  duration: Duration,
  landing: Landing,
  last: WorkedDay,
  spans: readonly DaySpan[],
): Due {
  const lost = timeLost(
    calendar,
    spans,
    (part) => part.day === last.day || (part.from <= from && from < part.to && landing.at !== from),
  )
  return due(calendar, from, duration, landing.at, last.end, lost)
}

function due(
  calendar: CalendarTables,
  from: number,
  duration: Duration,
  countedFrom: number,
  at: number,
  lost: Pick<Due['because'], 'holidays' | 'restDays'>,
): Due {
  return {
    at: instantOf(at),
    because: {
      start: instantOf(from),
      countedFrom: instantOf(countedFrom),
      duration: { count: duration.count, unit: duration.unit },
      calendar: calendar.code,
      timeZone: calendar.timeZone,
      ...lost,
    },
  }
}

/**
 * The end of a slot still belongs to its day. Without that, a working day counted from another's due instant would start
 * on the day after, and sums would not compose.
 */
function landingOf(calendar: CalendarTables, at: number): Landing {
  const year = localYear(calendar, at)
  // Midnight of 1 January ends the last slot of the year before when that slot ends at 24:00.
  for (const table of [calendar.table(year), calendar.table(localYear(calendar, at - 1))]) {
    const slot = firstFrom(table.ends, at)
    if (table.ends[slot] === at) return { at, day: table.days[slot]! }
  }
  let table = calendar.table(year)
  let slot = firstAfter(table.ends, at)
  while (slot === table.ends.length) {
    table = followingTable(calendar, table)
    slot = 0
  }
  return { at: Math.max(at, table.starts[slot]!), day: table.days[slot]! }
}

function workingDayAfter(calendar: CalendarTables, day: Day, count: number): WorkedDay {
  const table = calendar.table(yearOfDay(day))
  return workedDayAt(calendar, table, firstAfter(table.workdays, day) + count - 1)
}

function workingDayFrom(calendar: CalendarTables, day: Day): WorkedDay {
  const table = calendar.table(yearOfDay(day))
  return workedDayAt(calendar, table, firstFrom(table.workdays, day))
}

/** The working day at `index` of the table's year, running on into the years after. */
function workedDayAt(calendar: CalendarTables, first: YearTable, index: number): WorkedDay {
  let table = first
  let left = index
  while (left >= table.workdays.length) {
    left -= table.workdays.length
    table = followingTable(calendar, table)
  }
  return { day: table.workdays[left]!, end: table.dayEnds[left]! }
}
