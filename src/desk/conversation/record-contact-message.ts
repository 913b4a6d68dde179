import { Type } from 'typebox'
import { casePlace } from '#src/cases/case-place.ts'
import { command } from '#src/cases/command.ts'
import { bindFiles, claimFiles } from '#src/cases/files.store.ts'
import { CasePlace } from '#src/cases/inputs.ts'
import { officialMove } from '../part-of.ts'
import { entryOf } from './entry-of.ts'
import { Files, Words } from './inputs.ts'

/** Keeps what was written to, or came from, somebody outside whom the office consults: a supplier, another institution. */
export const recordContactMessage = command({
  name: 'record-contact-message',
  route: 'POST /cases/:number/contact-messages',
  summary: {
    es: 'Guarda un mensaje con un contacto externo: el solicitante no lo ve',
    en: 'Keeps a message with an outside contact; the requester does not see it',
  },
  input: Type.Object(
    {
      message: Words,
      direction: Type.Union([Type.Literal('sent'), Type.Literal('received')]),
      contact: Type.Object(
        {
          name: Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' }),
          email: Type.Optional(Type.String({ maxLength: 200 })),
          phone: Type.Optional(Type.String({ maxLength: 60 })),
        },
        { additionalProperties: false },
      ),
      files: Files,
    },
    { additionalProperties: false },
  ),
  answer: CasePlace,
  async run(call) {
    const { message, direction, contact } = call.input
    const ids = call.input.files ?? []
    const files = await claimFiles(call, ids)
    const from = direction === 'sent' ? 'office' : 'contact'
    const moved = await officialMove(call, call.params.number!, () => [
      entryOf({ kind: 'message-posted', from, with: 'contact' }, message, files, contact),
    ])
    await bindFiles(call, moved.id, ids, true)
    return casePlace(moved)
  },
})
