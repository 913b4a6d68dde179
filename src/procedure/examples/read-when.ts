import { foldText } from '#src/manual/fold-text.ts'
import type { LocalTime } from './types.ts'

const MONTHS = 'enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre'.split(' ')
const WEEKDAYS = ['lunes', 'martes', 'miércoles', 'jueves', 'viernes', 'sábado', 'domingo']
const FORM = /^(?:el )?(?:([a-z]+),? )?(\d{1,2}) de ([a-z]+) de (\d{4})(?: a las|,)? (\d{1,2}):(\d{2})$/

/** Reads `8:00` (of the day before it) or `[lunes] 2 de noviembre de 2026 a las 8:00`. A sentence when it says neither, or says a day that is not. */
export function readWhen(
  text: string,
  before: LocalTime | null,
): { readonly at: LocalTime } | { readonly wrong: string } {
  const folded = foldText(text)
  const clock = /^(?:a las )?(\d{1,2}):(\d{2})$/.exec(folded)
  if (clock) {
    if (before === null) return { wrong: 'Falta el día: escriba «lunes 2 de noviembre de 2026 a las 8:00».' }
    return at(before.slice(0, 10), clock[1]!, clock[2]!)
  }
  const full = FORM.exec(folded)
  if (!full) return { wrong: `«${text}» no es un momento: escriba «8:00» o «lunes 2 de noviembre de 2026 a las 8:00».` }
  const [, weekday, day, monthName, year, hour, minute] = full
  const month = MONTHS.indexOf(monthName === 'setiembre' ? 'septiembre' : monthName!) + 1
  if (month === 0) return { wrong: `«${monthName}» no es un mes: escriba por ejemplo «noviembre».` }
  const date = dateOf(Number(year), month, Number(day))
  if (!date) return { wrong: `El ${day} de ${monthName} de ${year} no existe.` }
  const right = WEEKDAYS[date.dayOfWeek - 1]!
  if (weekday !== undefined && weekday !== foldText(right)) {
    return { wrong: `El ${Number(day)} de ${monthName} de ${year} es ${right}, no ${weekday}: escriba «${right}».` }
  }
  return at(date.toString(), hour!, minute!)
}

/** `jueves 5 de noviembre de 2026 a las 16:00` */
export function whenText(local: LocalTime): string {
  const { year, month, day, dayOfWeek, hour, minute } = Temporal.PlainDateTime.from(local)
  return `${WEEKDAYS[dayOfWeek - 1]} ${day} de ${MONTHS[month - 1]} de ${year} a las ${hour}:${String(minute).padStart(2, '0')}`
}

function at(date: string, hour: string, minute: string): { readonly at: LocalTime } | { readonly wrong: string } {
  if (Number(hour) > 23 || Number(minute) > 59)
    return { wrong: `${hour}:${minute} no es una hora: escriba de 0:00 a 23:59.` }
  return { at: `${date}T${hour.padStart(2, '0')}:${minute}` }
}

function dateOf(year: number, month: number, day: number): Temporal.PlainDate | null {
  try {
    return Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' })
  } catch {
    return null
  }
}
