import { sql } from 'kysely'
import type { Call } from '#src/cases/call.ts'
import { runAsSystem } from '#src/cases/command.ts'
import { writeAdminAct } from '#src/people/acts/admin-act.store.ts'
import type { Tx } from '#src/platform/db/types.ts'
import type { CareDeps } from '../deps.ts'
import { eraseCases } from '../erase/erase-cases.ts'
import { contactFamily, eraseContacts } from '../erase/erase-contacts.ts'
import { type Erasure, finishErasure, nextErasure, resultOf, settleTargets, waitingTargets } from './erasure.store.ts'

/** Cases of one transaction: few enough that whoever works on one of them does not wait. */
const BATCH = 25

type RunDeps = Pick<CareDeps, 'forget'> & Parameters<typeof runAsSystem>[0]

/** Erases what was confirmed, a batch a transaction; stopped anywhere, it goes on from there. Says how many batches there were. */
export async function runErasures(deps: RunDeps, signal?: AbortSignal): Promise<number> {
  let batches = 0
  while (signal?.aborted !== true) {
    const worked = await runAsSystem(deps, (call) => runBatch(call, deps))
    if (!worked) break
    batches += 1
  }
  return batches
}

async function runBatch(call: Call, { forget }: RunDeps): Promise<boolean> {
  const { tx } = call
  if (!(await alone(tx))) return false
  const erasure = await nextErasure(tx)
  if (erasure === null) return false
  const targets = await waitingTargets(tx, erasure.id, BATCH)
  if (targets.length === 0) {
    await finish(call, erasure)
    return true
  }
  const order = {
    because: 'request',
    parts: ['text', 'files', 'contact'],
    basis: erasure.basis,
    askedBy: erasure.askedBy,
    confirmedBy: erasure.decidedBy!,
  } as const
  await settleTargets(tx, erasure.id, await eraseCases(call, targets, order, forget))
  return true
}

/** One process at a time, without making the others wait. */
async function alone(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{
    free: boolean
  }>`select pg_try_advisory_xact_lock(hashtext('care of data')) as free`.execute(tx)
  return rows[0]!.free
}

/** What is the subject's beside its cases goes last; contact data are needed while one of the cases goes on. */
async function finish({ tx, now }: Call, { id, subject, askedBy, decidedBy, basis }: Erasure): Promise<void> {
  const result = await resultOf(tx, id)
  const stays = result.open + result.held > 0
  const contact = subject.kind === 'contact' && !stays
  if (contact) await eraseContacts(tx, await contactFamily(tx, subject.id), now)
  if (subject.kind === 'person') await sql`delete from remote_address where person = ${subject.id}::uuid`.execute(tx)
  await finishErasure(tx, id, now, contact)
  await writeAdminAct(tx, {
    at: now,
    actor: null,
    action: 'erasure.done',
    subject: { kind: 'erasure', id },
    data: { ...result, contact, basis, askedBy, confirmedBy: decidedBy },
  })
}
