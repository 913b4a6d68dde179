import { dayFromText, partsOfDay } from './day.ts'
import { formatDay, formatTime, type Locale, localTime } from './format-instant.ts'
import type { Due, DueReason, DurationUnit } from './types.ts'

type Holiday = DueReason['holidays'][number]

/** Days in a row that one rule frees. */
interface Stretch {
  readonly first: number
  readonly last: number
  readonly rule: Holiday
}

const UNITS: Record<Locale, Record<DurationUnit, readonly [one: string, many: string]>> = {
  es: {
    minutes: ['minuto hábil contado', 'minutos hábiles contados'],
    hours: ['hora hábil contada', 'horas hábiles contadas'],
    'running-hours': ['hora corrida contada', 'horas corridas contadas'],
    'working-days': ['día hábil contado', 'días hábiles contados'],
    'calendar-days': ['día calendario contado', 'días calendario contados'],
    months: ['mes contado', 'meses contados'],
  },
  en: {
    minutes: ['working minute', 'working minutes'],
    hours: ['working hour', 'working hours'],
    'running-hours': ['running hour', 'running hours'],
    'working-days': ['working day', 'working days'],
    'calendar-days': ['calendar day', 'calendar days'],
    months: ['month', 'months'],
  },
}

/** One sentence that says when something is due and why, with each holiday met on the way and the law that sets it. */
export function explainDue(due: Due, locale: Locale): string {
  const { because } = due
  const zone = because.timeZone ?? 'UTC'
  const end = dueDay(due, zone)
  const { year, month } = partsOfDay(end.day)
  const dayText = (day: number, sameMonth: boolean): string => {
    const parts = partsOfDay(day)
    if (parts.year !== year) return formatDay(day, locale, 'year')
    return formatDay(day, locale, sameMonth && parts.month === month ? 'day' : 'month')
  }
  const momentText = (at: string): string => {
    const { day, minutes } = localTime(at, zone)
    return `${dayText(day, false)} ${formatTime(minutes, locale)}`
  }
  const start = localTime(because.start, zone)
  const oneMonth = partsOfDay(start.day).month === month && partsOfDay(start.day).year === year
  const stretches = stretchesOf(because.holidays)
  const free = stretches
    .filter(({ rule }) => rule.fromTime === undefined)
    .map(({ first, last, rule }) => {
      const days =
        first === last
          ? `${locale === 'es' ? 'el ' : ''}${dayText(first, oneMonth)}`
          : locale === 'es'
            ? `del ${dayText(first, oneMonth)} al ${dayText(last, oneMonth)}`
            : `from ${dayText(first, oneMonth)} to ${dayText(last, oneMonth)}`
      return `${days} (${rule.name}, ${rule.source})`
    })
  const short = stretches
    .filter(({ rule }) => rule.fromTime !== undefined)
    .map(({ first, rule }) =>
      locale === 'es'
        ? `el ${dayText(first, oneMonth)} se trabaja hasta las ${rule.fromTime} (${rule.name}, ${rule.source})`
        : `on ${dayText(first, oneMonth)} work ends at ${rule.fromTime} (${rule.name}, ${rule.source})`,
    )
  const moment = `${formatDay(end.day, locale, 'year')} ${formatTime(end.minutes, locale)}`
  const late = because.countedFrom === because.start ? null : momentText(because.start)
  const counted = momentText(because.countedFrom)
  const amount = `${because.duration.count} ${UNITS[locale][because.duration.unit][because.duration.count === 1 ? 0 : 1]}`
  const parts =
    locale === 'es'
      ? [
          `Vence el ${moment}: ${amount} desde el ${counted}`,
          late && `, porque llegó el ${late}, fuera de la jornada`,
          notCounted(because, free, locale),
          ...short.map((text) => `; ${text}`),
          '.',
        ]
      : [
          `Due on ${moment}: ${amount} counted from ${counted}`,
          late && `, because it arrived on ${late}, outside working hours`,
          notCounted(because, free, locale),
          ...short.map((text) => `; ${text}`),
          '.',
        ]
  return parts.filter(Boolean).join('')
}

/** A day that ends at midnight is due at 24:00 of its own date: that is how the office says it. */
function dueDay(due: Due, zone: string): { day: number; minutes: number } {
  const end = localTime(due.at, zone)
  const endsDay = !['minutes', 'hours', 'running-hours'].includes(due.because.duration.unit)
  return endsDay && end.minutes === 0 ? { day: end.day - 1, minutes: 1440 } : end
}

function notCounted(because: DueReason, free: readonly string[], locale: Locale): string {
  const { restDays, duration } = because
  const items = [...free]
  if (restDays > 0) {
    const [one, many] = locale === 'es' ? ['día de descanso', 'días de descanso'] : ['day of rest', 'days of rest']
    items.push(`${restDays} ${restDays === 1 ? one : many}`)
  }
  if (items.length === 0) return ''
  const single = free.length === 0 ? restDays === 1 : items.length === 1 && free[0]!.startsWith('el ')
  // Calendar days and months count every day; what did not work only moved their end, or their start.
  const counts = duration.unit !== 'calendar-days' && duration.unit !== 'months'
  if (locale === 'en') return `; ${counts ? 'not counted' : 'not working days'}: ${list(items, 'and')}`
  const verb = counts ? (single ? 'no cuenta' : 'no cuentan') : single ? 'no es hábil' : 'no son hábiles'
  return `; ${verb} ${list(items, 'ni')}`
}

function list(items: readonly string[], conjunction: string): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} ${conjunction} ${items.at(-1)}`
}

function stretchesOf(holidays: readonly Holiday[]): readonly Stretch[] {
  const stretches: Stretch[] = []
  for (const rule of holidays) {
    const day = dayFromText(rule.date)
    const open = stretches.at(-1)
    const continues =
      open &&
      rule.fromTime === undefined &&
      open.rule.fromTime === undefined &&
      open.rule.name === rule.name &&
      open.rule.source === rule.source &&
      day - open.last <= 7
    if (continues) stretches[stretches.length - 1] = { ...open, last: day }
    else stretches.push({ first: day, last: day, rule })
  }
  return stretches
}
