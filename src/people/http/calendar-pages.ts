import { compileCalendar } from '#src/calendar/index.ts'
import type { CalendarData } from '#src/calendar/types.ts'
import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { buttonLink } from '#src/web/components/button.ts'
import { card, facts } from '#src/web/components/card.ts'
import { pageHead } from '#src/web/components/page-head.ts'
import type { Column } from '#src/web/components/table.ts'
import { formatDate, type View } from '#src/web/locale/time.ts'
import { slotsText } from '../admin/calendar-commands.ts'
import type { StoredCalendar } from '../calendars.ts'
import { rowsOf, sectionHead, wordsOf } from './admin-pages.ts'
import { adminWords } from './admin-words.ts'

export function calendarsBody(view: View, calendars: readonly StoredCalendar[]): HtmlFragment {
  const { locale } = view
  const columns: Column<StoredCalendar>[] = [
    {
      label: adminWords(locale, 'name'),
      head: true,
      cell: ({ data }) => html`<a href="${calendarPage(data.code)}">${data.name}</a>`,
    },
    { label: adminWords(locale, 'code'), cell: ({ data }) => data.code },
    { label: adminWords(locale, 'time-zone'), cell: ({ data }) => data.timeZone },
  ]
  return html`${sectionHead(view, adminWords(locale, 'calendars'))}${rowsOf(view, adminWords(locale, 'calendars'), columns, calendars)}`
}

const calendarPage = (code: string) => `/administracion/calendarios/${encodeURIComponent(code)}`

export function calendarBody(view: View, { data }: StoredCalendar, year: number): HtmlFragment {
  const { locale } = view
  const page = calendarPage(data.code)
  const holidays = holidaysOf(data, year)
  const columns: Column<(typeof holidays)[number]>[] = [
    { label: adminWords(locale, 'date'), head: true, cell: ({ date }) => formatDate(view, date) },
    { label: adminWords(locale, 'holiday'), cell: ({ name }) => name },
    {
      label: adminWords(locale, 'hours'),
      cell: ({ fromTime }) =>
        fromTime ? adminWords(locale, 'from-hour', { time: fromTime }) : adminWords(locale, 'whole-day'),
    },
    { label: adminWords(locale, 'office'), cell: ({ offices }) => offices?.join(', ') ?? '' },
    { label: adminWords(locale, 'source'), cell: ({ source }) => source },
    {
      label: adminWords(locale, 'action'),
      cell: ({ id, name }) =>
        html`<a href="${page}/asuetos/${encodeURIComponent(id)}/quitar" aria-label="${adminWords(locale, 'remove')}: ${name}">${adminWords(locale, 'remove')}</a>`,
    },
  ]
  const days = {
    es: ['Lunes', 'Martes', 'Miércoles', 'Jueves', 'Viernes', 'Sábado', 'Domingo'],
    en: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
  }
  return html`${pageHead(view, {
    title: data.name,
    lead: `${data.code} · ${data.timeZone}`,
    crumbs: [
      { label: adminWords(locale, 'title'), href: '/administracion' },
      { label: adminWords(locale, 'calendars'), href: '/administracion/calendarios' },
      { label: data.name },
    ],
    action: buttonLink({
      label: wordsOf(`${'/administracion/calendarios/:code'}/asuetos/nuevo`, locale),
      href: `${page}/asuetos/nuevo`,
      look: 'primary',
      icon: 'plus',
    }),
  })}${card({
    title: adminWords(locale, 'week'),
    aside: buttonLink({ label: adminWords(locale, 'edit'), href: `${page}/jornada`, small: true }),
    body: facts(
      days[locale].map((term, at) => ({
        term,
        value: slotsText(data.week[at + 1] ?? []) || adminWords(locale, 'no-work'),
      })),
    ),
  })}${card({
    title: adminWords(locale, 'holidays', { year }),
    aside: html`<span><a href="${page}?ano=${year - 1}">${adminWords(locale, 'previous', { year: year - 1 })}</a> · <a href="${page}?ano=${year + 1}">${adminWords(locale, 'next', { year: year + 1 })}</a></span>`,
    body: rowsOf(view, adminWords(locale, 'holidays', { year }), columns, holidays),
  })}`
}

/** Each rule's days in a year, one after another: rules are compiled alone, so that none hides another. */
function holidaysOf(data: CalendarData, year: number) {
  return data.holidays
    .flatMap((rule) => {
      const alone = compileCalendar({ ...data, holidays: [rule] }, rule.offices?.[0])
      return daysOf(year)
        .filter((date) => alone.holidayOn(date) !== null)
        .map((date) => ({ ...rule, date }))
    })
    .sort((a, b) => a.date.localeCompare(b.date))
}

const daysOf = (year: number): readonly string[] => {
  const first = Temporal.PlainDate.from({ year, month: 1, day: 1 })
  return Array.from({ length: first.daysInYear }, (_, at) => first.add({ days: at }).toString())
}
