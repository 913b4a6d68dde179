export { csvRow, readCsv, textOfCsv } from './csv.ts'
export { type Cell, SHEET_FORMATS, type Sheet, type SheetFile, type SheetFormat, writeSheets } from './write-sheets.ts'
