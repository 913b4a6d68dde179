import { type RawBuilder, sql } from 'kysely'
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
  readonly lastWrittenAt: InstantText
  /** Whose book it is. */
  readonly unit: string | null
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

/**
 * Entries before a folio, the newest first, one more than `limit` when there are others. What may not be read never leaves the database:
 * where something is looked for, not even its folio.
 */
export async function listEntries(
  db: Queryable,
  register: number,
  readers: readonly string[],
  {
    before,
    limit,
    wanted,
  }: { readonly before: number | null; readonly limit: number; readonly wanted: RawBuilder<unknown> | null },
): Promise<RegisterEntry[]> {
  const place = before === null ? sql`true` : sql`e.folio < ${before}`
  const { rows } = await sql<RegisterEntry>`
    select e.folio, ${contentFor(readers)} as content from ${ENTRIES}
    where e.register_id = ${register} and ${place}${wanted === null ? sql`` : sql` and ${readableBy(readers)} and ${wanted}`}
    order by e.folio desc limit ${limit + 1}`.execute(db)
  return rows
}

/** Entries `e` with what their forms left in them `p`, and their cases. */
export const ENTRIES = sql`register_entry e join case_file on case_file.id = e.case_id
    left join register_entry_private p on p.register_id = e.register_id and p.folio = e.folio`

/** The content of an entry of `ENTRIES`, null where none of `readers` may read its case. */
export function contentFor(readers: readonly string[]): RawBuilder<EntryContent | null> {
  return sql`case when ${readableBy(readers)} then jsonb_build_object(
      'caseNumber', case_file.number, 'caseTitle', case_file.title, 'versionId', case_file.manual_version_id, 'row', e.row_number,
      'writtenAt', to_char(e.written_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), 'writtenBy', e.written_by,
      'form', e.form, 'fields', p.fields,
      'erasedAt', to_char(p.erased_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')) end`
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
    select register.id, register.name, register.last_folio as "lastFolio", last.written_at as "lastWrittenAt", register.unit_id as unit
    from register join register_entry last on last.register_id = register.id and last.folio = register.last_folio
    where exists (
      select from (select case_id from register_entry where register_id = register.id order by folio desc limit ${sql.lit(NEWEST)}) newest
        join case_reader r on r.case_id = newest.case_id where r.reader = any(${readers}::uuid[])
    ) or exists (
      select from case_reader r join register_entry e on e.case_id = r.case_id and e.register_id = register.id
      where r.reader = any(${readers}::uuid[]))`
}

// Whoever reads much of a book reads some of its newest entries; for whoever does not, it is quicker to go through what they read.
const NEWEST = 200

/** What is asked of an entry before something is written beside it; null when it is not there or may not be read. */
export async function findEntry(
  db: Queryable,
  register: number,
  folio: number,
  readers: readonly string[],
): Promise<{ readonly writtenBy: string | null; readonly erased: boolean; readonly unit: string | null } | null> {
  const { rows } = await sql<{ writtenBy: string | null; erased: boolean; unit: string | null }>`
    select e.written_by as "writtenBy", p.erased_at is not null as erased, register.unit_id as unit
    from register_entry e join register on register.id = e.register_id join case_file on case_file.id = e.case_id
    left join register_entry_private p on p.register_id = e.register_id and p.folio = e.folio
    where e.register_id = ${register} and e.folio = ${folio} and ${readableBy(readers)}`.execute(db)
  return rows[0] ?? null
}
