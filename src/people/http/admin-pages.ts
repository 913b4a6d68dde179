import { compileCalendar } from '#src/calendar/index.ts'
import type { CalendarData } from '#src/calendar/types.ts'
import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { badge, when } from '#src/web/components/badges.ts'
import { buttonLink } from '#src/web/components/button.ts'
import { card, choiceList, facts } from '#src/web/components/card.ts'
import { emptyState } from '#src/web/components/empty-state.ts'
import { pageHead } from '#src/web/components/page-head.ts'
import { type Column, table } from '#src/web/components/table.ts'
import type { Locale } from '#src/web/locale/locale.ts'
import { formatDate, type View } from '#src/web/locale/time.ts'
import type { AdminAct } from '../admin/admin-act.store.ts'
import { slotsText } from '../admin/calendar-commands.ts'
import type { TokenWords } from '../admin/command.ts'
import { ADMIN_COMMANDS } from '../admin/commands.ts'
import type { StoredCalendar } from '../calendars.ts'
import type { InstitutionDirectory, Unit } from '../types.ts'
import { adminWords } from './admin-words.ts'

const SECTIONS = [
  ['people', '/administracion/personas'],
  ['positions', '/administracion/cargos'],
  ['units', '/administracion/dependencias'],
  ['groups', '/administracion/grupos'],
  ['lists', '/administracion/listas'],
  ['contacts', '/contactos'],
  ['phones', '/administracion/telefonos'],
  ['calendars', '/administracion/calendarios'],
  ['priorities', '/administracion/prioridades'],
  ['suppliers', '/administracion/proveedores'],
  ['sign-in', '/administracion/ingreso'],
  ['signing', '/administracion/firmas'],
  ['keys', '/administracion/llaves'],
  ['webhooks', '/administracion/webhooks'],
  ['personal-data', '/administracion/datos-personales'],
  ['retention', '/administracion/conservacion'],
  ['scanner', '/administracion/antivirus'],
  ['acts', '/administracion/registro'],
] as const

export function overviewBody({ locale }: View): HtmlFragment {
  return html`${pageHead({ locale }, { title: adminWords(locale, 'title'), lead: adminWords(locale, 'lead') })}${choiceList(
    SECTIONS.map(([key, href]) => ({ title: adminWords(locale, key), href, text: adminWords(locale, `${key}.text`) })),
  )}`
}

/** The head of a section: its name, the way to it, and the form that adds to it. */
export function sectionHead({ locale }: Pick<View, 'locale'>, title: string, add?: string): HtmlFragment {
  const command = ADMIN_COMMANDS.find(({ page }) => page === add)
  return pageHead(
    { locale },
    {
      title,
      crumbs: [{ label: adminWords(locale, 'title'), href: '/administracion' }, { label: title }],
      ...(command
        ? { action: buttonLink({ label: command.words[locale], href: command.page, look: 'primary', icon: 'plus' }) }
        : {}),
    },
  )
}

/** A table, or the sentence that there is nothing. */
export function rowsOf<Row>(
  { locale }: Pick<View, 'locale'>,
  caption: string,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
): HtmlFragment {
  return rows.length === 0 ? emptyState({ title: adminWords(locale, 'empty') }) : table({ caption, columns, rows })
}

export function unitsBody(view: View, directory: InstitutionDirectory): HtmlFragment {
  const { locale } = view
  const columns: Column<{ unit: Unit; depth: number }>[] = [
    {
      label: adminWords(locale, 'name'),
      head: true,
      // The level is told in words too, for whoever does not see how far it stands in.
      cell: ({ unit, depth }) =>
        html`<span class="level level-${String(Math.min(depth, 8))}">${depth === 0 ? '' : html`<span class="visually-hidden">${adminWords(locale, 'level', { depth })} </span>`}<a href="/administracion/dependencias/${unit.id}">${unit.name}</a></span>`,
    },
    { label: adminWords(locale, 'code'), cell: ({ unit }) => unit.code },
    {
      label: adminWords(locale, 'head'),
      cell: ({ unit }) => headCell(directory, unit),
    },
    { label: adminWords(locale, 'office'), cell: ({ unit }) => unit.office ?? '' },
    {
      label: '',
      cell: ({ unit }) =>
        unit.closedOn ? badge(adminWords(locale, 'closed', { date: formatDate(view, unit.closedOn) })) : '',
    },
  ]
  return html`${sectionHead(view, adminWords(locale, 'units'), '/administracion/dependencias/nueva')}${rowsOf(view, adminWords(locale, 'units'), columns, tree(directory.rows.units))}`
}

