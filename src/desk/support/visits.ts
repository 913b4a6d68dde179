import { Type } from 'typebox'
import { casePlace } from '#src/cases/case-place.ts'
import { command } from '#src/cases/command.ts'
import type { DeskEntry } from '#src/cases/desk/desk-move.ts'
import { CasePlace, Reason } from '#src/cases/inputs.ts'
import type { CaseFile } from '#src/cases/types.ts'
import type { Visit } from '#src/procedure/index.ts'
import { assertOpen, officialMove, personOfCall } from '../part-of.ts'
import { refusedHere } from '../refusals.ts'
import { checkVisit } from './check-visit.ts'
import { Told, VisitPlan } from './inputs.ts'
import { wholeMinutes } from './whole-minutes.ts'

/** Agrees a visit: when, where and who goes. */
export const agreeVisit = command({
  name: 'agree-visit',
  route: 'POST /cases/:number/visits',
  summary: { es: 'Acuerda una visita', en: 'Agrees a visit' },
  input: Type.Object(VisitPlan, { additionalProperties: false }),
  answer: CasePlace,
  async run(call) {
    const plan = checkVisit(call.input, personOfCall(call), call.institution, call.now)
    call.touched.add(`person:${plan.attendedBy}`)
    const moved = await officialMove(call, call.params.number!, (file) => {
      assertOpen(file)
      const visit = (file.state.desk?.support?.visits.length ?? 0) + 1
      return [{ body: { kind: 'visit-agreed', visit, ...plan }, private: { place: call.input.place.trim() } }]
    })
    return casePlace(moved)
  },
})

export const rescheduleVisit = command({
  name: 'reschedule-visit',
  route: 'POST /cases/:number/visits/:visit/rescheduling',
  summary: { es: 'Cambia una visita, con su motivo', en: 'Changes a visit, with its reason' },
  input: Type.Object({ ...VisitPlan, reason: Reason }, { additionalProperties: false }),
  answer: CasePlace,
  async run(call) {
    const plan = checkVisit(call.input, personOfCall(call), call.institution, call.now)
    call.touched.add(`person:${plan.attendedBy}`)
    const moved = await officialMove(call, call.params.number!, (file) => {
      assertOpen(file)
      const { visit } = visitOf(file, call.params, ['agreed'])
      const text = { place: call.input.place.trim(), reason: call.input.reason.trim() }
      return [{ body: { kind: 'visit-rescheduled', visit, ...plan }, private: text }]
    })
    return casePlace(moved)
  },
})

export const cancelVisit = command({
  name: 'cancel-visit',
  route: 'POST /cases/:number/visits/:visit/cancellation',
  summary: { es: 'Cancela una visita, con su motivo', en: 'Cancels a visit, with its reason' },
  input: Type.Object({ reason: Reason }, { additionalProperties: false }),
  answer: CasePlace,
  async run(call) {
    const moved = await officialMove(call, call.params.number!, (file): DeskEntry[] => {
      const { visit } = visitOf(file, call.params, ['agreed'])
      return [{ body: { kind: 'visit-cancelled', visit }, private: { reason: call.input.reason.trim() } }]
    })
    return casePlace(moved)
  },
})

export const arriveAtVisit = command({
  name: 'arrive-at-visit',
  route: 'POST /cases/:number/visits/:visit/arrival',
  summary: { es: 'Registra la llegada a una visita', en: 'Records the arrival at a visit' },
  input: Type.Object({}, { additionalProperties: false }),
  answer: CasePlace,
  async run(call) {
    const moved = await officialMove(call, call.params.number!, (file) => {
      const { visit } = visitOf(file, call.params, ['agreed'])
      return [{ body: { kind: 'visit-arrived', visit } }]
    })
    return casePlace(moved)
  },
})

export const leaveVisit = command({
  name: 'leave-visit',
  route: 'POST /cases/:number/visits/:visit/departure',
  summary: { es: 'Registra la salida de una visita y lo que se hizo', en: 'Records leaving a visit and what was done' },
  input: Type.Object({ done: Told }, { additionalProperties: false }),
  answer: CasePlace,
  async run(call) {
    const moved = await officialMove(call, call.params.number!, (file): DeskEntry[] => {
      const { visit, arrivedAt } = visitOf(file, call.params, ['arrived'])
      const minutes = wholeMinutes(arrivedAt ?? call.now, call.now)
      return [{ body: { kind: 'visit-left', visit, minutes }, private: { note: call.input.done.trim() } }]
    })
    return casePlace(moved)
  },
})

/** The visit of an address, if it stands as it must. */
function visitOf(
  { state }: CaseFile,
  params: Readonly<Record<string, string>>,
  must: readonly Visit['status'][],
): Visit {
  const found = state.desk?.support?.visits.find(({ visit }) => String(visit) === params.visit)
  if (found === undefined) throw refusedHere('visit-unknown')
  if (!must.includes(found.status)) throw refusedHere('visit-not-so')
  return found
}
