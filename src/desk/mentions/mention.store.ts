import { type RawBuilder, sql } from 'kysely'
import { readableBy } from '#src/cases/case.store.ts'
import type { Projection } from '#src/cases/record.ts'
import type { Queryable } from '#src/platform/db/types.ts'

/** A mention as a list shows it. */
export interface Mention {
  readonly number: string
  readonly title: string
  readonly caseId: number
  readonly seq: number
  readonly at: string
  readonly by: string | null
  readonly readAt: string | null
  /** The note, unless it was lawfully erased. */
  readonly note: string | null
}

/** The mention after which a page begins. */
export type MentionPlace = Pick<Mention, 'at' | 'caseId' | 'seq'>

export const MENTIONS_PAGE = 30

/** Writes the mentions of notes beside the record, in its transaction. */
export const writeMentions: Projection = Object.assign(
  async (...[tx, file, acts]: Parameters<Projection>): Promise<void> => {
    for (const { seq, at, actor, body } of acts) {
      if (body.kind !== 'note-written' || (body.mentions?.length ?? 0) === 0) continue
      const by = actor.kind === 'person' ? actor.person : null
      await sql`
        insert into mention (person, case_id, seq, at, by_person)
        select each, ${file.id}, ${seq}, ${at}::timestamptz, ${by}::uuid from unnest(${body.mentions}::uuid[]) each
        on conflict do nothing`.execute(tx)
    }
  },
  { kinds: ['note-written'] as const },
)

/** A page of the mentions of a person, the newest first; one more than `MENTIONS_PAGE` when there is another. */
export async function listMentions(
  db: Queryable,
  person: string,
  readers: readonly string[],
  after: MentionPlace | null,
): Promise<Mention[]> {
  const place: RawBuilder<unknown> =
    after === null
      ? sql`true`
      : sql`(m.at, m.case_id, m.seq) < (${after.at}::timestamptz, ${after.caseId}::bigint, ${after.seq}::int)`
  const { rows } = await sql<Mention>`
    select case_file.number, case_file.title, m.case_id as "caseId", m.seq, m.at, m.by_person as by, m.read_at as "readAt",
      p.content ->> 'note' as note
    from mention m join case_file on case_file.id = m.case_id
    left join act_private p on p.case_id = m.case_id and p.seq = m.seq
    where m.person = ${person}::uuid and ${place} and ${readableBy(readers)}
    order by m.at desc, m.case_id desc, m.seq desc limit ${MENTIONS_PAGE + 1}`.execute(db)
  return rows
}

/** How many mentions a person has not read; counting ends at 100. */
export async function countUnread(db: Queryable, person: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from (
      select from mention where person = ${person}::uuid and read_at is null limit 100) unread`.execute(db)
  return rows[0]!.count
}

/** Marks the mentions of a person as read: those of a case, or all. Says how many were not. */
export async function markRead(db: Queryable, person: string, number: string | null, now: string): Promise<number> {
  const ofCase = number === null ? sql`true` : sql`case_id = (select id from case_file where number = ${number})`
  const { numAffectedRows } = await sql`
    update mention set read_at = ${now}::timestamptz
    where person = ${person}::uuid and read_at is null and ${ofCase}`.execute(db)
  return Number(numAffectedRows ?? 0)
}
