import { Type } from 'typebox'
import type { Requester } from '#src/procedure/types.ts'
import type { Call } from './call.ts'
import { casePlace } from './case-place.ts'
import { command } from './command.ts'
import { bindFiles, claimFiles } from './files.store.ts'
import { CasePlace, FileIds, FormValues } from './inputs.ts'
import { settle } from './move-case.ts'
import { openCaseFile } from './open-case-file.ts'
import { refused } from './refusals.ts'
import type { Offer } from './versions.ts'

/** Opens a case of a kind that the manuals in force offer, under the version in force now. */
export const openCase = command({
  name: 'open-case',
  route: 'POST /cases',
  summary: { es: 'Abre un expediente', en: 'Opens a case' },
  input: Type.Object(
    {
      /** Code of the manual, number of the procedure and name of the request, as the catalogue gives them. */
      manual: Type.String({ minLength: 1, maxLength: 100 }),
      procedure: Type.String({ minLength: 1, maxLength: 20 }),
      start: Type.String({ minLength: 1, maxLength: 200 }),
      channel: Type.String({ maxLength: 40 }),
      title: Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' }),
      /** Who asks, when it is not the one who opens: a person of the directory, or a contact outside it. */
      requester: Type.Optional(Type.String({ format: 'uuid' })),
      contact: Type.Optional(
        Type.Object(
          {
            name: Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' }),
            unit: Type.Optional(Type.String({ maxLength: 200 })),
            email: Type.Optional(Type.String({ maxLength: 200 })),
            phone: Type.Optional(Type.String({ maxLength: 60 })),
          },
          { additionalProperties: false },
        ),
      ),
      priority: Type.Optional(Type.Integer({ minimum: 1, maximum: 4 })),
      form: Type.Optional(FormValues),
      files: Type.Optional(FileIds),
    },
    { additionalProperties: false },
  ),
  answer: CasePlace,
  async run(call) {
    const { manual, procedure, start, channel, contact, form, priority } = call.input
    const offer = await findOffer(call, { manual, procedure, start })
    if (!offer.channels.includes(channel as (typeof offer.channels)[number])) {
      throw refused('channel-not-offered', { start, channel, channels: offer.channels.join(', ') })
    }
    const files = await claimFiles(call, call.input.files ?? [])
    const title = call.input.title.trim()
    const { file, acts } = await openCaseFile(call, offer.version, procedure, {
      title,
      priority,
      command: { kind: 'open-case', start, channel, title, requester: requesterOf(call), contact, form, files },
    })
    const opened = await settle(call, file, acts)
    await bindFiles(call, opened.id, call.input.files ?? [])
    return casePlace(opened)
  },
})

/** The kind of case that a manual in force offers under these names. Refuses one that none offers. */
export async function findOffer(
  call: Call,
  wanted: { manual: string; procedure: string; start: string },
): Promise<Offer> {
  const offers = await call.deps.manuals.offers(call.tx, call.now)
  const found = offers.find(
    (offer) =>
      offer.version.code === wanted.manual &&
      offer.procedure.number === wanted.procedure &&
      offer.name === wanted.start,
  )
  if (found === undefined) throw refused('offer-unknown', { start: wanted.start })
  return found
}

function requesterOf(call: Call<Record<string, string>, { requester?: string; contact?: object }>): Requester {
  if (call.input.contact !== undefined) return { kind: 'contact' }
  const person = call.input.requester ?? (call.actor.kind === 'person' ? call.actor.person : undefined)
  if (person === undefined) return { kind: 'nobody' }
  if (call.institution.directory.personById(person) === null) throw refused('requester-unknown', {})
  return { kind: 'person', person }
}
