import type { InstitutionDirectory } from '#src/people/types.ts'
import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { button, buttonLink, hiddenFields, postButton } from '#src/web/components/button.ts'
import { card } from '#src/web/components/card.ts'
import { emptyState } from '#src/web/components/empty-state.ts'
import { field } from '#src/web/components/field.ts'
import { pageHead } from '#src/web/components/page-head.ts'
import { table } from '#src/web/components/table.ts'
import { tabs } from '#src/web/components/tabs.ts'
import { formatInstant, type View } from '#src/web/locale/time.ts'
import type { IndexedArticle } from './article-index.ts'
import { standingBadge } from './article-page.ts'
import { ARTICLES_PATH, articlePath } from './places.ts'
import type { ArticleFace } from './types.ts'
import { words } from './words.ts'

export type KnowledgeTab = 'read' | 'mine' | 'review'

interface Frame {
  readonly tab: KnowledgeTab
  readonly mayWrite: boolean
  readonly mayReview: boolean
  readonly waiting: number
}

/** What is published, or what was found of it. */
export function readPage(
  view: View,
  frame: Frame,
  { query, articles }: { readonly query: string; readonly articles: readonly IndexedArticle[] },
): HtmlFragment {
  const { locale } = view
  const search = html`<form class="article-search" role="search" method="get" action="${ARTICLES_PATH}" aria-label="${words(locale, 'search.label')}">${field(view, { name: 'q', id: 'buscar-articulos', label: words(locale, 'search.label'), type: { kind: 'search' }, required: true, value: query })}${button({ label: words(locale, 'search.button'), icon: 'search' })}</form>`
  const empty =
    query === ''
      ? emptyState({ icon: 'book', title: words(locale, 'list.none'), text: words(locale, 'list.none-hint') })
      : emptyState({
          icon: 'search',
          title: words(locale, 'search.none'),
          text: words(locale, 'search.none-hint'),
          action: buttonLink({ label: words(locale, 'first'), href: ARTICLES_PATH }),
        })
  const list = html`<h2>${words(locale, query === '' ? 'list.recent' : 'list.found')}</h2><ul class="article-list">${articles.map(
    ({ id, title, question }) => html`<li><a href="${articlePath(id)}">${title}</a><p>${short(question)}</p></li>`,
  )}</ul>`
  return html`${head(view, frame)}${search}${articles.length === 0 ? empty : list}`
}

function short(text: string): string {
  return text.length <= 180 ? text : `${text.slice(0, 180).replace(/\s+\S*$/, '')} …`
}

/** Everything of the person's units. */
export function minePage(
  view: View,
  frame: Frame,
  input: {
    readonly articles: readonly ArticleFace[]
    readonly most: number
    readonly archived: boolean
    readonly later: boolean
    readonly directory: InstitutionDirectory
  },
): HtmlFragment {
  const { locale } = view
  const { articles, most, archived, later, directory } = input
  const shown = articles.slice(0, most)
  const path = `${ARTICLES_PATH}/de-mi-dependencia`
  const more = articles.length > most ? `${path}?desde=${shown.at(-1)!.id}${archived ? '&archivados=si' : ''}` : null
  return html`${head(view, frame)}<p class="muted">${words(locale, 'mine.lead')} <a href="${archived ? path : `${path}?archivados=si`}">${words(locale, archived ? 'mine.live' : 'mine.archived')}</a></p>${
    shown.length === 0
      ? emptyState({ icon: 'book', title: words(locale, 'mine.none'), text: words(locale, 'mine.none-hint') })
      : articleTable(view, shown, directory, words(locale, 'tab.mine'))
  }${later || more !== null ? html`<nav class="pagination" aria-label="${words(locale, 'title')}"><span class="pagination-links">${later ? buttonLink({ label: words(locale, 'first'), href: path, small: true }) : ''}${more === null ? '' : buttonLink({ label: words(locale, 'more'), href: more, small: true, icon: 'right' })}</span></nav>` : ''}`
}

