import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { t } from '../locale/t.ts'
import { formatNumber, type View } from '../locale/time.ts'
import { icon } from './icon.ts'

export interface Column<Row> {
  readonly label: string
  /** What the column is, is seen by what stands in it: its label is only read out. */
  readonly labelHidden?: boolean
  readonly cell: (row: Row) => HtmlFragment | string
  /** Numbers to the right. */
  readonly align?: 'end'
  /** Heads its row; on a narrow screen it heads the card. */
  readonly head?: boolean
  readonly sort?: { readonly href: string; readonly direction?: 'ascending' | 'descending' }
}

/** A dense table; on a narrow screen each row is a card that names its columns. */
export function table<Row>({
  caption,
  columns,
  rows,
  captionHidden = true,
}: {
  readonly caption: string
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly captionHidden?: boolean
}): HtmlFragment {
  return html`<div class="table-frame"><table class="table"><caption${captionHidden ? html` class="visually-hidden"` : ''}>${caption}</caption>
<thead><tr>${columns.map(({ label, labelHidden, align, sort }) => html`<th scope="col" class="${align ?? ''}"${sort?.direction ? html` aria-sort="${sort.direction}"` : ''}>${sort ? html`<a href="${sort.href}">${label}</a>` : labelHidden ? html`<span class="visually-hidden">${label}</span>` : label}</th>`)}</tr></thead>
<tbody>${rows.map(
    (
      row,
    ) => html`<tr>${columns.map(({ label, labelHidden, cell, align, head }) => (head ? html`<th scope="row" data-label="${label}" class="row-head ${align ?? ''}">${cell(row)}</th>` : html`<td data-label="${labelHidden ? '' : label}" class="${align ?? ''}">${cell(row)}</td>`))}</tr>
`,
  )}</tbody></table></div>`
}

export interface PageOfRows {
  /** Counting from 1. */
  readonly page: number
  readonly size: number
  readonly total: number
  readonly href: (page: number) => string
}

export function pagination(view: Pick<View, 'locale'>, { page, size, total, href }: PageOfRows): HtmlFragment | '' {
  const pages = Math.max(1, Math.ceil(total / size))
  if (pages === 1) return ''
  const number = (value: number) => formatNumber(view.locale, value)
  return html`<nav class="pagination" aria-label="${t(view.locale, 'nav.pages')}">
<span class="muted">${t(view.locale, 'nav.rows', { from: number((page - 1) * size + 1), to: number(Math.min(total, page * size)), total: number(total) })}</span>
<span class="pagination-links">${page > 1 ? html`<a class="button secondary small" rel="prev" href="${href(page - 1)}">${icon('left')}<span>${t(view.locale, 'nav.previous')}</span></a>` : ''}
<span>${t(view.locale, 'nav.page-of', { page: number(page), pages: number(pages) })}</span>
${page < pages ? html`<a class="button secondary small" rel="next" href="${href(page + 1)}"><span>${t(view.locale, 'nav.next')}</span>${icon('right')}</a>` : ''}</span></nav>`
}
