import { SHEET_FORMATS } from '#src/interchange/spreadsheet/index.ts'
import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import type { Piece } from '#src/spanish/index.ts'
import { statusBadge } from '#src/web/components/badges.ts'
import { button, buttonLink } from '#src/web/components/button.ts'
import { disclosure } from '#src/web/components/dialog.ts'
import { downloads } from '#src/web/components/downloads.ts'
import { emptyState } from '#src/web/components/empty-state.ts'
import { icon } from '#src/web/components/icon.ts'
import { pageHead } from '#src/web/components/page-head.ts'
import { formatInstant, formatNumber, type View } from '#src/web/locale/time.ts'
import { MOST_ROWS } from './file/search-file.ts'
import { FILTER_NAMES, FILTERS, type ResultKind } from './query/filters.ts'
import type { WrittenFilter } from './query/types.ts'
import { type NotSaved, savedList, saveForm } from './saved/saved-panel.ts'
import type { SavedSearch } from './saved/saved-search.store.ts'
import type { Hit } from './types.ts'
import { words } from './words.ts'

export const SEARCH_PATH = '/buscar'

export const RESULT_KINDS: readonly ResultKind[] = ['cases', 'messages', 'articles', 'manuals', 'contacts']

/** Names of the kinds in addresses. */
export const KIND_NAMES: Readonly<Record<ResultKind, string>> = {
  cases: 'casos',
  messages: 'mensajes',
  articles: 'articulos',
  manuals: 'manuales',
  contacts: 'personas',
}

export interface CountOfKind {
  readonly kind: ResultKind
  /** Null where it was not counted. */
  readonly count: number | null
  /** There are more than were counted. */
  readonly more: boolean
}

export interface SearchPageInput {
  readonly query: string
  readonly kind: ResultKind
  readonly hits: readonly Hit[]
  readonly counts: readonly CountOfKind[]
  readonly filters: readonly WrittenFilter[]
  /** What does not make sense, in sentences. */
  readonly faults: readonly string[]
  readonly instead: readonly { readonly written: string; readonly words: readonly string[] }[]
  /** Where the next page begins; null where there is none. */
  readonly next: number | null
  readonly later: boolean
  /** There are more that no next page leads to. */
  readonly cut: boolean
  readonly saved: readonly SavedSearch[]
  readonly csrf: string
  readonly notSaved?: NotSaved | undefined
}

/** What was found, by kinds, with the passages in which it was. */
export function searchPage(view: View, input: SearchPageInput): HtmlFragment {
  const { locale } = view
  const { query, kind, hits, faults, instead, next, later, cut } = input
  return html`${pageHead(view, { title: words(locale, 'title'), lead: words(locale, 'lead') })}${box(view, input)}${
    faults.length === 0
      ? ''
      : html`<div class="flash warning" role="alert">${icon('alert')}<div><p><strong>${words(locale, 'faults')}</strong></p><ul>${faults.map((fault) => html`<li>${fault}</li>`)}</ul></div></div>`
  }${chips(view, input)}${query.trim() === '' ? '' : kinds(view, input)}${instead.map(
    ({ written, words: others }) =>
      html`<p class="muted search-instead">${words(locale, 'instead', { written, words: others.map((each) => `«${each}»`).join(', ') })}</p>`,
  )}${
    query.trim() === ''
      ? savedList(view, input.saved, input.csrf, (each) => placeOf(each.query, each.kind)) ||
        emptyState({ icon: 'search', title: words(locale, 'start.title'), text: words(locale, 'start.text') })
      : hits.length === 0 && next === null
        ? emptyState({
            icon: 'search',
            title: later ? words(locale, 'end.title') : words(locale, 'none.title', { query: query.slice(0, 80) }),
            text: words(locale, later ? 'end.text' : 'none.text'),
          })
        : html`<h2 class="visually-hidden">${words(locale, `kind.${kind}`)}</h2><ol class="search-hits">${hits.map((hit) => hitItem(view, hit))}</ol>`
  }${hits.length === 0 && next !== null ? html`<p class="muted">${words(locale, 'deeper')}</p>` : ''}${
    next === null && !later
      ? ''
      : html`<nav class="pagination" aria-label="${words(locale, 'pages')}"><span class="pagination-links">${later ? buttonLink({ label: words(locale, 'again'), href: place(query, kind), small: true }) : ''}${next === null ? '' : buttonLink({ label: words(locale, 'more'), href: `${place(query, kind)}&desde=${next}`, small: true, icon: 'right' })}</span></nav>`
  }${cut ? html`<p class="muted">${words(locale, 'more-of')}</p>` : ''}${query.trim() === '' || faults.length > 0 ? '' : tools(view, input)}${help(view)}`
}

