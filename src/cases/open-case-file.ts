import { sql } from 'kysely'
import type { Db } from '#src/platform/db/types.ts'
import { decide } from '#src/procedure/index.ts'
import type { Act, CaseState, Command } from '#src/procedure/types.ts'
import type { Call } from './call.ts'
import { insertCase } from './case.store.ts'
import { FIRST_HASH } from './chain.ts'
import { refusedByEngine } from './refusals.ts'
import type { CaseFile } from './types.ts'
import type { ManualVersion } from './versions.ts'

/** Priority of a case for which nobody said another: 1 is critical, 4 low. */
export const ORDINARY_PRIORITY = 3

export interface Opening {
  readonly title: string
  readonly priority?: number
  readonly parent?: { readonly id: number; readonly task: number }
  readonly command: Extract<Command, { kind: 'open-case' }>
}

/**
 * Decides the opening of a case and makes its row; the acts are still to be recorded. Refusals of the engine are thrown before
 * anything is written.
 */
export async function openCaseFile(
  call: Call,
  version: ManualVersion,
  procedureNumber: string,
  opening: Opening,
): Promise<{ file: CaseFile; acts: readonly Act[] }> {
  const procedure = version.procedure(procedureNumber)
  if (procedure === null) throw new Error(`Manual ${version.code} has no procedure ${procedureNumber}`)
  const context = {
    actor: call.actor,
    now: call.now,
    calendar: call.institution.calendar,
    directory: call.institution.directory,
  }
  const decision = decide(procedure, null, opening.command, context)
  if ('refusal' in decision) throw refusedByEngine(decision.refusal, call.institution.directory)

  const zone = call.institution.calendar(call.institution.calendarCode).timeZone
  const today = Temporal.Instant.from(call.now).toZonedDateTimeISO(zone).toPlainDate()
  const openedMonth = today.with({ day: 1 }).toString()
  await ensurePartition(call, openedMonth)
  const { requester, contact } = opening.command
  const values = {
    year: today.year,
    openedMonth,
    versionId: version.id,
    procedure: procedureNumber,
    title: opening.title,
    channel: opening.command.channel,
    priority: opening.priority ?? ORDINARY_PRIORITY,
    requesterPerson: requester.kind === 'person' ? requester.person : null,
    requesterName: contact?.name ?? null,
    contactId: (requester.kind === 'contact' && requester.contact) || null,
    parentCase: opening.parent?.id ?? null,
    parentTask: opening.parent?.task ?? null,
    openedAt: call.now,
  }
  const { id, number } = await insertCase(call.tx, { ...values, firstHash: FIRST_HASH })
  const file: CaseFile = {
    ...values,
    id,
    number,
    status: 'open',
    closedAt: null,
    seq: 0,
    headHash: FIRST_HASH,
    state: NOTHING_YET,
  }
  return { file, acts: decision.acts }
}

// The first act, `case-opened`, makes the state; `apply` does not read what was before it.
const NOTHING_YET = null as unknown as CaseState

// Months whose partition is known to be committed, by database.
const partitions = new WeakMap<Db, Set<string>>()

/** Makes the month's partition where it is missing; the database's function tolerates two at once. */
async function ensurePartition(call: Call, month: string): Promise<void> {
  const known = partitions.get(call.deps.db) ?? new Set()
  partitions.set(call.deps.db, known)
  if (known.has(month)) return
  const { rows } = await sql<{
    made: boolean
  }>`select to_regclass('act_' || to_char(${month}::date, 'YYYY_MM')) is not null as made`.execute(call.tx)
  // Remembered only when it was there before this transaction, which may yet roll back.
  if (rows[0]?.made === true) known.add(month)
  else await sql`select make_act_partition(${month}::date)`.execute(call.tx)
}
