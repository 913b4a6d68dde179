import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { when } from '#src/web/components/badges.ts'
import { emptyState } from '#src/web/components/empty-state.ts'
import { pageHead } from '#src/web/components/page-head.ts'
import { table } from '#src/web/components/table.ts'
import { formatNumber, type View } from '#src/web/locale/time.ts'
import type { Register } from './register.store.ts'
import { words } from './words.ts'

/** The books that the reader may open. */
export function registersPage(view: View, registers: readonly Register[]): HtmlFragment {
  const { locale } = view
  const head = pageHead(view, { title: words(locale, 'title'), lead: words(locale, 'lead') })
  if (registers.length === 0)
    return html`${head}${emptyState({ icon: 'book', title: words(locale, 'empty'), text: words(locale, 'empty-hint') })}`
  return html`${head}${table<Register>({
    caption: words(locale, 'title'),
    rows: registers,
    columns: [
      {
        label: words(locale, 'column.book'),
        head: true,
        cell: ({ id, name }) => html`<a href="/libros/${id}">${titleOf(name)}</a>`,
      },
      { label: words(locale, 'column.readable'), align: 'end', cell: ({ readable }) => formatNumber(locale, readable) },
      { label: words(locale, 'column.folios'), align: 'end', cell: ({ lastFolio }) => formatNumber(locale, lastFolio) },
      { label: words(locale, 'column.last'), cell: ({ lastWrittenAt }) => when(view, lastWrittenAt) },
    ],
  })}`
}

/** `libro de oficios` → `Libro de oficios` */
export function titleOf(name: string): string {
  return name.slice(0, 1).toUpperCase() + name.slice(1)
}
