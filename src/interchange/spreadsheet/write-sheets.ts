import { csvRow } from './csv.ts'
import { xmlText } from './xml-text.ts'

/** Kinds of file that a spreadsheet opens. */
export const SHEET_FORMATS = ['xlsx', 'ods', 'csv'] as const
export type SheetFormat = (typeof SHEET_FORMATS)[number]

/** A moment is the office's own date and hour: spreadsheets know no time zones. */
export type Cell = string | number | Temporal.PlainDateTime | Quantity | null

/** What a workbook calculates with and shows in its format; where there is only text, it is its `text`. */
export type Quantity = { readonly text: string } & (
  | { readonly kind: 'day'; readonly day: Temporal.PlainDate }
  /** `0.83` is 83 %. */
  | { readonly kind: 'share'; readonly share: number }
  | { readonly kind: 'length'; readonly milliseconds: number }
  /** Of five stars. */
  | { readonly kind: 'stars'; readonly stars: number }
)

const FORMATS: Readonly<Record<Quantity['kind'], string>> = {
  day: 'yyyy-mm-dd',
  share: '0%',
  length: '[h]:mm',
  stars: '0.0" / 5"',
}

export interface Sheet {
  readonly title: string
  readonly columns: readonly {
    readonly label: string
    /** In letters. */
    readonly width?: number
    /** Holds dates with their hour. */
    readonly moments?: true
  }[]
  readonly rows: readonly (readonly Cell[])[]
}

export interface SheetFile {
  readonly type: string
  readonly bytes: Uint8Array
}

const TYPES: Readonly<Record<SheetFormat, string>> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  ods: 'application/vnd.oasis.opendocument.spreadsheet',
  csv: 'text/csv; charset=utf-8',
}

/** Tables as a file, a sheet each; as CSV one below the other, each under its title where there are several. No cell is a formula. */
export async function writeSheets(format: SheetFormat, title: string, sheets: readonly Sheet[]): Promise<SheetFile> {
  const type = TYPES[format]
  if (format === 'csv') return { type, bytes: Buffer.from(csvOf(sheets)) }
  const taken = new Set<string>()
  const options = {
    sheets: sheets.map((sheet) => ({
      name: sheetName(sheet.title, taken),
      columns: sheet.columns.map(({ width, moments }, at) => ({
        width: width ?? (at === 0 ? 46 : 16),
        ...(moments === true ? { numFmt: 'yyyy-mm-dd hh:mm' } : {}),
      })),
      rows: [sheet.columns.map(({ label }) => xmlText(label)), ...sheet.rows.map((row) => row.map(workbookCell))],
      cells: formatted(sheet),
      freezePane: { rows: 1 },
    })),
    properties: { title: xmlText(title), creator: 'Ventanilla' },
  }
  // Loaded when a workbook is first asked for.
  const bytes =
    format === 'xlsx'
      ? await (await import('hucre/xlsx')).writeXlsx(options)
      : await (await import('hucre/ods')).writeOds(options)
  return { type, bytes }
}

/** What is said of a table: what it is and who took it, and notes such as that there is more. */
export interface Beside {
  readonly title: string
  readonly about: string
  readonly notes: readonly string[]
}

/** One table as a file, with what is said of it on a sheet of its own; of CSV, which programs read, only the notes, as its last rows. */
export function writeList(format: SheetFormat, list: Sheet, { title, about, notes }: Beside): Promise<SheetFile> {
  const rows = notes.map((note) => [note])
  if (format === 'csv') return writeSheets(format, list.title, [{ ...list, rows: [...list.rows, ...rows] }])
  return writeSheets(format, list.title, [list, { title, columns: [{ label: about, width: 90 }], rows }])
}

const DAY = 86_400_000

/** A text stays one, whatever sign it begins with: a cell of a workbook says what it is. */
function workbookCell(cell: Cell): string | number | Date | null {
  if (cell === null || typeof cell === 'number') return cell
  if (typeof cell === 'string') return xmlText(cell)
  if (cell instanceof Temporal.PlainDateTime) return new Date(cell.toZonedDateTime('UTC').epochMilliseconds)
  switch (cell.kind) {
    case 'day':
      return new Date(cell.day.toZonedDateTime('UTC').epochMilliseconds)
    case 'share':
      return cell.share
    case 'length':
      return cell.milliseconds / DAY
    case 'stars':
      return cell.stars
  }
}

/** The formats of single cells by `row,column`; headings are row 0. */
function formatted({ rows }: Sheet): Map<string, { style: { numFmt: string } }> {
  const formats = new Map<string, { style: { numFmt: string } }>()
  for (const [row, cells] of rows.entries())
    for (const [at, cell] of cells.entries())
      if (isQuantity(cell)) formats.set(`${row + 1},${at}`, { style: { numFmt: FORMATS[cell.kind] } })
  return formats
}

function isQuantity(cell: Cell): cell is Quantity {
  return typeof cell === 'object' && cell !== null && 'kind' in cell
}

/** RFC 4180, with the mark by which spreadsheets know UTF-8. */
function csvOf(sheets: readonly Sheet[]): string {
  const tables = sheets.map(({ title, columns, rows }) =>
    [
      ...(sheets.length > 1 ? [[title]] : []),
      columns.map(({ label }) => label),
      ...rows.map((row) => row.map(csvCell)),
    ].map(csvRow),
  )
  return `\ufeff${tables.map((lines) => lines.join('')).join('\r\n')}`
}

function csvCell(cell: Cell): string | number {
  if (cell instanceof Temporal.PlainDateTime) return cell.toString({ smallestUnit: 'minute' }).replace('T', ' ')
  return isQuantity(cell) ? cell.text : (cell ?? '')
}

/** At most 31 letters, none of those that spreadsheets refuse, and each only once. */
function sheetName(title: string, taken: Set<string>): string {
  const clean =
    xmlText(title)
      .replace(/[[\]:*?/\\']/g, ' ')
      .slice(0, 28)
      .trim() || 'Hoja'
  let name = clean
  for (let more = 2; taken.has(name.toLowerCase()); more++) name = `${clean} ${more}`
  taken.add(name.toLowerCase())
  return name
}
