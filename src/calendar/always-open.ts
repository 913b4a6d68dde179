import type { CalendarData, Slot } from './types.ts'

const WHOLE_DAY: readonly Slot[] = [{ from: '00:00', to: '24:00' }]

/** The calendar that manuals name `24 horas`: every day from 00:00 to 24:00, no holidays. */
export function alwaysOpen(timeZone: string): CalendarData {
  const week = Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((weekday) => [weekday, WHOLE_DAY]))
  return { code: '24 horas', name: '24 horas, todos los días', timeZone, week, holidays: [] }
}
