import { foldText } from '#src/manual/index.ts'
import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { badge } from '#src/web/components/badges.ts'
import { button, buttonLink } from '#src/web/components/button.ts'
import { card, facts, columns as sideBySide } from '#src/web/components/card.ts'
import { field } from '#src/web/components/field.ts'
import { liveSearch } from '#src/web/components/live-search.ts'
import { pageHead } from '#src/web/components/page-head.ts'
import type { Column } from '#src/web/components/table.ts'
import { filters } from '#src/web/components/tabs.ts'
import { formatDate, formatInstant, type View } from '#src/web/locale/time.ts'
import { unitOptions } from '../admin/field.ts'
import type { Absence, Deputy, InstitutionDirectory, Person, Stretch, Tenure } from '../types.ts'
import { rowsOf, sectionHead, wordsOf } from './admin-pages.ts'
import { adminWords } from './admin-words.ts'

const ROOT = '/administracion/personas'

export interface PeopleAsked {
  readonly search: string
  /** Id of a unit, with everything below it; empty for all. */
  readonly unit: string
  readonly state: string
  /** The last name and id of the page before. */
  readonly after: string
}

const PEOPLE_PAGE = 50
const STATES = ['active', 'absent', 'without', 'administrators', 'left'] as const

/** People by name: those whom the filters leave, a page at a time. */
export function peopleBody(view: View, directory: InstitutionDirectory, asked: PeopleAsked): HtmlFragment {
  const { locale } = view
  const { search, unit, after } = asked
  const state = STATES.find((each) => each === asked.state) ?? 'active'
  const found = peopleAsked(directory, search, unit, state)
  const from = after === '' ? 0 : found.findIndex((person) => placeOf(person) > after)
  const people = from < 0 ? [] : found.slice(from, from + PEOPLE_PAGE)
  const last = people.at(-1)
  const more = from >= 0 && found.length > from + PEOPLE_PAGE
  const columns: Column<Person>[] = [
    {
      label: adminWords(locale, 'name'),
      head: true,
      cell: ({ id, name, username }) => html`<a href="${ROOT}/${id}">${name}</a><span class="under">${username}</span>`,
    },
    { label: adminWords(locale, 'unit'), cell: ({ id }) => directory.unitOf(id)?.name ?? '—' },
    {
      label: adminWords(locale, 'positions-held'),
      cell: ({ id }) =>
        directory
          .positionsOf(id)
          .map(({ title }) => title)
          .join(', ') || '—',
    },
    { label: adminWords(locale, 'state'), cell: (person) => states(view, directory, person) },
  ]
  const query = (place: string) => {
    const params = { q: search, dependencia: unit, situacion: state === 'active' ? '' : state, desde: place }
    const given = new URLSearchParams(Object.entries(params).filter(([, value]) => value !== ''))
    return given.size === 0 ? ROOT : `${ROOT}?${given}`
  }
  return html`${sectionHead(view, adminWords(locale, 'people'), `${ROOT}/nueva`)}${liveSearch({
    results: 'personas-halladas',
    body: filters({
      action: ROOT,
      label: adminWords(locale, 'filter'),
      body: [
        field(view, {
          name: 'q',
          label: adminWords(locale, 'search'),
          type: { kind: 'search' },
          value: search,
          required: true,
        }),
        field(view, {
          name: 'dependencia',
          label: adminWords(locale, 'unit'),
          type: { kind: 'unit' },
          choices: unitOptions(directory),
          none: adminWords(locale, 'all-units'),
          required: true,
          value: unit,
        }),
        field(view, {
          name: 'situacion',
          label: adminWords(locale, 'state'),
          type: { kind: 'unit' },
          choices: STATES.filter((each) => each !== 'active').map((each) => ({
            value: each,
            label: adminWords(locale, `state.${each}`),
          })),
          none: adminWords(locale, 'state.active'),
          required: true,
          value: state === 'active' ? '' : state,
        }),
      ],
      submit: button({ label: adminWords(locale, 'filter') }),
    }),
  })}<div id="personas-halladas" class="search-results"><p class="muted">${adminWords(locale, 'count', { count: found.length })}</p>${rowsOf(view, adminWords(locale, 'people'), columns, people)}${
    after === '' && !more
      ? ''
      : html`<nav class="pagination" aria-label="${adminWords(locale, 'people')}"><span class="pagination-links">${after === '' ? '' : buttonLink({ label: adminWords(locale, 'first-page'), href: query(''), small: true })}${more && last ? buttonLink({ label: adminWords(locale, 'next-page'), href: query(placeOf(last)), small: true, icon: 'right' }) : ''}</span></nav>`
  }</div>`
}

const placeOf = ({ name, id }: Person): string => `${foldText(name)} ${id}`

function peopleAsked(
  directory: InstitutionDirectory,
  search: string,
  unit: string,
  state: (typeof STATES)[number],
): readonly Person[] {
  const { today, rows } = directory
  const words = foldText(search).split(' ').filter(Boolean)
  const units = unit === '' ? null : new Set(directory.unitsUnder(unit))
  const fits = ({ id, leftOn, administratorSince }: Person) => {
    const left = leftOn !== null && leftOn <= today
    if (state === 'left') return left
    if (left) return false
    if (state === 'absent') return directory.away(id)
    if (state === 'without') return directory.positionsOf(id).length === 0
    return state === 'active' || administratorSince !== null
  }
  return rows.people
    .filter((person) => {
      const text = foldText(`${person.name} ${person.username} ${person.extension ?? ''} ${person.email ?? ''}`)
      return (
        words.every((word) => text.includes(word)) &&
        (units === null || units.has(directory.unitOf(person.id)?.id ?? '')) &&
        fits(person)
      )
    })
    .map((person) => ({ person, place: placeOf(person) }))
    .toSorted((a, b) => (a.place < b.place ? -1 : 1))
    .map(({ person }) => person)
}