/** The head's position and who acts in it today. */
function headCell(directory: InstitutionDirectory, { head }: Unit): HtmlFragment | string {
  if (head === null) return '—'
  const names = directory.holders(head).map((person) => directory.personName(person))
  return html`${directory.postById(head)?.title ?? ''}${names.length === 0 ? '' : html`<span class="under">${names.join(', ')}</span>`}`
}

function tree(units: readonly Unit[]): readonly { unit: Unit; depth: number }[] {
  const below = Map.groupBy(units, ({ parent }) => parent)
  const walk = (parent: string | null, depth: number): { unit: Unit; depth: number }[] =>
    (below.get(parent) ?? [])
      .toSorted((a, b) => a.name.localeCompare(b.name, 'es'))
      .flatMap((unit) => [{ unit, depth }, ...walk(unit.id, depth + 1)])
  return walk(null, 0)
}

export function positionsBody(view: View, directory: InstitutionDirectory): HtmlFragment {
  const { locale } = view
  const unitName = (id: string) => directory.unitById(id)?.name ?? ''
  const posts = directory.rows.posts.toSorted(
    (a, b) => a.title.localeCompare(b.title, 'es') || unitName(a.unit).localeCompare(unitName(b.unit), 'es'),
  )
  const holders = (id: string) =>
    directory.rows.tenures
      .filter(
        (row) =>
          row.position === id && row.from <= directory.today && (row.until === null || row.until >= directory.today),
      )
      .map(({ person }) => html`<a href="/administracion/personas/${person}">${directory.personName(person)}</a>`)
  const columns: Column<(typeof posts)[number]>[] = [
    {
      label: adminWords(locale, 'position'),
      head: true,
      cell: ({ id, title }) => html`<a href="/administracion/cargos/${id}">${title}</a>`,
    },
    { label: adminWords(locale, 'unit'), cell: ({ unit }) => directory.unitById(unit)?.name ?? '' },
    { label: adminWords(locale, 'code'), cell: ({ code }) => code },
    {
      label: adminWords(locale, 'holders'),
      cell({ id, closedOn }) {
        if (closedOn) return badge(adminWords(locale, 'abolished', { date: formatDate(view, closedOn) }))
        const names = holders(id)
        return names.length > 0
          ? html`${names.map((name, at) => [at > 0 ? ', ' : '', name])}`
          : badge(adminWords(locale, 'vacant'))
      },
    },
    { label: adminWords(locale, 'places'), align: 'end', cell: ({ places }) => String(places) },
  ]
  return html`${sectionHead(view, adminWords(locale, 'positions'), '/administracion/cargos/nuevo')}${rowsOf(view, adminWords(locale, 'positions'), columns, posts)}`
}

export function groupsBody(view: View, directory: InstitutionDirectory): HtmlFragment {
  const { locale } = view
  const columns: Column<InstitutionDirectory['rows']['groups'][number]>[] = [
    {
      label: adminWords(locale, 'name'),
      head: true,
      cell: ({ id, name }) => html`<a href="/administracion/grupos/${id}">${name}</a>`,
    },
    { label: adminWords(locale, 'code'), cell: ({ code }) => code },
    { label: adminWords(locale, 'members'), cell: ({ members }) => members.map(directory.personName).join(', ') },
  ]
  return html`${sectionHead(view, adminWords(locale, 'groups'), '/administracion/grupos/nuevo')}${rowsOf(view, adminWords(locale, 'groups'), columns, directory.rows.groups)}`
}

