import { sql } from 'kysely'
import { type DirectoryRevision, readDirectoryRevision } from '#src/people/directory.store.ts'
import type { Queryable } from '#src/platform/db/types.ts'
import { type KeptTable, type PriorityTable, readPriorityTable } from '#src/procedure/index.ts'
import { listSolutionCodes, type SolutionCode } from './solution-code.store.ts'

/** What the desk reads of the directorate at every case. */
export interface DeskTables {
  /** Every revision of the table of priorities, the oldest first. */
  readonly history: readonly KeptTable[]
  /** Suppliers on which level 3 may lean, by name. */
  readonly suppliers: readonly Supplier[]
  /** Codes of solutions and causes, the retired ones too. */
  readonly codes: readonly SolutionCode[]
}

export interface Supplier {
  readonly id: string
  readonly name: string
  readonly contact: string | null
}

/** The tables, from memory while nothing has changed: they bump the directory's revision, which every request has read already. */
export async function loadDeskTables(db: Queryable, known?: DirectoryRevision): Promise<DeskTables> {
  const { revision, place } = known ?? (await readDirectoryRevision(db))
  const before = kept.get(place)
  if (before?.revision === revision) return before.tables
  const tables = {
    history: await readHistory(db),
    suppliers: await readSuppliers(db),
    codes: await listSolutionCodes(db),
  }
  if (kept.size >= 8) kept.clear()
  kept.set(place, { revision, tables })
  return tables
}

const kept = new Map<string, { readonly revision: string; readonly tables: DeskTables }>()

async function readHistory(db: Queryable): Promise<KeptTable[]> {
  const { rows } = await sql<{ id: number; from: string; data: unknown }>`
    select id, from_on::text as "from", data from priority_table order by id`.execute(db)
  return rows.map(({ id, from, data }) => {
    const read = readPriorityTable(data)
    if ('faults' in read)
      throw new Error(`Revision ${id} of the table of priorities is not one: ${read.faults[0]!.place}`)
    return { id, from, table: read.table }
  })
}

async function readSuppliers(db: Queryable): Promise<Supplier[]> {
  const { rows } = await sql<Supplier>`
    select id, name, contact from supplier where closed_on is null order by lower(name), id`.execute(db)
  return rows
}

/** Who decided each revision, when and why; the latest first. */
export async function listRevisions(db: Queryable): Promise<readonly RevisionEntry[]> {
  const { rows } = await sql<RevisionEntry>`
    select id, from_on::text as "from", reason, made_at as "madeAt", made_by as "madeBy"
    from priority_table order by id desc limit 100`.execute(db)
  return rows
}

export interface RevisionEntry {
  readonly id: number
  readonly from: string
  readonly reason: string
  readonly madeAt: string
  readonly madeBy: string | null
}

export async function insertTable(
  db: Queryable,
  values: {
    readonly from: string
    readonly table: PriorityTable
    readonly reason: string
    readonly now: string
    readonly by: string | null
  },
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into priority_table (from_on, data, reason, made_at, made_by)
    values (${values.from}::date, ${JSON.stringify(values.table)}::jsonb, ${values.reason}, ${values.now}::timestamptz, ${values.by}::uuid)
    returning id`.execute(db)
  return rows[0]!.id
}
