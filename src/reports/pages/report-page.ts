import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { buttonLink } from '#src/web/components/button.ts'
import { card } from '#src/web/components/card.ts'
import { disclosure } from '#src/web/components/dialog.ts'
import { downloads } from '#src/web/components/downloads.ts'
import { emptyState } from '#src/web/components/empty-state.ts'
import { errorSummary } from '#src/web/components/form.ts'
import { icon } from '#src/web/components/icon.ts'
import { pageHead } from '#src/web/components/page-head.ts'
import type { View } from '#src/web/locale/time.ts'
import { agesChart, barsChart, causesChart, flowChart } from '../chart/charts.ts'
import { FORMATS } from '../export/report-files.ts'
import { fieldLabel } from '../report/fault-text.ts'
import { isTold } from '../report/few.ts'
import { filtersText } from '../report/filters-text.ts'
import type { LoadedReport } from '../report/load-report.ts'
import { neighbours } from '../report/period.ts'
import { againstText, daysText } from '../report/period-text.ts'
import {
  type AskedQuery,
  type FilteredDimension,
  filterNameOf,
  NO_DATA,
  type ReportQuery,
  writeQuery,
} from '../report/query.ts'
import { BREAKDOWNS, type Breakdown, type Report } from '../report/report.ts'
import { agesTable, breakdownTable, causesTable, flowTable, type ReportTable } from '../report/tables.ts'
import type { Scope } from '../scope.ts'
import { words } from '../words.ts'
import { chartFigure, plainTable } from './figure.ts'
import { reportFilters } from './report-filters.ts'
import { tiles } from './report-tiles.ts'
import { statisticsTabs } from './statistics-tabs.ts'

export interface ReportPageInput extends LoadedReport {
  readonly query: AskedQuery
  readonly scope: Scope
  readonly channels: readonly string[]
  readonly may: { readonly measure: boolean; readonly administer: boolean }
  /** The person may open a case of a procedure to correct or prevent a cause. */
  readonly mayAct: boolean
}

/** Rows of a table that are shown before the rest is asked for. */
const FIRST_ROWS = 6

/** The first page of the statistics: what a director reads. */
export function reportPage(view: View, input: ReportPageInput): HtmlFragment {
  const { locale } = view
  const { query, report, naming, scope } = input
  const unit = query.unit === null ? null : (naming.directory.unitById(query.unit)?.name ?? '')
  const head = pageHead(view, {
    title: words(locale, 'title'),
    lead:
      unit === null ? words(locale, scope.whole ? 'lead.whole' : 'lead.units') : words(locale, 'lead.unit', { unit }),
  })
  const tabs = statisticsTabs(view, 'summary', input.may)
  if (query.faults.length > 0)
    return html`${head}${tabs}${periodFaults(view, query)}${reportFilters(view, input)}${emptyState({ icon: 'calendar', title: words(locale, 'fault.title'), text: words(locale, 'fault.text') })}`
  return html`${head}${tabs}${periodBar(view, query)}${reportFilters(view, input)}${filterNotes(view, input)}${isEmpty(report) ? emptyState({ icon: 'report', title: words(locale, 'empty.title'), text: words(locale, 'empty.text') }) : figures(view, input)}`
}

/** Each fault, with the way to its field. */
function periodFaults(view: View, { faults }: AskedQuery): HtmlFragment | '' {
  const { locale } = view
  return errorSummary(
    view,
    faults.map(({ field, fault }) => ({
      name: field,
      label: fieldLabel(locale, field),
      message: words(locale, `fault.${fault}`),
    })),
  )
}

function isEmpty({ now, before, openBefore, openAfter }: Report): boolean {
  return [now.reported, now.attended, now.left_open, before.reported, before.attended, openBefore, openAfter].every(
    (n) => n === 0,
  )
}

function figures(view: View, input: ReportPageInput): HtmlFragment {
  const { locale } = view
  const { report, naming } = input
  const flow = flowTable(report, naming)
  const ages = agesTable(report, naming)
  const units = breakdownTable(report, 'unit', naming)
  const causes = causesTable(report, naming)
  return html`${tiles(view, input)}
<div class="statistic-grid">${card({ title: flow.title, body: chartFigure(view, flow, flowChart(locale, flow)) })}
<div class="statistic-pair">${card({ title: ages.title, body: chartFigure(view, ages, agesChart(ages)) })}${units.rows.length === 0 ? '' : card({ title: units.title, body: chartFigure(view, units, barsChart(units, 2)) })}</div>
${causes.rows.length === 0 ? '' : card({ title: causes.title, id: 'causas', body: html`${chartFigure(view, causes, causesChart(locale, causes))}${causeLinks(view, input, causes)}` })}</div>
<div class="statistic-tables">${BREAKDOWNS.filter((dimension) => dimension !== 'cause' && report.breakdowns[dimension].length > 0).map((dimension) => breakdownCard(view, input, dimension))}</div>
${notes(view, input)}${exports(view, input.query)}`
}

