import { Type } from 'typebox'
import { caseMove } from './case-move.ts'
import { ExpectedSeq, Reason } from './inputs.ts'

/** Opens a closed case again, at its last step or at the one that is given. */
export const reopenCase = caseMove({
  name: 'reopen-case',
  route: 'POST /cases/:number/reopening',
  summary: { es: 'Reabre un expediente', en: 'Reopens a case' },
  input: Type.Object(
    { step: Type.Optional(Type.Integer({ minimum: 1 })), reason: Reason, expectedSeq: ExpectedSeq },
    { additionalProperties: false },
  ),
  move(params, { step, reason, expectedSeq }) {
    return { number: params.number!, command: { kind: 'reopen-case', step, reason }, expectedSeq }
  },
})
