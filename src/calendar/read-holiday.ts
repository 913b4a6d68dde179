import { lastDayOfMonth, parseDate } from './day.ts'
import { isList, isObject, isWhole, text, unknownFields } from './read-value.ts'
import { parseTime } from './time-of-day.ts'

const FIELDS = ['id', 'name', 'day', 'source', 'fromTime', 'firstYear', 'lastYear', 'offices']
const DAY_FIELDS: Readonly<Record<string, readonly string[]>> = {
  fixed: ['kind', 'month', 'day', 'moved'],
  easter: ['kind', 'offset', 'lastOffset'],
  range: ['kind', 'from', 'to'],
  date: ['kind', 'date'],
}
const LEAP_YEAR = 2024

/** What is wrong in one holiday rule, as Spanish sentences; `place` is where it stands in the file. */
export function holidayFindings(rule: unknown, place: string): string[] {
  if (!isObject(rule)) return [`${place}: escriba el feriado como objeto con id, name, day y source.`]
  const findings = [
    ...unknownFields(rule, FIELDS, place),
    ...text(rule.id, `${place}.id: escriba un identificador, por ejemplo «navidad».`),
    ...text(rule.name, `${place}.name: escriba el nombre del feriado, como lo dice la ley.`),
    ...text(rule.source, `${place}.source: escriba la ley o el decreto que lo fija.`),
    ...dayFindings(rule.day, `${place}.day`),
  ]
  if (rule.fromTime !== undefined && (typeof rule.fromTime !== 'string' || parseTime(rule.fromTime) === null)) {
    findings.push(`${place}.fromTime: la hora debe ir de «00:00» a «24:00», con dos cifras.`)
  }
  const years = [rule.firstYear, rule.lastYear].filter((year) => year !== undefined)
  if (!years.every((year) => isWhole(year, 1900, 2400))) {
    findings.push(`${place}: firstYear y lastYear son años de 1900 a 2400.`)
  } else if (years.length === 2 && Number(years[0]) > Number(years[1])) {
    findings.push(`${place}: firstYear (${years[0]}) es posterior a lastYear (${years[1]}).`)
  }
  const { offices } = rule
  const named = isList(offices) && offices.length > 0 && offices.every((office) => text(office, '-').length === 0)
  if (offices !== undefined && !named) {
    findings.push(`${place}.offices: escriba al menos una oficina o municipio, o quite el campo si vale para todas.`)
  }
  return findings
}

function dayFindings(day: unknown, place: string): string[] {
  const fields =
    isObject(day) && typeof day.kind === 'string' && Object.hasOwn(DAY_FIELDS, day.kind) && DAY_FIELDS[day.kind]
  if (!isObject(day) || !fields) return [`${place}.kind: escriba fixed, easter, range o date.`]
  const unknown = unknownFields(day, fields, place)
  switch (day.kind) {
    case 'fixed':
      return [...unknown, ...monthDayFindings(day, place), ...movedFindings(day.moved, place)]
    case 'easter':
      return [...unknown, ...easterFindings(day.offset, day.lastOffset, place)]
    case 'range':
      return [...unknown, ...monthDayFindings(day.from, `${place}.from`), ...monthDayFindings(day.to, `${place}.to`)]
    default:
      if (typeof day.date === 'string' && parseDate(day.date) !== null) return unknown
      return [...unknown, `${place}.date: no existe la fecha ${JSON.stringify(day.date)}; escríbala como «2026-11-02».`]
  }
}

function monthDayFindings(value: unknown, place: string): string[] {
  if (!isObject(value) || !isWhole(value.month, 1, 12)) return [`${place}.month: el mes va de 1 a 12.`]
  const last = lastDayOfMonth(LEAP_YEAR, value.month)
  if (isWhole(value.day, 1, last)) return []
  return [`${place}.day: el mes ${value.month} no tiene el día ${JSON.stringify(value.day)}; llega hasta ${last}.`]
}

function movedFindings(moved: unknown, place: string): string[] {
  if (moved === undefined || moved === 'to-monday' || moved === 'nearest-monday') return []
  return [`${place}.moved: escriba to-monday o nearest-monday, o quite el campo.`]
}

function easterFindings(offset: unknown, lastOffset: unknown, place: string): string[] {
  if (!isWhole(offset, -100, 100))
    return [`${place}.offset: escriba los días desde el Domingo de Pascua, de -100 a 100.`]
  if (lastOffset === undefined || isWhole(lastOffset, offset, 100)) return []
  return [`${place}.lastOffset: escriba un número de ${offset} a 100, o quite el campo.`]
}
