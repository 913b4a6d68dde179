import { Type } from 'typebox'
import { casePlace } from './case-place.ts'
import { command } from './command.ts'
import { CasePlace, ExpectedSeq } from './inputs.ts'
import { moveCase } from './move-case.ts'
import { taskParams } from './task-params.ts'

/** Puts a claimed task back into the tray of its role. */
export const releaseTask = command({
  name: 'release-task',
  route: 'POST /cases/:number/tasks/:task/release',
  summary: { es: 'Devuelve una tarea a la bandeja común', en: 'Puts a task back into the common tray' },
  input: Type.Object({ expectedSeq: ExpectedSeq }, { additionalProperties: false }),
  answer: CasePlace,
  async run(call) {
    const { number, task } = taskParams(call.params)
    return casePlace(await moveCase(call, number, { kind: 'release-task', task }, call.input.expectedSeq))
  },
})
