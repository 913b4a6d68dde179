import { Type } from 'typebox'
import { superiorsOf, worksOn } from '#src/procedure/index.ts'
import { casePlace } from '../case-place.ts'
import { command } from '../command.ts'
import { CasePlace, ExpectedSeq, Reason } from '../inputs.ts'
import type { CaseFile } from '../types.ts'
import { deskMove } from './desk-move.ts'
import { personOfCall, procedureOfOpen } from './desk-work.ts'
import { levelRefused } from './level-refusals.ts'
import { positionName } from './position-name.ts'

/** Hierarchical escalation: something is asked of a head above that whoever attends the case may not decide. */
export const askSuperior = command({
  name: 'ask-superior',
  route: 'POST /cases/:number/hierarchical-escalation',
  summary: { es: 'Escala el expediente a una jefatura superior', en: 'Escalates the case to a head above' },
  input: Type.Object(
    {
      /** Position of the head; the nearest one above when it is left out. */
      to: Type.Optional(Type.String({ format: 'uuid' })),
      asks: Type.Union([
        Type.Literal('decision'),
        Type.Literal('resources'),
        Type.Literal('authorise'),
        Type.Literal('intervene'),
      ]),
      reason: Reason,
      task: Type.Optional(Type.Integer({ minimum: 1 })),
      expectedSeq: ExpectedSeq,
    },
    { additionalProperties: false },
  ),
  answer: CasePlace,
  async run(call) {
    const { asks, reason, expectedSeq } = call.input
    const done = await deskMove(
      call,
      call.params.number!,
      async (file) => {
        const procedure = await procedureOfOpen(call, file)
        const { directory } = call.institution
        const person = personOfCall(call)
        if (!worksOn(procedure, file.state, person, directory) && !wasAsked(file, person, directory.holds))
          throw levelRefused('may-not-ask')
        const task = taskAbout(file, call.input.task)
        const superiors = superiorsOf(file.state, task, person, directory)
        const to = call.input.to ?? superiors[0]
        if (to === undefined || !superiors.includes(to)) throw levelRefused('no-superior')
        const waits = file.state.desk?.superiors?.some((each) => each.to === to && each.answered === undefined)
        if (waits === true) throw levelRefused('superior-asked-already', { role: positionName(directory, to) })
        call.touched.add(`position:${to}`)
        const body = { kind: 'superior-asked', to, asks, ...(task === undefined ? {} : { task: task.id }) } as const
        return [{ body, private: { reason } }]
      },
      expectedSeq,
    )
    return casePlace(done)
  },
})

function taskAbout({ state }: CaseFile, id: number | undefined) {
  if (id === undefined) return state.tasks.find((task) => task.tray !== null)
  const task = state.tasks.find((each) => each.id === id && each.tray !== null)
  if (task === undefined) throw levelRefused('task-not-here')
  return task
}

/** Was something asked of this person, who may turn to the next head? */
export function wasAsked(
  { state }: CaseFile,
  person: string,
  holds: (person: string, position: string) => boolean,
): boolean {
  return (state.desk?.superiors ?? []).some(({ to, answered }) => answered === undefined && holds(person, to))
}
