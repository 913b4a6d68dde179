import { sql } from 'kysely'
import type { InstantText } from '#src/calendar/types.ts'
import { hashToken, randomToken } from '#src/platform/crypto/token.ts'
import type { Queryable } from '#src/platform/db/types.ts'

/** The calendar of a person: its address is a secret, kept hashed. */
export interface Feed {
  readonly person: string
  readonly madeAt: InstantText
  readonly lastUsedAt: InstantText | null
  readonly contentHash: string | null
  readonly contentAt: InstantText | null
}

const COLUMNS = sql`
  person_id as person, made_at as "madeAt", last_used_at as "lastUsedAt", content_hash as "contentHash", content_at as "contentAt"`

/** Makes the address of a person's calendar; one that there was before works no more. */
export async function makeFeed(db: Queryable, person: string, now: InstantText): Promise<string> {
  const token = randomToken()
  await sql`
    insert into calendar_feed (person_id, token_hash, made_at) values (${person}, ${hashToken(token)}, ${now})
    on conflict (person_id) do update set token_hash = excluded.token_hash, made_at = excluded.made_at, last_used_at = null,
      content_hash = null, content_at = null`.execute(db)
  return token
}

export async function removeFeed(db: Queryable, person: string): Promise<void> {
  await sql`delete from calendar_feed where person_id = ${person}`.execute(db)
}

export async function feedOf(db: Queryable, person: string): Promise<Feed | null> {
  const { rows } = await sql<Feed>`select ${COLUMNS} from calendar_feed where person_id = ${person}`.execute(db)
  return rows[0] ?? null
}

export async function findFeed(db: Queryable, token: string): Promise<Feed | null> {
  const { rows } = await sql<Feed>`select ${COLUMNS} from calendar_feed where token_hash = ${hashToken(token)}`.execute(
    db,
  )
  return rows[0] ?? null
}

/** Since when the calendar has been as it is now. Its last use is written with it, at most once a minute. */
export async function noteContent(db: Queryable, feed: Feed, hash: string, now: InstantText): Promise<InstantText> {
  const same = feed.contentHash === hash && feed.contentAt !== null
  const stale = feed.lastUsedAt === null || Date.parse(now) - Date.parse(feed.lastUsedAt) > 60_000
  if (same && !stale) return feed.contentAt
  const contentAt = same ? feed.contentAt : now
  await sql`
    update calendar_feed set content_hash = ${hash}, content_at = ${contentAt}, last_used_at = ${now}
    where person_id = ${feed.person}`.execute(db)
  return contentAt
}

/** A step that is due, with its case. */
export interface DueStep {
  readonly number: string
  readonly title: string
  readonly versionId: number
  readonly procedure: string
  readonly task: number
  readonly kind: string
  readonly row: string
  readonly mine: boolean
  readonly priority: number
  readonly arrivedAt: InstantText
  readonly dueAt: InstantText
}

const MOST = 400

/** Steps with a due instant that are the person's, or of a position or group of the person's that nobody has taken. */
export async function dueSteps(
  db: Queryable,
  who: { readonly person: string; readonly positions: readonly string[]; readonly groups: readonly string[] },
): Promise<readonly DueStep[]> {
  const due = sql`kind in ('step', 'reply', 'signature') and due_at < 'infinity' order by priority, due_at, case_id, id limit ${sql.lit(MOST)}`
  const { rows } = await sql<DueStep>`
    select distinct on (t.due_at, t.case_id, t.id) c.number, c.title, c.manual_version_id as "versionId", c.procedure, t.id as task, t.kind,
      t.row_number as row, t.assignee is not null as mine, t.priority, t.arrived_at as "arrivedAt", t.due_at as "dueAt"
    from (
      (select * from task where assignee = ${who.person}::uuid and ${due})
      union all
      select found.* from unnest(${who.positions}::uuid[]) as wanted (id)
      cross join lateral (select * from task where position_id = wanted.id and assignee is null and ${due}) found
      union all
      select found.* from unnest(${who.groups}::text[]) as wanted (id)
      cross join lateral (select * from task where group_id = wanted.id and assignee is null and ${due}) found
    ) t join case_file c on c.id = t.case_id
    order by t.due_at, t.case_id, t.id limit ${sql.lit(MOST)}`.execute(db)
  return rows
}
