import { sql } from 'kysely'
import { Type } from 'typebox'
import type { Call } from '#src/cases/call.ts'
import { lockCaseById } from '#src/cases/case.store.ts'
import { casePlace } from '#src/cases/case-place.ts'
import { command } from '#src/cases/command.ts'
import { deskAdvance } from '#src/cases/desk/desk-move.ts'
import { CasePlace, Reason } from '#src/cases/inputs.ts'
import type { CaseFile } from '#src/cases/types.ts'
import { numberWritten } from '#src/cases/written-number.ts'
import { OPPOSITE, type Relation } from '#src/procedure/index.ts'
import { officialMove } from '../part-of.ts'
import { refusedHere } from '../refusals.ts'
import { has } from './link-cases.ts'
import { yearOf } from './lock-pair.ts'

/** Removes a link, with the reason, from both cases. */
export const unlinkCases = command({
  name: 'unlink-cases',
  route: 'POST /cases/:number/links/removal',
  summary: { es: 'Quita un vínculo del expediente, con su motivo', en: 'Removes a link of the case, with its reason' },
  input: Type.Object(
    {
      relation: Type.Union(Object.keys(OPPOSITE).map((each) => Type.Literal(each as Relation))),
      other: Type.String({ minLength: 1, maxLength: 200 }),
      reason: Reason,
    },
    { additionalProperties: false },
  ),
  answer: CasePlace,
  async run(call) {
    const { relation, reason } = call.input
    const number = numberWritten(call.input.other, yearOf(call.institution.directory.today))
    const privately = { private: { reason: reason.trim() } }
    const other = await lockBoth(call, call.params.number!, number)
    const moved = await officialMove(call, call.params.number!, (file) => {
      if (!has(file.state.desk?.links ?? [], { relation, number })) throw refusedHere('link-unknown', { number })
      return [{ body: { kind: 'case-unlinked', relation, number }, ...privately }]
    })
    const back = { relation: OPPOSITE[relation], number: moved.number }
    if (other !== null && has(other.state.desk?.links ?? [], back))
      await deskAdvance(call, other, [{ body: { kind: 'case-unlinked', ...back }, ...privately }])
    return casePlace(moved)
  },
})

// The other side goes too, also where the person may no longer read it: the link was seen from here.
async function lockBoth(call: Call, number: string, other: string): Promise<CaseFile | null> {
  const { rows } = await sql<{ id: number; number: string }>`
    select id, number from case_file where number = any(${[number, other]}) order by id for update`.execute(call.tx)
  const found = rows.find((row) => row.number === other && other !== number)
  return found === undefined ? null : lockCaseById(call.tx, found.id)
}
