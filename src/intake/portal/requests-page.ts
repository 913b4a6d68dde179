import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { icon } from '#src/web/components/icon.ts'
import type { View } from '#src/web/locale/time.ts'
import { type RequestLine, requestList } from './request-list.ts'
import { words } from './words.ts'

export interface RequestsInput {
  readonly ended: boolean
  readonly question: string
  readonly lines: readonly RequestLine[]
  /** Id after which the next page begins; null on the last one. */
  readonly next: number | null
  /** Not the first page. */
  readonly later: boolean
}

/** What a person asked for: what is going on, or what is over. */
export function requestsPage(view: View, input: RequestsInput): HtmlFragment {
  const { locale } = view
  const { ended, question, lines, next, later } = input
  const path = (more: Readonly<Record<string, string>>) => {
    const query = new URLSearchParams({
      ...(ended ? { ver: 'terminadas' } : {}),
      ...(question === '' ? {} : { q: question }),
      ...more,
    })
    return query.size === 0 ? '/portal/solicitudes' : `/portal/solicitudes?${query}`
  }
  const tab = (label: string, href: string, current: boolean) =>
    html`<li><a href="${href}"${current ? html` aria-current="page"` : ''}>${label}</a></li>`
  return html`<h1>${words(locale, 'list.title')}</h1>
<nav class="light-tabs" aria-label="${words(locale, 'list.title')}"><ul>${tab(words(locale, 'list.open-tab'), '/portal/solicitudes', !ended)}${tab(words(locale, 'list.ended-tab'), '/portal/solicitudes?ver=terminadas', ended)}</ul></nav>
<form class="light-search" role="search" method="get" action="/portal/solicitudes">${ended ? html`<input type="hidden" name="ver" value="terminadas">` : ''}<label for="buscar">${words(locale, 'list.search')}</label><div class="light-search-row"><input type="search" id="buscar" name="q" value="${question}" maxlength="200"><button class="button secondary">${icon('search')}<span>${words(locale, 'search.go')}</span></button></div></form>
${lines.length === 0 ? empty(view, input) : requestList(view, lines)}
${later || next !== null ? html`<nav class="light-pages" aria-label="${words(locale, 'list.pages')}">${later ? html`<a class="button secondary" href="${path({})}">${words(locale, 'list.first')}</a>` : ''}${next === null ? '' : html`<a class="button secondary" href="${path({ desde: String(next) })}">${words(locale, 'list.more')}</a>`}</nav>` : ''}`
}

function empty({ locale }: View, { ended, question }: RequestsInput): HtmlFragment {
  if (question !== '') return html`<p class="light-empty">${words(locale, 'list.not-found', { question })}</p>`
  return html`<div class="light-empty"><p>${words(locale, ended ? 'list.none-ended' : 'list.none-open')}</p><p><a class="button primary" href="/portal#tramites">${words(locale, 'list.ask')}</a></p></div>`
}
