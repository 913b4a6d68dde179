import { sql } from 'kysely'
import type { Queryable, Tx } from '#src/platform/db/types.ts'

/** A search that a person keeps under a name. */
export interface SavedSearch {
  readonly id: string
  readonly name: string
  /** As typed, filters included. */
  readonly query: string
  /** Name of the kind in addresses: `casos`. */
  readonly kind: string
}

/** A person's own, by name. */
export async function listSavedSearches(db: Queryable, owner: string): Promise<readonly SavedSearch[]> {
  const { rows } = await sql<SavedSearch>`
    select id, name, query, kind from saved_search where owner_id = ${owner}::uuid order by lower(name), id`.execute(db)
  return rows
}

/** Holds a person's searches still until the transaction ends, and says how many there are. */
export async function countSavedSearches(tx: Tx, owner: string): Promise<number> {
  await sql`select from person where id = ${owner}::uuid for no key update`.execute(tx)
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from saved_search where owner_id = ${owner}::uuid`.execute(tx)
  return rows[0]!.count
}

/** False where the person has one of that name. */
export async function insertSavedSearch(
  tx: Tx,
  owner: string,
  { name, query, kind }: Omit<SavedSearch, 'id'>,
  now: string,
): Promise<boolean> {
  const { rows } = await sql`
    insert into saved_search (owner_id, name, query, kind, saved_at)
    values (${owner}::uuid, ${name}, ${query}, ${kind}, ${now}::timestamptz) on conflict do nothing returning id`.execute(
    tx,
  )
  return rows.length > 0
}

/** False where the person has none such. */
export async function deleteSavedSearch(db: Queryable, owner: string, id: string): Promise<boolean> {
  const { rows } = await sql`
    delete from saved_search where id = ${id}::uuid and owner_id = ${owner}::uuid returning id`.execute(db)
  return rows.length > 0
}
