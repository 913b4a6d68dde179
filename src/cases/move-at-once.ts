import type { Act } from '#src/procedure/types.ts'
import type { Call, Move, OnceKey } from './call.ts'
import { findCase } from './case.store.ts'
import { casePlace } from './case-place.ts'
import { decided, touch } from './move-case.ts'
import { readersOf } from './readers.ts'
import { follows, recordAtOnce } from './record.ts'
import { refused } from './refusals.ts'
import type { CaseFile } from './types.ts'
import { verbsDone } from './verbs.ts'

type Moving = Pick<Call, 'actor' | 'now' | 'institution' | 'deps' | 'touched'>

/**
 * Moves a case by two statements, one that reads and one that writes if the case is still as it was read: no lock is held while
 * deciding, and nothing waits for a commit of its own. Null when the move needs a transaction: linked cases, books, a key that was
 * used before, or a case on which others were quicker; the caller then does it with the case locked.
 */
export async function moveAtOnce(
  call: Moving,
  move: Move,
  once: OnceKey | null,
): Promise<ReturnType<typeof casePlace> | null> {
  const { db, shared = db } = call.deps
  const person = call.actor.kind === 'person' ? call.actor.person : null
  const readers = person === null ? null : readersOf(call.institution.directory, person)
  const file = await findCase(shared, move.number, readers)
  if (file === null) throw refused('case-unknown', {})
  if (move.expectedSeq !== undefined && move.expectedSeq !== file.seq) return null
  const acts = await decided(call, db, file, move.command)
  if (acts.length === 0 || needsTransaction(call, file, acts)) return null
  const key = once === null ? null : { ...once, answer: casePlace, now: call.now }
  const done = await recordAtOnce(shared, file, acts, call.institution, key)
  if (done === null) return null
  touch(call.touched, file, done)
  return casePlace(done)
}

/** Whether these acts write more than their case. */
export function needsTransaction({ deps }: Pick<Call, 'deps'>, file: CaseFile, acts: readonly Act[]): boolean {
  if (verbsDone(deps, acts).length > 0) return true
  if (deps.projections.some((projection) => follows(projection, acts))) return true
  return acts.some(
    ({ body }) =>
      (body.kind === 'task-arrived' && body.task.kind === 'child') ||
      ((body.kind === 'case-closed' || body.kind === 'case-annulled') && file.parentCase !== null),
  )
}
