import { Type } from 'typebox'
import { caseMove } from './case-move.ts'
import { ExpectedSeq } from './inputs.ts'
import { taskParams } from './task-params.ts'

/** Takes a task from a common tray. Refuses one that another has claimed, and says who. */
export const claimTask = caseMove({
  name: 'claim-task',
  route: 'POST /cases/:number/tasks/:task/claim',
  summary: { es: 'Toma una tarea de la bandeja', en: 'Claims a task from the tray' },
  input: Type.Object({ expectedSeq: ExpectedSeq }, { additionalProperties: false }),
  move(params, { expectedSeq }) {
    const { number, task } = taskParams(params)
    return { number, command: { kind: 'claim-task', task }, expectedSeq }
  },
})
