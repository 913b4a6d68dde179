import { Type } from 'typebox'
import { caseMove } from './case-move.ts'
import { ExpectedSeq, Reason } from './inputs.ts'

/** Moves a case off the printed steps by a ruling of the authority that the manual names. */
export const giveRuling = caseMove({
  name: 'give-ruling',
  route: 'POST /cases/:number/ruling',
  summary: { es: 'Resuelve una situación no prevista', en: 'Rules a situation that the manual does not foresee' },
  input: Type.Object(
    { to: Type.Union([Type.Integer({ minimum: 1 }), Type.Literal('end')]), reason: Reason, expectedSeq: ExpectedSeq },
    { additionalProperties: false },
  ),
  move(params, { to, reason, expectedSeq }) {
    return { number: params.number!, command: { kind: 'give-ruling', to, reason }, expectedSeq }
  },
})
