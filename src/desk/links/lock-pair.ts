import { sql } from 'kysely'
import type { Call } from '#src/cases/call.ts'
import { lockCase, readableBy } from '#src/cases/case.store.ts'
import { readersOf } from '#src/cases/readers.ts'
import { refused } from '#src/cases/refusals.ts'
import type { CaseFile } from '#src/cases/types.ts'
import { partOfCall, personOfCall } from '../part-of.ts'
import { refusedHere } from '../refusals.ts'

/** Two cases in which the person takes part as an official, both locked, always in the same order, so that two pairs cannot wait for each other. */
export async function lockPair(
  call: Call,
  number: string,
  otherAsWritten: string,
): Promise<readonly [CaseFile, CaseFile]> {
  const other = readNumber(otherAsWritten)
  const readers = readersOf(call.institution.directory, personOfCall(call))
  await sql`
    select id from case_file where number = any(${[number, other]}) and ${readableBy(readers)}
    order by id for update`.execute(call.tx)
  const file = await lockCase(call.tx, number, readers)
  if (file === null) throw refused('case-unknown', {})
  if (other === number) throw refusedHere('same-case')
  if ((await partOfCall(call, file)) !== 'official') throw refusedHere('not-an-official-here')
  const found = await lockCase(call.tx, other, readers)
  if (found === null) throw refusedHere('other-case-unknown', { number: other })
  if ((await partOfCall(call, found)) !== 'official') throw refusedHere('other-case-as-requester', { number: other })
  return [file, found]
}

/** The number of a case in what somebody wrote or pasted: `2026-000123`, or an address that ends in it. */
export function readNumber(written: string): string {
  return /\d{4}-\d{6,12}/.exec(written)?.[0] ?? written.trim().slice(0, 60)
}
