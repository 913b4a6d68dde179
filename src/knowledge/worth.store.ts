import { sql } from 'kysely'
import type { Queryable, Tx } from '#src/platform/db/types.ts'

/** What an article was good for. */
export interface Worth {
  readonly helpful: number
  readonly unhelpful: number
  readonly cases: number
  readonly avoided: number
}

export async function worthOf(db: Queryable, id: number): Promise<Worth> {
  const { rows } = await sql<Worth>`
    select
      (select count(*)::int from article_opinion where article_id = ${id} and helpful) as helpful,
      (select count(*)::int from article_opinion where article_id = ${id} and not helpful) as unhelpful,
      (select count(*)::int from article_use where article_id = ${id}) as cases,
      (select count(*)::int from article_avoided where article_id = ${id}) as avoided`.execute(db)
  return rows[0]!
}

export interface Opinion {
  readonly helpful: boolean
  readonly comment: string | null
}

export async function opinionOf(db: Queryable, id: number, person: string): Promise<Opinion | null> {
  const { rows } = await sql<Opinion>`
    select helpful, comment from article_opinion where article_id = ${id} and person_id = ${person}::uuid`.execute(db)
  return rows[0] ?? null
}

/** Comments of readers, the newest first, for who writes and reviews the article. */
export async function commentsOf(
  db: Queryable,
  id: number,
): Promise<{ readonly person: string; readonly helpful: boolean; readonly comment: string; readonly at: string }[]> {
  const { rows } = await sql<{ person: string; helpful: boolean; comment: string; at: string }>`
    select person_id as person, helpful, comment, at from article_opinion
    where article_id = ${id} and comment is not null order by at desc limit 50`.execute(db)
  return rows
}

/** Once a person; changing one's mind replaces it. */
export async function saveOpinion(
  tx: Queryable,
  id: number,
  person: string,
  { helpful, comment }: Opinion,
  at: string,
): Promise<void> {
  await sql`
    insert into article_opinion (article_id, person_id, helpful, comment, at)
    values (${id}, ${person}::uuid, ${helpful}, ${comment}, ${at}::timestamptz)
    on conflict (article_id, person_id) do update set helpful = excluded.helpful, comment = excluded.comment, at = excluded.at`.execute(
    tx,
  )
}

export async function saveUse(
  tx: Tx,
  id: number,
  use: { caseId: number; seq: number; person: string | null; at: string },
): Promise<void> {
  await sql`
    insert into article_use (article_id, case_id, seq, person_id, at)
    values (${id}, ${use.caseId}, ${use.seq}, ${use.person}::uuid, ${use.at}::timestamptz) on conflict do nothing`.execute(
    tx,
  )
}

/** «Esto resolvió mi duda»: counted once a person and day. */
export async function saveAvoided(
  db: Queryable,
  id: number,
  person: string,
  day: string,
  service: { readonly manual: string; readonly procedure: string } | null,
): Promise<void> {
  await sql`
    insert into article_avoided (article_id, person_id, on_day, manual_code, procedure)
    values (${id}, ${person}::uuid, ${day}::date, ${service?.manual ?? null}, ${service?.procedure ?? null}) on conflict do nothing`.execute(
    db,
  )
}
