import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import type { Refusal } from '#src/platform/refusal.ts'
import { button } from '#src/web/components/button.ts'
import { card } from '#src/web/components/card.ts'
import { field } from '#src/web/components/field.ts'
import { errorSummary, form } from '#src/web/components/form.ts'
import { pageHead } from '#src/web/components/page-head.ts'
import { table } from '#src/web/components/table.ts'
import { formatInstant, type View } from '#src/web/locale/time.ts'
import type { Closing } from './closings/closing.store.ts'
import { monthName } from './closings/month-print.ts'
import type { Month } from './closings/months.ts'
import { titleOf } from './registers-page.ts'
import { words } from './words.ts'

export interface MonthsPage {
  readonly register: { readonly id: number; readonly name: string }
  readonly csrf: string
  readonly closings: readonly Closing[]
  readonly waiting: readonly Month[]
  readonly mayClose: boolean
  readonly personName: (id: string) => string
  readonly refusal?: Refusal
}

/** The months of a book: which are closed, and for whom answers for it, the next to close. */
export function monthsPage(view: View, input: MonthsPage): HtmlFragment {
  const { locale } = view
  const { register, closings, waiting, mayClose, csrf, refusal } = input
  const path = `/libros/${register.id}`
  const [next] = waiting
  const closing =
    !mayClose || next === undefined
      ? ''
      : card({
          title: words(locale, 'month.close', { month: monthName(next, locale) }),
          body: form(view, {
            action: `${path}/meses/${next}`,
            csrf,
            errors: errorSummary(view, refusal === undefined ? [] : [{ message: refusal[locale] }]),
            body: html`<p class="muted">${words(locale, 'month.close-text')}</p>${field(view, { name: 'contrasena', label: words(locale, 'month.password'), type: { kind: 'password' }, required: true, autocomplete: 'current-password' })}`,
            submit: button({ label: words(locale, 'month.sign'), look: 'primary', icon: 'pen' }),
          }),
        })
  return html`${pageHead(view, {
    title: words(locale, 'month.title'),
    lead: words(locale, waiting.length === 0 ? 'month.none-waiting' : 'month.waiting', { count: waiting.length }),
    crumbs: [
      { label: words(locale, 'title'), href: '/libros' },
      { label: titleOf(register.name), href: path },
      { label: words(locale, 'month.title') },
    ],
  })}${closing}${closings.length === 0 ? '' : closed(view, input, path)}`
}

function closed(view: View, { closings, mayClose, personName }: MonthsPage, path: string): HtmlFragment {
  const { locale } = view
  return table<Closing>({
    caption: words(locale, 'month.title'),
    rows: closings,
    columns: [
      { label: words(locale, 'month.month'), head: true, cell: ({ month }) => monthName(month, locale) },
      {
        label: words(locale, 'column.folios'),
        cell: ({ fromFolio, toFolio }) => (fromFolio === null ? '—' : `${fromFolio}–${toFolio}`),
      },
      { label: words(locale, 'month.signed'), cell: ({ at, by }) => `${personName(by)}, ${formatInstant(view, at)}` },
      {
        label: words(locale, 'month.document'),
        cell: ({ month, withdrawnAt }) =>
          withdrawnAt !== null
            ? words(locale, 'month.withdrawn')
            : mayClose
              ? html`<a href="${path}/meses/${month}/acta.pdf" data-turbo="false">${words(locale, 'month.download')}</a>`
              : words(locale, 'month.kept'),
      },
    ],
  })
}
