import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#src/platform/db/types.ts'
import { type ManifestEntry, NAMES } from './format.ts'
import { openOut, putText } from './out-folder.ts'
import type { TableSchema } from './read-schema.ts'
import { columnsOf, EXPORTED_TABLES, type ExportedTable, TABLES_LEFT_OUT } from './tables/index.ts'

/** Rows that are in memory at the same time. */
const BATCH = 500

/** Gives the rows of a query some at a time, so that no table is ever whole in memory. One at a time in a transaction. */
export async function* inBatches<Row>(tx: Tx, query: RawBuilder<Row>, batch = BATCH): AsyncGenerator<readonly Row[]> {
  await sql`declare export_rows no scroll cursor for ${query}`.execute(tx)
  for (;;) {
    const { rows } = await sql<Row>`fetch ${sql.lit(batch)} from export_rows`.execute(tx)
    if (rows.length === 0) break
    yield rows
  }
  await sql`close export_rows`.execute(tx)
}

export interface WrittenTables {
  readonly entries: readonly ManifestEntry[]
  readonly rows: Readonly<Record<string, number>>
}

/** Every exported table as JSON Lines in `tablas/`, and `esquema.json` that says what they are. */
export async function writeTables(tx: Tx, folder: string, schema: readonly TableSchema[]): Promise<WrittenTables> {
  const entries: ManifestEntry[] = []
  const counted: Record<string, number> = {}
  for (const { name, primaryKey } of schema) {
    const table = EXPORTED_TABLES[name]
    if (table === undefined) continue
    await using file = await openOut(folder, `${NAMES.tables}/${name}.jsonl`)
    let count = 0
    for await (const rows of inBatches(tx, linesOf(name, table, primaryKey))) {
      for (const { line } of rows) await file.write(`${line}\n`)
      count += rows.length
    }
    entries.push(await file.close())
    counted[name] = count
  }
  const described = describe(schema, counted)
  entries.push(await putText(folder, NAMES.schema, `${JSON.stringify(described, null, 1)}\n`))
  return { entries, rows: counted }
}

function linesOf(name: string, table: ExportedTable, primaryKey: readonly string[]): RawBuilder<{ line: string }> {
  const cells = columnsOf(table).map((column) => {
    const as = table.as?.[column]
    return as === undefined ? sql`${sql.ref(column)}` : sql`${sql.raw(as)} as ${sql.ref(column)}`
  })
  const order = table.order === undefined ? sql.join(primaryKey.map((each) => sql.ref(each))) : sql.raw(table.order)
  return sql<{ line: string }>`
    select row_to_json(r)::text as line from (select ${sql.join(cells)} from ${sql.table(name)} order by ${order}) r`
}

function describe(schema: readonly TableSchema[], counted: Readonly<Record<string, number>>) {
  const tables = schema.flatMap(({ name, columns, primaryKey, references }) => {
    const table = EXPORTED_TABLES[name]
    if (table === undefined) return []
    const there = new Set(columnsOf(table))
    return [
      {
        tabla: name,
        descripcion: table.es,
        archivo: `${NAMES.tables}/${name}.jsonl`,
        filas: counted[name] ?? 0,
        columnas: columns
          .filter((column) => there.has(column.name))
          .map(({ name: column, type, nullable }) => ({ nombre: column, tipo: type, puede_faltar: nullable })),
        llave: primaryKey,
        referencias: references,
        columnas_que_no_salen: table.without ?? {},
      },
    ]
  })
  return { tablas: tables, tablas_que_no_salen: TABLES_LEFT_OUT }
}
