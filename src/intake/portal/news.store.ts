import { sql } from 'kysely'
import type { StoredAct } from '#src/cases/types.ts'
import type { Queryable } from '#src/platform/db/types.ts'
import type { MyRequest } from './my-requests.store.ts'
import { PLAIN_KINDS } from './plain-event.ts'

export interface NewsAct extends Pick<StoredAct, 'seq' | 'at' | 'kind' | 'text' | 'private'> {
  readonly caseId: number
}

/** Of each request, the latest acts of others that the person has not seen, the newest first. */
export async function listNews(
  db: Queryable,
  person: string,
  requests: readonly Pick<MyRequest, 'id' | 'openedMonth' | 'seen'>[],
): Promise<NewsAct[]> {
  if (requests.length === 0) return []
  const { rows } = await sql<NewsAct>`
    select c.id as "caseId", a.seq, a.at, a.kind, a.text, p.content as private
    from unnest(${requests.map(({ id }) => id)}::bigint[], ${requests.map(({ openedMonth }) => openedMonth)}::date[],
      ${requests.map(({ seen }) => seen)}::int[]) as c (id, month, seen)
    cross join lateral (
      select seq, at, kind, text from act
      where opened_month = c.month and case_id = c.id and seq > c.seen and kind = any(${PLAIN_KINDS}::text[])
        and actor_person is distinct from ${person}::uuid
      order by seq desc limit 6) a
    left join act_private p on p.case_id = c.id and p.seq = a.seq
    order by a.at desc, a.seq desc`.execute(db)
  return rows
}
