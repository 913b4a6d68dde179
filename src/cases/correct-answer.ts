import { Type } from 'typebox'
import { casePlace } from './case-place.ts'
import { command } from './command.ts'
import { CasePlace, ExpectedSeq, Reason } from './inputs.ts'
import { moveCase } from './move-case.ts'

/** Takes the case back to a question that was answered wrongly. Nothing is erased. */
export const correctAnswer = command({
  name: 'correct-answer',
  route: 'POST /cases/:number/correction',
  summary: { es: 'Corrige una respuesta', en: 'Corrects an answer' },
  input: Type.Object(
    { step: Type.Integer({ minimum: 1 }), reason: Reason, expectedSeq: ExpectedSeq },
    { additionalProperties: false },
  ),
  answer: CasePlace,
  async run(call) {
    const { step, reason, expectedSeq } = call.input
    return casePlace(await moveCase(call, call.params.number!, { kind: 'correct-answer', step, reason }, expectedSeq))
  },
})
