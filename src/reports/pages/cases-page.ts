import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { statusBadge } from '#src/web/components/badges.ts'
import { buttonLink } from '#src/web/components/button.ts'
import { emptyState } from '#src/web/components/empty-state.ts'
import { pageHead } from '#src/web/components/page-head.ts'
import { table } from '#src/web/components/table.ts'
import { formatDate, formatInstant, type View } from '#src/web/locale/time.ts'
import { faultText } from '../report/fault-text.ts'
import { labelOf, type Naming } from '../report/labels.ts'
import { CASES_PAGE, type ListedCase, type Listing } from '../report/listed-case.store.ts'
import { type AskedQuery, type FilteredDimension, writeQuery } from '../report/query.ts'
import { words } from '../words.ts'

export interface CasesPageInput {
  readonly query: AskedQuery
  readonly que: Listing
  /** One more than a page where there are others. */
  readonly cases: readonly ListedCase[]
  readonly naming: Naming
  readonly later: boolean
}

/** The cases behind a number that the reader may see. */
export function casesPage(view: View, { query, que, cases, naming, later }: CasesPageInput): HtmlFragment {
  const { locale } = view
  const back = `/estadisticas?${writeQuery(query)}`
  const said = [
    ...(query.unit === null ? [] : [labelOf(naming, 'unit', query.unit)]),
    ...(Object.entries(query.filters) as [FilteredDimension, string][]).map(([dimension, value]) =>
      labelOf(naming, dimension, value),
    ),
    ...(query.faults.length > 0
      ? []
      : [
          words(locale, 'period.days', {
            from: formatDate(view, query.period.from),
            until: formatDate(view, query.period.until),
          }),
        ]),
  ]
  const head = pageHead(view, {
    title: words(locale, 'cases.title'),
    lead: html`${said.length === 0 ? '' : `${said.join(' · ')}. `}${words(locale, 'cases.lead')}`,
    crumbs: [{ label: words(locale, 'title'), href: back }, { label: words(locale, 'cases.title') }],
    action: buttonLink({ label: words(locale, 'title'), href: back, icon: 'left' }),
  })
  if (query.faults.length > 0)
    return html`${head}${emptyState({ icon: 'calendar', title: words(locale, 'fault.title'), text: query.faults.map((each) => faultText(locale, each)).join(' ') })}`
  if (cases.length === 0)
    return html`${head}${emptyState({ icon: 'cases', title: words(locale, 'cases.none'), text: words(locale, 'cases.none-text') })}`
  const last = cases.length > CASES_PAGE ? cases[CASES_PAGE - 1] : undefined
  const address = (more: Readonly<Record<string, string>>) =>
    `/estadisticas/expedientes?${writeQuery(query, { que, ...more })}`
  return html`${head}${table<ListedCase>({
    caption: words(locale, 'cases.title'),
    rows: cases.slice(0, CASES_PAGE),
    columns: [
      {
        label: words(locale, 'cases.case'),
        head: true,
        cell: ({ number, title }) =>
          html`<a href="/expedientes/${number}">${title}</a> <span class="number">${number}</span>`,
      },
      { label: words(locale, 'cases.what'), cell: ({ status }) => statusBadge(view, status) },
      { label: words(locale, 'one.unit'), cell: ({ unit }) => labelOf(naming, 'unit', unit ?? '') },
      { label: words(locale, 'cases.opened'), cell: ({ openedAt }) => formatInstant(view, openedAt) },
      {
        label: words(locale, 'cases.closed'),
        cell: ({ closedAt }) => (closedAt === null ? '—' : formatInstant(view, closedAt)),
      },
    ],
  })}<nav class="pagination" aria-label="${words(locale, 'cases.title')}"><span class="pagination-links">${later ? buttonLink({ label: words(locale, 'cases.first'), href: address({}), small: true }) : ''}${last === undefined ? '' : buttonLink({ label: words(locale, 'cases.more'), href: address({ antes: String(last.id) }), small: true, icon: 'right' })}</span></nav>`
}
