import type { TableSchema } from './read-schema.ts'
import { columnsOf, EXPORTED_TABLES, TABLES_LEFT_OUT } from './tables/index.ts'

/** What of the schema nobody decided about: tables and columns that are neither exported nor left out, and names that there are not. */
export function undecided(schema: readonly TableSchema[]): readonly string[] {
  const faults: string[] = []
  const there = new Map(schema.map((table) => [table.name, table]))
  for (const { name, columns } of schema) {
    const exported = EXPORTED_TABLES[name]
    const left = TABLES_LEFT_OUT[name] !== undefined
    if (exported === undefined) {
      if (!left) faults.push(`${name}: neither exported nor left out`)
      continue
    }
    if (left) faults.push(`${name}: exported and left out`)
    const decided = [...columnsOf(exported), ...Object.keys(exported.without ?? {})]
    const known = new Set(columns.map((column) => column.name))
    for (const column of known)
      if (!decided.includes(column)) faults.push(`${name}.${column}: neither exported nor left out`)
    for (const column of decided) if (!known.has(column)) faults.push(`${name}.${column}: there is no such column`)
    if (new Set(decided).size < decided.length) faults.push(`${name}: a column is told twice`)
  }
  for (const name of [...Object.keys(EXPORTED_TABLES), ...Object.keys(TABLES_LEFT_OUT)])
    if (!there.has(name)) faults.push(`${name}: there is no such table`)
  return faults
}
