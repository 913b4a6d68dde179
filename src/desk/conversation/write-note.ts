import { Type } from 'typebox'
import { casePlace } from '#src/cases/case-place.ts'
import { command } from '#src/cases/command.ts'
import { bindFiles, claimFiles } from '#src/cases/files.store.ts'
import { CasePlace } from '#src/cases/inputs.ts'
import type { InstitutionDirectory } from '#src/people/types.ts'
import { markRead } from '../mentions/mention.store.ts'
import { mentionsIn } from '../mentions/mentions-in.ts'
import { officialsOf } from '../mentions/officials.ts'
import { officialMove, personOfCall } from '../part-of.ts'
import { refusedHere } from '../refusals.ts'
import { entryOf } from './entry-of.ts'
import { Files, Words } from './inputs.ts'

/** Writes a note that only those who take part as officials see; whoever is mentioned in it reads the case since. */
export const writeNote = command({
  name: 'write-internal-note',
  route: 'POST /cases/:number/internal-notes',
  summary: {
    es: 'Escribe una nota interna: el solicitante no la ve. «@usuario» avisa a un funcionario y le da lectura',
    en: 'Writes an internal note that the requester never sees. `@username` tells an official and lets him read the case',
  },
  input: Type.Object({ note: Words, files: Files }, { additionalProperties: false }),
  answer: CasePlace,
  async run(call) {
    const { number } = call.params
    const ids = call.input.files ?? []
    const mentions = mentionedIn(call.input.note, call.institution.directory)
    const files = await claimFiles(call, ids)
    const moved = await officialMove(call, number!, () => [
      entryOf({ kind: 'note-written', ...(mentions.length === 0 ? {} : { mentions }) }, call.input.note, files),
    ])
    await bindFiles(call, moved.id, ids, true)
    await markRead(call.tx, personOfCall(call), moved.number, call.now)
    for (const person of mentions) call.touched.add(`person:${person}`)
    return casePlace(moved)
  },
})

/** Ids of the officials that a text mentions. Refuses a mention of nobody, or of more than one. */
export function mentionedIn(text: string, directory: InstitutionDirectory): readonly string[] {
  if (!text.includes('@')) return []
  const { persons, fault } = mentionsIn(text, officialsOf(directory))
  if (fault?.kind === 'unknown') throw refusedHere('mention-unknown', { name: fault.name })
  if (fault !== null) throw refusedHere('mention-ambiguous', { name: fault.name, choices: fault.choices.join(', ') })
  if (persons.length > MOST_MENTIONS) throw refusedHere('mentions-too-many')
  return persons
}

const MOST_MENTIONS = 20
