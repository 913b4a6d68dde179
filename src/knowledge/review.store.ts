import { sql } from 'kysely'
import type { Queryable, Tx } from '#src/platform/db/types.ts'

export async function insertReview(tx: Tx, id: number, version: number, by: string, at: string): Promise<void> {
  await sql`
    insert into article_review (article_id, version, asked_by, asked_at)
    values (${id}, ${version}, ${by}::uuid, ${at}::timestamptz)`.execute(tx)
}

export async function closeReview(
  tx: Tx,
  id: number,
  {
    by,
    at,
    approved,
    remark,
  }: { readonly by: string; readonly at: string; readonly approved: boolean; readonly remark: string | null },
): Promise<void> {
  await sql`
    update article_review set reviewed_by = ${by}::uuid, reviewed_at = ${at}::timestamptz, approved = ${approved}, remark = ${remark}
    where article_id = ${id} and reviewed_at is null`.execute(tx)
}

/** Takes a request for review back, so that the text can be written on. */
export async function withdrawReview(tx: Tx, id: number): Promise<void> {
  await sql`delete from article_review where article_id = ${id} and reviewed_at is null`.execute(tx)
}

export async function publishVersion(tx: Tx, id: number, version: number, at: string): Promise<void> {
  await sql`update article set published = ${version}, published_at = ${at}::timestamptz where id = ${id}`.execute(tx)
}

export async function setArchived(tx: Tx, id: number, by: string | null, at: string | null): Promise<void> {
  await sql`update article set archived_at = ${at}::timestamptz, archived_by = ${by}::uuid where id = ${id}`.execute(tx)
}

export interface LastReview {
  readonly version: number
  readonly reviewedBy: string
  readonly reviewedAt: string
  readonly approved: boolean
  readonly remark: string | null
}

export async function lastReview(db: Queryable, id: number): Promise<LastReview | null> {
  const { rows } = await sql<LastReview>`
    select version, reviewed_by as "reviewedBy", reviewed_at as "reviewedAt", approved, remark from article_review
    where article_id = ${id} and reviewed_at is not null order by reviewed_at desc limit 1`.execute(db)
  return rows[0] ?? null
}

/** Units for which a person was named reviewer. */
export async function unitsReviewedBy(db: Queryable, person: string): Promise<string[]> {
  const { rows } = await sql<{
    unit: string
  }>`select unit_id as unit from article_reviewer where person_id = ${person}::uuid`.execute(db)
  return rows.map(({ unit }) => unit)
}

export async function reviewersOf(db: Queryable, unit: string): Promise<string[]> {
  const { rows } = await sql<{ person: string }>`
    select person_id as person from article_reviewer where unit_id = ${unit}::uuid order by named_at`.execute(db)
  return rows.map(({ person }) => person)
}

export async function nameReviewer(tx: Tx, unit: string, person: string, by: string, at: string): Promise<void> {
  await sql`
    insert into article_reviewer (unit_id, person_id, named_by, named_at)
    values (${unit}::uuid, ${person}::uuid, ${by}::uuid, ${at}::timestamptz) on conflict do nothing`.execute(tx)
}

export async function dismissReviewer(tx: Tx, unit: string, person: string): Promise<void> {
  await sql`delete from article_reviewer where unit_id = ${unit}::uuid and person_id = ${person}::uuid`.execute(tx)
}
