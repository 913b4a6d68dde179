import { sql } from 'kysely'
import { transaction } from '#src/platform/db/pool.ts'
import type { Db, Tx } from '#src/platform/db/types.ts'
import { noCounters } from './counters.ts'
import type { VersionIds, WorldDeps } from './fold-world.ts'
import { recount } from './recount.ts'
import { addToPeriods, addToSteps, calendarsNow, caseRow, writeCases, writeVisits } from './statistic.store.ts'
import { STATISTICS } from './statistics-follower.ts'

/**
 * Throws all counts away and makes them anew from the record, in one transaction: until it ends, pages read the old ones. Acts that come
 * meanwhile are counted after it by the follower. Says how many cases there were.
 */
export function rebuildStatistics(db: Db, deps: WorldDeps, now: string): Promise<number> {
  return transaction(db, async (tx) => {
    await holdFollower(tx)
    await sql`delete from statistic_case`.execute(tx)
    await sql`delete from statistic_visit`.execute(tx)
    await sql`delete from statistic_period`.execute(tx)
    await sql`delete from statistic_step`.execute(tx)
    const below = await firstOpenTransaction(tx)
    const counters = noCounters()
    const versions: VersionIds = new Map()
    let cases = 0
    for await (const some of recount(tx, deps, { below, now, counters, versions })) {
      cases += some.length
      await writeCases(
        tx,
        some.map(({ id, fold }) => caseRow(id, fold)),
      )
      await writeVisits(
        tx,
        some.flatMap(({ id, visits }) => visits.map((each) => ({ ...each, caseId: id }))),
      )
    }
    await addToPeriods(tx, [...counters.periods.values()])
    await addToSteps(tx, [...counters.steps.values()], (name) => versions.get(name)?.id)
    await sql`
      update statistic_state set stamp = stamp + 1, calendars = ${await calendarsNow(tx)}, rebuilt_at = ${now}::timestamptz`.execute(
      tx,
    )
    await sql`
      insert into record_follower (name, xid, case_id, seq, moved_at)
      values (${STATISTICS}, ${below}::xid8, 0, 0, ${now}::timestamptz)
      on conflict (name) do update set
        xid = excluded.xid, case_id = excluded.case_id, seq = excluded.seq, moved_at = excluded.moved_at`.execute(tx)
    return cases
  })
}

/** The lock of the follower: while somebody holds it, nothing is counted beside. */
export async function holdFollower(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('record follower ' || ${STATISTICS}))`.execute(tx)
}

/** Transactions before it have ended, and what they wrote is seen. */
export async function firstOpenTransaction(tx: Tx): Promise<string> {
  const { rows } = await sql<{ xid: string }>`select pg_snapshot_xmin(pg_current_snapshot())::text as xid`.execute(tx)
  return rows[0]!.xid
}
