import type { Kysely } from 'kysely'
import { readCalendar } from '#src/calendar/index.ts'
import type { CalendarData, HolidayRule, Slot } from '#src/calendar/types.ts'
import { Refused } from '#src/platform/refusal.ts'
import { readCalendars, type StoredCalendar, saveCalendar } from '../calendars.ts'
import { peopleRefusal } from '../refusals.ts'
import { type AdminContext, adminCommand, found, type Outcome, type Prefill, refuseField } from './command.ts'
import * as field from './field.ts'

const pageOf = (code: string): string => `/administracion/calendarios/${encodeURIComponent(code)}`

/** A day decreed once, whole or from an hour on. Deadlines that are open are counted anew by whoever follows the revision. */
export const addHoliday = adminCommand({
  action: 'calendar.add-holiday',
  words: {
    es: 'Agregar un asueto decretado',
    en: 'Add a decreed holiday',
    button: { es: 'Agregar el asueto', en: 'Add the holiday' },
  },
  page: '/administracion/calendarios/:code/asuetos/nuevo',
  api: '/api/calendars/:code/holidays',
  fields: {
    revision: field.revision(),
    date: field.date({ es: 'Fecha', en: 'Date' }),
    name: field.text({
      es: 'Nombre',
      en: 'Name',
      help: { es: 'Como lo llama el decreto.', en: 'As the decree calls it.' },
    }),
    source: field.text({
      es: 'Decreto o acuerdo que lo fija',
      en: 'Decree that sets it',
      help: { es: 'Con número y fecha.', en: 'With its number and date.' },
    }),
    fromTime: field.optionalTime({
      es: 'Desde la hora',
      en: 'From this hour on',
      help: { es: 'Vacío: todo el día.', en: 'Empty: the whole day.' },
    }),
    office: field.optionalCode({ es: 'Solo en el municipio u oficina', en: 'Only in this municipality or office' }),
  },
  prefill: (_directory, { code }, db) => aboutCalendar(db, code!),
  async run(context, { code }, input) {
    const stored = await calendarOf(context, code!, input.revision)
    const id = `decretado-${input.date}${input.office === null ? '' : `-${input.office.toLowerCase()}`}`
    if (stored.data.holidays.some((rule) => rule.id === id))
      refuseField('date', {
        code: 'taken',
        es: 'Ya hay un asueto decretado para ese día. Quítelo antes.',
        en: 'There is a decreed holiday on that day already. Remove it first.',
      })
    const rule: HolidayRule = {
      id,
      name: input.name,
      day: { kind: 'date', date: input.date },
      source: input.source,
      ...(input.fromTime === null ? {} : { fromTime: input.fromTime }),
      ...(input.office === null ? {} : { offices: [input.office] }),
    }
    return save(context, stored, { ...stored.data, holidays: [...stored.data.holidays, rule] }, 'date')
  },
})

export const removeHoliday = adminCommand({
  action: 'calendar.remove-holiday',
  words: {
    es: 'Quitar un asueto',
    en: 'Remove a holiday',
    button: { es: 'Quitar el asueto', en: 'Remove the holiday' },
  },
  page: '/administracion/calendarios/:code/asuetos/:holiday/quitar',
  api: '/api/calendars/:code/holidays/:holiday/removal',
  fields: {
    revision: field.revision(),
    reason: field.text({
      es: 'Motivo',
      en: 'Reason',
      help: {
        es: 'La norma que lo deroga, o el error que se corrige.',
        en: 'The act that repeals it, or the mistake.',
      },
    }),
  },
  async prefill(_directory, { code, holiday }, db) {
    const calendar = await aboutCalendar(db, code!)
    const rule = calendar?.data.holidays.find(({ id }) => id === holiday)
    return calendar && rule ? { ...calendar, about: rule.name } : null
  },
  async run(context, { code, holiday }, { revision }) {
    const stored = await calendarOf(context, code!, revision)
    found(stored.data.holidays.find(({ id }) => id === holiday))
    return save(
      context,
      stored,
      { ...stored.data, holidays: stored.data.holidays.filter(({ id }) => id !== holiday) },
      'reason',
    )
  },
})

