import type { WorkingCalendar } from '#src/calendar/types.ts'
import type { NormTime } from '#src/manual/types.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** Working milliseconds of a usual working day: that of most of the next four weeks. */
export function workingDayOf(calendar: WorkingCalendar, from: string): number {
  const first = Temporal.PlainDate.from(from)
  const lengths = Array.from({ length: 28 }, (_, days) =>
    calendar
      .slotsOn(first.add({ days }).toString())
      .reduce((sum, slot) => sum + minutes(slot.to) - minutes(slot.from), 0),
  ).filter((length) => length > 0)
  const often = [...Map.groupBy(lengths, (length) => length)].sort((a, b) => b[1].length - a[1].length)[0]
  return (often?.[0] ?? 480) * MINUTE
}

/** A norm time in milliseconds of its own measure: working time, or running time where it runs day and night. */
export function normLength({ max, unit }: Pick<NormTime, 'max' | 'unit'>, workingDay: number): number {
  switch (unit) {
    case 'minutes':
      return max * MINUTE
    case 'hours':
    case 'running-hours':
      return max * HOUR
    case 'working-days':
      return max * workingDay
    case 'calendar-days':
      return max * DAY
    case 'months':
      return max * 30 * DAY
  }
}

/**
 * The shortest time that a manual prints and that is not below a length: in the unit that the manual has now, or the one that suits it.
 * Minutes go by ones up to 10, by fives up to 60, by quarters of an hour up to two hours; then hours, then days.
 */
export function printableTime(milliseconds: number, now: NormTime['unit'] | undefined, workingDay: number): NormTime {
  const up = (length: number) => Math.max(1, Math.ceil(milliseconds / length - 1e-9))
  const of = (count: number, unit: NormTime['unit']): NormTime => ({ min: count, max: count, unit })
  switch (now) {
    case 'running-hours':
      return milliseconds > 72 * HOUR ? of(up(DAY), 'calendar-days') : of(up(HOUR), 'running-hours')
    case 'calendar-days':
      return of(up(DAY), 'calendar-days')
    case 'months':
      return milliseconds > 45 * DAY ? of(up(30 * DAY), 'months') : of(up(DAY), 'calendar-days')
    case 'working-days':
      return of(up(workingDay), 'working-days')
    default: {
      const count = up(MINUTE)
      if (count <= 10) return of(count, 'minutes')
      if (count <= 60 && Math.ceil(count / 5) * 5 < 60) return of(Math.ceil(count / 5) * 5, 'minutes')
      if (count > 60 && count <= 105) return of(Math.ceil(count / 15) * 15, 'minutes')
      return milliseconds > 2 * workingDay ? of(up(workingDay), 'working-days') : of(up(HOUR), 'hours')
    }
  }
}

function minutes(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))
}
