import type { InstitutionDirectory } from '#src/people/types.ts'
import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { badge, when } from '#src/web/components/badges.ts'
import { card } from '#src/web/components/card.ts'
import { emptyState } from '#src/web/components/empty-state.ts'
import { pageHead } from '#src/web/components/page-head.ts'
import { table } from '#src/web/components/table.ts'
import { formatNumber, formatSpan, type View } from '#src/web/locale/time.ts'
import type { EscalationMeasure, RaisedRow } from './follow.store.ts'
import { followTabs } from './follow-tabs.ts'
import { followWords as words } from './follow-words.ts'
import { words as levelWords } from './words.ts'

export interface RaisedPage {
  readonly rows: readonly RaisedRow[]
  readonly measures: readonly EscalationMeasure[]
  readonly directory: InstitutionDirectory
}

/** «Escaladas a mí»: what waits for this head's answer, and how escalations have gone. */
export function raisedPage(view: View, { rows, measures, directory }: RaisedPage): HtmlFragment {
  const { locale } = view
  return html`${pageHead(view, { title: words(locale, 'tab.raised'), lead: words(locale, 'raised.lead') })}${followTabs(view, 'raised')}${
    rows.length === 0
      ? emptyState({ icon: 'up', title: words(locale, 'raised.none'), text: words(locale, 'raised.none-text') })
      : table({
          caption: words(locale, 'tab.raised'),
          rows,
          columns: [
            {
              label: words(locale, 'case'),
              head: true,
              cell: ({ number, title }) =>
                html`<a href="/expedientes/${number}#prioridad">${title}</a> <span class="number">${number}</span>`,
            },
            {
              label: words(locale, 'asks'),
              cell: ({ asks, reason }) =>
                html`${badge(levelWords(locale, `asks.${asks}`), 'accent')}${reason === null ? '' : html`<p class="written">${reason}</p>`}`,
            },
            {
              label: words(locale, 'by'),
              cell: ({ askedBy }) => (askedBy === null ? '—' : directory.personName(askedBy)),
            },
            { label: words(locale, 'since'), cell: ({ askedAt }) => when(view, askedAt) },
            {
              label: words(locale, 'answer'),
              cell: ({ number }) =>
                html`<a class="button secondary small" href="/expedientes/${number}#prioridad" aria-label="${words(locale, 'answer.of', { number })}">${words(locale, 'answer')}</a>`,
            },
          ],
        })
  }${measures.length === 0 ? '' : measuredCard(view, measures)}`
}

function measuredCard(view: View, measures: readonly EscalationMeasure[]): HtmlFragment {
  const { locale } = view
  const span = (millis: number | null) => (millis === null ? '—' : formatSpan(locale, millis))
  return card({
    title: words(locale, 'measured'),
    body: [
      html`<p class="muted">${words(locale, 'measured.text')}</p>`,
      table({
        caption: words(locale, 'measured.caption'),
        rows: measures,
        columns: [
          { label: words(locale, 'kind'), head: true, cell: ({ kind }) => words(locale, kind) },
          { label: words(locale, 'count'), align: 'end', cell: ({ count }) => formatNumber(locale, count) },
          { label: words(locale, 'waiting'), align: 'end', cell: ({ waiting }) => formatNumber(locale, waiting) },
          { label: words(locale, 'median'), align: 'end', cell: ({ medianMs }) => span(medianMs) },
          { label: words(locale, 'slowest'), align: 'end', cell: ({ slowestMs }) => span(slowestMs) },
        ],
      }),
    ],
  })
}
