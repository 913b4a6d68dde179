import { sql } from 'kysely'
import type { UnitId } from '#src/people/types.ts'
import type { Queryable, Tx } from '#src/platform/db/types.ts'
import { isUuid } from '#src/platform/uuid.ts'

/** A text that is written often, as it stands. */
export interface CannedText {
  readonly id: string
  /** Null for the whole institution. */
  readonly unit: UnitId | null
  readonly language: 'es' | 'en'
  readonly title: string
  readonly body: string
  readonly revision: number
  readonly retiredAt: string | null
}

export interface CannedRevision extends Omit<CannedText, 'id' | 'retiredAt'> {
  readonly retired: boolean
  readonly savedBy: string
  readonly savedAt: string
}

const COLUMNS = sql`id, unit_id as unit, language, title, body, revision, retired_at as "retiredAt"`

/** Texts in use for these units and the institution, those of `language` first; at most 500. */
export async function listCannedTexts(
  db: Queryable,
  units: readonly UnitId[] | 'all',
  language: string,
): Promise<CannedText[]> {
  const place = units === 'all' ? sql`true` : sql`(unit_id is null or unit_id = any(${units}::uuid[]))`
  const { rows } = await sql<CannedText>`
    select ${COLUMNS} from canned_text where retired_at is null and ${place}
    order by language <> ${language}, title, id limit 500`.execute(db)
  return rows
}

export async function findCannedText(db: Queryable, id: string): Promise<CannedText | null> {
  if (!isUuid(id)) return null
  const { rows } = await sql<CannedText>`select ${COLUMNS} from canned_text where id = ${id}::uuid`.execute(db)
  return rows[0] ?? null
}

/** Everything that was ever saved of a text, the latest first. */
export async function listRevisions(db: Queryable, id: string): Promise<CannedRevision[]> {
  const { rows } = await sql<CannedRevision>`
    select unit_id as unit, language, title, body, revision, retired, saved_by as "savedBy", saved_at as "savedAt"
    from canned_text_revision where canned_text = ${id}::uuid order by revision desc`.execute(db)
  return rows
}

export type CannedContent = Pick<CannedText, 'unit' | 'language' | 'title' | 'body'>

export async function insertCannedText(tx: Tx, { unit, language, title, body }: CannedContent): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into canned_text (unit_id, language, title, body) values (${unit}::uuid, ${language}, ${title}, ${body})
    returning id`.execute(tx)
  return rows[0]!.id
}

/** Changes a text if it still has this revision; says whether it did. */
export async function updateCannedText(
  tx: Tx,
  id: string,
  revision: number,
  { unit, language, title, body }: CannedContent,
  retiredAt: string | null,
): Promise<boolean> {
  const { rows } = await sql`
    update canned_text set unit_id = ${unit}::uuid, language = ${language}, title = ${title}, body = ${body},
      retired_at = ${retiredAt}::timestamptz, revision = revision + 1
    where id = ${id}::uuid and revision = ${revision} returning id`.execute(tx)
  return rows.length === 1
}

/** Keeps what was saved. */
export async function keepRevision(tx: Tx, id: string, by: string, at: string): Promise<void> {
  await sql`
    insert into canned_text_revision (canned_text, revision, unit_id, language, title, body, retired, saved_by, saved_at)
    select id, revision, unit_id, language, title, body, retired_at is not null, ${by}::uuid, ${at}::timestamptz
    from canned_text where id = ${id}::uuid`.execute(tx)
}
