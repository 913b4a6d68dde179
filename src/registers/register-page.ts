import { shownValue } from '#src/cases/manual-form.ts'
import type { InstitutionDirectory } from '#src/people/types.ts'
import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import type { FormValue } from '#src/procedure/types.ts'
import { buttonLink } from '#src/web/components/button.ts'
import { icon } from '#src/web/components/icon.ts'
import { pageHead } from '#src/web/components/page-head.ts'
import { formatInstant, formatNumber, type View } from '#src/web/locale/time.ts'
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
  /** Not the first page. */
  readonly later: boolean
  /** On one long sheet. */
  readonly printing: boolean
}

/** A book, by folio, the newest first. Folios of cases that the reader may not see are there, without content. */
export function registerPage(view: View, input: RegisterPageInput): HtmlFragment {
  const { locale } = view
  const { register, entries, limit, columns, printing } = input
  const name = titleOf(register.name)
  const path = `/libros/${register.id}`
  const heads = (['column.folio', 'column.case', 'column.written', 'column.by'] as const).map((key) =>
    words(locale, key),
  )
  return html`${pageHead(view, {
    title: name,
    lead: words(locale, 'book.lead', {
      count: register.lastFolio,
      readable: formatNumber(locale, register.readable),
    }),
    crumbs: [{ label: words(locale, 'title'), href: '/libros' }, { label: name }],
    action: printing
      ? buttonLink({ label: words(locale, 'print.back'), href: path, icon: 'left' })
      : buttonLink({ label: words(locale, 'print'), href: `${path}?hoja=larga`, icon: 'file' }),
  })}<div class="register" role="region" aria-label="${words(locale, 'scroll', { name })}" tabindex="0"><div class="table-frame"><table class="table"><caption class="visually-hidden">${name}</caption>
<thead><tr>${[...heads, ...columns].map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${entries.slice(0, limit).map((entry) => entryRow(view, input, entry, heads))}</tbody></table></div></div>${paging(view, input, path)}`
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
  if (content === null)
    return html`<tr class="reserved">${head}<td colspan="${heads.length - 1 + columns.length}"><span class="reserved-why">${icon('lock')}<span><strong>${words(locale, 'reserved')}.</strong> ${words(locale, 'reserved.why')}</span></span></td></tr>`
  return html`<tr>${head}<td data-label="${caseHead}"><a class="number" href="/expedientes/${content.caseNumber}" title="${content.caseTitle}">${content.caseNumber}</a></td><td data-label="${writtenHead}"><time datetime="${content.writtenAt}">${formatInstant(view, content.writtenAt)}</time></td><td data-label="${byHead}">${content.writtenBy === null ? words(locale, 'system') : input.directory.personName(content.writtenBy)}</td>${fieldCells(view, input, content)}</tr>
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
  { entries, limit, later, printing }: RegisterPageInput,
  path: string,
): HtmlFragment | '' {
  const last = entries.length > limit ? entries[limit - 1] : undefined
  if (!later && last === undefined) return ''
  const sheet = printing ? 'hoja=larga' : ''
  const address = (query: string[]) => [path, query.filter(Boolean).join('&')].filter(Boolean).join('?')
  return html`<nav class="pagination" aria-label="${words(locale, 'title')}"><span class="pagination-links">${
    later ? buttonLink({ label: words(locale, 'first'), href: address([sheet]), small: true }) : ''
  }${last === undefined ? '' : buttonLink({ label: words(locale, 'more'), href: address([sheet, `antes=${last.folio}`]), small: true, icon: 'right' })}</span></nav>`
}
