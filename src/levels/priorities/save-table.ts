import { sql } from 'kysely'
import { insertTable, listRevisions } from '#src/cases/desk/desk-tables.store.ts'
import { writeAdminAct } from '#src/people/acts/admin-act.store.ts'
import { peopleRefusal } from '#src/people/refusals.ts'
import { transaction } from '#src/platform/db/pool.ts'
import type { Db } from '#src/platform/db/types.ts'
import { Refused } from '#src/platform/refusal.ts'
import { readPriorityTable } from '#src/procedure/index.ts'
import { tableRefusal } from './refusals.ts'

export interface TableRequest {
  /** JSON of a table, from outside. */
  readonly table: unknown
  /** From which day it rules. */
  readonly from: string
  readonly reason: string
  /** The latest revision when the form was drawn; 0 where there was none. */
  readonly revision: number
  readonly today: string
  readonly now: string
  readonly person: string
}

/** Keeps a new revision of the table of priorities. Throws `Refused` with the faults by place, or where somebody else was quicker. */
export async function saveTable(db: Db, request: TableRequest): Promise<number> {
  const { from, today, now, person } = request
  const reason = request.reason.normalize('NFC').trim()
  const read = readPriorityTable(request.table)
  const faults = [
    ...('faults' in read ? read.faults : []),
    ...(isDate(from) && from >= today
      ? []
      : [{ place: 'from', es: 'Escriba la fecha de hoy o una posterior.', en: 'Write today’s date or a later one.' }]),
    ...(reason === '' || reason.length > 2000
      ? [
          {
            place: 'reason',
            es: 'Escriba el motivo, hasta 2000 caracteres.',
            en: 'Write the reason, up to 2000 characters.',
          },
        ]
      : []),
  ]
  if (faults.length > 0 || 'faults' in read) throw tableRefusal(faults)
  return transaction(db, async (tx) => {
    // One after another: of two who began from the same revision, the second is told.
    await sql`select 1 from directory_revision for update`.execute(tx)
    const latest = (await listRevisions(tx))[0]?.id ?? 0
    if (latest !== request.revision) throw new Refused(peopleRefusal('changed'))
    const id = await insertTable(tx, { from, table: read.table, reason, now, by: person })
    const subject = { kind: 'priorities', id: String(id) }
    await writeAdminAct(tx, { at: now, actor: person, action: 'priorities.save', subject, data: { from, reason } })
    return id
  })
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString() === text
  } catch {
    return false
  }
}
