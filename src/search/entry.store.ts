import { sql } from 'kysely'
import type { Tx } from '#src/platform/db/types.ts'

export interface NewEntry {
  readonly caseId: number
  readonly seq: number
  readonly at: string
  readonly internal: boolean
  /** A `tsvector` as text. */
  readonly document: string
}

/** Adds entries in their order; those that are there already stay. */
export async function addEntries(tx: Tx, entries: readonly NewEntry[]): Promise<void> {
  if (entries.length === 0) return
  await sql`
    with told as (
      select * from rows from (jsonb_to_recordset(${JSON.stringify(entries)}::jsonb)
        as ("caseId" bigint, seq integer, at timestamptz, internal boolean, document text)) with ordinality t
    ), numbered as (
      select nextval('search_entry_seq') as id, new.*
      from (
        select * from told where not exists (select from search_entry e where e.case_id = told."caseId" and e.seq = told.seq)
        order by ordinality
      ) new
    )
    insert into search_entry (id, case_id, seq, at, internal, marks, document)
    select id, "caseId", seq, at, internal, search_marks(id, seq) || search_readers("caseId", internal), document::tsvector from numbered`.execute(
    tx,
  )
  await sql`select search_put_in()`.execute(tx)
}

/** Gives the entries of these cases the readers that the cases have now. */
export async function refreshReaders(tx: Tx, cases: readonly number[]): Promise<void> {
  await sql`
    insert into search_reader (reader)
    select distinct r.reader from case_reader r
    where r.case_id = any(${cases}::bigint[]) and not exists (select from search_reader k where k.reader = r.reader)
    on conflict do nothing`.execute(tx)
  await sql`
    update search_entry e set marks = search_marks(e.id, e.seq) || now.readers
    from (
      select id, search_readers(case_id, internal) as readers from search_entry where case_id = any(${cases}::bigint[])
    ) now
    where e.id = now.id and e.marks <> search_marks(e.id, e.seq) || now.readers`.execute(tx)
}

/** Leaves of the entries of these cases only those of these acts, with these documents. */
export async function replaceDocuments(tx: Tx, cases: readonly number[], entries: readonly NewEntry[]): Promise<void> {
  const kept = JSON.stringify(entries)
  await sql`
    delete from search_entry e where case_id = any(${cases}::bigint[]) and not exists (
      select from jsonb_to_recordset(${kept}::jsonb) as t ("caseId" bigint, seq integer) where t."caseId" = e.case_id and t.seq = e.seq)`.execute(
    tx,
  )
  await sql`
    update search_entry e set document = t.document::tsvector
    from jsonb_to_recordset(${kept}::jsonb) as t ("caseId" bigint, seq integer, document text)
    where e.case_id = t."caseId" and e.seq = t.seq and e.document <> t.document::tsvector`.execute(tx)
}
