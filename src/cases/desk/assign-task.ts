import { Type } from 'typebox'
import { isHeadAbove } from '#src/procedure/index.ts'
import { lockCase } from '../case.store.ts'
import { casePlace } from '../case-place.ts'
import { command } from '../command.ts'
import { CasePlace, ExpectedSeq, Reason } from '../inputs.ts'
import { advance } from '../move-case.ts'
import { readersOf } from '../readers.ts'
import { refused } from '../refusals.ts'
import { taskParams } from '../task-params.ts'
import { personOfCall, taskInTray } from './desk-work.ts'
import { levelRefused } from './level-refusals.ts'

/** A head gives a task of the unit to a person; whoever has a task hands it over instead. */
export const assignTask = command({
  name: 'assign-task',
  route: 'POST /cases/:number/tasks/:task/assignment',
  summary: { es: 'Asigna una tarea a una persona', en: 'Assigns a task to a person' },
  input: Type.Object(
    { to: Type.String({ format: 'uuid' }), reason: Type.Optional(Reason), expectedSeq: ExpectedSeq },
    { additionalProperties: false },
  ),
  answer: CasePlace,
  async run(call) {
    const { number, task: id } = taskParams(call.params)
    const { to, reason, expectedSeq } = call.input
    const { directory } = call.institution
    const person = personOfCall(call)
    const file = await lockCase(call.tx, number, readersOf(directory, person))
    if (file === null) throw refused('case-unknown', {})
    if (expectedSeq !== undefined && expectedSeq !== file.seq) throw refused('case-moved', {})
    if (!isHeadAbove(taskInTray(file, id), person, directory)) throw levelRefused('only-the-head-assigns')
    return casePlace(await advance(call, file, { kind: 'hand-over-task', task: id, to, ...(reason && { reason }) }))
  },
})
