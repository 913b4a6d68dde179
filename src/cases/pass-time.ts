import { sql } from 'kysely'
import type { Db } from '#src/platform/db/types.ts'
import type { Log } from '#src/platform/log.ts'
import type { CaseDeps } from './call.ts'
import { lockCaseById } from './case.store.ts'
import { runAsSystem } from './command.ts'
import { advance } from './move-case.ts'

/**
 * Gives every timer that is due its consequence, each case in its own transaction. A timer is a row that goes away in the transaction
 * that handles it, so a worker that dies loses none; two workers skip each other's cases. Returns how many cases were handled, of `atMost`
 * that were tried.
 */
export async function passTime(deps: CaseDeps, log: Log, atMost = 200): Promise<number> {
  let handled = 0
  for (const caseId of await dueCases(deps.db, deps.clock(), atMost)) {
    try {
      if (await passTimeOf(deps, caseId)) handled += 1
    } catch (err) {
      log.error({ err, caseId }, 'a timer could not be handled; it is put off')
      await putOff(deps, caseId)
    }
  }
  return handled
}

/** The longest due first. Those that failed are left out until they may be tried again. */
async function dueCases(db: Db, now: string, atMost: number): Promise<number[]> {
  const { rows } = await sql<{ caseId: number }>`
    select case_id as "caseId" from timer where at <= ${now}::timestamptz and retry_at <= ${now}::timestamptz
    group by case_id order by min(at) limit ${atMost}`.execute(db)
  return rows.map((row) => row.caseId)
}

function passTimeOf(deps: CaseDeps, caseId: number): Promise<boolean> {
  return runAsSystem(deps, async (call) => {
    const free = await sql`select id from case_file where id = ${caseId} for update skip locked`.execute(call.tx)
    if (free.rows.length === 0) return false
    const file = await lockCaseById(call.tx, caseId)
    if (file === null || file.status !== 'open') return false
    const after = await advance(call, file, { kind: 'pass-time' })
    return after.seq > file.seq
  })
}

/** Puts a case off for twice as long each time, from ten seconds to an hour, counted from this attempt and not from its due time. */
async function putOff({ db, clock }: CaseDeps, caseId: number): Promise<void> {
  await sql`
    update timer set failures = failures + 1,
      retry_at = ${clock()}::timestamptz + least(interval '1 hour', power(2, least(failures, 10)) * interval '10 seconds')
    where case_id = ${caseId}`.execute(db)
}
