import { sql } from 'kysely'
import type { Db } from '#src/platform/db/types.ts'
import type { Log } from '#src/platform/log.ts'
import type { CaseDeps } from './call.ts'
import { lockCaseById } from './case.store.ts'
import { runAsSystem } from './command.ts'
import { advance } from './move-case.ts'

/**
 * Recomputes open deadlines when a calendar is not the one by which they were computed, whoever changed it and on whichever machine.
 * What was computed last is a row, so a process that dies midway leaves the work to the next.
 */
export async function recomputeWhenChanged(deps: CaseDeps, log: Log): Promise<void> {
  const calendars = await calendarsNow(deps.db)
  const { rows } = await sql<{ calendars: string }>`select calendars from dues_computed`.execute(deps.db)
  if (rows[0]?.calendars === calendars) return
  const moved = await recomputeDues(deps, log)
  await sql`
    insert into dues_computed (calendars) values (${calendars})
    on conflict (only_row) do update set calendars = excluded.calendars`.execute(deps.db)
  log.info({ moved }, 'calendars changed; open deadlines were recomputed')
}

async function calendarsNow(db: Db): Promise<string> {
  const { rows } = await sql<{ calendars: string }>`
    select coalesce(string_agg(code || ' ' || revision, ', ' order by code), '') as calendars from calendar`.execute(db)
  return rows[0]!.calendars
}

/** Recomputes every open deadline, after a calendar changed. Returns in how many cases one moved. */
export async function recomputeDues(deps: CaseDeps, log: Log): Promise<number> {
  const { rows } = await sql<{ id: number }>`select id from case_file where status = 'open' order by id`.execute(
    deps.db,
  )
  let moved = 0
  for (const { id } of rows) {
    try {
      const changed = await runAsSystem(deps, async (call) => {
        const file = await lockCaseById(call.tx, id)
        if (file === null || file.status !== 'open') return false
        return (await advance(call, file, { kind: 'recompute-dues' })).seq > file.seq
      })
      if (changed) moved += 1
    } catch (err) {
      log.error({ err, caseId: id }, 'the deadlines of a case could not be recomputed')
    }
  }
  return moved
}
