import { sql } from 'kysely'
import type { Queryable, Tx } from '#src/platform/db/types.ts'
import type { TrayName } from '../tray-scope.ts'

/** A tray as somebody looks at it, under a name. */
export interface SavedView {
  readonly id: string
  readonly owner: string
  readonly name: string
  readonly tray: TrayName
  /** The look as `lookText` writes it. */
  readonly query: string
  /** With whom it is shared; both null is private. */
  readonly unit: string | null
  readonly position: string | null
  readonly revision: number
  /** What the person who asks makes of it. */
  readonly pinned: boolean
  readonly first: boolean
}

/** In whose name a person reads views. */
export interface ViewReader {
  readonly person: string
  readonly units: readonly string[]
  readonly positions: readonly string[]
}

const COLUMNS = sql`v.id, v.owner_id as owner, v.name, v.tray, v.query, v.unit_id as unit, v.position_id as position, v.revision,
  coalesce(chosen.pinned, false) as pinned, coalesce(chosen.opens_first, false) as first`

const visible = ({ person, units, positions }: ViewReader) =>
  sql`(v.owner_id = ${person}::uuid or v.unit_id = any(${units}::uuid[]) or v.position_id = any(${positions}::uuid[]))`

/** The views that a person may use, own and shared, by name. */
export async function listViews(db: Queryable, reader: ViewReader): Promise<readonly SavedView[]> {
  const { rows } = await sql<SavedView>`
    select ${COLUMNS} from saved_view v
    left join view_choice chosen on chosen.view_id = v.id and chosen.person_id = ${reader.person}::uuid
    where ${visible(reader)} order by lower(v.name), v.id limit 500`.execute(db)
  return rows
}

/** One of them; null for what is not the person's to see. */
export async function findView(db: Queryable, reader: ViewReader, id: string): Promise<SavedView | null> {
  const { rows } = await sql<SavedView>`
    select ${COLUMNS} from saved_view v
    left join view_choice chosen on chosen.view_id = v.id and chosen.person_id = ${reader.person}::uuid
    where v.id = ${id}::uuid and ${visible(reader)}`.execute(db)
  return rows[0] ?? null
}

/** Holds a person's views still until the transaction ends, and says how many there are. */
export async function countOwnViews(tx: Tx, person: string): Promise<number> {
  await sql`select from person where id = ${person}::uuid for no key update`.execute(tx)
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from saved_view where owner_id = ${person}::uuid`.execute(tx)
  return rows[0]!.count
}

export type ViewValues = Pick<SavedView, 'name' | 'tray' | 'query' | 'unit' | 'position'>

/** Adds a view; null where the person has one of that name. */
export async function insertView(tx: Tx, owner: string, values: ViewValues, now: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    insert into saved_view (owner_id, name, tray, query, unit_id, position_id, changed_at)
    values (${owner}::uuid, ${values.name}, ${values.tray}, ${values.query}, ${values.unit}::uuid, ${values.position}::uuid, ${now}::timestamptz)
    on conflict do nothing returning id`.execute(tx)
  return rows[0]?.id ?? null
}

/** Is there another view of that owner with that name? */
export async function viewNameTaken(tx: Tx, owner: string, name: string, except: string): Promise<boolean> {
  const { rows } = await sql`
    select from saved_view where owner_id = ${owner}::uuid and lower(name) = lower(${name}) and id <> ${except}::uuid`.execute(
    tx,
  )
  return rows.length > 0
}

/** Changes a view that is still as it was read; false when it is not. */
export async function updateView(tx: Tx, view: SavedView, values: ViewValues, now: string): Promise<boolean> {
  const { rows } = await sql`
    update saved_view set name = ${values.name}, tray = ${values.tray}, query = ${values.query}, unit_id = ${values.unit}::uuid,
      position_id = ${values.position}::uuid, revision = revision + 1, changed_at = ${now}::timestamptz
    where id = ${view.id}::uuid and revision = ${view.revision} returning id`.execute(tx)
  return rows.length > 0
}

export async function deleteView(db: Queryable, id: string): Promise<void> {
  await sql`delete from saved_view where id = ${id}::uuid`.execute(db)
}

/** Keeps what a person makes of a view. Only one opens first. */
export async function chooseView(
  tx: Tx,
  person: string,
  id: string,
  { pinned, first }: { readonly pinned: boolean; readonly first: boolean },
): Promise<void> {
  if (first)
    await sql`
      update view_choice set opens_first = false where person_id = ${person}::uuid and opens_first and view_id <> ${id}::uuid`.execute(
      tx,
    )
  await sql`
    insert into view_choice (person_id, view_id, pinned, opens_first) values (${person}::uuid, ${id}::uuid, ${pinned}, ${first})
    on conflict (person_id, view_id) do update set pinned = excluded.pinned, opens_first = excluded.opens_first`.execute(
    tx,
  )
}
