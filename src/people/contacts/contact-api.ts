import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { Server } from '#src/platform/http/server.ts'
import { isUuid } from '#src/platform/uuid.ts'
import { answering } from '../http/answering.ts'
import type { PeopleDeps } from '../http/deps.ts'
import { directoryOf, personOf, requirePermission } from '../http/identify.ts'
import { searchCallers } from './callers.ts'
import { CONTACTS_PAGE, findContact, listContacts, searchContacts } from './contact.store.ts'
import { phoneText } from './contact-fields.ts'
import { contactRefused } from './contact-refusals.ts'
import { queryText } from './contact-requests.ts'
import { phonePlanOf } from './phone-plan.ts'
import { createContact, dataOfContact, editContact, mergeContacts } from './save-contact.ts'
import type { Contact } from './types.ts'

const texts = Type.Union([
  Type.String({ maxLength: 1_000 }),
  Type.Array(Type.String({ maxLength: 300 }), { maxItems: 20 }),
])
const optional = (maxLength: number) => Type.Optional(Type.Union([Type.String({ maxLength }), Type.Null()]))
const CONTACT = {
  name: Type.String({ minLength: 1, maxLength: 200 }),
  entityCode: optional(40),
  entityName: optional(200),
  unit: optional(200),
  phones: Type.Optional(texts),
  mails: Type.Optional(texts),
  notes: optional(2_000),
}
const Id = Type.Object({ id: Type.String({ maxLength: 60 }) })
const Search = Type.Object({
  buscar: Type.Optional(Type.String({ maxLength: 300 })),
  desde: Type.Optional(Type.String({ maxLength: 400 })),
})

/** Contacts over the API, and who may be calling: persons and contacts together. */
export function serveContactApi(server: Server, deps: PeopleDeps): void {
  const { db, now } = deps
  const preValidation = requirePermission('contacts.use')
  const about = (operationId: string, summary: string, rest: object = {}) => ({
    schema: { operationId, summary, tags: ['directory'], ...rest },
    preValidation,
  })
  const saving = (request: FastifyRequest) => ({
    by: personOf(request).id,
    now: now().toString(),
    plan: phonePlanOf(directoryOf(request).rows.institution),
  })

  server.get(
    '/api/contacts',
    about('contacts', 'Contacts outside the institution, by name or by a search', { querystring: Search }),
    answering(async (request) => {
      const asked = queryText(request, 'buscar')
      if (asked !== '') {
        const { contacts, more } = await searchContacts(db, asked)
        return { contacts: contacts.map(seen), more, next: null }
      }
      const [id = '', ...name] = queryText(request, 'desde').split(' ')
      const rows = await listContacts(db, isUuid(id) ? { id, name: name.join(' ') } : null)
      const last = rows[CONTACTS_PAGE - 1]
      const more = rows.length > CONTACTS_PAGE
      return {
        contacts: rows.slice(0, CONTACTS_PAGE).map(seen),
        more,
        next: more && last ? `${last.id} ${last.nameKey}` : null,
      }
    }),
  )
  server.post(
    '/api/contacts',
    about('contact.create', 'Registers a contact; `anyway` registers one that seems to be there already', {
      body: Type.Object({ ...CONTACT, anyway: Type.Optional(Type.Boolean()) }, { additionalProperties: false }),
    }),
    answering(async (request, reply) => {
      const { anyway = false, ...raw } = request.body as { readonly anyway?: boolean }
      const id = await createContact(db, raw, { ...saving(request), anyway })
      return reply.code(201).send(seen((await findContact(db, id))!))
    }),
  )
  server.get(
    '/api/contacts/:id',
    about('contact', 'A contact', { params: Id }),
    answering(async (request) => seen(await asked(request))),
  )
  server.patch(
    '/api/contacts/:id',
    about('contact.edit', 'Changes what is sent of a contact; `revision` is that of the contact as it was read', {
      params: Id,
      body: Type.Object(
        { ...CONTACT, name: Type.Optional(CONTACT.name), revision: Type.Integer({ minimum: 1 }) },
        { additionalProperties: false },
      ),
    }),
    answering(async (request) => {
      const contact = await asked(request)
      const { phones, ...data } = dataOfContact(contact)
      const raw = { ...data, phones: phones.map(phoneText), ...(request.body as object) }
      await editContact(db, contact.id, raw, saving(request))
      return seen((await findContact(db, contact.id))!)
    }),
  )
  server.post(
    '/api/contacts/:id/merge',
    about('contact.merge', 'Merges another record of the same person into this one', {
      params: Id,
      body: Type.Object({ other: Type.String({ format: 'uuid' }) }, { additionalProperties: false }),
    }),
    answering(async (request) => {
      const contact = await asked(request)
      const { other } = request.body as { other: string }
      await mergeContacts(db, { keep: contact.id, other }, saving(request))
      return seen((await findContact(db, contact.id))!)
    }),
  )
  server.get(
    '/api/callers',
    about('callers', 'Persons and contacts who may be calling, by name, user name, extension, number or code', {
      querystring: Search,
    }),
    answering((request) => searchCallers(db, directoryOf(request), queryText(request, 'buscar'))),
  )

  const asked = async (request: FastifyRequest): Promise<Contact> => {
    const { id } = request.params as { id: string }
    const contact = isUuid(id) ? await findContact(db, id) : null
    if (contact === null) throw contactRefused('contact-unknown')
    return contact
  }
}

function seen(contact: Contact) {
  const { nameKey: _, ...shown } = contact as Contact & { nameKey?: string }
  return shown
}
