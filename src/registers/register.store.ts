import { sql } from 'kysely'
import type { InstantText } from '#src/calendar/types.ts'
import { readableBy } from '#src/cases/case.store.ts'
import type { Queryable } from '#src/platform/db/types.ts'
import type { FormValue } from '#src/procedure/types.ts'

/** A book with what a reader may know of it. */
export interface Register {
  readonly id: number
  readonly name: string
  /** Folios written, those of other people's cases too. */
  readonly lastFolio: number
  /** Entries that the reader may read. */
  readonly readable: number
  readonly lastWrittenAt: InstantText
}

/** The entry of a folio; `content` is null where the reader may not read its case. */
export interface RegisterEntry {
  readonly folio: number
  readonly content: EntryContent | null
}

export interface EntryContent {
  readonly caseNumber: string
  readonly caseTitle: string
  readonly versionId: number
  readonly row: string
  readonly writtenAt: InstantText
  readonly writtenBy: string | null
  /** Code of the form that filled it. */
  readonly form: string | null
  /** Null once they were erased by law. */
  readonly fields: Readonly<Record<string, FormValue>> | null
  readonly erasedAt: InstantText | null
}

/** The books in which one of `readers` may read an entry, by name. */
export async function listRegisters(db: Queryable, readers: readonly string[]): Promise<Register[]> {
  const { rows } = await sql<Register>`${registers(readers)} order by register.name collate "es-x-icu"`.execute(db)
  return rows
}

/** A book, or null when there is none or none of `readers` may read any of it. */
export async function findRegister(db: Queryable, id: number, readers: readonly string[]): Promise<Register | null> {
  const { rows } = await sql<Register>`
    select * from (${registers(readers)}) book where id = ${id}`.execute(db)
  return rows[0] ?? null
}

/** Entries before a folio, the newest first, one more than `limit` when there are others. What may not be read never leaves the database. */
export async function listEntries(
  db: Queryable,
  register: number,
  readers: readonly string[],
  { before, limit }: { readonly before: number | null; readonly limit: number },
): Promise<RegisterEntry[]> {
  const place = before === null ? sql`true` : sql`e.folio < ${before}`
  const { rows } = await sql<RegisterEntry>`
    select e.folio, case when ${readableBy(readers)} then jsonb_build_object(
      'caseNumber', case_file.number, 'caseTitle', case_file.title, 'versionId', case_file.manual_version_id, 'row', e.row_number,
      'writtenAt', to_char(e.written_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), 'writtenBy', e.written_by,
      'form', e.form, 'fields', p.fields,
      'erasedAt', to_char(p.erased_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')) end as content
    from register_entry e join case_file on case_file.id = e.case_id
    left join register_entry_private p on p.register_id = e.register_id and p.folio = e.folio
    where e.register_id = ${register} and ${place}
    order by e.folio desc limit ${limit + 1}`.execute(db)
  return rows
}

/** Names of stored files, by id. */
export async function fileNames(db: Queryable, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from stored_file where id = any(${ids}::uuid[])`.execute(db)
  return new Map(rows.map(({ id, name }) => [id, name]))
}

function registers(readers: readonly string[]) {
  return sql`
    select register.id, register.name, register.last_folio as "lastFolio", count(*)::int as readable, max(e.written_at) as "lastWrittenAt"
    from register
    join register_entry e on e.register_id = register.id
    join case_file on case_file.id = e.case_id
    where ${readableBy(readers)}
    group by register.id`
}
