import { randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { InstantText } from '#src/calendar/types.ts'
import { transaction } from '#src/platform/db/pool.ts'
import { Refused } from '#src/platform/refusal.ts'
import type { PersonId } from '#src/procedure/types.ts'
import { writeAdminAct } from '../../acts/admin-act.store.ts'
import type { Fault } from '../../admin/field.ts'
import { loadDirectory } from '../../directory.ts'
import { invalidInput, peopleRefusal } from '../../refusals.ts'
import { rotateSession } from '../../session.store.ts'
import { refusedSignIn } from '../refusals.ts'
import { endOldViewings, endViewingRow, insertViewing, type PastViewing } from './viewing.store.ts'

type Renewed = Awaited<ReturnType<typeof rotateSession>>

/** Minutes after which it ends by itself. */
export const VIEWING_MINUTES = 30

/**
 * «Ver como»: lets an administrator see the program as somebody else, for half an hour, with a reason, and do nothing. Gives the new token
 * of the session. Who may, the route has asked.
 */
export async function startViewing(
  db: Kysely<unknown>,
  {
    administrator,
    person,
    reason,
    tokenHash,
    now,
  }: {
    readonly administrator: PersonId
    readonly person: PersonId
    readonly reason: string
    readonly tokenHash: string
    readonly now: InstantText
  },
): Promise<Renewed> {
  const why = reason
    .normalize('NFC')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
  if (why.length < 5 || why.length > 200) throw new Refused(invalidInput({ reason: reasonNeeded }))
  if (person === administrator) throw refusedSignIn('viewing-self')
  const directory = await loadDirectory(db, now)
  if (!directory.activePeople.some(({ id }) => id === person)) throw new Refused(peopleRefusal('not-found'))
  const id = randomUUID()
  const endsAt = Temporal.Instant.from(now).add({ minutes: VIEWING_MINUTES }).toString()
  return transaction(db, async (tx) => {
    await insertViewing(tx, { id, administrator, person, reason: why, startedAt: now, endsAt })
    await writeAdminAct(tx, {
      at: now,
      actor: administrator,
      action: 'viewing.start',
      subject: { kind: 'person', id: person },
      data: { viewing: id, reason: why, endsAt },
    })
    return rotateSession(tx, tokenHash, { viewing: { id, person, endsAt } })
  })
}

/** Ends it and gives the new token of the session, which is the administrator's own again. */
export async function endViewing(
  db: Kysely<unknown>,
  { id, tokenHash, now }: { readonly id: string; readonly tokenHash: string; readonly now: InstantText },
): Promise<Renewed> {
  return transaction(db, async (tx) => {
    const ended = await endViewingRow(tx, id, now)
    if (ended) await noteEnd(tx, ended, now)
    return rotateSession(tx, tokenHash, { viewing: null })
  })
}

/** The job: writes down the end of those whose half hour is over, whether anybody came back or not. */
export async function endViewingsInTime(db: Kysely<unknown>, now: InstantText): Promise<number> {
  return transaction(db, async (tx) => {
    const ended = await endOldViewings(tx, now)
    for (const viewing of ended) await noteEnd(tx, viewing, now)
    return ended.length
  })
}

const noteEnd = (tx: Kysely<unknown>, { id, administrator, person, endedAt }: PastViewing, now: InstantText) =>
  writeAdminAct(tx, {
    at: now,
    actor: administrator,
    action: 'viewing.end',
    subject: { kind: 'person', id: person },
    data: { viewing: id, endedAt },
  })

const reasonNeeded: Fault = {
  code: 'reason',
  es: 'Escriba el motivo, en una frase. La persona lo verá en «Mi cuenta».',
  en: 'Write the reason, in a sentence. The person will see it at “My account”.',
}