function states(view: View, directory: InstitutionDirectory, { id, leftOn, administratorSince }: Person): HtmlFragment {
  const { locale } = view
  if (leftOn !== null) return badge(adminWords(locale, 'left', { date: formatDate(view, leftOn) }))
  return html`${administratorSince === null ? '' : badge(adminWords(locale, 'administrator'), 'accent')}${directory.away(id) ? badge(adminWords(locale, 'is-away')) : ''}`
}

/** Everything about a person, with the door to each change. */
export function personBody(view: View, directory: InstitutionDirectory, person: Person): HtmlFragment {
  const { locale } = view
  const own = `${ROOT}/${person.id}`
  const door = (path: string, look: 'primary' | 'secondary' = 'secondary') =>
    buttonLink({ label: wordsOf(`${ROOT}/:id${path}`, locale), href: `${own}${path}`, look, small: true })
  const { rows, today } = directory
  const dates = <Row extends Stretch>(): Column<Row>[] => [
    { label: adminWords(locale, 'from'), cell: ({ from }) => formatDate(view, from) },
    {
      label: adminWords(locale, 'until'),
      cell: ({ until }) => (until === null ? adminWords(locale, 'no-end') : formatDate(view, until)),
    },
  ]
  const end = <Row extends Stretch>(path: (row: Row) => string): Column<Row> => ({
    label: adminWords(locale, 'action'),
    cell: (row) =>
      row.until === null || row.until >= today
        ? html`<a href="${own}${path(row)}">${adminWords(locale, 'end')}</a>`
        : '',
  })
  const tenures: Column<Tenure>[] = [
    { label: adminWords(locale, 'position'), head: true, cell: ({ position }) => postName(directory, position) },
    ...dates<Tenure>(),
    end(({ id }) => `/cargos/${id}/fin`),
  ]
  const absences: Column<Absence>[] = [
    { label: adminWords(locale, 'reason'), head: true, cell: ({ reason }) => reason ?? '—' },
    ...dates<Absence>(),
    end(({ id }) => `/ausencias/${id}/fin`),
  ]
  const held = new Set(rows.tenures.filter((row) => row.person === person.id).map(({ position }) => position))
  const involved = rows.deputies.filter(
    (row) =>
      row.person === person.id ||
      row.forPerson === person.id ||
      (row.forPosition !== null && held.has(row.forPosition)),
  )
  const deputies: Column<Deputy>[] = [
    { label: adminWords(locale, 'deputy'), head: true, cell: (row) => directory.personName(row.person) },
    {
      label: adminWords(locale, 'deputy-for'),
      cell: ({ forPerson, forPosition }) =>
        forPerson === null ? postName(directory, forPosition!) : directory.personName(forPerson),
    },
    ...dates<Deputy>(),
    end(({ id }) => `/suplencias/${id}/fin`),
  ]
  const table = <Row>(title: string, list: Column<Row>[], all: readonly Row[], add: string) =>
    card({ title, aside: door(add), body: rowsOf(view, title, list, all) })
  return html`${pageHead(view, {
    title: person.name,
    status: states(view, directory, person),
    crumbs: [
      { label: adminWords(locale, 'title'), href: '/administracion' },
      { label: adminWords(locale, 'people'), href: ROOT },
      { label: person.name },
    ],
  })}${sideBySide(
    [
      table(
        adminWords(locale, 'tenures'),
        tenures,
        rows.tenures.filter((row) => row.person === person.id),
        '/cargos/nuevo',
      ),
      table(
        adminWords(locale, 'absences'),
        absences,
        rows.absences.filter((row) => row.person === person.id),
        '/ausencias/nueva',
      ),
      table(adminWords(locale, 'deputies'), deputies, involved, '/suplencias/nueva'),
    ],
    [
      card({
        title: adminWords(locale, 'particulars'),
        aside: buttonLink({ label: adminWords(locale, 'edit'), href: `${own}/datos`, small: true }),
        body: facts([
          { term: adminWords(locale, 'username'), value: person.username },
          { term: adminWords(locale, 'unit'), value: directory.unitOf(person.id)?.name ?? '—' },
          {
            term: adminWords(locale, 'contact'),
            value: [person.email, person.phone, person.extension].filter(Boolean).join(' · ') || '—',
          },
        ]),
      }),
      card({
        title: adminWords(locale, 'access'),
        body: html`${person.administratorSince ? html`<p>${adminWords(locale, 'administrator-since', { date: formatInstant(view, person.administratorSince) })}</p>` : ''}<p>${door('/contrasena')}</p><p>${door(person.administratorSince ? '/administracion/fin' : '/administracion')}</p><p>${door('/salida')}</p>`,
      }),
    ],
  )}`
}

function postName(directory: InstitutionDirectory, position: string): string {
  const name = directory.nameOf(position)
  return name ? `${name.post} · ${name.unit}` : position
}
