import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { formatNumber, type View } from '../locale/time.ts'

export interface Tab {
  readonly label: string
  readonly href: string
  readonly count?: number
  /** Counted no further than this, so that as many are said to be more. */
  readonly cap?: number
  readonly current?: boolean
}

/** Views of one thing, each with an address of its own; hence links and not ARIA tabs. */
export function tabs(view: Pick<View, 'locale'>, label: string, items: readonly Tab[]): HtmlFragment {
  return html`<nav class="tabs" aria-label="${label}"><ul>${items.map((item) => html`<li><a href="${item.href}"${item.current ? html` aria-current="page"` : ''}><span>${item.label}</span>${item.count === undefined ? '' : html` <span class="count">${countText(view, item.count, item.cap)}</span>`}</a></li>`)}</ul></nav>`
}

/** `12`, or `99+` of what was counted no further than 100. */
function countText({ locale }: Pick<View, 'locale'>, count: number, cap = Number.POSITIVE_INFINITY): string {
  return count < cap ? formatNumber(locale, count) : `${formatNumber(locale, cap - 1)}+`
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
