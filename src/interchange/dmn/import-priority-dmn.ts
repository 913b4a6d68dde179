import type { PriorityTable } from '#src/procedure/index.ts'
import { XmlRefused } from '../xml/guard-xml.ts'
import {
  IMPACTS,
  KIND_DECISION,
  PRIORITY_DECISION,
  readDurationText,
  TARGET_DECISION,
  URGENCIES,
} from './priority-names.ts'
import { type DecisionTable, readDecisionTables } from './read-decision-tables.ts'

/** Why a document gives no table of priorities; the message is a Spanish sentence for whoever brought it. */
export class DmnRefused extends Error {}

/** What a DMN document says of a table of priorities; it is still to be checked by `readPriorityTable`. */
export type ImportedPriorities = Pick<PriorityTable, 'names' | 'matrix'> &
  Partial<Pick<PriorityTable, 'kinds' | 'targets'>>

/**
 * Reads the decisions that `exportPriorityDmn` writes, also after another tool has saved them: by the names of their columns, in any
 * order. Throws `DmnRefused` with a sentence that says which row to correct.
 */
export function importPriorityDmn(xml: string): ImportedPriorities {
  const tables = tablesOf(xml)
  const priority = withColumns(tables, PRIORITY_DECISION)
  if (priority === null)
    throw new DmnRefused(
      'El archivo no tiene una tabla con las entradas «impacto» y «urgencia» y la salida «prioridad».',
    )
  const kinds = withColumns(tables, KIND_DECISION)
  const targets = withColumns(tables, TARGET_DECISION)
  return {
    ...matrixOf(priority),
    ...(kinds === null ? {} : { kinds: kindsOf(kinds) }),
    ...(targets === null ? {} : { targets: targetsOf(targets) }),
  }
}

function tablesOf(xml: string): DecisionTable[] {
  try {
    return readDecisionTables(xml)
  } catch (error) {
    if (error instanceof XmlRefused)
      throw new DmnRefused(error.message.replace('el proceso como BPMN 2.0', 'la tabla como DMN'))
    throw error
  }
}

type Row = (column: string) => string

interface Wanted {
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
}

/** The rows of the table that has these columns; a name may be missing. */
function withColumns(tables: readonly DecisionTable[], { inputs, outputs }: Wanted): Row[] | null {
  const needed = outputs.filter((name) => name !== 'nombre' && name !== 'suspende_segun')
  const table = tables.find(
    (each) =>
      each.inputs.length === inputs.length &&
      inputs.every((name) => each.inputs.includes(name)) &&
      needed.every((name) => each.outputs.includes(name)),
  )
  if (table === undefined) return null
  return table.rules.map((rule) => (column) => {
    const input = table.inputs.indexOf(column)
    const output = table.outputs.indexOf(column)
    return inputs.includes(column) && input >= 0 ? (rule.inputs[input] ?? '') : (rule.outputs[output] ?? '')
  })
}

function matrixOf(rows: readonly Row[]): Pick<PriorityTable, 'names' | 'matrix'> {
  const names = ['', '', '', '']
  const matrix = IMPACTS.map((impact) =>
    URGENCIES.map((urgency) => {
      const row = rows.find((each) => matches(each('impacto'), impact) && matches(each('urgencia'), urgency))
      if (row === undefined)
        throw new DmnRefused(
          `La tabla de prioridad no dice cuál corresponde a impacto ${impact} con urgencia ${urgency}.`,
        )
      const priority = Number(/[1-4]/.exec(literal(row('prioridad')))?.[0])
      if (!Number.isInteger(priority))
        throw new DmnRefused(`Con impacto ${impact} y urgencia ${urgency}, escriba una prioridad del 1 al 4.`)
      const name = literal(row('nombre'))
      if (name !== '') names[priority - 1] = name
      return priority
    }),
  )
  const known = ['Crítica', 'Alta', 'Media', 'Baja'].map((name, at) => names[at] || name)
  return { names: known, matrix } as unknown as Pick<PriorityTable, 'names' | 'matrix'>
}

function kindsOf(rows: readonly Row[]): PriorityTable['kinds'] {
  return rows.map((row, at) => ({
    manual: literal(row('manual')),
    procedure: literal(row('procedimiento')),
    impact: grade(IMPACTS, row('impacto'), 'impacto', at),
    urgency: grade(URGENCIES, row('urgencia'), 'urgencia', at),
    level: (Number(literal(row('nivel'))) || 1) as 1 | 2 | 3,
    // Documents from before this column, or of another tool, have no such cell.
    ...(/^s[ií]$/i.test(literal(row('vale_lo_declarado'))) ? { declared: true as const } : {}),
  }))
}

function targetsOf(rows: readonly Row[]): PriorityTable['targets'] {
  return rows.map((row, at) => {
    const any = row('manual') === '-' || row('manual') === ''
    const duration = (column: string) => {
      const read = readDurationText(literal(row(column)))
      if (read === undefined)
        throw new DmnRefused(
          `En la fila ${at + 1} de los plazos, escriba ${column} como «4 horas», «30 minutos» o «2 días hábiles».`,
        )
      return read
    }
    return {
      kind: any ? null : { manual: literal(row('manual')), procedure: literal(row('procedimiento')) },
      priority: Number(literal(row('prioridad'))) as 1 | 2 | 3 | 4,
      attention: duration('atencion'),
      solution: duration('solucion'),
      suspends: literal(row('suspende_segun')) || null,
    }
  })
}

function grade(names: readonly string[], cell: string, column: string, at: number): 1 | 2 | 3 {
  const place = names.indexOf(literal(cell).toLowerCase())
  if (place < 0)
    throw new DmnRefused(`En la fila ${at + 1} de los trámites, escriba ${column} como ${names.join(', ')}.`)
  return (place + 1) as 1 | 2 | 3
}

/** Does a cell of an input (`"alto"`, `"alto","medio"`, `-`) take the value? */
function matches(cell: string, value: string): boolean {
  if (cell === '-' || cell === '') return true
  return cell.split(',').some((part) => literal(part.trim()).toLowerCase() === value)
}

function literal(cell: string): string {
  if (/^-?\d+$/.test(cell) || cell === '') return cell
  try {
    const value: unknown = JSON.parse(cell)
    if (typeof value === 'string' || typeof value === 'number') return String(value)
  } catch {
    // Not a literal: refused below, with what was written.
  }
  throw new DmnRefused(
    `No se lee «${cell.slice(0, 80)}»: aquí va un texto entre comillas o un número, sin expresiones.`,
  )
}
