import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { when } from '#src/web/components/badges.ts'
import { card } from '#src/web/components/card.ts'
import { emptyState } from '#src/web/components/empty-state.ts'
import { pageHead } from '#src/web/components/page-head.ts'
import { table } from '#src/web/components/table.ts'
import { formatNumber, type View } from '#src/web/locale/time.ts'
import type { Register } from './register.store.ts'
import { words } from './words.ts'

/** A book with months that the reader may close. */
export interface BookToClose {
  readonly id: number
  readonly name: string
  readonly months: number
}

/** The books that the reader may open. */
export function registersPage(
  view: View,
  registers: readonly Register[],
  toClose: readonly BookToClose[],
): HtmlFragment {
  const { locale } = view
  const head = pageHead(view, { title: words(locale, 'title'), lead: words(locale, 'lead') })
  if (registers.length === 0)
    return html`${head}${emptyState({ icon: 'book', title: words(locale, 'empty'), text: words(locale, 'empty-hint') })}`
  return html`${head}${closingList(view, toClose)}${table<Register>({
    caption: words(locale, 'title'),
    rows: registers,
    columns: [
      {
        label: words(locale, 'column.book'),
        head: true,
        cell: ({ id, name }) => html`<a href="/libros/${id}">${titleOf(name)}</a>`,
      },
      { label: words(locale, 'column.folios'), align: 'end', cell: ({ lastFolio }) => formatNumber(locale, lastFolio) },
      { label: words(locale, 'column.last'), cell: ({ lastWrittenAt }) => when(view, lastWrittenAt) },
    ],
  })}`
}

function closingList({ locale }: View, books: readonly BookToClose[]): HtmlFragment | '' {
  if (books.length === 0) return ''
  return card({
    title: `${words(locale, 'month.books')} (${formatNumber(locale, books.length)})`,
    body: html`<ul>${books.map(({ id, name, months }) => html`<li><a href="/libros/${id}/meses">${titleOf(name)}</a>. ${words(locale, 'month.waiting', { count: months })}</li>`)}</ul>`,
  })
}

/** `libro de oficios` → `Libro de oficios` */
export function titleOf(name: string): string {
  return name.slice(0, 1).toUpperCase() + name.slice(1)
}
