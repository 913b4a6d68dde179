import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { formatNumber, type View } from '../locale/time.ts'

export interface Tab {
  readonly label: string
  readonly href: string
  readonly count?: number
  readonly current?: boolean
}

/** Views of one thing, each with an address of its own; hence links and not ARIA tabs. */
export function tabs(view: Pick<View, 'locale'>, label: string, items: readonly Tab[]): HtmlFragment {
  return html`<nav class="tabs" aria-label="${label}"><ul>${items.map((item) => html`<li><a href="${item.href}"${item.current ? html` aria-current="page"` : ''}><span>${item.label}</span>${item.count === undefined ? '' : html` <span class="count">${formatNumber(view.locale, item.count)}</span>`}</a></li>`)}</ul></nav>`
}

/** A form of filters that answers by GET, so that a filtered list has an address. */
export function filters({
  action,
  label,
  body,
  submit,
}: {
  readonly action: string
  readonly label: string
  readonly body: readonly HtmlFragment[]
  readonly submit: HtmlFragment
}): HtmlFragment {
  return html`<form class="filters" method="get" action="${action}" role="search" aria-label="${label}">${body}<div class="filters-submit">${submit}</div></form>`
}
