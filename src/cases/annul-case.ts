import { Type } from 'typebox'
import { casePlace } from './case-place.ts'
import { command } from './command.ts'
import { CasePlace, ExpectedSeq, Reason } from './inputs.ts'
import { moveCase } from './move-case.ts'

/** Ends a case without finishing its procedure. */
export const annulCase = command({
  name: 'annul-case',
  route: 'POST /cases/:number/annulment',
  summary: { es: 'Anula un expediente', en: 'Annuls a case' },
  input: Type.Object({ reason: Reason, expectedSeq: ExpectedSeq }, { additionalProperties: false }),
  answer: CasePlace,
  async run(call) {
    return casePlace(
      await moveCase(
        call,
        call.params.number!,
        { kind: 'annul-case', reason: call.input.reason },
        call.input.expectedSeq,
      ),
    )
  },
})
