import { type Day, dayOf, weekdayOf } from './day.ts'
import { type Holiday, holidaysOfYear } from './holidays-of-year.ts'
import { minutesOf } from './time-of-day.ts'
import type { HolidayRule } from './types.ts'
import type { ZoneClock } from './zone-clock.ts'

/** A slot in minutes from midnight. */
export type Minutes = readonly [from: number, to: number]

/** A holiday that takes working time away. */
export interface LostTime extends Holiday {
  readonly day: Day
  /** The instant from which the day is free and the one at which it would have ended. */
  readonly from: number
  readonly to: number
}

/** One year of working time, with running sums, so that any question is a search and not a walk. Instants in epoch ms. */
export interface YearTable {
  readonly year: number
  readonly firstDay: Day
  /** Slots of the year in order: [starts[i], ends[i]) on day days[i]; before[i] is the working time of the year before it. */
  readonly starts: readonly number[]
  readonly ends: readonly number[]
  readonly days: readonly Day[]
  /** One longer than the slots: the last is the working time of the whole year. */
  readonly before: readonly number[]
  /** Days with at least one slot, in order, and the end of the last slot of each. */
  readonly workdays: readonly Day[]
  readonly dayEnds: readonly number[]
  /** Days of the year before the i-th that do not work by the week table. */
  readonly restBefore: readonly number[]
  readonly holidays: ReadonlyMap<Day, Holiday>
  readonly lost: readonly LostTime[]
}

export interface TableSource {
  /** Slots of Monday to Sunday. */
  readonly week: readonly (readonly Minutes[])[]
  readonly rules: readonly HolidayRule[]
  readonly clock: ZoneClock
}

export function yearTable(source: TableSource, year: number): YearTable {
  const firstDay = dayOf(year, 1, 1)
  const count = dayOf(year + 1, 1, 1) - firstDay
  const holidays = holidaysOfYear(source.rules, year)
  const instant = (day: Day, minutes: number): number => source.clock.toInstant((day * 1440 + minutes) * 60_000)
  const starts: number[] = []
  const ends: number[] = []
  const days: Day[] = []
  const before = [0]
  const workdays: Day[] = []
  const dayEnds: number[] = []
  const restBefore = [0]
  const lost: LostTime[] = []
  for (let day = firstDay; day < firstDay + count; day++) {
    const usual = source.week[weekdayOf(day) - 1]!
    const holiday = holidays.get(day)
    const slots = workedSlots(usual, holiday)
    for (const [from, to] of slots) {
      const start = instant(day, from)
      const end = instant(day, to)
      if (end <= start) continue
      starts.push(start)
      ends.push(end)
      days.push(day)
      before.push(before.at(-1)! + end - start)
    }
    if (days.at(-1) === day) {
      workdays.push(day)
      dayEnds.push(ends.at(-1)!)
    }
    restBefore.push(restBefore.at(-1)! + (usual.length === 0 ? 1 : 0))
    const close = usual.at(-1)?.[1]
    if (holiday && close !== undefined && slots.at(-1)?.[1] !== close) {
      const { name, source: law, fromTime } = holiday
      const from = fromTime === undefined ? 0 : minutesOf(fromTime)
      const partly = slots.length > 0 && { fromTime }
      lost.push({ day, name, source: law, ...partly, from: instant(day, from), to: instant(day, close) })
    }
  }
  return { year, firstDay, starts, ends, days, before, workdays, dayEnds, restBefore, holidays, lost }
}

/** What is left of a day's slots once its holiday has taken its part. */
export function workedSlots(usual: readonly Minutes[], holiday: Holiday | undefined): readonly Minutes[] {
  if (!holiday) return usual
  if (holiday.fromTime === undefined) return []
  const free = minutesOf(holiday.fromTime)
  return usual.filter(([from]) => from < free).map(([from, to]) => [from, Math.min(to, free)] as const)
}
