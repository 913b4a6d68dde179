import type { Kysely } from 'kysely'
import { readCalendar } from '#src/calendar/index.ts'
import type { CalendarData, HolidayRule, Slot } from '#src/calendar/types.ts'
import { Refused } from '#src/platform/refusal.ts'
import { readCalendars, type StoredCalendar, saveCalendar } from '../calendars.ts'
import { peopleRefusal } from '../refusals.ts'
import { type AdminCommand, adminCommand, found, type Params, type Prefill, refuseField } from './command.ts'
import type { Fields, Input } from './field.ts'
import * as field from './field.ts'

const pageOf = (code: string): string => `/administracion/calendarios/${encodeURIComponent(code)}`

/** A day decreed once, whole or from an hour on. Deadlines that are open are counted anew by whoever follows the revision. */
export const addHoliday = calendarCommand({
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
  async change(db, { code }, input) {
    const stored = await calendarOf(db, code!, input.revision)
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
    return { stored, data: { ...stored.data, holidays: [...stored.data.holidays, rule] }, field: 'date' }
  },
})

export const removeHoliday = calendarCommand({
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
  async change(db, { code, holiday }, { revision }) {
    const stored = await calendarOf(db, code!, revision)
    found(stored.data.holidays.find(({ id }) => id === holiday))
    const holidays = stored.data.holidays.filter(({ id }) => id !== holiday)
    return { stored, data: { ...stored.data, holidays }, field: 'reason' }
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

export const saveWeek = calendarCommand({
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
  async change(db, { code }, input) {
    const stored = await calendarOf(db, code!, input.revision)
    const written = [input.day1, input.day2, input.day3, input.day4, input.day5, input.day6, input.day7]
    const week = Object.fromEntries(written.map((text, at) => [`${at + 1}`, readSlots(`day${at + 1}`, text)]))
    return { stored, data: { ...stored.data, week }, field: 'day1' }
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

async function calendarOf(db: Kysely<unknown>, code: string, revision: number | null): Promise<StoredCalendar> {
  const stored = found((await readCalendars(db)).find(({ data }) => data.code === code))
  if (stored.revision !== revision) throw new Refused(peopleRefusal('changed'))
  return stored
}

interface Change {
  readonly stored: StoredCalendar
  readonly data: CalendarData
  /** The field beside which a fault of the whole calendar is said. */
  readonly field: string
}

/** A command whose change of a calendar can be looked at before it is written. */
function calendarCommand<const F extends Fields>(
  given: Omit<AdminCommand<F>, 'run' | 'calendarChange'> & {
    readonly change: (db: Kysely<unknown>, params: Params, input: Input<F>) => Promise<Change>
  },
): AdminCommand<F> {
  const { change, ...command } = given
  return adminCommand({
    ...command,
    async calendarChange(db, params, input) {
      const changed = checked(await change(db, params, input))
      return { before: changed.stored.data, after: changed.data }
    },
    async run({ tx, actor, now }, params, input) {
      const { stored, data } = checked(await change(tx, params, input))
      if (!(await saveCalendar(tx, { data, revision: stored.revision, now, by: actor })))
        throw new Refused(peopleRefusal('changed'))
      return { subject: { kind: 'calendar', id: data.code }, go: pageOf(data.code) }
    },
  })
}

/** The change, refused where what it makes is no calendar. */
function checked(change: Change): Change {
  const read = readCalendar(change.data)
  if ('findings' in read) {
    const sentence = read.findings.join(' ')
    refuseField(change.field, { code: 'not-a-calendar', es: sentence, en: sentence })
  }
  return change
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
