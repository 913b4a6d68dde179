import { Type } from 'typebox'
import { casePlace } from '#src/cases/case-place.ts'
import { command } from '#src/cases/command.ts'
import { deskMove } from '#src/cases/desk/desk-move.ts'
import { bindFiles, claimFiles } from '#src/cases/files.store.ts'
import { CasePlace } from '#src/cases/inputs.ts'
import { requestersOf } from '#src/cases/part-in.ts'
import { assertOpen, partOfCall, personOfCall } from '../part-of.ts'
import { refusedHere } from '../refusals.ts'
import { entryOf } from './entry-of.ts'
import { Files, Words } from './inputs.ts'

/** A message between whoever handles the case and whoever asked for it: who sends it says which way it goes. */
export const postMessage = command({
  name: 'post-message',
  route: 'POST /cases/:number/messages',
  summary: {
    es: 'Escribe al solicitante, o el solicitante a la oficina: lo ven ambos',
    en: 'Writes to the requester, or the requester to the office: both see it',
  },
  input: Type.Object({ message: Words, files: Files }, { additionalProperties: false }),
  answer: CasePlace,
  async run(call) {
    const ids = call.input.files ?? []
    const files = await claimFiles(call, ids)
    const person = personOfCall(call)
    const moved = await deskMove(call, call.params.number!, async (file) => {
      assertOpen(file)
      const part = await partOfCall(call, file)
      const { kind } = file.state.requester
      if (part === 'official' && kind !== 'person' && kind !== 'contact' && requestersOf(file.state).length === 0)
        throw refusedHere('nobody-to-answer')
      const from = part === 'official' ? 'office' : 'requester'
      return [entryOf({ kind: 'message-posted', from, with: 'requester' }, call.input.message, files)]
    })
    await bindFiles(call, moved.id, ids)
    for (const requester of requestersOf(moved.state)) if (requester !== person) call.touched.add(`person:${requester}`)
    return casePlace(moved)
  },
})
