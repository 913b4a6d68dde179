import { Type } from 'typebox'
import { casePlace } from './case-place.ts'
import { command } from './command.ts'
import { CasePlace, ExpectedSeq, Reason } from './inputs.ts'
import { moveCase } from './move-case.ts'

/** Opens a closed case again, at its last step or at the one that is given. */
export const reopenCase = command({
  name: 'reopen-case',
  route: 'POST /cases/:number/reopening',
  summary: { es: 'Reabre un expediente', en: 'Reopens a case' },
  input: Type.Object(
    { step: Type.Optional(Type.Integer({ minimum: 1 })), reason: Reason, expectedSeq: ExpectedSeq },
    { additionalProperties: false },
  ),
  answer: CasePlace,
  async run(call) {
    const { step, reason, expectedSeq } = call.input
    return casePlace(await moveCase(call, call.params.number!, { kind: 'reopen-case', step, reason }, expectedSeq))
  },
})
