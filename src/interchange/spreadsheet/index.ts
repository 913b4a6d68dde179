export { csvRow, readCsv, textOfCsv } from './csv.ts'
export {
  type Cell,
  type Quantity,
  SHEET_FORMATS,
  type Sheet,
  type SheetFile,
  type SheetFormat,
  writeList,
  writeSheets,
} from './write-sheets.ts'
