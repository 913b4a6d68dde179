import type { Duration } from '#src/calendar/types.ts'

/** A count of a unit as manuals write it: «1 hora», «3 días hábiles». */
export function durationName(count: number, unit: Duration['unit']): string {
  const [one, many] = UNITS[unit]
  return `${count} ${count === 1 ? one : many}`
}

const UNITS: Readonly<Record<Duration['unit'], readonly [one: string, many: string]>> = {
  minutes: ['minuto', 'minutos'],
  hours: ['hora', 'horas'],
  'running-hours': ['hora corrida', 'horas corridas'],
  'working-days': ['día hábil', 'días hábiles'],
  'calendar-days': ['día calendario', 'días calendario'],
  months: ['mes', 'meses'],
}
