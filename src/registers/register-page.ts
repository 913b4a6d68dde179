import { shownValue } from '#src/cases/manual-form.ts'
import type { InstitutionDirectory } from '#src/people/types.ts'
import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import type { FormValue } from '#src/procedure/types.ts'
import { button, buttonLink } from '#src/web/components/button.ts'
import { emptyState } from '#src/web/components/empty-state.ts'
import { field } from '#src/web/components/field.ts'
import { icon } from '#src/web/components/icon.ts'
import { pageHead } from '#src/web/components/page-head.ts'
import { formatInstant, type View } from '#src/web/locale/time.ts'
import type { Annotation } from './annotations/annotation.store.ts'
import { type EntryFilter, isFiltered, writeEntryFilter } from './entry-filter.ts'
import { annotationList } from './folio-page.ts'
import type { EntryContent, Register, RegisterEntry } from './register.store.ts'
import { titleOf } from './registers-page.ts'
import { words } from './words.ts'

export interface RegisterPageInput {
  readonly register: Register
  /** One entry more than `limit` when there are others. */
  readonly entries: readonly RegisterEntry[]
  readonly limit: number
  readonly columns: readonly string[]
  readonly fileNames: ReadonlyMap<string, string>
  readonly directory: InstitutionDirectory
  /** Of the entries that may be read. */
  readonly annotations: readonly Annotation[]
  /** Not the first page. */
  readonly later: boolean
  readonly filter: EntryFilter
  /** On one long sheet. */
  readonly printing: boolean
}

/** A book, by folio, the newest first. Folios of cases that the reader may not see are there, without content. */
export function registerPage(view: View, input: RegisterPageInput): HtmlFragment {
  const { locale } = view
  const { register, entries, printing } = input
  const name = titleOf(register.name)
  const path = `/libros/${register.id}`
  const heads = (['column.folio', 'column.case', 'column.written', 'column.by'] as const).map((key) =>
    words(locale, key),
  )
  return html`${pageHead(view, {
    title: name,
    lead: words(locale, 'book.lead', {
      count: register.lastFolio,
    }),
    crumbs: [{ label: words(locale, 'title'), href: '/libros' }, { label: name }],
    action: printing
      ? buttonLink({ label: words(locale, 'print.back'), href: path, icon: 'left' })
      : buttonLink({ label: words(locale, 'print'), href: `${path}?hoja=larga`, icon: 'file' }),
  })}${printing ? '' : tools(view, input, path)}${entries.length === 0 ? emptyState({ icon: 'book', title: words(locale, 'filter.nothing'), text: words(locale, 'filter.nothing-hint') }) : sheet(view, input, name, [...heads])}${paging(view, input, path)}`
}

function sheet(view: View, input: RegisterPageInput, name: string, heads: string[]): HtmlFragment {
  const { locale } = view
  const { entries, limit, columns } = input
  return html`<div class="register" role="region" aria-label="${words(locale, 'scroll', { name })}" tabindex="0"><div class="table-frame"><table class="table"><caption class="visually-hidden">${name}</caption>
<thead><tr>${[...heads, ...columns].map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${entries.slice(0, limit).map((entry) => entryRow(view, input, entry, heads))}</tbody></table></div></div>`
}

/** Looking for entries, the months, and the file. */
function tools(view: View, { filter }: RegisterPageInput, path: string): HtmlFragment {
  const { locale } = view
  const day = (name: string, label: string, value: string | null) =>
    field(view, { name, label, type: { kind: 'date' }, value: value ?? '' })
  return html`<form class="filters" method="get" action="${path}" role="search" aria-label="${words(locale, 'filter.title')}">${field(view, { name: 'q', label: words(locale, 'filter.words'), type: { kind: 'text' }, value: filter.words })}${day('desde', words(locale, 'filter.from'), filter.from)}${day('hasta', words(locale, 'filter.until'), filter.until)}<div class="filters-submit">${button({ label: words(locale, 'filter.go'), icon: 'search' })}${isFiltered(filter) ? buttonLink({ label: words(locale, 'filter.none'), href: path, look: 'quiet' }) : ''}</div></form><p class="register-ways">${buttonLink({ label: words(locale, 'month.title'), href: `${path}/meses`, small: true })}<a class="button secondary small" data-turbo="false" href="${[`${path}/asientos.csv`, writeEntryFilter(filter).join('&')].filter(Boolean).join('?')}">${icon('file')}<span>${words(locale, 'csv')}</span></a></p>`
}

