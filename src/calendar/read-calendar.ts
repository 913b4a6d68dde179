import { compileCalendar, tablesOf } from './compile-calendar.ts'
import { holidayFindings } from './read-holiday.ts'
import { isList, isObject, text, unknownFields } from './read-value.ts'
import { parseTime } from './time-of-day.ts'
import type { CalendarData } from './types.ts'

const FIELDS = ['code', 'name', 'timeZone', 'week', 'holidays']
const MAX_SLOTS = 48
const MAX_HOLIDAYS = 5_000
/** The years in which the calendars that come with the product are seeded; a calendar must let somebody work in each. */
const YEARS = Array.from({ length: 16 }, (_, index) => 2020 + index)

/** Reads a calendar from parsed JSON. Never throws: each finding is a Spanish sentence that says what to write instead. */
export function readCalendar(json: unknown): { calendar: CalendarData } | { findings: string[] } {
  if (!isObject(json))
    return { findings: ['El calendario debe ser un objeto JSON con code, name, timeZone, week y holidays.'] }
  const findings = [
    ...unknownFields(json, FIELDS, 'El calendario'),
    ...text(json.code, 'code: escriba el código del calendario, por ejemplo «GT».'),
    ...text(json.name, 'name: escriba el nombre del calendario.'),
    ...zoneFindings(json.timeZone),
    ...weekFindings(json.week),
    ...holidaysFindings(json.holidays),
  ]
  if (findings.length > 0) return { findings }
  // Every field was checked above; this is the one place where data from outside takes the type.
  const calendar = json as unknown as CalendarData
  const tables = tablesOf(compileCalendar(calendar))
  const idle = YEARS.find((year) => tables.table(year).workdays.length === 0)
  if (idle === undefined) return { calendar }
  return { findings: [`Los feriados no dejan ningún día hábil en ${idle}: revise las fechas de los rangos.`] }
}

function zoneFindings(zone: unknown): string[] {
  const hint = 'escriba una zona horaria de la lista IANA, por ejemplo «America/Guatemala».'
  if (typeof zone !== 'string') return [`timeZone: ${hint}`]
  try {
    // An offset such as -06:00 is accepted by Intl, but it is no zone: it forgets changes of the clock.
    if (!/^[A-Za-z]/.test(zone)) throw new RangeError(zone)
    new Intl.DateTimeFormat('es', { timeZone: zone })
    return []
  } catch {
    return [`timeZone: no existe la zona «${zone}»; ${hint}`]
  }
}

function weekFindings(week: unknown): string[] {
  if (!isObject(week)) return ['week: escriba las jornadas de cada día, de «1» (lunes) a «7» (domingo).']
  const findings = Object.entries(week).flatMap(([weekday, slots]) => {
    if (!/^[1-7]$/.test(weekday)) return [`week: «${weekday}» no es un día; use de «1» (lunes) a «7» (domingo).`]
    if (!isList(slots))
      return [`week.${weekday}: escriba una lista de jornadas, por ejemplo [{"from":"08:00","to":"16:00"}].`]
    if (slots.length > MAX_SLOTS)
      return [`week.${weekday}: son más de ${MAX_SLOTS} jornadas en un día; una las que se siguen.`]
    return slotsFindings(slots, `week.${weekday}`)
  })
  const empty = Object.values(week).every((slots) => isList(slots) && slots.length === 0)
  if (findings.length === 0 && empty)
    return ['week: el calendario no tiene ninguna jornada; escriba al menos una, o nada vencería nunca.']
  return findings
}

function slotsFindings(slots: readonly unknown[], place: string): string[] {
  let close = 0
  return slots.flatMap((slot, index) => {
    const here = `${place}[${index}]`
    if (!isObject(slot)) return [`${here}: escriba la jornada como {"from":"08:00","to":"16:00"}.`]
    const findings = unknownFields(slot, ['from', 'to'], here)
    const [from, to] = [slot.from, slot.to].map((time) => (typeof time === 'string' ? parseTime(time) : null))
    if (from == null)
      findings.push(
        `${here}.from: la hora debe ir de «00:00» a «24:00», con dos cifras; se leyó ${JSON.stringify(slot.from)}.`,
      )
    if (to == null)
      findings.push(
        `${here}.to: la hora debe ir de «00:00» a «24:00», con dos cifras; se leyó ${JSON.stringify(slot.to)}.`,
      )
    if (from == null || to == null) return findings
    if (to <= from)
      findings.push(
        `${here}: la jornada termina (${slot.to}) antes de empezar o al empezar (${slot.from}); si pasa de medianoche, divídala en dos días.`,
      )
    if (from < close)
      findings.push(
        `${here}: la jornada de ${slot.from} a ${slot.to} se traslapa con la anterior o está en desorden; ordénelas sin traslapes.`,
      )
    close = Math.max(close, to)
    return findings
  })
}

function holidaysFindings(holidays: unknown): string[] {
  if (!isList(holidays)) return ['holidays: escriba la lista de feriados; si no hay, escriba [].']
  if (holidays.length > MAX_HOLIDAYS) return [`holidays: son más de ${MAX_HOLIDAYS} feriados; revise la lista.`]
  const seen = new Set<unknown>()
  return holidays.flatMap((rule, index) => {
    const findings = holidayFindings(rule, `holidays[${index}]`)
    if (isObject(rule) && typeof rule.id === 'string') {
      if (seen.has(rule.id))
        findings.push(`holidays[${index}]: el id «${rule.id}» ya se usó; cada feriado lleva el suyo.`)
      seen.add(rule.id)
    }
    return findings
  })
}
