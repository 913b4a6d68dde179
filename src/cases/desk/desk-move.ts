import type { DeskAct } from '#src/procedure/index.ts'
import type { Act, PrivateText } from '#src/procedure/types.ts'
import type { Call } from '../call.ts'
import { lockCase } from '../case.store.ts'
import { settle } from '../move-case.ts'
import { readersOf } from '../readers.ts'
import { refused } from '../refusals.ts'
import type { CaseFile } from '../types.ts'

/** A desk act to be written, with its personal text. */
export interface DeskEntry {
  readonly body: DeskAct
  readonly private?: PrivateText
}

/**
 * Writes desk acts into a case: finds it if who acts may read it (an unknown case and a foreign one are refused alike), locks it, asks
 * `decide` what is to be written (which throws a `Refused` where nothing may be), and records that. No entries, no change.
 */
export async function deskMove(
  call: Call,
  number: string,
  decide: (file: CaseFile) => Promise<readonly DeskEntry[]> | readonly DeskEntry[],
  expectedSeq?: number,
): Promise<CaseFile> {
  const readers = call.actor.kind === 'person' ? readersOf(call.institution.directory, call.actor.person) : null
  const file = await lockCase(call.tx, number, readers)
  if (file === null) throw refused('case-unknown', {})
  if (expectedSeq !== undefined && expectedSeq !== file.seq) throw refused('case-moved', {})
  return deskAdvance(call, file, await decide(file))
}

/** The same on a case that is locked already. */
export function deskAdvance(call: Call, file: CaseFile, entries: readonly DeskEntry[]): Promise<CaseFile> {
  const acts = entries.map(
    (entry, place): Act => ({ seq: file.seq + 1 + place, at: call.now, actor: call.actor, ...entry }),
  )
  return settle(call, file, acts)
}
