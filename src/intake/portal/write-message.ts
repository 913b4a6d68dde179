import { Type } from 'typebox'
import { casePlace } from '#src/cases/case-place.ts'
import { command } from '#src/cases/command.ts'
import { bindFiles, claimFiles } from '#src/cases/files.store.ts'
import { CasePlace, FileIds, Note } from '#src/cases/inputs.ts'
import { moveCase } from '#src/cases/move-case.ts'

/** A message of whoever asked, as a note of the record with its documents: what the portal does where nothing better is given to it. */
export const writeMessage = command({
  name: 'write-at-the-portal',
  route: 'POST /cases/:number/notes',
  summary: { es: 'Escribe a quien atiende', en: 'Writes to whoever attends' },
  input: Type.Object({ message: Note, files: Type.Optional(FileIds) }, { additionalProperties: false }),
  answer: CasePlace,
  async run(call) {
    const number = call.params.number!
    const ids = call.input.files ?? []
    const files = await claimFiles(call, ids)
    let moved = await moveCase(call, number, { kind: 'add-note', note: call.input.message })
    if (files.length > 0) moved = await moveCase(call, number, { kind: 'attach-files', files })
    await bindFiles(call, moved.id, ids)
    return casePlace(moved)
  },
})
