import { type Static, Type } from 'typebox'
import type { Command, FileRef } from '#src/procedure/types.ts'
import type { Call, CallAtOnce } from './call.ts'
import { casePlace } from './case-place.ts'
import { command } from './command.ts'
import { bindFiles, claimFiles } from './files.store.ts'
import { CasePlace, FileIds, FormValues } from './inputs.ts'
import { settle } from './move-case.ts'
import { openAtOnce } from './open-at-once.ts'
import { decideOpening, openCaseFile } from './open-case-file.ts'
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
    const offer = await offerOf(call)
    const asking = await requesterOf(call)
    const files = await claimFiles(call, call.input.files ?? [])
    const { file, acts } = await openCaseFile(call, offer.version, call.input.procedure, opening(call, asking, files))
    const opened = await settle(call, file, acts)
    await bindFiles(call, opened.id, call.input.files ?? [])
    return casePlace(opened)
  },
  async atOnce(call, once) {
    const { files = [], contact } = call.input
    if (files.length > 0 || contact !== undefined) return null
    const offer = await offerOf(call)
    const { file, acts } = decideOpening(
      call,
      offer.version,
      call.input.procedure,
      opening(call, ownRequester(call), []),
    )
    return openAtOnce(call, file, acts, once)
  },
})

type Asked = { readonly requester?: string; readonly contact?: ContactInput; readonly distinct?: boolean }
type Opens = Asked & {
  readonly manual: string
  readonly procedure: string
  readonly start: string
  readonly channel: string
  readonly title: string
  readonly priority?: number
  readonly form?: Static<typeof FormValues>
}

async function offerOf(call: CallAtOnce<Record<string, string>, Opens>): Promise<Offer> {
  const { manual, procedure, start, channel } = call.input
  const offer = await findOffer(call, { manual, procedure, start })
  if (!offer.channels.includes(channel as (typeof offer.channels)[number])) {
    throw refused('channel-not-offered', { start, channel, channels: offer.channels.join(', ') })
  }
  return offer
}

function opening(
  call: CallAtOnce<Record<string, string>, Opens>,
  asking: Asking,
  files: readonly (FileRef & { readonly name: string })[],
): Parameters<typeof decideOpening>[3] {
  const { start, channel, priority, form } = call.input
  const title = call.input.title.trim()
  return { title, priority, command: { kind: 'open-case', start, channel, title, ...asking, form, files } }
}

/** The kind of case that a manual in force offers under these names. Refuses one that none offers. */
export async function findOffer(
  call: CallAtOnce,
  wanted: { manual: string; procedure: string; start: string },
): Promise<Offer> {
  const offers = await call.deps.manuals.offers(call.tx, call.now, call.institution.revision)
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
async function requesterOf(call: Call<Record<string, string>, Asked>): Promise<Asking> {
  const { contact, distinct = false } = call.input
  if (contact === undefined) return ownRequester(call)
  refuseForOthers(call, false)
  const known = await contactOf(call, contact)
  return {
    requester: { kind: 'contact', contact: known.id },
    contact: contactText(known),
    distinctFrom: await distinctFrom(call, known, distinct),
  }
}

function refuseForOthers({ actor, institution }: Pick<Call, 'actor' | 'institution'>, own: boolean): void {
  if (!own && actor.kind === 'person' && !mayOpenForOthers(institution.directory, actor.person))
    throw refused('may-not-ask-for-others', {})
}

/** Who asks, of the people of the directory. */
function ownRequester(call: Pick<Call<unknown, Asked>, 'actor' | 'institution' | 'input'>): Asking {
  const { requester } = call.input
  const { directory } = call.institution
  const own = call.actor.kind === 'person' ? call.actor.person : undefined
  refuseForOthers(call, (requester ?? own) === own)
  const person = requester ?? own
  if (person === undefined) return { requester: { kind: 'nobody' } }
  if (directory.personById(person) === null) throw refused('requester-unknown', {})
  return { requester: { kind: 'person', person } }
}
