import { sql } from 'kysely'
import type { Db, Queryable } from '#src/platform/db/types.ts'
import { decide, openingAct } from '#src/procedure/index.ts'
import type { Act, CaseState, Command } from '#src/procedure/types.ts'
import type { Call } from './call.ts'
import { lockNextNumber } from './case-number.ts'
import { FIRST_HASH } from './chain.ts'
import { deskContext } from './desk/follow-acts.ts'
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

export interface Opened {
  /** Without an id and a state as yet: recording its acts makes the row. */
  readonly file: CaseFile
  readonly acts: readonly Act[]
}

/**
 * Decides the opening of a case and takes its number; the acts are still to be recorded, which makes its row. Refusals of the engine
 * are thrown before anything is written.
 */
export async function openCaseFile(
  call: Call,
  version: ManualVersion,
  procedureNumber: string,
  opening: Opening,
): Promise<Opened> {
  const { file, acts } = decideOpening(call, version, procedureNumber, opening)
  if (!(await partitionThere(call, call.tx, file.openedMonth)))
    await sql`select make_act_partition(${file.openedMonth}::date)`.execute(call.tx)
  return { file: { ...file, number: await lockNextNumber(call.tx, yearOf(file)) }, acts }
}

/** The same without a number, and nothing is written. */
export function decideOpening(
  call: Pick<Call, 'actor' | 'now' | 'institution'>,
  version: ManualVersion,
  procedureNumber: string,
  opening: Opening,
): Opened {
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
  const { requester, contact } = opening.command
  const file: CaseFile = {
    id: 0,
    number: '',
    openedMonth: today.with({ day: 1 }).toString(),
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
    status: 'open',
    closedAt: null,
    seq: 0,
    headHash: FIRST_HASH,
    state: NOTHING_YET,
  }
  // What the directorate's table gives a case of this kind: its priority, level and targets.
  const desk = openingAct(
    procedure,
    { at: call.now, stated: opening.priority, ordinary: ORDINARY_PRIORITY, form: opening.command.form },
    deskContext(call),
  )
  if (desk === null) return { file, acts: decision.acts }
  const seq = decision.acts.at(-1)!.seq + 1
  return { file, acts: [...decision.acts, { seq, at: call.now, actor: { kind: 'system' }, body: desk }] }
}

/** The year in whose numbers a case stands. */
export const yearOf = ({ openedMonth }: Pick<CaseFile, 'openedMonth'>): number => Number(openedMonth.slice(0, 4))

// The first act, `case-opened`, makes the state; `apply` does not read what was before it.
const NOTHING_YET = null as unknown as CaseState

// Months whose partition is known to be committed, by database.
const partitions = new WeakMap<Db, Set<string>>()

/** Whether the month has its partition; where not, the database's function makes it, and tolerates two at once. */
export async function partitionThere(call: Pick<Call, 'deps'>, connection: Queryable, month: string): Promise<boolean> {
  const known = partitions.get(call.deps.db) ?? new Set()
  partitions.set(call.deps.db, known)
  if (known.has(month)) return true
  const { rows } = await sql<{
    made: boolean
  }>`select to_regclass('act_' || to_char(${month}::date, 'YYYY_MM')) is not null as made`.execute(connection)
  const made = rows[0]?.made === true
  // Remembered only when it was there before this transaction, which may yet roll back.
  if (made) known.add(month)
  return made
}
