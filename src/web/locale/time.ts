import type { Deferring } from '../components/deferred.ts'
import type { Locale } from './locale.ts'
import { t } from './t.ts'

/** Language, time zone and clock of the screen that is being drawn. */
export interface View {
  readonly locale: Locale
  /** IANA name of the institution's zone, `America/Guatemala`. */
  readonly timeZone: string
  readonly now: Temporal.Instant
  /** Set where the page's closed parts are fetched when they are opened. */
  readonly deferring?: Deferring
}

/** An instant as ISO 8601 text (`2026-11-02T14:00:00Z`) or as Temporal. */
export type InstantLike = string | Temporal.Instant

export type DueState = 'overdue' | 'soon' | 'ok'

/** `2 nov 2026, 08:00`, in the institution's zone. */
export function formatInstant({ locale, timeZone }: View, at: InstantLike): string {
  const minute = Math.floor(millis(at) / MINUTE)
  const known = instantsOf(locale, timeZone)
  let text = known.get(minute)
  if (text === undefined) {
    text = formatter(locale, timeZone, 'instant').format(minute * MINUTE)
    if (known.size >= MOST_INSTANTS) known.clear()
    known.set(minute, text)
  }
  return text
}

/** The office's date and hour of an instant, as a cell of a spreadsheet. */
export function localMoment({ timeZone }: Pick<View, 'timeZone'>, at: InstantLike): Temporal.PlainDateTime {
  return Temporal.Instant.from(at).toZonedDateTimeISO(timeZone).toPlainDateTime()
}

/** `lunes, 2 de noviembre de 2026`, in the institution's zone. */
export function formatDay(view: View, at: InstantLike): string {
  return formatter(view.locale, view.timeZone, 'day').format(millis(at))
}

/** `lunes 2 de noviembre`, within a sentence, in the institution's zone. */
export function formatWeekday({ locale, timeZone }: Pick<View, 'locale' | 'timeZone'>, at: InstantLike): string {
  return formatter(locale, timeZone, 'weekday').format(millis(at)).replace(',', '')
}

/** `08:00`, in the institution's zone. */
export function formatTime(view: Pick<View, 'locale' | 'timeZone'>, at: InstantLike): string {
  return formatter(view.locale, view.timeZone, 'time').format(millis(at))
}

/** A date without a time (`2026-11-02`) as `2 nov 2026`. */
export function formatDate(view: Pick<View, 'locale'>, date: string): string {
  const day = Temporal.PlainDate.from(date).toZonedDateTime('UTC')
  return formatter(view.locale, 'UTC', 'date').format(day.epochMilliseconds)
}

/** `hace 5 min`, `en 2 h`, `ahora`. */
export function formatRelative(view: View, at: InstantLike): string {
  const distance = millis(at) - view.now.epochMilliseconds
  if (Math.abs(distance) < MINUTE) return t(view.locale, 'time.now')
  return t(view.locale, distance < 0 ? 'time.ago' : 'time.in', { span: formatSpan(view.locale, Math.abs(distance)) })
}

/** `vence en 2 h`, `venció hace 1 día`, and how urgent that is. Soon means within `soonMinutes` of running time. */
export function formatDue(
  view: View,
  at: InstantLike,
  soonMinutes = 240,
): { readonly state: DueState; readonly text: string } {
  const distance = millis(at) - view.now.epochMilliseconds
  const state = distance <= 0 ? 'overdue' : distance <= soonMinutes * MINUTE ? 'soon' : 'ok'
  if (Math.abs(distance) < MINUTE) return { state, text: t(view.locale, 'due.now') }
  return {
    state,
    text: t(view.locale, distance < 0 ? 'due.ago' : 'due.in', { span: formatSpan(view.locale, Math.abs(distance)) }),
  }
}

/** A length of time in its largest whole unit: `5 min`, `3 h`, `12 días`, `4 meses`. */
export function formatSpan(locale: Locale, milliseconds: number): string {
  if (milliseconds < HOUR) return t(locale, 'span.minutes', { count: Math.floor(milliseconds / MINUTE) })
  if (milliseconds < DAY) return t(locale, 'span.hours', { count: Math.floor(milliseconds / HOUR) })
  if (milliseconds < 60 * DAY) return t(locale, 'span.days', { count: Math.floor(milliseconds / DAY) })
  if (milliseconds < 730 * DAY) return t(locale, 'span.months', { count: Math.floor(milliseconds / (30.4375 * DAY)) })
  return t(locale, 'span.years', { count: Math.floor(milliseconds / (365.25 * DAY)) })
}

/** A number with the separators of the language: `12,480` (Guatemala, El Salvador and Peru write it as English does). */
export function formatNumber(locale: Locale, value: number): string {
  return numbers[locale].format(value)
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

// English is British here only so that the day comes before the month in both languages.
const TAGS: Record<Locale, string> = { es: 'es-GT', en: 'en-GB' }

const SHAPES = {
  instant: { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  day: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  weekday: { weekday: 'long', day: 'numeric', month: 'long' },
  date: { day: 'numeric', month: 'short', year: 'numeric' },
  time: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>

// The same minutes stand on page after page, and writing one costs more than all the rest of a row of a tray.
const MOST_INSTANTS = 5_000
const instants = new Map<string, Map<number, string>>()

function instantsOf(locale: Locale, timeZone: string): Map<number, string> {
  const key = `${locale} ${timeZone}`
  let known = instants.get(key)
  if (known === undefined) {
    known = new Map()
    instants.set(key, known)
  }
  return known
}

// Making a formatter costs about a hundred times one use of it, and a tray shows hundreds of instants.
const formatters = new Map<string, Intl.DateTimeFormat>()
const numbers: Record<Locale, Intl.NumberFormat> = {
  es: new Intl.NumberFormat(TAGS.es),
  en: new Intl.NumberFormat(TAGS.en),
}

function formatter(locale: Locale, timeZone: string, shape: keyof typeof SHAPES): Intl.DateTimeFormat {
  const key = `${locale} ${timeZone} ${shape}`
  const known = formatters.get(key)
  if (known) return known
  const made = new Intl.DateTimeFormat(TAGS[locale], { ...SHAPES[shape], timeZone })
  formatters.set(key, made)
  return made
}

function millis(at: InstantLike): number {
  if (typeof at !== 'string') return at.epochMilliseconds
  // What the database gives is ISO 8601 with Z, which `Date` reads at a tenth of the cost; anything else is read, or refused, by Temporal.
  const known = at.endsWith('Z') ? Date.parse(at) : Number.NaN
  return Number.isNaN(known) ? Temporal.Instant.from(at).epochMilliseconds : known
}
