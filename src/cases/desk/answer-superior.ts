import { Type } from 'typebox'
import { workingMillisBetween } from '#src/calendar/index.ts'
import { casePlace } from '../case-place.ts'
import { command } from '../command.ts'
import { CasePlace, ExpectedSeq, Reason } from '../inputs.ts'
import { deskMove } from './desk-move.ts'
import { personOfCall } from './desk-work.ts'
import { levelRefused } from './level-refusals.ts'
import { positionName } from './position-name.ts'

/** The head answers what was asked: resolves it, or returns it to who asked. Also after the case is over. */
export const answerSuperior = command({
  name: 'answer-superior',
  route: 'POST /cases/:number/superior-answer',
  summary: { es: 'Contesta lo que se escaló a una jefatura', en: 'Answers what was raised to a head' },
  input: Type.Object(
    {
      /** `seq` of the act by which it was asked. */
      asked: Type.Integer({ minimum: 1 }),
      outcome: Type.Union([Type.Literal('resolved'), Type.Literal('returned')]),
      reason: Reason,
      expectedSeq: ExpectedSeq,
    },
    { additionalProperties: false },
  ),
  answer: CasePlace,
  async run(call) {
    const { asked: seq, outcome, reason, expectedSeq } = call.input
    const { directory, calendar, calendarCode } = call.institution
    const done = await deskMove(
      call,
      call.params.number!,
      (file) => {
        const asked = file.state.desk?.superiors?.find((each) => each.seq === seq)
        if (asked === undefined || asked.answered !== undefined) throw levelRefused('nothing-asked')
        if (!directory.holds(personOfCall(call), asked.to))
          throw levelRefused('not-asked-of-you', { role: positionName(directory, asked.to) })
        const millis = workingMillisBetween(calendar(calendarCode), asked.at, call.now)
        call.touched.add(`position:${asked.to}`)
        if (asked.by !== null) call.touched.add(`person:${asked.by}`)
        return [{ body: { kind: 'superior-answered', asked: seq, outcome, millis }, private: { reason } }]
      },
      expectedSeq,
    )
    return casePlace(done)
  },
})
