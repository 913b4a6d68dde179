import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { badge } from '#src/web/components/badges.ts'
import { buttonLink } from '#src/web/components/button.ts'
import { card, choiceList } from '#src/web/components/card.ts'
import { emptyState } from '#src/web/components/empty-state.ts'
import { pageHead } from '#src/web/components/page-head.ts'
import { type Column, table } from '#src/web/components/table.ts'
import type { Locale } from '#src/web/locale/locale.ts'
import { formatDate, type View } from '#src/web/locale/time.ts'
import type { TokenWords } from '../admin/command.ts'
import { ADMIN_COMMANDS } from '../admin/commands.ts'
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
      label: adminWords(locale, 'state'),
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

export const wordsOf = (page: string, locale: Locale): string =>
  ADMIN_COMMANDS.find((command) => command.page === page)?.words[locale] ?? ''

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
