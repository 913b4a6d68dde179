import { SHEET_FORMATS, type Sheet, writeSheets } from '#src/interchange/spreadsheet/index.ts'
import { localDate } from '#src/people/index.ts'
import type { Printer } from '#src/printing/index.ts'
import { agesChart, barsChart, causesChart, flowChart } from '../chart/charts.ts'
import { type ChartInput, drawChart } from '../chart/draw-chart.ts'
import { filtersSaid } from '../report/filters-text.ts'
import { labelOf, type Naming } from '../report/labels.ts'
import type { LoadedReport, ReportAsked } from '../report/load-report.ts'
import { againstText, daysText } from '../report/period-text.ts'
import { unitsCounted } from '../report/query.ts'
import { type ReportTable, reportTables } from '../report/tables.ts'
import { valueCell, valueText } from '../report/value-text.ts'
import { words } from '../words.ts'

export const FORMATS = [...SHEET_FORMATS, 'pdf'] as const
export type ReportFormat = (typeof FORMATS)[number]

export interface ReportFile {
  readonly name: string
  readonly type: string
  readonly bytes: Uint8Array
}

/** A report as a file to take along. */
export async function writeReportFile(
  format: ReportFormat,
  asked: ReportAsked,
  loaded: LoadedReport,
  printer: Printer,
): Promise<ReportFile> {
  const { locale } = asked
  const tables = reportTables(loaded.report, loaded.naming)
  const about = aboutOf(asked, loaded)
  const notes = notesOf(asked, loaded)
  const title = words(locale, 'export.title')
  const { from, until } = asked.query.period
  const lines = [...about.map(([term, value]) => `${term}: ${value}`), ...notes]
  const name = `estadisticas-${from}-${until}.${format}`
  switch (format) {
    case 'csv':
    case 'xlsx':
    case 'ods': {
      const first = { title, columns: [{ label: title, width: 90 }], rows: lines.map((line) => [line]) }
      const sheets = tables.map((table) => sheetOf(locale, table))
      return { name, ...(await writeSheets(format, title, format === 'csv' ? sheets : [first, ...sheets])) }
    }
    case 'pdf': {
      const { institution } = asked.directory.rows
      const printed = await printer.report({
        institution: institution?.name ?? '',
        title,
        about,
        period: `${from} / ${until}`,
        date: localDate(asked.now, institution?.timeZone ?? 'UTC'),
        paper: 'letter',
        parts: tables.map((table) => ({
          title: table.title,
          ...chartOf(asked, table),
          columns: table.columns,
          rows: table.rows.map((row) => table.columns.map((_, at) => valueText(locale, row[at]))),
        })),
        notes,
      })
      return { name, type: 'application/pdf', bytes: printed.bytes }
    }
  }
}

function sheetOf(locale: ReportAsked['locale'], { title, columns, rows }: ReportTable): Sheet {
  return { title, columns, rows: rows.map((row) => columns.map((_, at) => valueCell(locale, row[at]))) }
}

/** Points that a chart takes between the margins of the paper. */
const WIDTH = 480

function chartOf({ locale }: ReportAsked, table: ReportTable) {
  const chart = inputOf(locale, table)
  if (chart === null) return {}
  const scale = WIDTH / chart.width
  const size =
    chart.width < 600
      ? { width: chart.width * 0.8, height: chart.height * 0.8 }
      : { width: WIDTH, height: chart.height * scale }
  // Without a size of its own it takes that of its place.
  return { chart: { svg: drawChart(chart).replace(/ width="\d+" height="\d+"/, ''), ...size } }
}

function inputOf(locale: ReportAsked['locale'], table: ReportTable): ChartInput | null {
  switch (table.key) {
    case 'flow':
      return flowChart(locale, table)
    case 'ages':
      return agesChart(table)
    case 'unit':
      return barsChart(table, 2)
    case 'cause':
      return causesChart(locale, table)
    default:
      return null
  }
}

function aboutOf(asked: ReportAsked, { naming }: LoadedReport): (readonly [string, string])[] {
  const { query, locale } = asked
  const { period } = query
  return [
    [words(locale, 'period.label'), `${daysText(locale, period)}, ${againstText(locale, period)}`],
    [words(locale, 'one.unit'), unitsText(asked, naming)],
    ...filtersSaid(naming, query),
  ]
}

/** By name: whoever gets the file is not who asked for it. */
function unitsText({ query, scope, directory, locale }: ReportAsked, naming: Naming): string {
  const units = unitsCounted(query, scope, directory)
  return units === null ? words(locale, 'lead.whole') : units.map((unit) => labelOf(naming, 'unit', unit)).join('; ')
}

function notesOf({ scope, locale }: ReportAsked, { report, calendarsChanged }: LoadedReport): string[] {
  return [
    words(locale, 'error-note', { error: (report.error * 100).toFixed(1) }),
    ...(scope.masks ? [words(locale, 'few-note')] : []),
    ...(calendarsChanged ? [words(locale, 'calendars-note')] : []),
  ]
}
