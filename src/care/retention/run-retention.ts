import { sql } from 'kysely'
import type { Call } from '#src/cases/call.ts'
import { runAsSystem } from '#src/cases/command.ts'
import { writeAdminAct } from '#src/people/acts/admin-act.store.ts'
import type { CareDeps } from '../deps.ts'
import { eraseCases } from '../erase/erase-cases.ts'
import { contactsDone, eraseContacts } from '../erase/erase-contacts.ts'
import { listDue } from './due-case.store.ts'
import { lockRule, noteRun, rulesInForce } from './rule.store.ts'

const BATCH = 50
/** Hours of the institution's clock in which retention works: nobody waits for a case then. */
const NIGHT = { from: 22, until: 5 }

type RunDeps = Pick<CareDeps, 'forget'> & Parameters<typeof runAsSystem>[0]

export function isNight(now: string, timeZone: string): boolean {
  const { hour } = Temporal.Instant.from(now).toZonedDateTimeISO(timeZone)
  return hour >= NIGHT.from || hour < NIGHT.until
}

/** Erases what the rules in force say, by batches, while it is night. Says how many cases that were. */
export async function runRetention(deps: RunDeps, signal?: AbortSignal): Promise<number> {
  const { directory } = await deps.institution(deps.db, deps.clock())
  const timeZone = directory.rows.institution?.timeZone ?? 'UTC'
  if (!isNight(deps.clock(), timeZone)) return 0
  let cases = 0
  for (const { id } of await rulesInForce(deps.db)) {
    for (let last = BATCH; last === BATCH && signal?.aborted !== true && isNight(deps.clock(), timeZone); ) {
      last = await runAsSystem(deps, (call) => runBatch(call, deps, id))
      cases += last
    }
  }
  return cases
}

async function runBatch(call: Call, { forget }: RunDeps, id: string): Promise<number> {
  const { tx, now } = call
  const { rows } = await sql<{
    free: boolean
  }>`select pg_try_advisory_xact_lock(hashtext('care of data')) as free`.execute(tx)
  if (rows[0]!.free !== true) return 0
  // Locked, so that a rule that is being ended erases nothing after.
  const rule = await lockRule(tx, id)
  if (rule === null || rule.status !== 'in-force') return 0
  const due = await listDue(tx, rule, now, null, BATCH)
  if (due.length === 0) return 0
  const outcomes = await eraseCases(
    call,
    due.map(({ caseId }) => ({ caseId, seqs: null })),
    {
      because: 'retention',
      parts: rule.erases,
      basis: rule.basis,
      askedBy: rule.proposedBy,
      confirmedBy: rule.decidedBy!,
    },
    forget,
  )
  const erased = outcomes.filter(({ outcome }) => outcome === 'erased')
  if (rule.erases.includes('contact'))
    await eraseContacts(
      tx,
      await contactsDone(
        tx,
        erased.map(({ caseId }) => caseId),
      ),
      now,
    )
  await noteRun(tx, id, erased.length, now)
  await writeAdminAct(tx, {
    at: now,
    actor: null,
    action: 'retention.run',
    subject: { kind: 'retention', id },
    data: {
      cases: erased.length,
      acts: erased.reduce((sum, { acts }) => sum + acts, 0),
      files: erased.reduce((sum, { files }) => sum + files, 0),
    },
  })
  return erased.length
}
