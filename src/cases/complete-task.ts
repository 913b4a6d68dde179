import { Type } from 'typebox'
import { casePlace } from './case-place.ts'
import { command } from './command.ts'
import { bindFiles, claimFiles } from './files.store.ts'
import { CasePlace, ExpectedSeq, FileIds, FormValues, Note, Reason } from './inputs.ts'
import { moveCase } from './move-case.ts'
import { taskParams } from './task-params.ts'

/** Completes a task and moves its case on. Refuses when the task is not in the actor's tray, or is no longer the one that the actor saw. */
export const completeTask = command({
  name: 'complete-task',
  route: 'POST /cases/:number/tasks/:task/completion',
  summary: { es: 'Completa una tarea', en: 'Completes a task' },
  input: Type.Object(
    {
      answer: Type.Optional(Type.String({ maxLength: 200 })),
      choice: Type.Optional(Type.Integer({ minimum: 0, maximum: 10_000 })),
      form: Type.Optional(FormValues),
      note: Type.Optional(Note),
      reason: Type.Optional(Reason),
      files: Type.Optional(FileIds),
      actions: Type.Optional(Type.Array(Type.String({ maxLength: 200 }), { maxItems: 50 })),
      expectedSeq: ExpectedSeq,
    },
    { additionalProperties: false },
  ),
  answer: CasePlace,
  move(params, { expectedSeq, files, ...input }) {
    if (files !== undefined) return null
    const { number, task } = taskParams(params)
    return { number, command: { kind: 'complete-task', task, ...input }, expectedSeq }
  },
  async run(call) {
    const { number, task } = taskParams(call.params)
    const { expectedSeq, files, ...input } = call.input
    const attached = await claimFiles(call, files ?? [], number)
    const moved = await moveCase(call, number, { kind: 'complete-task', task, ...input, files: attached }, expectedSeq)
    await bindFiles(call, moved.id, files ?? [])
    return casePlace(moved)
  },
})
