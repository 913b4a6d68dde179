import type { DateText } from './types.ts'

/** Days since 1 January 1970 in the proleptic Gregorian calendar. The kernel counts in these, not in date objects. */
export type Day = number

export const MS_PER_DAY = 86_400_000

const DATE = /^(\d{4})-(\d\d)-(\d\d)$/

export function dayOf(year: number, month: number, day: number): Day {
  return Date.UTC(year, month - 1, day) / MS_PER_DAY
}

/** Reads `2026-11-02`. Throws RangeError for any other form and for a day that does not exist. */
export function dayFromText(text: DateText): Day {
  const day = parseDate(text)
  if (day === null) throw new RangeError(`Not a date: ${text}`)
  return day
}

/** As `dayFromText`, but null instead of the error. Years before 1000 are refused: `Date.UTC` reads 26 as 1926. */
export function parseDate(text: string): Day | null {
  const match = DATE.exec(text)
  if (!match) return null
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  if (year < 1000 || month < 1 || month > 12 || day < 1 || day > lastDayOfMonth(year, month)) return null
  return dayOf(year, month, day)
}

export function textOfDay(day: Day): DateText {
  return new Date(day * MS_PER_DAY).toISOString().slice(0, 10)
}

export function partsOfDay(day: Day): { year: number; month: number; day: number } {
  const date = new Date(day * MS_PER_DAY)
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }
}

export function yearOfDay(day: Day): number {
  return new Date(day * MS_PER_DAY).getUTCFullYear()
}

/** 1 Monday to 7 Sunday. Day 0 was a Thursday. */
export function weekdayOf(day: Day): number {
  return ((((day + 3) % 7) + 7) % 7) + 1
}

export function lastDayOfMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate()
}

/** The same day of the month `months` later, or that month's last day when it is shorter. */
export function addMonths(start: Day, months: number): Day {
  const { year, month, day } = partsOfDay(start)
  const index = year * 12 + (month - 1) + months
  return clampedDay(Math.floor(index / 12), (index % 12) + 1, day)
}

/** `day` of that month, or its last day when it is shorter. */
export function clampedDay(year: number, month: number, day: number): Day {
  return dayOf(year, month, Math.min(day, lastDayOfMonth(year, month)))
}
