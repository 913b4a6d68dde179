import type { Locale } from '#src/web/locale/locale.ts'
import type { ReportTable, Value } from '../report/tables.ts'
import { valueText } from '../report/value-text.ts'

/** The tables of a report as a workbook, a sheet each. Texts that a spreadsheet would take for a formula are told apart as text. */
export async function writeWorkbook(
  format: 'xlsx' | 'ods',
  locale: Locale,
  {
    title,
    lines,
    tables,
  }: { readonly title: string; readonly lines: readonly string[]; readonly tables: readonly ReportTable[] },
): Promise<Uint8Array> {
  const taken = new Set<string>()
  const sheets = [
    {
      name: sheetName(title, taken),
      rows: [[plainCell(title)], ...lines.map((line) => [plainCell(line)])],
      columns: [{ width: 90 }],
    },
    ...tables.map((table) => ({
      name: sheetName(table.title, taken),
      columns: table.columns.map((_, at) => ({ width: at === 0 ? 46 : 16 })),
      rows: [
        table.columns.map(({ label }) => plainCell(label)),
        ...table.rows.map((row) => table.columns.map((_, at) => cellOf(locale, row[at]))),
      ],
      freezePane: { rows: 1 },
    })),
  ]
  const options = { sheets, properties: { title, creator: 'Ventanilla' } }
  // Loaded when a workbook is first asked for.
  return format === 'xlsx'
    ? (await import('hucre/xlsx')).writeXlsx(options)
    : (await import('hucre/ods')).writeOds(options)
}

/** The same as one text, each table under its title; RFC 4180, with the mark by which spreadsheets know UTF-8. */
export function writeCsv(locale: Locale, tables: readonly ReportTable[]): string {
  const lines = tables.flatMap(({ title, columns, rows }) => [
    [title],
    columns.map(({ label }) => label),
    ...rows.map((row) => columns.map((_, at) => cellOf(locale, row[at]))),
    [],
  ])
  return `\ufeff${lines.map((cells) => cells.map(csvCell).join(',')).join('\r\n')}\r\n`
}

function csvCell(cell: string | number | null): string {
  if (cell === null) return ''
  const text = typeof cell === 'number' ? String(cell) : plainCell(cell)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

function cellOf(locale: Locale, value: Value | undefined): string | number | null {
  if (value === null || value === undefined) return null
  return typeof value === 'number' ? value : plainCell(valueText(locale, value))
}

/** A text that begins as a formula does gets an apostrophe before it. */
export function plainCell(text: string): string {
  return /^[=+\-@\t\r\n|]/.test(text) ? `'${text}` : text
}

/** At most 31 letters, none of those that spreadsheets refuse, and each only once. */
function sheetName(title: string, taken: Set<string>): string {
  const clean =
    title
      .replace(/[[\]:*?/\\']/g, ' ')
      .slice(0, 28)
      .trim() || 'Hoja'
  let name = clean
  for (let more = 2; taken.has(name.toLowerCase()); more++) name = `${clean} ${more}`
  taken.add(name.toLowerCase())
  return name
}
