import { clampedDay, type Day, dayFromText, dayOf, lastDayOfMonth, weekdayOf, yearOfDay } from './day.ts'
import { easterSunday } from './easter.ts'
import { minutesOf } from './time-of-day.ts'
import type { HolidayRule, TimeText } from './types.ts'

export interface Holiday {
  readonly name: string
  readonly source: string
  /** Absent when the whole day is free. */
  readonly fromTime?: TimeText
}

/**
 * The holidays that fall in a year, by day. Where several rules meet, the one that frees most of the day holds, and of
 * equals the first. `rules` are those of the office.
 */
export function holidaysOfYear(rules: readonly HolidayRule[], year: number): Map<Day, Holiday> {
  const found = new Map<Day, Holiday>()
  for (const rule of rules) {
    // A moved feast or a range may come in from the year before or the year after.
    for (let base = year - 1; base <= year + 1; base++) {
      if (base < (rule.firstYear ?? base) || base > (rule.lastYear ?? base)) continue
      for (const day of daysOfRule(rule, base)) {
        if (yearOfDay(day) !== year) continue
        const present = found.get(day)
        if (!present || freeFrom(rule) < freeFrom(present)) {
          found.set(day, { name: rule.name, source: rule.source, ...(rule.fromTime && { fromTime: rule.fromTime }) })
        }
      }
    }
  }
  return found
}

function daysOfRule({ day }: HolidayRule, year: number): readonly Day[] {
  switch (day.kind) {
    case 'fixed':
      if (day.day > lastDayOfMonth(year, day.month)) return []
      return [moved(dayOf(year, day.month, day.day), day.moved)]
    case 'easter': {
      const easter = easterSunday(year)
      return daysBetween(easter + day.offset, easter + (day.lastOffset ?? day.offset))
    }
    case 'range': {
      const first = clampedDay(year, day.from.month, day.from.day)
      const last = clampedDay(year, day.to.month, day.to.day)
      return daysBetween(first, last < first ? clampedDay(year + 1, day.to.month, day.to.day) : last)
    }
    case 'date': {
      const date = dayFromText(day.date)
      return yearOfDay(date) === year ? [date] : []
    }
  }
}

function moved(day: Day, to: 'to-monday' | 'nearest-monday' | undefined): Day {
  const past = weekdayOf(day) - 1
  if (!to || past === 0) return day
  return to === 'nearest-monday' && past <= 2 ? day - past : day + 7 - past
}

function daysBetween(first: Day, last: Day): readonly Day[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index)
}

function freeFrom({ fromTime }: { readonly fromTime?: TimeText }): number {
  return fromTime ? minutesOf(fromTime) : 0
}