export function place(query: string, kind?: ResultKind): string {
  return placeOf(query, kind === undefined ? undefined : KIND_NAMES[kind])
}

function placeOf(query: string, kind: string | undefined): string {
  return `${SEARCH_PATH}?q=${encodeURIComponent(query)}${kind === undefined ? '' : `&en=${kind}`}`
}

/** What can be done with a search: keep it, take along what it finds. */
function tools(view: View, { query, kind, hits, saved, csrf, notSaved }: SearchPageInput): HtmlFragment {
  const { locale } = view
  const search = { query: query.trim(), kind: KIND_NAMES[kind] }
  const taken = (format: string) => place(query, kind).replace(SEARCH_PATH, `${SEARCH_PATH}/resultados.${format}`)
  const file = html`<p class="help">${words(locale, 'file.help', { most: formatNumber(locale, MOST_ROWS) })}</p><p class="downloads">${downloads(view, SHEET_FORMATS, taken)}</p>`
  return html`<div class="search-tools">${saveForm(view, { search, saved, csrf, notSaved })}${
    hits.length === 0 || (kind !== 'cases' && kind !== 'messages')
      ? ''
      : disclosure({ summary: words(locale, 'file.title'), look: 'action', body: file })
  }</div>`
}

function box({ locale }: View, { query, kind }: SearchPageInput): HtmlFragment {
  return html`<form class="search-box" role="search" method="get" action="${SEARCH_PATH}" aria-label="${words(locale, 'title')}"><label for="busqueda">${words(locale, 'label')}</label><div class="search-line"><search-suggestions src="${SEARCH_PATH}/sugerencias"><input type="search" id="busqueda" name="q" value="${query}" maxlength="400" autocomplete="off" aria-describedby="busqueda-ayuda"></search-suggestions>${kind === 'cases' ? '' : html`<input type="hidden" name="en" value="${KIND_NAMES[kind]}">`}${button({ label: words(locale, 'button'), look: 'primary', icon: 'search' })}</div><p class="help" id="busqueda-ayuda">${words(locale, 'help')}</p></form>`
}

/** The filters of the search, each with a link that takes it out. */
function chips({ locale }: View, { query, kind, filters }: SearchPageInput): HtmlFragment {
  if (filters.length === 0) return html``
  return html`<ul class="search-chips" aria-label="${words(locale, 'filters.title')}">${filters.map(
    ({ written }) =>
      html`<li><a class="chip" href="${place(
        query
          .replace(written, '')
          .replace(/\s{2,}/g, ' ')
          .trim(),
        kind,
      )}" aria-label="${words(locale, 'filters.remove', { filter: written })}"><span>${written}</span>${icon('cross')}</a></li>`,
  )}</ul>`
}

function kinds({ locale }: View, { query, kind, counts }: SearchPageInput): HtmlFragment {
  return html`<nav class="tabs" aria-label="${words(locale, 'kinds')}"><ul>${counts.map(
    ({ kind: each, count, more }) =>
      html`<li><a href="${place(query, each)}"${each === kind ? html` aria-current="page"` : ''}><span>${words(locale, `kind.${each}`)}</span>${count === null ? '' : html` <span class="count">${formatNumber(locale, count)}${more ? '+' : ''}</span>`}</a></li>`,
  )}</ul></nav>`
}

function hitItem(
  view: View,
  { title, href, icon: drawing, number, status, at, passage, facts = [] }: Hit,
): HtmlFragment {
  return html`<li class="search-hit">${icon(drawing)}<div><p class="search-title"><a href="${href}">${title}</a></p><p class="search-facts">${number === undefined ? '' : html`<span class="number">${number}</span>`}${status === undefined ? '' : statusBadge(view, status)}${facts.map((fact) => html`<span>${fact}</span>`)}${at === undefined ? '' : html`<time datetime="${at}">${formatInstant(view, at)}</time>`}</p>${passage === undefined ? '' : html`<p class="search-passage">${marked(passage)}</p>`}</div></li>`
}

/** The pieces as text, those that were looked for marked. */
export function marked(pieces: readonly Piece[]): HtmlFragment[] {
  return pieces.map(({ text, found }) => (found ? html`<mark>${text}</mark>` : html`${text}`))
}

function help({ locale }: View): HtmlFragment {
  return html`<details class="search-help"><summary>${words(locale, 'filters.help')}</summary><dl class="facts">${FILTER_NAMES.map((name) => html`<div><dt>${locale === 'es' ? name : FILTERS[name].english}:</dt><dd>${words(locale, `help.${name}`)}</dd></div>`)}</dl></details>`
}
