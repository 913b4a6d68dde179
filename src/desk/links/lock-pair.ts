import { sql } from 'kysely'
import type { Call } from '#src/cases/call.ts'
import { lockCase, readableBy } from '#src/cases/case.store.ts'
import { personOfCall } from '#src/cases/desk/desk-work.ts'
import { readersOf } from '#src/cases/readers.ts'
import { refused } from '#src/cases/refusals.ts'
import type { CaseFile } from '#src/cases/types.ts'
import { numberWritten } from '#src/cases/written-number.ts'
import { partOfCall } from '../part-of.ts'
import { refusedHere } from '../refusals.ts'

/** Two cases in which the person takes part as an official, both locked, always in the same order, so that two pairs cannot wait for each other. */
export async function lockPair(
  call: Call,
  number: string,
  otherAsWritten: string,
): Promise<readonly [CaseFile, CaseFile]> {
  const { directory } = call.institution
  const other = numberWritten(otherAsWritten, yearOf(directory.today))
  const readers = readersOf(directory, personOfCall(call))
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

/** The year of a date, by which a short number of a case is read. */
export const yearOf = (date: string): number => Number(date.slice(0, 4))
