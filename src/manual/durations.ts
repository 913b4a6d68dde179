import type { Duration, DurationUnit } from '#src/calendar/types.ts'
import { foldText } from './fold-text.ts'
import { nearest } from './nearest.ts'
import { bad, good, type Parsed } from './parsed.ts'
import type { DurationFrom, NormTime } from './types.ts'

const UNITS: Readonly<Record<string, DurationUnit>> = {
  minuto: 'minutes',
  minutos: 'minutes',
  hora: 'hours',
  horas: 'hours',
  'hora corrida': 'running-hours',
  'horas corridas': 'running-hours',
  'dia habil': 'working-days',
  'dias habiles': 'working-days',
  'dia calendario': 'calendar-days',
  'dias calendario': 'calendar-days',
  mes: 'months',
  meses: 'months',
}

const PLURALS = ['minutos', 'horas', 'horas corridas', 'días hábiles', 'días calendario', 'meses']

/** `3 días hábiles` → a duration; else the sentence that says what to write. */
export function parseDuration(text: string): Parsed<Duration> {
  const folded = foldText(text)
  const parts = /^(\d+) ?(\D*)$/.exec(folded)
  if (!parts) return bad(countProblem(folded, text))
  const count = Number(parts[1])
  if (count < 1 || count > 9999) return bad('El número de una duración va de 1 a 9999.')
  const unit = parseUnit(parts[2]!, parts[1]!)
  return unit.ok ? good({ count, unit: unit.value }) : unit
}

/** `3 días hábiles desde paso 2`, `… desde el inicio`, or without `desde`. */
export function parseDurationFrom(text: string): Parsed<DurationFrom> {
  const [, whole = '', since] = /^(.*?)(?: desde (.*))?$/s.exec(foldText(text)) ?? []
  const duration = parseDuration(whole)
  if (!duration.ok) return duration
  if (since === undefined) return good({ duration: duration.value })
  if (since === 'el inicio') return good({ duration: duration.value, from: { kind: 'start' } })
  const step = /^paso (\d{1,4})$/.exec(since)
  if (step) return good({ duration: duration.value, from: { kind: 'step', step: Number(step[1]) } })
  const number = /\d+/.exec(since)
  return bad(`Escriba «desde ${number ? `paso ${number[0]}` : 'paso n'}» o «desde el inicio».`)
}

/** `30 minutos`, `2 a 4 horas`; `—` and nothing mean that no time is given (undefined). */
export function parseNormTime(text: string): Parsed<NormTime | undefined> {
  const folded = foldText(text)
  if (folded === '' || folded === '—') return good(undefined)
  if (/^[-–_]+$/.test(folded)) return bad('Donde no hay tiempo escriba la raya «—» o deje la celda vacía.')
  const range = /^(\d+) a (\d+) ?(\D*)$/.exec(folded)
  if (!range) {
    const loose = /^(\d+) ?(?:-|–|—|o|y|hasta) ?(\d+) ?(\D*)$/.exec(folded)
    if (loose) return bad(`Escriba «${loose[1]} a ${loose[2]} ${loose[3] || 'minutos'}».`)
    const one = parseDuration(text)
    return one.ok ? good({ min: one.value.count, max: one.value.count, unit: one.value.unit }) : one
  }
  const min = Number(range[1])
  const max = Number(range[2])
  if (min < 1 || max > 9999) return bad('El número de un tiempo va de 1 a 9999.')
  if (min > max) return bad(`El tiempo va de menor a mayor: «${max} a ${min} ${range[3]}».`)
  const unit = parseUnit(range[3]!, range[2]!)
  return unit.ok ? good({ min, max, unit: unit.value }) : unit
}

function parseUnit(word: string, count: string): Parsed<DurationUnit> {
  const unit = Object.hasOwn(UNITS, word) ? UNITS[word] : undefined
  if (unit) return good(unit)
  if (word === '') return bad(`Falta la unidad: escriba por ejemplo «${count} horas» o «${count} días hábiles».`)
  if (word === 'dia' || word === 'dias') {
    return bad(`¿Hábiles o calendario? Escriba «${count} días hábiles» o «${count} días calendario».`)
  }
  if (/^semanas?$/.test(word)) {
    return bad(
      `Las semanas no son unidad: escriba «${5 * Number(count)} días hábiles» o «${7 * Number(count)} días calendario».`,
    )
  }
  if (/^anos?$/.test(word)) return bad(`Los años no son unidad: escriba «${12 * Number(count)} meses».`)
  const meant = likelyUnit(word)
  if (meant) return bad(`La unidad «${word}» no se conoce; escriba «${count} ${meant}».`)
  return bad(`La unidad «${word}» no se conoce; las unidades son ${PLURALS.join(', ')}.`)
}

function likelyUnit(word: string): string | undefined {
  if (/^(?:min|mins|mn)\.?$/.test(word)) return 'minutos'
  if (/^(?:h|hs|hr|hrs)\.?$|^horas? (?:habil|laboral|util)/.test(word)) return 'horas'
  if (/^dias? (?:habil|laboral|laborable|util)/.test(word)) return 'días hábiles'
  if (/^dias? (?:natural|corrido|calendario)/.test(word)) return 'días calendario'
  return nearest(word, PLURALS)
}

function countProblem(folded: string, written: string): string {
  if (/^\d+[.,]\d/.test(folded)) return 'El número va entero: use una unidad menor, por ejemplo «90 minutos».'
  if (/^(?:un|una|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez)\b/.test(folded)) {
    return 'El número se escribe con cifras: «2 días hábiles».'
  }
  return `«${written.trim().slice(0, 40)}» no es una duración; escriba un número y su unidad, «2 días hábiles».`
}
