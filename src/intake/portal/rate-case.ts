import { Type } from 'typebox'
import { casePlace } from '#src/cases/case-place.ts'
import { command } from '#src/cases/command.ts'
import { deskMove } from '#src/cases/desk/desk-move.ts'
import { CasePlace } from '#src/cases/inputs.ts'
import { RATING_DAYS, type Stars } from '#src/procedure/index.ts'
import type { CaseState } from '#src/procedure/types.ts'
import { refusedHere } from './refusals.ts'
import { assertOwnRequest } from './requester.ts'

/** Whoever asked says how the service was, once the case has ended. For some days the rating may be changed. */
export const rateCase = command({
  name: 'rate-case',
  route: 'POST /cases/:number/rating',
  summary: { es: 'Califica la atención, de 1 a 5', en: 'Rates the service, from 1 to 5' },
  input: Type.Object(
    { stars: Type.Integer({ minimum: 1, maximum: 5 }), comment: Type.Optional(Type.String({ maxLength: 2_000 })) },
    { additionalProperties: false },
  ),
  answer: CasePlace,
  async run(call) {
    const { stars, comment = '' } = call.input
    const moved = await deskMove(call, call.params.number!, (file) => {
      assertOwnRequest(file, call.actor.kind === 'person' ? call.actor.person : '')
      if (file.status !== 'closed') throw refusedHere('not-over')
      if (!mayRateNow(file.state, call.now)) throw refusedHere('rating-late')
      const note = comment.trim()
      return [{ body: { kind: 'case-rated', stars: stars as Stars }, ...(note === '' ? {} : { private: { note } }) }]
    })
    return casePlace(moved)
  },
})

/** Before the first rating, and for some days after it. */
export function mayRateNow({ desk }: Pick<CaseState, 'desk'>, now: string): boolean {
  const since = desk?.satisfaction?.rating?.since
  if (since === undefined) return true
  return Date.parse(now) <= Date.parse(since) + RATING_DAYS * 86_400_000
}
