import { Type } from 'typebox'
import { levelTableOf, placeOfArea, stepsThatEscalate } from '#src/procedure/index.ts'
import { casePlace } from '../case-place.ts'
import { command } from '../command.ts'
import { CasePlace, ExpectedSeq, Note, Reason } from '../inputs.ts'
import { deskMove } from './desk-move.ts'
import { movableTask } from './desk-work.ts'
import { levelRefused } from './level-refusals.ts'

/** Functional escalation: a task goes, within its step, to the area that the manual's norm names for a higher level. */
export const escalateCase = command({
  name: 'escalate-case',
  route: 'POST /cases/:number/functional-escalation',
  summary: { es: 'Escala una tarea al nivel que sigue', en: 'Escalates a task to the next level' },
  input: Type.Object(
    {
      task: Type.Integer({ minimum: 1 }),
      /** Place of the area in the norm's table, counting from 0. */
      area: Type.Integer({ minimum: 0, maximum: 200 }),
      reason: Reason,
      /** What was tried before. */
      tried: Note,
      expectedSeq: ExpectedSeq,
    },
    { additionalProperties: false },
  ),
  answer: CasePlace,
  async run(call) {
    const { task: id, area: row, reason, tried, expectedSeq } = call.input
    const done = await deskMove(
      call,
      call.params.number!,
      async (file) => {
        const { procedure, task } = await movableTask(call, file, id)
        const { directory } = call.institution
        const { state } = file
        const table = levelTableOf(procedure)
        if (table === null || task.kind === 'signature') throw levelRefused('no-level-table')
        const step = stepsThatEscalate(procedure, task, table)[0]
        if (step !== undefined) throw levelRefused('step-escalates', { row: step })
        const level = state.desk?.level?.level ?? 1
        const area = table.areas.find((each) => each.row === row)
        if (area === undefined || area.level <= level)
          throw levelRefused('area-unknown', { norm: table.norm.number, level })
        const { role, position } = placeOfArea(area, directory)
        if (position === null) throw levelRefused('area-without-position', { role })
        const norm = table.norm.number
        const because = { kind: 'functional', level: area.level, norm, from: task.tray!.role } as const
        return [
          { body: { kind: 'task-escalated', task: id, tray: { role, position, assignee: null, because } } },
          {
            body: { kind: 'case-escalated', from: level, to: area.level, via: 'desk', task: id, role, position, norm },
            private: { reason, note: tried },
          },
        ]
      },
      expectedSeq,
    )
    return casePlace(done)
  },
})
