import { sql } from 'kysely'
import type { Queryable } from '#src/platform/db/types.ts'

/** Somebody who has a case open. */
export interface Present {
  readonly person: string
  readonly writing: boolean
}

/** A browser that has not spoken for so long is gone. */
export const PRESENCE_SECONDS = 30

/** Notes that a tab has a case open, and clears away what is too old. True when something that others see changed by it. */
export async function noteSeen(
  db: Queryable,
  seen: {
    readonly caseId: number
    readonly person: string
    readonly tab: string
    readonly writing: boolean
    readonly now: string
  },
): Promise<boolean> {
  const { rows } = await sql<{ known: boolean }>`
    with old as (
      delete from case_presence where seen_at <= ${seen.now}::timestamptz - make_interval(secs => ${PRESENCE_SECONDS}) and not (
        case_id = ${seen.caseId} and person_id = ${seen.person}::uuid and tab = ${seen.tab})
    ), before as (
      select writing from case_presence where case_id = ${seen.caseId} and person_id = ${seen.person}::uuid and tab = ${seen.tab}
        and seen_at > ${seen.now}::timestamptz - make_interval(secs => ${PRESENCE_SECONDS})
    ), noted as (
      insert into case_presence (case_id, person_id, tab, writing, seen_at)
      select ${seen.caseId}, ${seen.person}::uuid, ${seen.tab}, ${seen.writing}, ${seen.now}::timestamptz
      where (select count(*) from case_presence where case_id = ${seen.caseId} and person_id = ${seen.person}::uuid) < 20
      on conflict (case_id, person_id, tab) do update set writing = excluded.writing, seen_at = excluded.seen_at
    )
    select exists (select from before where writing = ${seen.writing}) as known`.execute(db)
  return !rows[0]!.known
}

export async function noteLeft(db: Queryable, caseId: number, person: string, tab: string): Promise<void> {
  await sql`
    delete from case_presence where case_id = ${caseId} and person_id = ${person}::uuid and tab = ${tab}`.execute(db)
}

/** Who else has the case open now, by when they came last; a person of several tabs once. */
export async function othersPresent(
  db: Queryable,
  caseId: number,
  person: string,
  now: string,
): Promise<readonly Present[]> {
  const { rows } = await sql<Present>`
    select person_id as person, bool_or(writing) as writing from case_presence
    where case_id = ${caseId} and person_id <> ${person}::uuid
      and seen_at > ${now}::timestamptz - make_interval(secs => ${PRESENCE_SECONDS})
    group by person_id order by person_id limit 50`.execute(db)
  return rows
}
