import { Type } from 'typebox'
import { casePlace } from './case-place.ts'
import { command } from './command.ts'
import { CasePlace, ExpectedSeq, Reason } from './inputs.ts'
import { moveCase } from './move-case.ts'
import { taskParams } from './task-params.ts'

/** Gives a task, and with it the role in this case, to another person who may act for it. */
export const handOverTask = command({
  name: 'hand-over-task',
  route: 'POST /cases/:number/tasks/:task/hand-over',
  summary: { es: 'Pasa una tarea a otra persona', en: 'Hands a task over to another person' },
  input: Type.Object(
    { to: Type.String({ format: 'uuid' }), reason: Type.Optional(Reason), expectedSeq: ExpectedSeq },
    { additionalProperties: false },
  ),
  answer: CasePlace,
  async run(call) {
    const { number, task } = taskParams(call.params)
    const { to, reason, expectedSeq } = call.input
    return casePlace(await moveCase(call, number, { kind: 'hand-over-task', task, to, reason }, expectedSeq))
  },
})
