import { Type } from 'typebox'
import { casePlace } from './case-place.ts'
import { command } from './command.ts'
import { bindFiles, claimFiles } from './files.store.ts'
import { CasePlace, ExpectedSeq, FileIds, FormValues, Note, Reason } from './inputs.ts'
import { moveAtOnce } from './move-at-once.ts'
import { moveCase } from './move-case.ts'
import { signTask } from './signing/sign-task.ts'
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
      /** From `POST /api/signature-proofs`; needed to sign, approve or seal. */
      proof: Type.Optional(Type.String({ minLength: 20, maxLength: 100 })),
      actions: Type.Optional(Type.Array(Type.String({ maxLength: 200 }), { maxItems: 50 })),
      expectedSeq: ExpectedSeq,
    },
    { additionalProperties: false },
  ),
  answer: CasePlace,
  async atOnce(call, once) {
    const { expectedSeq, files, proof, ...input } = call.input
    if (files !== undefined || proof !== undefined) return null
    const { number, task } = taskParams(call.params)
    return moveAtOnce(call, { number, command: { kind: 'complete-task', task, ...input }, expectedSeq }, once)
  },
  async run(call) {
    const { number, task } = taskParams(call.params)
    const { expectedSeq, files, proof, ...input } = call.input
    const attached = await claimFiles(call, files ?? [], number)
    const given = proof === undefined ? null : await signTask(call, { number, task, proof, expectedSeq })
    const all = [...(given?.files ?? []), ...attached]
    const signing = given === null ? {} : { signed: given.signed }
    const proved = given === null ? call : { ...call, proved: 'by-password' as const }
    const command = { kind: 'complete-task', task, ...input, files: all, ...signing } as const
    const moved = await moveCase(proved, number, command, expectedSeq)
    await bindFiles(
      call,
      moved.id,
      all.map(({ id }) => id),
    )
    return casePlace(moved)
  },
})
