import { Type } from 'typebox'
import { caseMove } from './case-move.ts'
import { ExpectedSeq, Reason } from './inputs.ts'

/** Ends a case without finishing its procedure. */
export const annulCase = caseMove({
  name: 'annul-case',
  route: 'POST /cases/:number/annulment',
  summary: { es: 'Anula un expediente', en: 'Annuls a case' },
  input: Type.Object({ reason: Reason, expectedSeq: ExpectedSeq }, { additionalProperties: false }),
  move(params, { reason, expectedSeq }) {
    return { number: params.number!, command: { kind: 'annul-case', reason }, expectedSeq }
  },
})
