import { foldText } from '#src/manual/index.ts'
import type { Norm, NormTable } from '#src/manual/types.ts'

/** A norm's table as a decision: what is known, and what follows from it. */
export interface Decision {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly hitPolicy: 'UNIQUE' | 'ANY' | 'FIRST'
  readonly inputs: readonly Column[]
  readonly outputs: readonly Column[]
  readonly rules: readonly { readonly inputs: readonly string[]; readonly outputs: readonly string[] }[]
}

export interface Column {
  /** Name for FEEL: letters, digits and underscores. */
  readonly name: string
  /** As the manual prints it. */
  readonly label: string
}

export interface NormPlace {
  readonly id: string
  readonly name: string
  /** Columns that `Asigna` reads from it. */
  readonly assigned: readonly string[]
}

/**
 * The decision that a norm's table takes. A row is known by its first columns, as many as tell the rows apart; the others, and those
 * that `Asigna` reads, are what it gives. A table of impact and urgency gives the priority for both.
 */
export function decisionOfNorm(norm: Norm & { readonly table: NormTable }, place: NormPlace): Decision {
  const base = { id: place.id, name: place.name, description: norm.text }
  const priority = priorityDecision(norm.table)
  if (priority) return { ...base, ...priority }
  const { columns, rows } = norm.table
  const count = tellingApart(columns.length, rows)
  const named = columnsOf(columns)
  const inputs = named.slice(0, count)
  const assigned = new Set(place.assigned.map(foldText))
  const gives = columns.flatMap((column, index) => (index >= count || assigned.has(foldText(column)) ? [index] : []))
  const whole = gives.length === 0
  const outputs = whole ? [{ name: 'fila', label: 'Fila' }] : gives.map((index) => distinct(named[index]!, inputs))
  const keys = rows.map((row) => JSON.stringify(row.slice(0, count)))
  return {
    ...base,
    hitPolicy: new Set(keys).size === rows.length ? 'UNIQUE' : 'ANY',
    inputs,
    outputs,
    rules: rows.map((row, at) => ({
      inputs: inputs.map((_, index) => feelText(row[index] ?? '')),
      outputs: whole
        ? [feelText(String(keys.indexOf(keys[at]!) + 1))]
        : gives.map((index) => feelText(row[index] ?? '')),
    })),
  }
}

/** How many columns, from the left, tell the rows apart; all of them where rows repeat. */
function tellingApart(columns: number, rows: readonly (readonly string[])[]): number {
  for (let count = 1; count < columns; count += 1) {
    if (new Set(rows.map((row) => JSON.stringify(row.slice(0, count)))).size === rows.length) return count
  }
  return columns
}

const LEVELS = /\b(alt|medi|baj)[oa]\b/g
const IMPACT = { name: 'impacto', label: 'Impacto' }
const URGENCY = { name: 'urgencia', label: 'Urgencia' }

/** `Impacto alto con urgencia media, o medio con alta | 2`, or the matrix of both; null where the table is something else. */
function priorityDecision({ columns, rows }: NormTable): Omit<Decision, 'id' | 'name' | 'description'> | null {
  const [head = '', ...others] = columns.map(foldText)
  if (!head.includes('impacto') || !head.includes('urgencia') || others.length === 0) return null
  const matrix = others.length > 1 && others.every((column) => column.match(LEVELS)?.length === 1)
  const rules = matrix
    ? rows.flatMap(([impact = '', ...cells]) =>
        others.map((urgency, index) => ({
          inputs: [feelText(level(foldText(impact), 'o')), feelText(level(urgency, 'a'))],
          outputs: [feelText(cells[index] ?? '')],
        })),
      )
    : rows.flatMap((row) => crossings(row[0] ?? '').map((inputs) => ({ inputs, outputs: row.slice(1).map(feelText) })))
  const understood = matrix
    ? rules.every(({ inputs }) => !inputs.includes('""'))
    : rows.every((row) => crossings(row[0] ?? '').length > 0)
  if (!understood) return null
  const outputs = matrix ? [{ name: 'prioridad', label: 'Prioridad' }] : columnsOf(columns.slice(1))
  return { hitPolicy: 'FIRST', inputs: [IMPACT, URGENCY], outputs, rules }
}

/** Pairs of impact and urgency in a cell: `impacto alto con urgencia media, o medio con alta`; `los demás cruces` is every other. */
function crossings(cell: string): string[][] {
  const text = foldText(cell)
  if (/^(?:los|las) demas\b/.test(text)) return [['-', '-']]
  const pairs = [...text.matchAll(/\b((?:alt|medi|baj)o) con (?:urgencia )?((?:alt|medi|baj)a)\b/g)]
  const levels = text.match(LEVELS)?.length ?? 0
  return pairs.length * 2 === levels ? pairs.map(([, impact, urgency]) => [feelText(impact!), feelText(urgency!)]) : []
}

function level(text: string, ending: 'o' | 'a'): string {
  const found = text.match(LEVELS)
  return found?.length === 1 ? found[0].slice(0, -1) + ending : ''
}

function columnsOf(labels: readonly string[]): Column[] {
  const taken = new Set<string>()
  return labels.map((label, index) => {
    const plain = foldText(label)
      .replace(/[^a-z0-9]+/g, '_')
      .replace(/^_+|_+$/g, '')
    const name = plain === '' || /^\d/.test(plain) || taken.has(plain) ? `columna_${index + 1}` : plain
    taken.add(name)
    return { name, label }
  })
}

/** An output that is an input as well has a name of its own. */
function distinct(column: Column, inputs: readonly Column[]): Column {
  return inputs.some(({ name }) => name === column.name) ? { ...column, name: `${column.name}_elegida` } : column
}

/** A text as FEEL writes it. */
function feelText(text: string): string {
  return JSON.stringify(text.replace(/\s+/g, ' '))
}
