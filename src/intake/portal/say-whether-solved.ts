import { Type } from 'typebox'
import { lockCase } from '#src/cases/case.store.ts'
import { casePlace } from '#src/cases/case-place.ts'
import { command } from '#src/cases/command.ts'
import { deskAdvance } from '#src/cases/desk/desk-move.ts'
import { CasePlace, Reason } from '#src/cases/inputs.ts'
import { advance } from '#src/cases/move-case.ts'
import { requestersOf } from '#src/cases/part-in.ts'
import { readersOf } from '#src/cases/readers.ts'
import { refused } from '#src/cases/refusals.ts'
import { conformityGiven, conformityUntil } from '#src/procedure/index.ts'
import { refusedHere } from './refusals.ts'
import { assertOwnRequest } from './requester.ts'

/** Whoever asked says whether the result solves the matter. When not, the case opens again; the second time, its head gets it. */
export const sayWhetherSolved = command({
  name: 'say-whether-solved',
  route: 'POST /cases/:number/conformity',
  summary: {
    es: 'Dice si el resultado resuelve lo que se pidió',
    en: 'Says whether the result solves what was asked for',
  },
  input: Type.Object({ solved: Type.Boolean(), reason: Type.Optional(Reason) }, { additionalProperties: false }),
  answer: CasePlace,
  async run(call) {
    const person = call.actor.kind === 'person' ? call.actor.person : ''
    const file = await lockCase(call.tx, call.params.number!, readersOf(call.institution.directory, person))
    if (file === null) throw refused('case-unknown', {})
    assertOwnRequest(file, person)
    if (file.status !== 'closed') throw refusedHere('not-over')
    if (conformityGiven(file.state)) throw refusedHere('conformity-given')
    const { solved, reason = '' } = call.input
    if (!solved) {
      const requesters = requestersOf(file.state)
      return casePlace(await advance(call, file, { kind: 'reject-conformity', requesters, reason }))
    }
    const version = await call.deps.manuals.version(call.tx, file.versionId)
    const procedure = version.procedure(file.procedure)
    const until = procedure === null ? null : conformityUntil(procedure, file.state, call.institution)
    if (until === null || Date.parse(call.now) > Date.parse(until)) throw refusedHere('conformity-late')
    return casePlace(await deskAdvance(call, file, [{ body: { kind: 'conformity-given' } }]))
  },
})
