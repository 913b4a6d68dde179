import { sql } from 'kysely'
import type { Db, Queryable } from '#src/platform/db/types.ts'
import { trayRefused } from '../refusals.ts'

export const MOST_FOLLOWED = 500

/** Makes a person follow a case, which the caller knows that the person may read. Following it already changes nothing. */
export async function followCase(db: Db, person: string, caseId: number, now: string): Promise<void> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from case_follower where person_id = ${person}::uuid and case_id <> ${caseId}`.execute(
    db,
  )
  if (rows[0]!.count >= MOST_FOLLOWED) throw trayRefused('followed-full')
  await sql`
    insert into case_follower (person_id, case_id, since) values (${person}::uuid, ${caseId}, ${now}::timestamptz)
    on conflict do nothing`.execute(db)
}

export async function unfollowCase(db: Queryable, person: string, caseId: number): Promise<void> {
  await sql`delete from case_follower where person_id = ${person}::uuid and case_id = ${caseId}`.execute(db)
}

export async function follows(db: Queryable, person: string, caseId: number): Promise<boolean> {
  const { rows } = await sql`
    select from case_follower where person_id = ${person}::uuid and case_id = ${caseId}`.execute(db)
  return rows.length > 0
}