function causeLinks(view: View, { query, mayAct }: ReportPageInput, causes: ReportTable): HtmlFragment | '' {
  if (!mayAct) return ''
  const { locale } = view
  const real = causes.rows.flatMap((row, at) => {
    const value = causes.values?.[at] ?? ''
    return value === '' ? [] : [{ value, name: String(row[0]) }]
  })
  if (real.length === 0) return ''
  return html`<ul class="cause-acts">${real.map(({ value, name }) => html`<li><span>${name}</span> <a href="/estadisticas/acciones/nueva?${writeQuery(query, { causa: value })}" aria-label="${words(locale, 'cause.act-on', { name })}">${words(locale, 'cause.act')}</a></li>`)}</ul>`
}

function breakdownCard(view: View, input: ReportPageInput, dimension: Breakdown): HtmlFragment {
  const table = breakdownTable(input.report, dimension, input.naming)
  const first = { ...table, rows: table.rows.slice(0, FIRST_ROWS) }
  const rest = { ...table, rows: table.rows.slice(FIRST_ROWS) }
  const link = (row: number, column: number, text: string) => drill(view, input, dimension, table, row, column, text)
  const more =
    rest.rows.length === 0
      ? ''
      : disclosure({
          summary: words(view.locale, 'rows-more', { count: table.rows.length }),
          body: plainTable(view, rest, link, FIRST_ROWS),
        })
  return card({ title: table.title, id: `por-${dimension}`, body: html`${plainTable(view, first, link)}${more}` })
}

const DRILLED: Readonly<Record<number, string>> = { 1: 'reportados', 2: 'atendidos', 5: 'reabiertos' }

/** From a name to the report narrowed to it, from a number to its cases. */
function drill(
  view: View,
  { query }: ReportPageInput,
  dimension: Breakdown,
  table: ReportTable,
  row: number,
  column: number,
  text: string,
): HtmlFragment | string {
  const value = table.values?.[row] ?? ''
  const name = String(table.rows[row]?.[0] ?? '')
  if (dimension === 'unit' && value === '') return text
  const filter = dimension === 'unit' ? 'dependencia' : filterNameOf(dimension as FilteredDimension)
  const narrowed = { [filter]: value === '' ? NO_DATA : value }
  if (column === 0) return html`<a href="/estadisticas?${writeQuery(query, narrowed)}">${text}</a>`
  const what = DRILLED[column]
  const count = table.rows[row]?.[column]
  if (what === undefined || count === 0 || !isTold(count)) return text
  const label = words(view.locale, 'cases.see', { what: table.columns[column]!.label, name })
  return html`<a href="/estadisticas/expedientes?${writeQuery(query, { ...narrowed, que: what })}" aria-label="${text}. ${label}">${text}</a>`
}

function periodBar(view: View, query: ReportQuery): HtmlFragment {
  const { locale } = view
  const { period } = query
  const { earlier, later } = neighbours(period)
  const way = (to: typeof period, label: string, drawing: 'left' | 'right') =>
    buttonLink({ label, href: `/estadisticas?${writeQuery({ ...query, period: to })}`, small: true, icon: drawing })
  return html`<div class="period-bar"><p><strong>${words(locale, `period.${period.kind}`)}: ${daysText(locale, period)}</strong> <span class="muted">${againstText(locale, period)}</span></p><p class="period-ways">${way(earlier, words(locale, 'period.earlier'), 'left')}${way(later, words(locale, 'period.later'), 'right')}</p></div>`
}

function filterNotes(view: View, { query, naming }: ReportPageInput): HtmlFragment | '' {
  const { locale } = view
  const said = filtersText(naming, query)
  if (said === '') return ''
  return html`<p class="remark">${icon('info')}<span>${words(locale, 'filter.is')} ${said}. <a href="/estadisticas?${writeQuery({ period: query.period, unit: null, filters: {} })}">${words(locale, 'filter.clear')}</a></span></p>`
}

function notes(view: View, { scope, report, calendarsChanged }: ReportPageInput): HtmlFragment {
  const { locale } = view
  return html`<div class="statistic-notes muted"><p>${words(locale, 'error-note', { error: (report.error * 100).toFixed(1) })}</p>${scope.masks ? html`<p>${words(locale, 'few-note')}</p>` : ''}${calendarsChanged ? html`<p>${words(locale, 'calendars-note')}</p>` : ''}</div>`
}

function exports(view: View, query: ReportQuery): HtmlFragment {
  const { locale } = view
  const asked = writeQuery(query)
  return html`<section class="statistic-exports" aria-label="${words(locale, 'export.label')}"><h2>${words(locale, 'export.label')}</h2><p class="downloads">${downloads(view, FORMATS, (format) => `/estadisticas/informe.${format}?${asked}`)}${buttonLink({ label: words(locale, 'export.schedule'), href: `/estadisticas/programados?${asked}`, icon: 'calendar', small: true })}</p></section>`
}
