import { offerSlug } from '#src/cases/catalogue-page.ts'
import type { Offer } from '#src/cases/versions.ts'
import type { IndexedArticle } from '#src/knowledge/article-index.ts'
import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { icon } from '#src/web/components/icon.ts'
import { formatRelative, type View } from '#src/web/locale/time.ts'
import { articleLinks } from './articles.ts'
import { offerFacts } from './offer-facts.ts'
import type { PlainEvent } from './plain-event.ts'
import { type RequestLine, requestList } from './request-list.ts'
import type { ToSign } from './to-sign.store.ts'
import { words } from './words.ts'

export interface HomeInput {
  readonly firstName: string
  readonly offers: readonly Offer[]
  /** What was looked for, with what was found. */
  readonly search: {
    readonly question: string
    readonly found: readonly Offer[]
    readonly articles: readonly IndexedArticle[]
  } | null
  readonly open: readonly RequestLine[]
  readonly moreOpen: boolean
  /** Closed ones that wait for a word of whoever asked. */
  readonly toConfirm: readonly RequestLine[]
  readonly news: readonly News[]
  readonly toSign: readonly ToSign[]
}

export interface News {
  readonly number: string
  readonly title: string
  readonly event: PlainEvent
}

/** The first page of whoever asks: what waits for the person, what is new, and what may be asked for. */
export function homePage(view: View, input: HomeInput): HtmlFragment {
  const { locale } = view
  const { search } = input
  if (search !== null) return html`${searchForm(view, search.question)}${results(view, search, input.offers)}`
  const yours = input.open.filter(({ yours: turn }) => turn)
  const others = input.open.filter(({ yours: turn }) => !turn)
  return html`<h1>${words(locale, 'home.title', { name: input.firstName })}</h1>
${part('le-toca', words(locale, 'home.your-turn'), yours.length === 0 ? null : requestList(view, yours), 'urgent')}
${part('confirme', words(locale, 'home.to-confirm'), input.toConfirm.length === 0 ? null : requestList(view, input.toConfirm), 'urgent')}
${part('firma', words(locale, 'home.to-sign'), input.toSign.length === 0 ? null : signList(view, input.toSign), 'urgent')}
${part('avisos', words(locale, 'home.news'), input.news.length === 0 ? null : newsList(view, input.news))}
${searchForm(view, '')}
${part('en-curso', words(locale, 'home.open'), others.length === 0 ? null : html`${requestList(view, others)}${input.moreOpen ? html`<p><a class="light-more" href="/portal/solicitudes">${words(locale, 'home.all-open')}</a></p>` : ''}`)}
<section id="tramites" class="light-part" aria-labelledby="t-tramites"><h2 id="t-tramites">${words(locale, 'home.offers')}</h2>${offerGroups(view, input.offers)}</section>`
}

function part(id: string, title: string, body: HtmlFragment | null, look = ''): HtmlFragment | '' {
  return body === null
    ? ''
    : html`<section id="${id}" class="light-part ${look}" aria-labelledby="t-${id}"><h2 id="t-${id}">${title}</h2>${body}</section>`
}

function searchForm({ locale }: View, question: string): HtmlFragment {
  return html`<form class="light-search" role="search" method="get" action="/portal"><label for="buscar">${words(locale, 'search.label')}</label><p class="help" id="buscar-ayuda">${words(locale, 'search.help')}</p><div class="light-search-row"><input type="search" id="buscar" name="q" value="${question}" maxlength="200" aria-describedby="buscar-ayuda" autocomplete="off"><button class="button primary">${icon('search')}<span>${words(locale, 'search.go')}</span></button></div></form>`
}

function results(
  view: View,
  { question, found, articles }: NonNullable<HomeInput['search']>,
  offers: readonly Offer[],
): HtmlFragment {
  const { locale } = view
  const back = html`<p><a class="light-more" href="/portal">${words(locale, 'search.back')}</a></p>`
  const answers = part(
    'articulos',
    words(locale, 'articles.found'),
    articles.length === 0 ? null : articleLinks(articles),
  )
  if (found.length > 0)
    return html`<section class="light-part"><h1>${words(locale, 'search.found', { count: found.length, question })}</h1>${offerList(view, found)}</section>${answers}${back}`
  return html`<section class="light-part"><h1>${words(locale, 'search.none', { question })}</h1>${answers === '' ? html`<p>${words(locale, 'search.none-hint')}</p>` : ''}</section>${answers}<section class="light-part">${back}<h2>${words(locale, 'home.offers')}</h2>${offerGroups(view, offers)}</section>`
}

function offerGroups(view: View, offers: readonly Offer[]): HtmlFragment {
  if (offers.length === 0) return html`<p class="muted">${words(view.locale, 'home.no-offers')}</p>`
  const groups = Map.groupBy(offers, ({ version }) => version.title)
  return html`${[...groups].map(([title, group]) => html`<h3 class="light-group">${title}</h3>${offerList(view, group)}`)}`
}

function offerList(view: View, offers: readonly Offer[]): HtmlFragment {
  return html`<ul class="light-offers">${offers.map((offer) => {
    const { attends, ofHead } = offerFacts(offer)
    const notes = [
      ...(attends === null ? [] : [words(view.locale, 'offer.attends-short', { unit: attends })]),
      ...(ofHead.length === 0 ? [] : [words(view.locale, 'offer.head-short')]),
    ]
    return html`<li><a href="${askPath(offer)}"><strong>${offer.name}</strong><span>${notes.join(' · ')}</span></a></li>`
  })}</ul>`
}

function newsList(view: View, news: readonly News[]): HtmlFragment {
  return html`<ul class="light-news">${news.map(
    ({ number, title, event }) =>
      html`<li><a href="/portal/solicitudes/${number}"><strong>${title}</strong><span>${event.text} <time datetime="${event.at}">${formatRelative(view, event.at)}</time></span></a></li>`,
  )}</ul>`
}

function signList(view: View, items: readonly ToSign[]): HtmlFragment {
  return html`<ul class="light-news">${items.map(
    ({ number, title, arrivedAt }) =>
      html`<li><a href="/expedientes/${number}"><strong>${title}</strong><span><span class="number">${number}</span> · <time datetime="${arrivedAt}">${formatRelative(view, arrivedAt)}</time></span></a></li>`,
  )}</ul>`
}

/** `/portal/pedir/DTI-MNP-01/8/servidor-virtual` */
export function askPath(offer: Offer): string {
  return `/portal/pedir/${encodeURIComponent(offer.version.code)}/${offer.procedure.number}/${offerSlug(offer)}`
}
