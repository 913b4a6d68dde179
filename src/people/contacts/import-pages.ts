import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import type { Refusal } from '#src/platform/refusal.ts'
import { badge } from '#src/web/components/badges.ts'
import { button, buttonLink } from '#src/web/components/button.ts'
import { card } from '#src/web/components/card.ts'
import { field } from '#src/web/components/field.ts'
import { errorSummary, form } from '#src/web/components/form.ts'
import { pageHead } from '#src/web/components/page-head.ts'
import { type Column, table } from '#src/web/components/table.ts'
import type { View } from '#src/web/locale/time.ts'
import { phonesText } from './contact-fields.ts'
import { contactWords as words } from './contact-words.ts'
import type { PlannedRow, StoredImport } from './import-contacts.ts'
import { MOST_ROWS } from './read-contact-rows.ts'

const MOST_SHOWN = 50

const head = (view: View, lead: string) =>
  pageHead(view, {
    title: words(view.locale, 'import.title'),
    lead,
    crumbs: [{ label: words(view.locale, 'title'), href: '/contactos' }, { label: words(view.locale, 'import.title') }],
  })

/** Choosing the file. */
export function importBody(view: View, csrf: string, refusal?: Refusal): HtmlFragment {
  const { locale } = view
  return html`${head(view, words(locale, 'import.lead'))}${card({
    body: form(view, {
      action: '/contactos/importar',
      csrf,
      multipart: true,
      errors: errorSummary(view, refusal ? [{ name: 'archivo', message: refusal[locale] }] : []),
      body: field(view, {
        name: 'archivo',
        label: words(locale, 'import.file'),
        help: words(locale, 'import.help', { rows: MOST_ROWS }),
        type: { kind: 'file', accepts: ['csv', 'txt'] },
        required: true,
      }),
      submit: button({ label: words(locale, 'import.look'), look: 'primary' }),
    }),
  })}`
}

/** What the file would do, before it does it. */
export function plannedBody(
  view: View,
  {
    stored,
    rows,
    csrf,
  }: { readonly stored: StoredImport; readonly rows: readonly PlannedRow[]; readonly csrf: string },
): HtmlFragment {
  const { locale } = view
  const of = (...kinds: readonly PlannedRow['kind'][]) => rows.filter(({ kind }) => kinds.includes(kind))
  const groups = [
    ['import.refused', of('faulty', 'repeated')],
    ['import.changed', of('changed')],
    ['import.added', of('added')],
    ['import.same', of('same')],
  ] as const
  const useful = of('added', 'changed').length > 0
  const action = html`<div class="card planned-send">${
    useful
      ? form(view, {
          action: `/contactos/importar/${stored.id}`,
          csrf,
          body: html``,
          submit: html`${button({ label: words(locale, 'import.submit'), look: 'primary', icon: 'check' })}${buttonLink({ label: words(locale, 'import.again'), href: '/contactos/importar', look: 'quiet' })}`,
        })
      : html`<p>${words(locale, 'import.nothing')}.</p><p>${buttonLink({ label: words(locale, 'import.again'), href: '/contactos/importar' })}</p>`
  }</div>`
  return html`${head(view, stored.fileName)}<p class="planned-counts">${groups.map(([key, list]) => badge(words(locale, key, { count: list.length }), list.length > 0 && key !== 'import.same' ? 'accent' : 'plain'))}</p>${action}${groups
    .filter(([key, list]) => list.length > 0 && key !== 'import.same')
    .map(([key, list]) =>
      card({
        title: words(locale, key, { count: list.length }),
        body: html`${rowTable(view, words(locale, key, { count: list.length }), list.slice(0, MOST_SHOWN))}${list.length > MOST_SHOWN ? html`<p class="muted">${words(locale, 'import.first', { count: MOST_SHOWN })}</p>` : ''}`,
      }),
    )}`
}

function rowTable(view: View, caption: string, rows: readonly PlannedRow[]): HtmlFragment {
  const { locale } = view
  const columns: Column<PlannedRow>[] = [
    { label: words(locale, 'import.line'), align: 'end', cell: ({ line }) => String(line) },
    { label: words(locale, 'name'), head: true, cell: (row) => nameOf(row) },
    {
      label: words(locale, 'entity'),
      cell: (row) =>
        'data' in row
          ? [row.data.entityCode, row.data.entityName].filter(Boolean).join(' ') || words(locale, 'none')
          : words(locale, 'none'),
    },
    {
      label: words(locale, 'phones'),
      cell: (row) => ('data' in row ? phonesText(row.data.phones) || words(locale, 'none') : words(locale, 'none')),
    },
    { label: words(locale, 'import.what'), cell: (row) => whatHappens(view, row) },
  ]
  return table({ caption, captionHidden: true, columns, rows })
}

function nameOf(row: PlannedRow): HtmlFragment | string {
  if (row.kind === 'changed') return html`<a href="/contactos/${row.contact.id}">${row.data.name}</a>`
  if (row.kind === 'added') return row.data.name
  return row.kind === 'same' ? row.contact.name : row.name || '—'
}

function whatHappens({ locale }: View, row: PlannedRow): string {
  switch (row.kind) {
    case 'added':
      return words(locale, 'import.adds')
    case 'changed':
      return words(locale, 'import.changes', { what: row.what.map((name) => words(locale, `what.${name}`)).join(', ') })
    case 'same':
      return ''
    case 'repeated':
      return words(locale, 'import.repeated', { first: row.first })
    case 'faulty':
      return row.faults.map((fault) => fault[locale]).join(' ')
  }
}