const DAYS = ['Lunes', 'Martes', 'Miércoles', 'Jueves', 'Viernes', 'Sábado', 'Domingo'] as const
const DAYS_EN = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const
const dayField = (weekday: number) =>
  field.optionalText({
    es: DAYS[weekday - 1]!,
    en: DAYS_EN[weekday - 1]!,
    ...(weekday === 1
      ? {
          help: {
            es: 'Por ejemplo 08:00-12:00, 13:00-16:00. Vacío: no se labora.',
            en: 'For example 08:00-12:00, 13:00-16:00. Empty: no work.',
          },
        }
      : {}),
  })

export const saveWeek = adminCommand({
  action: 'calendar.save-week',
  words: { es: 'Jornada de la semana', en: 'Working week', button: { es: 'Guardar la jornada', en: 'Save the week' } },
  page: '/administracion/calendarios/:code/jornada',
  api: '/api/calendars/:code/week',
  fields: {
    revision: field.revision(),
    day1: dayField(1),
    day2: dayField(2),
    day3: dayField(3),
    day4: dayField(4),
    day5: dayField(5),
    day6: dayField(6),
    day7: dayField(7),
  },
  async prefill(_directory, { code }, db) {
    const calendar = await aboutCalendar(db, code!)
    if (!calendar) return null
    const week = Object.fromEntries(
      [1, 2, 3, 4, 5, 6, 7].map((day) => [`day${day}`, slotsText(calendar.data.week[day] ?? [])]),
    )
    return { ...calendar, values: { ...calendar.values, ...week } }
  },
  async run(context, { code }, input) {
    const stored = await calendarOf(context, code!, input.revision)
    const written = [input.day1, input.day2, input.day3, input.day4, input.day5, input.day6, input.day7]
    const week = Object.fromEntries(written.map((text, at) => [`${at + 1}`, readSlots(`day${at + 1}`, text)]))
    return save(context, stored, { ...stored.data, week }, 'day1')
  },
})

export const slotsText = (slots: readonly Slot[]): string => slots.map(({ from, to }) => `${from}-${to}`).join(', ')

function readSlots(name: string, text: string | null): readonly Slot[] {
  if (text === null) return []
  return text.split(',').map((part) => {
    const match = /^\s*(\d{1,2}:\d{2})\s*(?:-|–|a)\s*(\d{1,2}:\d{2})\s*$/.exec(part)
    if (!match)
      refuseField(name, {
        code: 'not-slots',
        es: 'Escriba las jornadas como 08:00-12:00, 13:00-16:00.',
        en: 'Write the hours as 08:00-12:00, 13:00-16:00.',
      })
    return { from: match[1]!.padStart(5, '0'), to: match[2]!.padStart(5, '0') }
  })
}

async function calendarOf({ tx }: AdminContext, code: string, revision: number | null): Promise<StoredCalendar> {
  const stored = found((await readCalendars(tx)).find(({ data }) => data.code === code))
  if (stored.revision !== revision) throw new Refused(peopleRefusal('changed'))
  return stored
}

async function save(
  { tx, actor, now }: AdminContext,
  { revision }: StoredCalendar,
  data: CalendarData,
  fieldName: string,
): Promise<Outcome> {
  const read = readCalendar(data)
  if ('findings' in read) {
    const sentence = read.findings.join(' ')
    refuseField(fieldName, { code: 'not-a-calendar', es: sentence, en: sentence })
  }
  if (!(await saveCalendar(tx, { data, revision, now, by: actor }))) throw new Refused(peopleRefusal('changed'))
  return { subject: { kind: 'calendar', id: data.code }, go: pageOf(data.code) }
}

async function aboutCalendar(
  db: Kysely<unknown>,
  code: string,
): Promise<(Prefill & { readonly data: CalendarData }) | null> {
  const stored = (await readCalendars(db)).find(({ data }) => data.code === code)
  return stored
    ? { values: { revision: stored.revision }, about: stored.data.name, back: pageOf(code), data: stored.data }
    : null
}
