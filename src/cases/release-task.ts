import { Type } from 'typebox'
import { caseMove } from './case-move.ts'
import { ExpectedSeq } from './inputs.ts'
import { taskParams } from './task-params.ts'

/** Puts a claimed task back into the tray of its role. */
export const releaseTask = caseMove({
  name: 'release-task',
  route: 'POST /cases/:number/tasks/:task/release',
  summary: { es: 'Devuelve una tarea a la bandeja común', en: 'Puts a task back into the common tray' },
  input: Type.Object({ expectedSeq: ExpectedSeq }, { additionalProperties: false }),
  move(params, { expectedSeq }) {
    const { number, task } = taskParams(params)
    return { number, command: { kind: 'release-task', task }, expectedSeq }
  },
})
