import { Type } from 'typebox'
import { caseMove } from './case-move.ts'
import { ExpectedSeq, Reason } from './inputs.ts'

/** Takes the case back to a question that was answered wrongly. Nothing is erased. */
export const correctAnswer = caseMove({
  name: 'correct-answer',
  route: 'POST /cases/:number/correction',
  summary: { es: 'Corrige una respuesta', en: 'Corrects an answer' },
  input: Type.Object(
    { step: Type.Integer({ minimum: 1 }), reason: Reason, expectedSeq: ExpectedSeq },
    { additionalProperties: false },
  ),
  move(params, { step, reason, expectedSeq }) {
    return { number: params.number!, command: { kind: 'correct-answer', step, reason }, expectedSeq }
  },
})
