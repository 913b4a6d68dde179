import { Type } from 'typebox'
import { casePlace } from './case-place.ts'
import { command } from './command.ts'
import { CasePlace, ExpectedSeq, Reason } from './inputs.ts'
import { moveCase } from './move-case.ts'

/** Moves a case off the printed steps by a ruling of the authority that the manual names. */
export const giveRuling = command({
  name: 'give-ruling',
  route: 'POST /cases/:number/ruling',
  summary: { es: 'Resuelve una situación no prevista', en: 'Rules a situation that the manual does not foresee' },
  input: Type.Object(
    { to: Type.Union([Type.Integer({ minimum: 1 }), Type.Literal('end')]), reason: Reason, expectedSeq: ExpectedSeq },
    { additionalProperties: false },
  ),
  answer: CasePlace,
  async run(call) {
    const { to, reason, expectedSeq } = call.input
    return casePlace(await moveCase(call, call.params.number!, { kind: 'give-ruling', to, reason }, expectedSeq))
  },
})
