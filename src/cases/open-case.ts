import { Type } from 'typebox'
import type { Command } from '#src/procedure/types.ts'
import type { Call } from './call.ts'
import { casePlace } from './case-place.ts'
import { command } from './command.ts'
import { bindFiles, claimFiles } from './files.store.ts'
import { CasePlace, FileIds, FormValues } from './inputs.ts'
import { settle } from './move-case.ts'
import { openCaseFile } from './open-case-file.ts'
import { type ContactInput, contactOf, contactText, distinctFrom, mayOpenForOthers } from './open-for-others.ts'
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
      /** One that is registered, by `id`, or the data of one, who is found or registered. */
      contact: Type.Optional(
        Type.Union([
          Type.Object({ id: Type.String({ format: 'uuid' }) }, { additionalProperties: false }),
          Type.Object(
            {
              name: Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' }),
              unit: Type.Optional(Type.String({ maxLength: 200 })),
              entityCode: Type.Optional(Type.String({ maxLength: 40 })),
              entityName: Type.Optional(Type.String({ maxLength: 200 })),
              email: Type.Optional(Type.String({ maxLength: 200 })),
              phone: Type.Optional(Type.String({ maxLength: 300 })),
            },
            { additionalProperties: false },
          ),
        ]),
      ),
      /** It was looked at: a different matter from the open cases of the contact's entity. */
      distinct: Type.Optional(Type.Boolean()),
      priority: Type.Optional(Type.Integer({ minimum: 1, maximum: 4 })),
      form: Type.Optional(FormValues),
      files: Type.Optional(FileIds),
    },
    { additionalProperties: false },
  ),
  answer: CasePlace,
  async run(call) {
    const { manual, procedure, start, channel, form, priority } = call.input
    const offer = await findOffer(call, { manual, procedure, start })
    if (!offer.channels.includes(channel as (typeof offer.channels)[number])) {
      throw refused('channel-not-offered', { start, channel, channels: offer.channels.join(', ') })
    }
    const asking = await requesterOf(call)
    const files = await claimFiles(call, call.input.files ?? [])
    const title = call.input.title.trim()
    const { file, acts } = await openCaseFile(call, offer.version, procedure, {
      title,
      priority,
      command: { kind: 'open-case', start, channel, title, ...asking, form, files },
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

type Asking = Pick<Extract<Command, { kind: 'open-case' }>, 'requester' | 'contact' | 'distinctFrom'>
type Asked = { readonly requester?: string; readonly contact?: ContactInput; readonly distinct?: boolean }

async function requesterOf(call: Call<Record<string, string>, Asked>): Promise<Asking> {
  const { requester, contact, distinct = false } = call.input
  const { directory } = call.institution
  const own = call.actor.kind === 'person' ? call.actor.person : undefined
  if (own !== undefined && (contact !== undefined || (requester ?? own) !== own) && !mayOpenForOthers(directory, own))
    throw refused('may-not-ask-for-others', {})
  if (contact !== undefined) {
    const known = await contactOf(call, contact)
    return {
      requester: { kind: 'contact', contact: known.id },
      contact: contactText(known),
      distinctFrom: await distinctFrom(call, known, distinct),
    }
  }
  const person = requester ?? own
  if (person === undefined) return { requester: { kind: 'nobody' } }
  if (directory.personById(person) === null) throw refused('requester-unknown', {})
  return { requester: { kind: 'person', person } }
}