/** What waits for the person's review, what is due for one, and who reviews. */
export function reviewPage(
  view: View,
  frame: Frame,
  input: {
    readonly waiting: readonly ArticleFace[]
    readonly due: readonly ArticleFace[]
    /** Units of which the person is the head, with those whom the head named. */
    readonly reviewers: readonly { readonly unit: string; readonly persons: readonly string[] }[]
    readonly directory: InstitutionDirectory
    readonly csrf: string
  },
): HtmlFragment {
  const { locale } = view
  const { waiting, due, reviewers, directory } = input
  const nothing = waiting.length === 0 && due.length === 0
  return html`${head(view, frame)}<p class="muted">${words(locale, 'review.lead')}</p>${nothing ? emptyState({ icon: 'check', title: words(locale, 'review.none'), text: words(locale, 'review.none-hint') }) : ''}${
    waiting.length === 0
      ? ''
      : html`<h2>${words(locale, 'review.waiting')}</h2>${articleTable(view, waiting, directory, words(locale, 'review.waiting'))}`
  }${due.length === 0 ? '' : html`<h2>${words(locale, 'review.due')}</h2>${articleTable(view, due, directory, words(locale, 'review.due'))}`}${reviewers.map((each) => reviewersCard(view, input, each))}`
}

function reviewersCard(
  view: View,
  { directory, csrf }: { readonly directory: InstitutionDirectory; readonly csrf: string },
  { unit, persons }: { readonly unit: string; readonly persons: readonly string[] },
): HtmlFragment {
  const { locale } = view
  const path = `${ARTICLES_PATH}/revisores/${unit}`
  const list = persons.map(
    (id) =>
      html`<li>${directory.personName(id)} ${postButton({ action: `${path}/quitar`, csrf, fields: { persona: id }, label: words(locale, 'review.remove', { name: directory.personName(id) }), look: 'quiet', small: true })}</li>`,
  )
  const choices = directory.activePeople
    .filter(({ id }) => !persons.includes(id))
    .map(({ id, name }) => ({ value: id, label: name }))
  return card({
    title: words(locale, 'review.reviewers', { unit: directory.unitById(unit)?.name ?? '' }),
    body: html`<p>${words(locale, 'review.head')}</p>${list.length === 0 ? html`<p class="muted">${words(locale, 'review.nobody')}</p>` : html`<ul class="plain-list">${list}</ul>`}<form class="form" method="post" action="${path}">${hiddenFields({ _csrf: csrf })}${field(view, { name: 'persona', id: `revisor-${unit}`, label: words(locale, 'review.add'), type: { kind: 'person' }, required: true, choices })}<div class="form-submit">${button({ label: words(locale, 'review.add-button') })}</div></form>`,
  })
}

function articleTable(
  view: View,
  rows: readonly ArticleFace[],
  directory: InstitutionDirectory,
  caption: string,
): HtmlFragment {
  const { locale } = view
  return table<ArticleFace>({
    caption,
    rows,
    columns: [
      {
        label: words(locale, 'column.title'),
        head: true,
        cell: ({ id, title }) => html`<a href="${articlePath(id)}">${title}</a>`,
      },
      { label: words(locale, 'column.state'), cell: (row) => standingBadge(view, row) },
      { label: words(locale, 'column.unit'), cell: ({ unitId }) => directory.unitById(unitId)?.name ?? '—' },
      {
        label: words(locale, 'column.at'),
        cell: ({ publishedAt }) => (publishedAt === null ? '—' : formatInstant(view, publishedAt)),
      },
    ],
  })
}

function head(view: View, { tab, mayWrite, mayReview, waiting }: Frame): HtmlFragment {
  const { locale } = view
  const items = [
    { label: words(locale, 'tab.read'), href: ARTICLES_PATH, current: tab === 'read' },
    ...(mayWrite
      ? [{ label: words(locale, 'tab.mine'), href: `${ARTICLES_PATH}/de-mi-dependencia`, current: tab === 'mine' }]
      : []),
    ...(mayReview
      ? [
          {
            label: words(locale, 'tab.review'),
            href: `${ARTICLES_PATH}/por-revisar`,
            current: tab === 'review',
            count: waiting,
          },
        ]
      : []),
  ]
  return html`${pageHead(view, {
    title: words(locale, 'title'),
    lead: words(locale, 'lead'),
    ...(mayWrite
      ? {
          action: buttonLink({
            label: words(locale, 'new'),
            href: `${ARTICLES_PATH}/nuevo`,
            look: 'primary',
            icon: 'plus',
          }),
        }
      : {}),
  })}${items.length > 1 ? tabs(view, words(locale, 'title'), items) : ''}`
}
