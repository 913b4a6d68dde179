import { sql } from 'kysely'
import type { CaseFile } from '#src/cases/types.ts'
import type { Queryable } from '#src/platform/db/types.ts'

/** A request of a person, with what a list shows of it. */
export interface MyRequest
  extends Pick<
    CaseFile,
    | 'id'
    | 'number'
    | 'title'
    | 'versionId'
    | 'procedure'
    | 'status'
    | 'openedAt'
    | 'openedMonth'
    | 'closedAt'
    | 'seq'
    | 'state'
  > {
  /** The last of its acts that the person has seen; 0 for none. */
  readonly seen: number
}

export const REQUESTS_PAGE = 20

export interface RequestsWanted {
  readonly ended: boolean
  /** Id of the last one of the page before. */
  readonly before?: number
  /** Words of its title or number, all of them. */
  readonly words?: string
  readonly limit?: number
}

/** A page of what a person asked for, the newest first, and one more when there is another page. */
export async function listMyRequests(db: Queryable, person: string, wanted: RequestsWanted): Promise<MyRequest[]> {
  const { ended, before, words = '', limit = REQUESTS_PAGE } = wanted
  const open = ended ? sql`c.status <> 'open'` : sql`c.status = 'open'`
  const place = before === undefined ? sql`true` : sql`c.id < ${before}::bigint`
  const found =
    words === ''
      ? sql`true`
      : sql`translate(lower(c.number || ' ' || c.title), 'áéíóúüñ', 'aeiouun') like all(${likePatterns(words)}::text[])`
  const { rows } = await sql<MyRequest>`
    select c.id, c.number, c.title, c.manual_version_id as "versionId", c.procedure, c.status, c.opened_at as "openedAt",
      to_char(c.opened_month, 'YYYY-MM-DD') as "openedMonth", c.closed_at as "closedAt", c.seq, c.state, coalesce(s.seq, 0) as seen
    from case_file c left join portal_seen s on s.person = c.requester_person and s.case_id = c.id
    where c.requester_person = ${person}::uuid and ${open} and ${place} and ${found}
    order by c.id desc limit ${limit + 1}`.execute(db)
  return rows
}

function likePatterns(words: string): string[] {
  const plain = words.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
  return plain
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, 8)
    .map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`)
}

/** The person has seen the case as it is now. */
export async function markSeen(
  db: Queryable,
  person: string,
  { id, seq }: Pick<CaseFile, 'id' | 'seq'>,
): Promise<void> {
  await sql`
    insert into portal_seen (person, case_id, seq) values (${person}::uuid, ${id}, ${seq})
    on conflict (person, case_id) do update set seq = excluded.seq where portal_seen.seq < excluded.seq`.execute(db)
}
