import { Type } from 'typebox'
import { casePlace } from './case-place.ts'
import { command } from './command.ts'
import { CasePlace, Note } from './inputs.ts'
import { moveCase } from './move-case.ts'

/** Writes a note into the record of a case. */
export const addNote = command({
  name: 'add-note',
  route: 'POST /cases/:number/notes',
  summary: { es: 'Añade una nota', en: 'Adds a note' },
  input: Type.Object({ note: Note }, { additionalProperties: false }),
  answer: CasePlace,
  async run(call) {
    return casePlace(await moveCase(call, call.params.number!, { kind: 'add-note', note: call.input.note }))
  },
})
