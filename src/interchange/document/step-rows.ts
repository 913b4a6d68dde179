import { editDistance, foldText } from '#src/manual/index.ts'
import type { RawRow, Remark, SourceLine } from './types.ts'

interface Columns {
  readonly responsible: number
  readonly number: number
  readonly activity: number
  readonly time: number
}

/** The rows of one procedure's step tables, in order, and the columns that were found. */
export interface StepTable {
  readonly rows: readonly RawRow[]
  /** Neither column is there when no row gives it. */
  readonly hasResponsible: boolean
  readonly hasNumber: boolean
}

const RESPONSIBLE = /^(?:responsables?|unidad responsable|cargo|puesto responsable)$/
const NUMBER = /^(?:pasos?|no\.?|n[°º]\.?|num\.?|numero|#)$/
const ACTIVITY = /^(?:actividad(?:es)?|accion(?:es)?|descripcion(?: de (?:la )?actividad(?:es)?)?)$/
const TIME = /^(?:tiempo|duracion|plazo)$/

/** Whether a line holds the titles of a step table. */
export function isStepHeader(line: SourceLine): boolean {
  const names = (line.cells ?? []).map(foldText)
  return names.some((name) => ACTIVITY.test(name)) && names.some((name) => RESPONSIBLE.test(name) || NUMBER.test(name))
}

/** Whether a line is a title of a column, torn from its table. */
export function isTornTitle({ text }: SourceLine): boolean {
  return /^paso$/.test(foldText(text)) || [RESPONSIBLE, ACTIVITY].some((pattern) => pattern.test(foldText(text)))
}

export function readStepTable(lines: readonly SourceLine[]): StepTable {
  let columns: Columns | undefined
  let first: Columns | undefined
  const rows: RawRow[] = []
  for (const line of lines) {
    const cells = line.cells
    if (!cells) continue
    if (isStepHeader(line)) {
      columns = columnsOf(cells)
      first ??= columns
      continue
    }
    columns ??= guessColumns(lines)
    first ??= columns
    rows.push(toRow(cells, columns, line.where))
  }
  return {
    rows: rows.filter(({ activity, responsible, number }) => activity !== '' || responsible !== '' || number !== ''),
    hasResponsible: first !== undefined && first.responsible >= 0,
    hasNumber: first !== undefined && first.number >= 0,
  }
}

function columnsOf(cells: readonly string[]): Columns {
  const at = (pattern: RegExp) => cells.findIndex((cell) => pattern.test(foldText(cell)))
  return { responsible: at(RESPONSIBLE), number: at(NUMBER), activity: at(ACTIVITY), time: at(TIME) }
}

// A table whose titles were torn off: the column of small numbers is PASO, the one before it RESPONSABLE, the one after ACTIVIDAD.
function guessColumns(lines: readonly SourceLine[]): Columns {
  const votes = new Map<number, number>()
  for (const { cells } of lines) {
    cells?.forEach((cell, index) => {
      if (/^\W{0,3}\d{1,2}\.?$/.test(cell) && (cells[index + 1]?.length ?? 0) > 5)
        votes.set(index, (votes.get(index) ?? 0) + 1)
    })
  }
  const best = [...votes].sort((a, b) => b[1] - a[1])[0]?.[0]
  if (best === undefined) return { responsible: 0, number: -1, activity: 1, time: 2 }
  return { responsible: best - 1, number: best, activity: best + 1, time: best + 2 }
}

function toRow(cells: readonly string[], columns: Columns, where: string): RawRow {
  const cell = (index: number) => (index < 0 ? '' : (cells[index] ?? '').trim())
  let number = cell(columns.number)
  let activity = cell(columns.activity)
  let responsible = cell(columns.responsible)
  // A narrow table loses its last column's tab: the activity then stands where the number would.
  if (activity === '' && number.length > 8) [number, activity] = ['', number]
  if (columns.number >= 0 && !/\d/.test(number)) number = ''
  const printed = /^\W*(\d{1,3}(?:\.\d{1,2})?)\W*$/.exec(number)?.[1]
  if (number !== '' && printed === undefined) number = ''
  if (foldText(responsible) === foldText(activity)) responsible = ''
  return { responsible, number: printed ?? number, activity, time: cell(columns.time), where }
}

/** What a row is, before its words are read. */
export type RowKind = 'step' | 'branch' | 'rest' | 'mark' | 'echo'

export const BRANCH = /^(\d{1,2})\s?\.\s?(\d{1,2})\s?[.)]?\s*(?=\p{Lu})/u
const MARK = /^(?:-*\s*)?(?:inicio|fin(?: del? procedimiento)?)(?:\s*-*)?\.?$/

/** Tells steps from branches, from the rest of a row torn in two, from INICIO and FIN, and from lines read twice. */
export function kindOfRow(
  row: RawRow,
  previous: { readonly activity: string } | undefined,
  hasNumber: boolean,
): RowKind {
  const activity = row.activity.trim()
  if (MARK.test(foldText(activity)) || ACTIVITY.test(foldText(activity)) || !/\p{L}{2}/u.test(activity)) return 'mark'
  if (BRANCH.test(activity)) return 'branch'
  if (/^\d+\.\d+$/.test(row.number)) return 'branch'
  if (row.number !== '') return 'step'
  if (!previous) return 'step'
  if (!hasNumber) return 'step'
  if (!/[.?!)…]["»”]?$/.test(previous.activity.trim()))
    return row.responsible !== '' && /^\p{Lu}/u.test(activity) && previous.activity.length < 40 ? 'step' : 'rest'
  const a = foldText(activity)
  const b = foldText(previous.activity)
  if (row.responsible === '' && a.length > 8 && a.length < 300 && editDistance(a, b) <= b.length * 0.55) return 'echo'
  return 'step'
}

/** The row's activity without the words INICIO and FIN that extraction puts into its cell. */
export function withoutMarks(activity: string): string {
  return activity
    .replace(/^INICIO\s+/u, '')
    .replace(/\s*-{2,}\s*FIN(?: DEL? PROCEDIMIENTO)?\s*-*\s*$/u, '')
    .trim()
}

export type { Remark }
