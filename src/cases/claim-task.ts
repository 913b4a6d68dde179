import { Type } from 'typebox'
import { casePlace } from './case-place.ts'
import { command } from './command.ts'
import { CasePlace, ExpectedSeq } from './inputs.ts'
import { moveCase } from './move-case.ts'
import { taskParams } from './task-params.ts'

/** Takes a task from a common tray. Refuses one that another has claimed, and says who. */
export const claimTask = command({
  name: 'claim-task',
  route: 'POST /cases/:number/tasks/:task/claim',
  summary: { es: 'Toma una tarea de la bandeja', en: 'Claims a task from the tray' },
  input: Type.Object({ expectedSeq: ExpectedSeq }, { additionalProperties: false }),
  answer: CasePlace,
  async run(call) {
    const { number, task } = taskParams(call.params)
    return casePlace(await moveCase(call, number, { kind: 'claim-task', task }, call.input.expectedSeq))
  },
})
