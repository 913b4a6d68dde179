import { type HtmlFragment, html, raw } from '#src/platform/http/html.ts'
import { disclosure } from '#src/web/components/dialog.ts'
import type { View } from '#src/web/locale/time.ts'
import { type ChartInput, drawChart } from '../chart/draw-chart.ts'
import type { ReportTable, Value } from '../report/tables.ts'
import { valueText } from '../report/value-text.ts'
import { words } from '../words.ts'

/** A chart with its figures under it, as a table that says the same. */
export function chartFigure(view: View, table: ReportTable, chart: ChartInput): HtmlFragment {
  return html`<figure class="statistic-figure"><div class="statistic-scroll" role="region" tabindex="0" aria-label="${table.title}">${raw(drawChart(chart))}</div><figcaption>${disclosure({ summary: words(view.locale, 'chart.data'), body: plainTable(view, table) })}</figcaption></figure>`
}

/** A table of a report. `link` may turn a number into the way to what is behind it. */
export function plainTable(
  view: View,
  { title, columns, rows }: ReportTable,
  link: (row: number, column: number, text: string) => HtmlFragment | string = (_row, _column, text) => text,
  from = 0,
): HtmlFragment {
  const cell = (value: Value | undefined, row: number, at: number) => {
    const { label, number } = columns[at]!
    const text = link(row, at, valueText(view.locale, value))
    return at === 0
      ? html`<th scope="row" class="row-head" data-label="${label}">${text}</th>`
      : html`<td class="${number ? 'end' : ''}" data-label="${label}">${text}</td>`
  }
  return html`<div class="table-frame"><table class="table statistic-table"><caption class="visually-hidden">${title}</caption><thead><tr>${columns.map(({ label, number }) => html`<th scope="col" class="${number ? 'end' : ''}">${label}</th>`)}</tr></thead><tbody>${rows.map((values, row) => html`<tr>${columns.map((_, at) => cell(values[at], row + from, at))}</tr>`)}</tbody></table></div>`
}
