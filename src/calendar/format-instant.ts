import { MS_PER_DAY, partsOfDay, weekdayOf } from './day.ts'
import { millisOf } from './instant.ts'
import { timeOf } from './time-of-day.ts'
import type { InstantText } from './types.ts'
import { type ZoneClock, zoneClock } from './zone-clock.ts'

export type Locale = 'es' | 'en'

const WEEKDAYS = {
  es: ['lunes', 'martes', 'miércoles', 'jueves', 'viernes', 'sábado', 'domingo'],
  en: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
} as const
const MONTHS = {
  es: 'enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre'.split(' '),
  en: 'January February March April May June July August September October November December'.split(' '),
} as const

const clocks = new Map<string, ZoneClock>()

/** `lunes 28 de diciembre de 2026 a las 16:00`, `Monday 28 December 2026 at 16:00`; seconds are left out. */
export function formatInstant(at: InstantText, timeZone: string, locale: Locale): string {
  const { day, minutes } = localTime(at, timeZone)
  return `${formatDay(day, locale, 'year')} ${formatTime(minutes, locale)}`
}

/** With less detail: `lunes 28 de diciembre`, `lunes 28`. */
export function formatDay(day: number, locale: Locale, detail: 'year' | 'month' | 'day'): string {
  const { year, month, day: number } = partsOfDay(day)
  const parts: (string | number)[] = [`${WEEKDAYS[locale][weekdayOf(day) - 1]} ${number}`]
  if (detail !== 'day') parts.push(MONTHS[locale][month - 1]!)
  if (detail === 'year') parts.push(year)
  return parts.join(locale === 'es' ? ' de ' : ' ')
}

/** `a las 16:00`. Minutes count from midnight, 1440 is `24:00`. */
export function formatTime(minutes: number, locale: Locale): string {
  return `${locale === 'es' ? 'a las' : 'at'} ${timeOf(minutes)}`
}

/** The local day and the whole minutes since its midnight. */
export function localTime(at: InstantText, timeZone: string): { day: number; minutes: number } {
  const local = clockOf(timeZone).toLocal(millisOf(at))
  const day = Math.floor(local / MS_PER_DAY)
  return { day, minutes: Math.floor((local - day * MS_PER_DAY) / 60_000) }
}

function clockOf(timeZone: string): ZoneClock {
  const known = clocks.get(timeZone)
  if (known) return known
  const clock = zoneClock(timeZone)
  clocks.set(timeZone, clock)
  return clock
}
