import { Type } from 'typebox'
import { caseMove } from './case-move.ts'
import { Note } from './inputs.ts'

/** Writes a note into the record of a case. */
export const addNote = caseMove({
  name: 'add-note',
  route: 'POST /cases/:number/notes',
  summary: { es: 'Añade una nota', en: 'Adds a note' },
  input: Type.Object({ note: Note }, { additionalProperties: false }),
  move(params, { note }) {
    return { number: params.number!, command: { kind: 'add-note', note } }
  },
})
