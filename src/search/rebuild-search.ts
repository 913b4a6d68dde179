import { sql } from 'kysely'
import { catchUp } from '#src/cases/follow-record.ts'
import { transaction } from '#src/platform/db/pool.ts'
import type { Db } from '#src/platform/db/types.ts'
import { searchFollower } from './index-acts.ts'

/**
 * Makes the index anew from the record, and says how many acts there were. The program may run meanwhile: until it is done, searches
 * find the older part only.
 */
export async function rebuildSearch(db: Db, now: () => string): Promise<number> {
  await transaction(db, async (tx) => {
    // Waits for a process that is following.
    await sql`select pg_advisory_xact_lock(hashtext('record follower ' || ${searchFollower.name}))`.execute(tx)
    await sql`truncate search_entry, search_word`.execute(tx)
    await sql`delete from record_follower where name = ${searchFollower.name}`.execute(tx)
  })
  return catchUp(db, searchFollower, now)
}