export function listsBody(view: View, directory: InstitutionDirectory): HtmlFragment {
  const { locale } = view
  const columns: Column<InstitutionDirectory['rows']['lists'][number]>[] = [
    {
      label: adminWords(locale, 'name'),
      head: true,
      cell: ({ id, name }) => html`<a href="/administracion/listas/${id}">${name}</a>`,
    },
    { label: adminWords(locale, 'code'), cell: ({ code }) => code },
    { label: adminWords(locale, 'items'), cell: ({ members }) => members.map(({ name }) => name).join(', ') },
  ]
  return html`${sectionHead(view, adminWords(locale, 'lists'), '/administracion/listas/nueva')}${rowsOf(view, adminWords(locale, 'lists'), columns, directory.rows.lists)}`
}

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

export const wordsOf = (page: string, locale: Locale): string =>
  ADMIN_COMMANDS.find((command) => command.page === page)?.words[locale] ?? ''

export function actsBody(
  view: View,
  acts: readonly (AdminAct & { readonly seq: number })[],
  directory: InstitutionDirectory,
): HtmlFragment {
  const { locale } = view
  const name = (action: string) =>
    ADMIN_COMMANDS.find((command) => command.action === action)?.words[locale] ??
    OTHER_ACTIONS[action]?.(locale) ??
    actNames.get(action)?.[locale] ??
    (action.startsWith('institution.') ? adminWords(locale, 'loaded') : action)
  const subject = ({ kind, id }: AdminAct['subject']) =>
    kind === 'person'
      ? directory.personName(id)
      : kind === 'unit'
        ? (directory.unitById(id)?.name ?? id)
        : kind === 'position'
          ? (directory.postById(id)?.title ?? id)
          : id
  const columns: Column<(typeof acts)[number]>[] = [
    { label: adminWords(locale, 'when'), head: true, cell: ({ at }) => when(view, at) },
    {
      label: adminWords(locale, 'who'),
      cell: ({ actor }) => (actor === null ? adminWords(locale, 'system') : directory.personName(actor)),
    },
    { label: adminWords(locale, 'what'), cell: ({ action }) => name(action) },
    { label: adminWords(locale, 'about'), cell: (act) => subject(act.subject) },
    { label: adminWords(locale, 'details'), cell: ({ data }) => detailsOf(data) },
  ]
  const last = acts.at(-1)
  return html`${sectionHead(view, adminWords(locale, 'acts'))}${rowsOf(view, adminWords(locale, 'acts'), columns, acts)}${last && acts.length === 50 ? html`<p><a href="/administracion/registro?antes=${last.seq}">${adminWords(locale, 'older')}</a></p>` : ''}`
}

const OTHER_ACTIONS: Readonly<Record<string, (locale: Locale) => string>> = {
  'contacts.import': (locale) => adminWords(locale, 'imported'),
  'contacts.export': (locale) => adminWords(locale, 'exported'),
}

// What the commands of other features are called, from when they are served.
const actNames = new Map<string, { readonly es: string; readonly en: string }>()

/** Says how the acts of these commands read in the record of changes. */
export function nameActs(
  commands: readonly { readonly action: string; readonly words: { readonly es: string; readonly en: string } }[],
): void {
  for (const { action, words } of commands) actNames.set(action, words)
}

const detailsOf = (data: AdminAct['data']): string =>
  Object.entries(data)
    .filter(([, value]) => value !== null && value !== '')
    .map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(' · ')

export function oneTimePasswordBody({
  locale,
  name,
  password,
  go,
}: {
  readonly locale: Locale
  readonly name: string
  readonly password: string
  readonly go: string
}): HtmlFragment {
  return html`${pageHead({ locale }, { title: adminWords(locale, 'one-time-title'), lead: adminWords(locale, 'one-time-lead', { name }) })}${card(
    {
      body: html`<p class="number"><code>${password}</code></p><p>${adminWords(locale, 'one-time-next')}</p><p>${buttonLink({ label: adminWords(locale, 'one-time-done'), href: go, look: 'primary' })}</p>`,
    },
  )}`
}

/** Shows a token, once. */
export function tokenBody({
  locale,
  words,
  token,
  go,
}: {
  readonly locale: Locale
  readonly words: TokenWords
  readonly token: string
  readonly go: string
}): HtmlFragment {
  return html`${pageHead({ locale }, { title: words.title, lead: words.lead })}${card({
    body: html`<p class="secret-token"><code>${token}</code></p><p>${words.next}</p><p>${buttonLink({ label: adminWords(locale, 'token-done'), href: go, look: 'primary' })}</p>`,
  })}`
}
