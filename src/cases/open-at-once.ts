import type { Act } from '#src/procedure/types.ts'
import type { CallAtOnce, OnceKey } from './call.ts'
import { forgetLastNumber, guessNextNumber } from './case-number.ts'
import { casePlace } from './case-place.ts'
import { needsTransaction } from './move-at-once.ts'
import { touch } from './move-case.ts'
import { partitionThere, yearOf } from './open-case-file.ts'
import { recordAtOnce } from './record.ts'
import type { CaseFile } from './types.ts'

/** Numbers that are tried before a lock is taken for one: another process has cases too. */
const TRIES = 3

/**
 * Opens a case by one statement, which takes the number that comes next as far as this process knows, and does nothing where another
 * was quicker: no row is locked while the program works, and there is no gap. Null where the opening needs a transaction.
 */
export async function openAtOnce(
  call: CallAtOnce,
  file: CaseFile,
  acts: readonly Act[],
  once: OnceKey | null,
): Promise<ReturnType<typeof casePlace> | null> {
  const { db } = call.deps
  if (needsTransaction(call, file, acts) || !(await partitionThere(call, call.tx, file.openedMonth))) return null
  const key = once === null ? null : { ...once, answer: casePlace, now: call.now }
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    const number = await guessNextNumber(db, call.tx, yearOf(file))
    if (number === null) return null
    try {
      const done = await recordAtOnce(call.tx, { ...file, number }, acts, call.institution, key)
      if (done !== null) {
        touch(call.touched, file, done)
        return casePlace(done)
      }
      forgetLastNumber(db, yearOf(file))
    } catch (error) {
      forgetLastNumber(db, yearOf(file))
      throw error
    }
  }
  return null
}