function entryRow(
  view: View,
  input: RegisterPageInput,
  { folio, content }: RegisterEntry,
  heads: string[],
): HtmlFragment {
  const { locale } = view
  const { columns } = input
  const [folioHead = '', caseHead = '', writtenHead = '', byHead = ''] = heads
  const head = html`<th scope="row" class="row-head" data-label="${folioHead}"><span class="folio">${folioHead} </span><span class="number">${folio}</span></th>`
  const beside = input.annotations.filter((each) => each.folio === folio)
  if (content === null)
    return html`<tr class="reserved">${head}<td colspan="${heads.length - 1 + columns.length}"><span class="reserved-why">${icon('lock')}<span><strong>${words(locale, 'reserved')}.</strong> ${words(locale, 'reserved.why')}</span></span></td></tr>`
  return html`<tr>${head}<td data-label="${caseHead}"><a class="number" href="/expedientes/${content.caseNumber}" title="${content.caseTitle}">${content.caseNumber}</a> <a href="/libros/${input.register.id}/folios/${folio}">${words(locale, 'folio.write')}</a></td><td data-label="${writtenHead}"><time datetime="${content.writtenAt}">${formatInstant(view, content.writtenAt)}</time></td><td data-label="${byHead}">${content.writtenBy === null ? words(locale, 'system') : input.directory.personName(content.writtenBy)}</td>${fieldCells(view, input, content)}</tr>${beside.length === 0 ? '' : html`<tr class="annotated"><td colspan="${heads.length + columns.length}">${annotationList(view, beside, (id) => input.directory.personName(id))}</td></tr>`}
`
}

function fieldCells(view: View, input: RegisterPageInput, content: EntryContent): HtmlFragment | HtmlFragment[] {
  const { fields, erasedAt } = content
  if (fields !== null)
    return input.columns.map((name) => html`<td data-label="${name}">${fieldCell(input, fields, name)}</td>`)
  if (input.columns.length === 0) return []
  const said = words(view.locale, 'erased', { date: erasedAt === null ? '—' : formatInstant(view, erasedAt) })
  return html`<td colspan="${input.columns.length}"><span class="reserved-why">${icon('lock')}<span>${said}</span></span></td>`
}

function fieldCell(
  { fileNames, directory }: RegisterPageInput,
  fields: NonNullable<EntryContent['fields']>,
  name: string,
): HtmlFragment {
  const value: FormValue = fields[name] ?? null
  const shown = shownValue(value, {
    file: (id) => fileNames.get(id) ?? '—',
    person: (id) => directory.personName(id),
  })
  return typeof value === 'object' && value !== null && fileNames.has(value.file)
    ? html`<a href="/archivos/${value.file}" data-turbo="false">${shown}</a>`
    : html`<span>${shown}</span>`
}

function paging(
  { locale }: View,
  { entries, limit, later, printing, filter }: RegisterPageInput,
  path: string,
): HtmlFragment | '' {
  const last = entries.length > limit ? entries[limit - 1] : undefined
  if (!later && last === undefined) return ''
  const kept = [...(printing ? ['hoja=larga'] : []), ...writeEntryFilter(filter)]
  const address = (query: string[]) => [path, query.join('&')].filter(Boolean).join('?')
  return html`<nav class="pagination" aria-label="${words(locale, 'title')}"><span class="pagination-links">${
    later ? buttonLink({ label: words(locale, 'first'), href: address(kept), small: true }) : ''
  }${last === undefined ? '' : buttonLink({ label: words(locale, 'more'), href: address([...kept, `antes=${last.folio}`]), small: true, icon: 'right' })}</span></nav>`
}
