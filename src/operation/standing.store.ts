import { sql } from 'kysely'
import type { Queryable } from '#src/platform/db/types.ts'

/** How what follows the record stands. */
export interface FollowerStanding {
  readonly name: string
  /** Seconds for which something has waited for it; 0 when nothing does. */
  readonly behind: number
}

/**
 * For how long each follower has left something waiting: since that act was written, or since it last moved, whichever is later. An act
 * that was brought from elsewhere with its old date does not make it late.
 */
export async function followersStanding(db: Queryable, now: string): Promise<readonly FollowerStanding[]> {
  const { rows } = await sql<FollowerStanding>`
    select f.name, coalesce(greatest(0, extract(epoch from ${now}::timestamptz - greatest(f.moved_at, waiting.at))), 0)::float8 as behind
    from record_follower f left join lateral (
      select a.at from act a
      where a.xid >= f.xid and (a.xid > f.xid or (a.case_id, a.seq) > (f.case_id, f.seq)) and a.xid < pg_snapshot_xmin(pg_current_snapshot())
      order by a.xid, a.case_id, a.seq limit 1
    ) waiting on true order by f.name limit 50`.execute(db)
  return rows
}

export interface Queues {
  /** Seconds since the oldest timer that is due should have been handled. */
  readonly timerLate: number
  readonly timersFailing: number
  readonly sessions: number
  readonly webhooksWaiting: number
  /** Seconds since the oldest message that is due should have been sent. */
  readonly webhookLate: number
  readonly webhooksTroubled: number
}

/** Counted no further than this, so that no question grows with what waits. */
export const CAP = 10_000

export async function readQueues(db: Queryable, now: string): Promise<Queues> {
  const at = sql`${now}::timestamptz`
  const { rows } = await sql<Queues>`
    select
      coalesce((select extract(epoch from ${at} - at) from timer where at <= ${at} order by at limit 1), 0)::float8 as "timerLate",
      (select count(*)::int from (select 1 from timer where at <= ${at} and failures > 0 limit ${sql.lit(CAP)}) f) as "timersFailing",
      (select count(*)::int from (select 1 from session where expires_at > ${at} limit ${sql.lit(CAP)}) s) as sessions,
      (select count(*)::int from (select 1 from webhook_delivery where ended_at is null limit ${sql.lit(CAP)}) d) as "webhooksWaiting",
      coalesce((select extract(epoch from ${at} - next_at) from webhook_delivery where ended_at is null and next_at <= ${at}
        order by next_at limit 1), 0)::float8 as "webhookLate",
      (select count(*)::int from webhook where failures > 0 or paused_because = 'gone') as "webhooksTroubled"`.execute(
    db,
  )
  return rows[0]!
}

export interface TaskCounts {
  readonly open: number
  readonly overdue: number
}

/** Reads every open task: asked at most once a minute. */
export async function countTasks(db: Queryable, now: string): Promise<TaskCounts> {
  const { rows } = await sql<TaskCounts>`
    select count(*)::int as open, (count(*) filter (where due_at < ${now}::timestamptz))::int as overdue
    from task where kind in ('step', 'reply', 'signature')`.execute(db)
  return rows[0]!
}

/** The number of the last migration that the database has. */
export async function lastMigration(db: Queryable): Promise<number> {
  const { rows } = await sql<{ last: number | null }>`select max(number) as last from migration`.execute(db)
  return rows[0]?.last ?? 0
}
