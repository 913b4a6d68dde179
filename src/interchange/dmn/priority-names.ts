import type { Duration } from '#src/calendar/types.ts'

/** How a table of priorities reads in DMN; import and export go by the same names. */
export const IMPACTS = ['alto', 'medio', 'bajo'] as const
export const URGENCIES = ['alta', 'media', 'baja'] as const

export const PRIORITY_DECISION = {
  id: 'Prioridad',
  inputs: ['impacto', 'urgencia'],
  outputs: ['prioridad', 'nombre'],
} as const
export const KIND_DECISION = {
  id: 'Tramites',
  inputs: ['manual', 'procedimiento'],
  outputs: ['impacto', 'urgencia', 'nivel'],
} as const
export const TARGET_DECISION = {
  id: 'Plazos',
  inputs: ['manual', 'procedimiento', 'prioridad'],
  outputs: ['atencion', 'solucion', 'suspende_segun'],
} as const

const UNITS: readonly (readonly [Duration['unit'], string, string])[] = [
  ['minutes', 'minuto', 'minutos'],
  ['hours', 'hora', 'horas'],
  ['working-days', 'día hábil', 'días hábiles'],
]

/** `4 horas`, as the manuals write it; empty where there is none. */
export function durationText(duration: Duration | null): string {
  if (duration === null) return ''
  const [, one, many] = UNITS.find(([unit]) => unit === duration.unit)!
  return `${duration.count} ${duration.count === 1 ? one : many}`
}

/** The duration of a text, null of an empty one, undefined of one that is none. */
export function readDurationText(text: string): Duration | null | undefined {
  const plain = text.normalize('NFC').trim().toLowerCase()
  if (plain === '') return null
  const [, count, words] = /^(\d{1,5})\s+(.+)$/.exec(plain) ?? []
  const unit = UNITS.find(([, one, many]) => words === one || words === many)?.[0]
  return unit === undefined ? undefined : { count: Number(count), unit }
}
