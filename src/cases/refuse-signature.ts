import { Type } from 'typebox'
import { casePlace } from './case-place.ts'
import { command } from './command.ts'
import { CasePlace, ExpectedSeq, Reason } from './inputs.ts'
import { moveCase } from './move-case.ts'
import { taskParams } from './task-params.ts'

/** Refuses a signature with its reason; the row goes back to its owner. */
export const refuseSignature = command({
  name: 'refuse-signature',
  route: 'POST /cases/:number/tasks/:task/refusal',
  summary: { es: 'Rehúsa una firma, visto bueno, sello o conformidad', en: 'Refuses a signature' },
  input: Type.Object({ reason: Reason, expectedSeq: ExpectedSeq }, { additionalProperties: false }),
  answer: CasePlace,
  async run(call) {
    const { number, task } = taskParams(call.params)
    return casePlace(
      await moveCase(
        call,
        number,
        { kind: 'refuse-signature', task, reason: call.input.reason },
        call.input.expectedSeq,
      ),
    )
  },
})
