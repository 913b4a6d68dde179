import { Type } from 'typebox'
import { rowOf, trayFor } from '#src/procedure/index.ts'
import { casePlace } from '../case-place.ts'
import { command } from '../command.ts'
import { CasePlace, ExpectedSeq, Reason } from '../inputs.ts'
import { deskMove } from './desk-move.ts'
import { movableTask } from './desk-work.ts'
import { levelRefused } from './level-refusals.ts'

/** A task that the desk escalated goes back to level 1: to whom the manual gives it. */
export const returnLevel = command({
  name: 'return-level',
  route: 'POST /cases/:number/level-return',
  summary: { es: 'Regresa una tarea escalada al nivel 1', en: 'Returns an escalated task to level 1' },
  input: Type.Object(
    { task: Type.Integer({ minimum: 1 }), reason: Reason, expectedSeq: ExpectedSeq },
    { additionalProperties: false },
  ),
  answer: CasePlace,
  async run(call) {
    const { task: id, reason, expectedSeq } = call.input
    const done = await deskMove(
      call,
      call.params.number!,
      async (file) => {
        const { procedure, task } = await movableTask(call, file, id)
        const { directory } = call.institution
        const { state } = file
        if (task.tray!.because.kind !== 'functional') throw levelRefused('not-escalated-here')
        const tray = trayFor(procedure, state, rowOf(procedure, task.row).role ?? '—', directory)
        const from = state.desk?.level?.level ?? 1
        const { role, position } = tray
        return [
          { body: { kind: 'task-escalated', task: id, tray } },
          { body: { kind: 'case-escalated', from, to: 1, via: 'desk', task: id, role, position }, private: { reason } },
        ]
      },
      expectedSeq,
    )
    return casePlace(done)
  },
})
