import { Type } from 'typebox'
import { caseMove } from './case-move.ts'
import { ExpectedSeq, Reason } from './inputs.ts'
import { taskParams } from './task-params.ts'

/** Gives a task, and with it the role in this case, to another person who may act for it. */
export const handOverTask = caseMove({
  name: 'hand-over-task',
  route: 'POST /cases/:number/tasks/:task/hand-over',
  summary: { es: 'Pasa una tarea a otra persona', en: 'Hands a task over to another person' },
  input: Type.Object(
    { to: Type.String({ format: 'uuid' }), reason: Type.Optional(Reason), expectedSeq: ExpectedSeq },
    { additionalProperties: false },
  ),
  move(params, { to, reason, expectedSeq }) {
    const { number, task } = taskParams(params)
    return { number, command: { kind: 'hand-over-task', task, to, reason }, expectedSeq }
  },
})
