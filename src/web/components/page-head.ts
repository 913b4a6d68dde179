import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { t } from '../locale/t.ts'
import type { View } from '../locale/time.ts'
import { icon } from './icon.ts'

export interface PageHeadInput {
  readonly title: string
  /** Printed number, `2026-000123`. */
  readonly number?: string
  readonly status?: HtmlFragment
  /** A line under the title: what this is, since when, for whom. */
  readonly lead?: string | HtmlFragment
  readonly crumbs?: readonly Crumb[]
  /** The one primary action, or the reason why there is none. */
  readonly action?: HtmlFragment
}

export interface Crumb {
  readonly label: string
  readonly href?: string
}

export function pageHead(
  view: Pick<View, 'locale'>,
  { title, number, status, lead, crumbs, action }: PageHeadInput,
): HtmlFragment {
  return html`<header class="page-head">${crumbs && crumbs.length > 0 ? breadcrumbs(view, crumbs) : ''}
<div class="page-head-row"><div class="page-head-words">${number || status ? html`<p class="page-head-facts">${number ? html`<span class="number">${number}</span>` : ''}${status ?? ''}</p>` : ''}<h1>${title}</h1>${lead ? html`<p class="lead">${lead}</p>` : ''}</div>${action ? html`<div class="page-head-action">${action}</div>` : ''}</div></header>`
}

/** The way from the start to here; the last one is this page and needs no address. */
export function breadcrumbs(view: Pick<View, 'locale'>, crumbs: readonly Crumb[]): HtmlFragment {
  return html`<nav class="breadcrumbs" aria-label="${t(view.locale, 'nav.breadcrumbs')}"><ol>${crumbs.map(({ label, href }, at) => html`<li>${at > 0 ? icon('right') : ''}${href ? html`<a href="${href}">${label}</a>` : html`<span aria-current="page">${label}</span>`}</li>`)}</ol></nav>`
}
