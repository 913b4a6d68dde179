import { Type } from 'typebox'
import { workingMillisBetween } from '#src/calendar/index.ts'
import { worksOn } from '#src/procedure/index.ts'
import { casePlace } from '../case-place.ts'
import { command } from '../command.ts'
import { CasePlace, ExpectedSeq, Note } from '../inputs.ts'
import { deskMove } from './desk-move.ts'
import { personOfCall, procedureOfOpen } from './desk-work.ts'
import { levelRefused } from './level-refusals.ts'

/** Level 3 leans on a supplier: from now until it is told that it ended, the time is the supplier's. */
export const engageSupplier = command({
  name: 'engage-supplier',
  route: 'POST /cases/:number/supplier',
  summary: { es: 'Registra que un proveedor tiene el caso', en: 'Registers that a supplier has the case' },
  input: Type.Object(
    {
      supplier: Type.String({ format: 'uuid' }),
      /** Its own number of the case. */
      reference: Type.String({ minLength: 1, maxLength: 100, pattern: '\\S' }),
      note: Type.Optional(Note),
      expectedSeq: ExpectedSeq,
    },
    { additionalProperties: false },
  ),
  answer: CasePlace,
  async run(call) {
    const { supplier: id, reference, note, expectedSeq } = call.input
    const done = await deskMove(
      call,
      call.params.number!,
      async (file) => {
        const procedure = await procedureOfOpen(call, file)
        if (!worksOn(procedure, file.state, personOfCall(call), call.institution.directory))
          throw levelRefused('may-not-move')
        const { level, suppliers = [] } = file.state.desk ?? {}
        if ((level?.level ?? 1) !== 3) throw levelRefused('supplier-at-level-3', { level: level?.level ?? 1 })
        const open = suppliers.find(({ until }) => until === undefined)
        if (open !== undefined) throw levelRefused('supplier-has-it', { supplier: open.supplier })
        const supplier = call.institution.desk.suppliers.find((each) => each.id === id)
        if (supplier === undefined) throw levelRefused('supplier-unknown')
        const body = { kind: 'supplier-engaged', supplier: supplier.name, reference: reference.trim() } as const
        return [{ body, ...(note === undefined ? {} : { private: { note } }) }]
      },
      expectedSeq,
    )
    return casePlace(done)
  },
})

/** The supplier is done, or gives the case back. */
export const finishSupplier = command({
  name: 'finish-supplier',
  route: 'POST /cases/:number/supplier-end',
  summary: { es: 'Registra que el proveedor terminó', en: 'Registers that the supplier is done' },
  input: Type.Object({ note: Type.Optional(Note), expectedSeq: ExpectedSeq }, { additionalProperties: false }),
  answer: CasePlace,
  async run(call) {
    const { note, expectedSeq } = call.input
    const { calendar, calendarCode, directory } = call.institution
    const done = await deskMove(
      call,
      call.params.number!,
      async (file) => {
        const procedure = await procedureOfOpen(call, file)
        if (!worksOn(procedure, file.state, personOfCall(call), directory)) throw levelRefused('may-not-move')
        const open = file.state.desk?.suppliers?.find(({ until }) => until === undefined)
        if (open === undefined) throw levelRefused('supplier-not-engaged')
        const millis = workingMillisBetween(calendar(calendarCode), open.from, call.now)
        const body = { kind: 'supplier-finished', engaged: open.seq, millis } as const
        return [{ body, ...(note === undefined ? {} : { private: { note } }) }]
      },
      expectedSeq,
    )
    return casePlace(done)
  },
})
