import { Type } from 'typebox'
import {
  mayPrioritise,
  plannedTargets,
  planningOf,
  priorityOf,
  targetRuleOf,
  waitsSince,
} from '#src/procedure/index.ts'
import { casePlace } from '../case-place.ts'
import { command } from '../command.ts'
import { CasePlace, ExpectedSeq, Reason } from '../inputs.ts'
import { deskMove } from './desk-move.ts'
import { personOfCall, procedureOfOpen } from './desk-work.ts'
import { deskContext } from './follow-acts.ts'
import { levelRefused } from './level-refusals.ts'

const Grade = Type.Union([Type.Literal(1), Type.Literal(2), Type.Literal(3)])

/** Grades the impact and urgency of a case; the table in force gives its priority, and with it when it is to be attended and solved. */
export const setPriority = command({
  name: 'set-priority',
  route: 'POST /cases/:number/priority',
  summary: { es: 'Fija la prioridad por impacto y urgencia', en: 'Sets the priority by impact and urgency' },
  input: Type.Object(
    { impact: Grade, urgency: Grade, reason: Reason, expectedSeq: ExpectedSeq },
    { additionalProperties: false },
  ),
  answer: CasePlace,
  async run(call) {
    const { impact, urgency, reason, expectedSeq } = call.input
    const done = await deskMove(
      call,
      call.params.number!,
      async (file) => {
        const procedure = await procedureOfOpen(call, file)
        const context = deskContext(call)
        const { id, table } = context.table
        const { state } = file
        if (!mayPrioritise(procedure, state, personOfCall(call), context.directory, table))
          throw levelRefused('may-not-prioritise')
        const before = state.desk?.priority
        if (before?.impact === impact && before.urgency === urgency && before.table === id)
          throw levelRefused('same-priority')
        const priority = priorityOf(table, impact, urgency)
        const rule = targetRuleOf(table, { manual: state.manual, procedure: state.procedure }, priority)
        const planning = planningOf(procedure, state, context, waitsSince(procedure, state))
        const targets = plannedTargets(rule, state.desk?.targets, planning)
        const body = { kind: 'case-prioritised', priority, impact, urgency, because: 'table', table: id } as const
        return [{ body: { ...body, ...(targets === undefined ? {} : { targets }) }, private: { reason } }]
      },
      expectedSeq,
    )
    return casePlace(done)
  },
})
