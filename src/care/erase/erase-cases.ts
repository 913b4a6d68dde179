import { sql } from 'kysely'
import type { Call } from '#src/cases/call.ts'
import { CASE_COLUMNS } from '#src/cases/case.store.ts'
import { deskAdvance } from '#src/cases/desk/desk-move.ts'
import type { CaseFile } from '#src/cases/types.ts'
import type { ErasedPart } from '#src/procedure/index.ts'
import type { PersonId } from '#src/procedure/types.ts'
import { eraseCaseEntries } from '#src/registers/erase-entries.ts'
import { eraseCopies, type Forget } from './erase-copies.ts'
import { eraseFiles } from './erase-files.ts'
import { erasedTitle, eraseText } from './erase-text.ts'

/** A case to erase of: the whole of it, or of a case of others only some acts. */
export interface ErasureTarget {
  readonly caseId: number
  readonly seqs: readonly number[] | null
}

/** Why, and on whose word: two persons, never one. */
export interface ErasureOrder {
  readonly because: 'request' | 'retention'
  readonly parts: readonly ErasedPart[]
  readonly basis: string
  readonly askedBy: PersonId
  readonly confirmedBy: PersonId
}

export interface ErasureOutcome extends ErasureTarget {
  readonly outcome: 'erased' | 'open' | 'held'
  readonly acts: number
  readonly files: number
}

/**
 * Erases of cases what an order says, in the caller's transaction: an act in the record of each, then the personal text and whatever
 * copies it. A case that is open or held stays as it is, and is answered so.
 */
export async function eraseCases(
  call: Call,
  targets: readonly ErasureTarget[],
  order: ErasureOrder,
  forget: readonly Forget[],
): Promise<readonly ErasureOutcome[]> {
  const files = await lockCases(
    call,
    targets.map(({ caseId }) => caseId),
  )
  const stays = targets.flatMap((target): ErasureOutcome[] => {
    const file = files.get(target.caseId)
    const outcome = file?.status === 'open' ? 'open' : file?.state.desk?.care?.held === undefined ? null : 'held'
    return outcome === null ? [] : [{ ...target, outcome, acts: 0, files: 0 }]
  })
  const free = targets.filter(({ caseId }) => !stays.some((each) => each.caseId === caseId))
  const whole = free.filter(({ seqs }) => seqs === null).map(({ caseId }) => caseId)
  // The acts that say so come first: what they close off is what stood before them.
  for (const { caseId, seqs } of free) {
    const acts = seqs === null ? {} : { acts: seqs }
    // Of a case of others only words go, and the files that came with them.
    const parts = seqs === null ? order.parts : order.parts.filter((part) => part !== 'contact')
    await deskAdvance(call, files.get(caseId)!, [{ body: { kind: 'personal-data-erased', ...order, ...acts, parts } }])
  }
  const acts = order.parts.includes('text')
    ? await eraseText(call.tx, free, order, call.now)
    : new Map<number, number>()
  if (order.parts.includes('text')) await eraseCaseEntries(call.tx, free, order.basis, call.now)
  const gone = order.parts.includes('files') ? await eraseFiles(call.tx, free, call.now) : new Map<number, number>()
  const timeZone = call.institution.directory.rows.institution?.timeZone ?? 'UTC'
  const cases = free.map(({ caseId }) => ({ id: caseId, number: files.get(caseId)!.number }))
  if (cases.length > 0)
    await eraseCopies(call.tx, cases, { whole, order, title: erasedTitle(call.now, timeZone), now: call.now }, forget)
  const erased = free.map(
    (target): ErasureOutcome => ({
      ...target,
      outcome: 'erased',
      acts: acts.get(target.caseId) ?? 0,
      files: gone.get(target.caseId) ?? 0,
    }),
  )
  return [...stays, ...erased]
}

// In the order of their ids, so that two who erase never wait for each other in a ring.
async function lockCases({ tx }: Call, ids: readonly number[]): Promise<Map<number, CaseFile>> {
  const { rows } = await sql<CaseFile>`
    select ${CASE_COLUMNS} from case_file where id = any(${ids}::bigint[]) order by id for update`.execute(tx)
  return new Map(rows.map((file) => [file.id, file]))
}
