import { sql } from 'kysely'
import type { Tx } from '#src/platform/db/types.ts'

/** A contact with those that turned out to be the same person. */
export async function contactFamily(db: Pick<Tx, 'getExecutor'>, id: string): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    with recursive family as (
      select id from contact where id = ${id}::uuid
      union select c.id from contact c join family f on c.merged_into = f.id
    )
    select id from family`.execute(db)
  return rows.map((row) => row.id)
}

/** Erases the entries of contacts, with their history and files of contacts that name them; their ids stay for the cases. */
export async function eraseContacts(tx: Tx, ids: readonly string[], now: string): Promise<void> {
  if (ids.length === 0) return
  await sql`
    delete from contact_import i using contact c
    where c.id = any(${ids}::uuid[]) and position(lower(c.name) in lower(i.content)) > 0`.execute(tx)
  await sql`delete from contact_phone where contact_id = any(${ids}::uuid[])`.execute(tx)
  await sql`delete from contact_mail where contact_id = any(${ids}::uuid[])`.execute(tx)
  await sql`update contact_change set content = null where contact_id = any(${ids}::uuid[])`.execute(tx)
  await sql`
    update contact set name = 'Borrado por ley', name_key = 'borrado por ley', unit_text = null, notes = null, search_text = '',
      revision = revision + 1, changed_at = ${now}::timestamptz, changed_by = null
    where id = any(${ids}::uuid[])`.execute(tx)
}

/** Of the contacts who asked for these cases, those of whom every case was erased with the data of who asked. */
export async function contactsDone(tx: Tx, cases: readonly number[]): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    with recursive asked as (
      select distinct contact_id as id from case_file where id = any(${cases}::bigint[]) and contact_id is not null
    ), family as (
      select id as root, id from asked union select f.root, c.id from contact c join family f on c.merged_into = f.id
    )
    select id from family
    where not exists (
      select from family other join case_file c on c.contact_id = other.id
      where other.root = family.root and c.erased_parts & 4 = 0)`.execute(tx)
  return rows.map((row) => row.id)
}
