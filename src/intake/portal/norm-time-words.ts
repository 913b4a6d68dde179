import type { NormTime } from '#src/manual/types.ts'
import type { Locale } from '#src/web/locale/locale.ts'

/** A norm time as one says it: `5 días hábiles`, `2 a 4 horas`. */
export function normTimeWords(locale: Locale, { min, max, unit }: NormTime): string {
  const [one, other] = UNITS[locale][unit]
  const count = min === max ? String(max) : `${min} ${locale === 'es' ? 'a' : 'to'} ${max}`
  return `${count} ${max === 1 ? one : other}`
}

const UNITS: Record<Locale, Record<NormTime['unit'], readonly [string, string]>> = {
  es: {
    minutes: ['minuto', 'minutos'],
    hours: ['hora de trabajo', 'horas de trabajo'],
    'running-hours': ['hora', 'horas'],
    'working-days': ['día hábil', 'días hábiles'],
    'calendar-days': ['día', 'días'],
    months: ['mes', 'meses'],
  },
  en: {
    minutes: ['minute', 'minutes'],
    hours: ['working hour', 'working hours'],
    'running-hours': ['hour', 'hours'],
    'working-days': ['working day', 'working days'],
    'calendar-days': ['day', 'days'],
    months: ['month', 'months'],
  },
}
