import { Type } from 'typebox'
import { caseMove } from './case-move.ts'
import { ExpectedSeq, Reason } from './inputs.ts'
import { taskParams } from './task-params.ts'

/** Refuses a signature with its reason; the row goes back to its owner. */
export const refuseSignature = caseMove({
  name: 'refuse-signature',
  route: 'POST /cases/:number/tasks/:task/refusal',
  summary: { es: 'Rehúsa una firma, visto bueno, sello o conformidad', en: 'Refuses a signature' },
  input: Type.Object({ reason: Reason, expectedSeq: ExpectedSeq }, { additionalProperties: false }),
  move(params, { reason, expectedSeq }) {
    const { number, task } = taskParams(params)
    return { number, command: { kind: 'refuse-signature', task, reason }, expectedSeq }
  },
})
