import { sql } from 'kysely'
import { transaction } from '#src/platform/db/pool.ts'
import type { Db, Tx } from '#src/platform/db/types.ts'

/** An act as those who follow the record get it. */
export interface FollowedAct {
  readonly caseId: number
  /** `2026-11-01`; the partition of the case's acts. */
  readonly openedMonth: string
  readonly seq: number
  readonly at: string
  readonly actorPerson: string | null
  readonly kind: string
  /** Canonical text: `{ case, seq, at, actor, body, … }`. */
  readonly text: string
  readonly private: unknown
}

/** What follows the record: search, statistics, webhooks. */
export interface Follower {
  /** Lower case, digits no; its cursor has this name. */
  readonly name: string
  /** Kinds of act that it wants; all when absent. */
  readonly kinds?: readonly string[]
  /**
   * Told of committed acts, in order, inside the transaction that moves its cursor: what it writes into the database by `tx` happens
   * once, what it does outside may happen again.
   */
  follow(tx: Tx, acts: readonly FollowedAct[]): Promise<void>
}

/** Acts that a follower gets at a time. */
const BATCH = 500

/** What was read in one round, by the place after which it stands: followers that stand at the same place share it. */
type Round = Map<string, readonly Positioned[]>

/**
 * Hands a follower the acts that it has not had, at most `atMost` of them, and says how many those were (whether wanted or not). One
 * process at a time: another that asks meanwhile gets 0. A follower without a cursor begins with the first act of the installation.
 */
export function followRecord(
  db: Db,
  follower: Follower,
  now: string,
  atMost = BATCH,
  round: Round = new Map(),
): Promise<number> {
  return transaction(db, async (tx) => {
    const free = await sql<{ free: boolean }>`
      select pg_try_advisory_xact_lock(hashtext('record follower ' || ${follower.name})) as free`.execute(tx)
    if (free.rows[0]?.free !== true) return 0
    const acts = await actsAfter(tx, follower.name, atMost, round)
    const last = acts.at(-1)
    if (last === undefined) return 0
    const wanted = follower.kinds === undefined ? acts : acts.filter(({ kind }) => follower.kinds!.includes(kind))
    if (wanted.length > 0) await follower.follow(tx, wanted)
    await sql`
      insert into record_follower (name, xid, case_id, seq, moved_at)
      values (${follower.name}, ${last.xid}::xid8, ${last.caseId}, ${last.seq}, ${now}::timestamptz)
      on conflict (name) do update set
        xid = excluded.xid, case_id = excluded.case_id, seq = excluded.seq, moved_at = excluded.moved_at`.execute(tx)
    return acts.length
  })
}

/**
 * Hands a follower everything that it has not had yet. What is committed meanwhile is left for the next time: by tens, acts cost a
 * fraction of what they cost one by one.
 */
export async function catchUp(db: Db, follower: Follower, now: () => string, signal?: AbortSignal): Promise<number> {
  let all = 0
  while (signal?.aborted !== true) {
    const count = await followRecord(db, follower, now())
    all += count
    if (count < BATCH) break
  }
  return all
}

/**
 * Hands all followers what they have not had yet, by rounds in which each gets a batch, which is read once for those that stand at the
 * same place. One that fails does not hold up the others.
 */
export async function catchUpAll(
  db: Db,
  followers: readonly Follower[],
  now: () => string,
  signal?: AbortSignal,
): Promise<void> {
  const failures: Error[] = []
  for (let behind = followers; behind.length > 0 && signal?.aborted !== true; ) {
    const round: Round = new Map()
    const still: Follower[] = []
    for (const follower of behind) {
      try {
        if ((await followRecord(db, follower, now(), BATCH, round)) === BATCH) still.push(follower)
      } catch (cause) {
        failures.push(new Error(`${follower.name} could not follow the record`, { cause }))
      }
    }
    behind = still
  }
  if (failures.length > 1) throw new AggregateError(failures, failures.map(({ message }) => message).join('; '))
  if (failures[0] !== undefined) throw failures[0]
}

/** Puts a follower's cursor behind everything that is committed, for one that has made what it keeps from the whole record at once. */
export async function skipToEnd(tx: Tx, name: string, now: string): Promise<void> {
  await sql`
    insert into record_follower (name, xid, case_id, seq, moved_at)
    values (${name}, pg_snapshot_xmin(pg_current_snapshot()), 0, 0, ${now}::timestamptz)
    on conflict (name) do update set
      xid = excluded.xid, case_id = excluded.case_id, seq = excluded.seq, moved_at = excluded.moved_at`.execute(tx)
}

type Positioned = FollowedAct & { readonly xid: string }

// Acts of a transaction that is still open, or that began after one that is, are left for later: a cursor would pass by them.
async function actsAfter(tx: Tx, name: string, atMost: number, round: Round): Promise<readonly Positioned[]> {
  const cursor = await sql<{ xid: string; caseId: number; seq: number }>`
    select xid::text as xid, case_id as "caseId", seq from record_follower where name = ${name}`.execute(tx)
  const { xid, caseId, seq } = cursor.rows[0] ?? { xid: '0', caseId: 0, seq: 0 }
  const place = `${xid} ${caseId} ${seq} ${atMost}`
  const read = round.get(place)
  if (read !== undefined) return read
  const { rows } = await sql<Positioned>`
    select a.case_id as "caseId", to_char(a.opened_month, 'YYYY-MM-DD') as "openedMonth", a.seq, a.at, a.actor_person as "actorPerson",
      a.kind, a.text, a.xid::text as xid, p.content as private
    from (
      select * from act
      where xid >= ${xid}::xid8 and xid < pg_snapshot_xmin(pg_current_snapshot())
        and (xid > ${xid}::xid8 or (case_id, seq) > (${caseId}::bigint, ${seq}::int))
      order by xid, case_id, seq limit ${atMost}
    ) a left join act_private p on p.case_id = a.case_id and p.seq = a.seq
    order by a.xid, a.case_id, a.seq`.execute(tx)
  round.set(place, rows)
  return rows
}
