import type { Cell, Row, TableBlock } from './blocks.ts'
import { foldText } from './fold-text.ts'
import type { Notes } from './notes.ts'

const COLUMNS = [
  ['responsable'],
  ['paso', 'pasos', 'no', 'no.', 'n°', 'nº', 'n.°', 'n.º', 'num', 'num.', 'numero'],
  ['actividad', 'actividades', 'accion', 'acciones'],
  ['tiempo'],
] as const

/** A row of a step table, cells told apart but not yet read. */
export interface StepRow {
  readonly responsible: Cell
  readonly number: Cell
  readonly activity: Cell
  readonly time?: Cell
  readonly row: Row
}

/** `steps`: RESPONSABLE | PASO | ACTIVIDAD [| TIEMPO]. `near`: some of these names, not in this form. `other`: prose. */
export function kindOfTable(table: TableBlock): 'steps' | 'near' | 'other' {
  const names = table.header.cells.map((cell) => foldText(cell.text.replaceAll('*', '')))
  const isColumn = (name: string, index: number) =>
    (COLUMNS[index] as readonly string[] | undefined)?.includes(name) ?? false
  if (names.length >= 3 && names.length <= 4 && names.every(isColumn)) return 'steps'
  const known = names.filter((name) => COLUMNS.flat().includes(name as never)).length
  return known >= 2 ? 'near' : 'other'
}

/** The rows of a step table, with a finding for each that has too many or too few cells. */
export function readStepRows(table: TableBlock, notes: Notes): StepRow[] {
  const columns = table.header.cells.length
  const rows: StepRow[] = []
  for (const row of table.rows) {
    const [responsible, number, activity, time] = row.cells
    if (!responsible || !number || !activity || row.cells.length > columns) {
      const say = `La fila tiene ${row.cells.length} celdas y la tabla ${columns}; una barra dentro del texto se escribe «\\|».`
      notes.say('fila-mal-formada', row.span.start.offset, row.span.end.offset, say)
      continue
    }
    rows.push({ responsible, number, activity, time, row })
  }
  return rows
}
