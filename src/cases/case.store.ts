import { type RawBuilder, sql } from 'kysely'
import type { Queryable, Tx } from '#src/platform/db/types.ts'
import type { CaseFile, StoredAct } from './types.ts'

/** What makes a `CaseFile` of a row of `case_file`. */
export const CASE_COLUMNS = sql`
  id, number, to_char(opened_month, 'YYYY-MM-DD') as "openedMonth", manual_version_id as "versionId", procedure, title, channel, status,
  priority, requester_person as "requesterPerson", requester_name as "requesterName", contact_id as "contactId", parent_case as "parentCase",
  parent_task as "parentTask", opened_at as "openedAt", closed_at as "closedAt", seq, head_hash as "headHash", state`

/**
 * The case of a number, or null when there is none or none of `readers` may read it. This is the one place where reading is allowed:
 * every route that shows a single case comes through here. `null` readers is Ventanilla itself. Not locked: for reading only.
 */
export function findCase(db: Queryable, number: string, readers: readonly string[] | null): Promise<CaseFile | null> {
  return one(
    db,
    sql<CaseFile>`select ${CASE_COLUMNS}, ${readAs(readers)} from case_file where number = ${number} and ${readableBy(readers)}`,
  )
}

/** The same, its row locked until the transaction ends. */
export function lockCase(tx: Tx, number: string, readers: readonly string[] | null): Promise<CaseFile | null> {
  return one(
    tx,
    sql<CaseFile>`select ${CASE_COLUMNS}, ${readAs(readers)} from case_file where number = ${number} and ${readableBy(readers)} for update`,
  )
}

/** Which of these numbers are of cases that one of `readers` may read. */
export async function readableNumbers(
  db: Queryable,
  numbers: readonly string[],
  readers: readonly string[],
): Promise<string[]> {
  if (numbers.length === 0) return []
  const { rows } = await sql<{ number: string }>`
    select number from case_file where number = any(${numbers}) and ${readableBy(readers)}`.execute(db)
  return rows.map((row) => row.number)
}

/** The condition on `case_file` under which one of `readers` may read the case. Lists and counts use the same. */
export function readableBy(readers: readonly string[] | null): RawBuilder<boolean> {
  if (readers === null) return sql<boolean>`true`
  return sql<boolean>`exists (select from case_reader r where r.case_id = case_file.id and r.reader = any(${readers}::uuid[]))`
}

/** Under which of `readers` the case is read, as a column; it tells officials from whoever asked (`part-in.ts`). */
export function readAs(readers: readonly string[] | null): RawBuilder<unknown> {
  if (readers === null) return sql`null as "readAs"`
  return sql`(select array_agg(r.reader) from case_reader r where r.case_id = case_file.id and r.reader = any(${readers}::uuid[])) as "readAs"`
}

export function lockCaseById(tx: Tx, id: number): Promise<CaseFile | null> {
  return one(tx, sql<CaseFile>`select ${CASE_COLUMNS} from case_file where id = ${id} for update`)
}

/** Acts of a case in order, with their personal text. */
export async function listActs(db: Queryable, file: Pick<CaseFile, 'id' | 'openedMonth'>): Promise<StoredAct[]> {
  const { rows } = await sql<StoredAct>`
    select a.seq, a.at, a.kind, a.text, a.hash, p.salt, p.content as private, p.erased_at as "erasedAt"
    from act a left join act_private p on p.case_id = a.case_id and p.seq = a.seq
    where a.opened_month = ${file.openedMonth}::date and a.case_id = ${file.id}
    order by a.seq`.execute(db)
  return rows
}

async function one<T>(db: Queryable, query: RawBuilder<T>): Promise<T | null> {
  const { rows } = await query.execute(db)
  return rows[0] ?? null
}
