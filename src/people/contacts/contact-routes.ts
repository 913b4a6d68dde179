import { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { attachment } from '#src/platform/http/attachment.ts'
import { html } from '#src/platform/http/html.ts'
import type { Server } from '#src/platform/http/server.ts'
import { type Refusal, Refused } from '#src/platform/refusal.ts'
import { isUuid } from '#src/platform/uuid.ts'
import { button, buttonLink } from '#src/web/components/button.ts'
import { form } from '#src/web/components/form.ts'
import { writeAdminAct } from '../admin/admin-act.store.ts'
import { sendPage } from '../http/admin-routes.ts'
import { answering } from '../http/answering.ts'
import type { PeopleDeps } from '../http/deps.ts'
import { directoryOf, personOf, requirePermission } from '../http/identify.ts'
import { leaveFlash, viewOf } from '../http/shell.ts'
import { allow, may } from '../permissions.ts'
import {
  CONTACTS_PAGE,
  type ContactPlace,
  contactChanges,
  contactsOfEntity,
  findContact,
  findEntity,
  listContacts,
  mergedInto,
  searchContacts,
} from './contact.store.ts'
import { contactFields, contactValues, ENTITY_FIELDS } from './contact-fields.ts'
import { fieldsForm } from './contact-form.ts'
import { type ContactCases, contactBody, contactsBody, entityBody, mergeBody } from './contact-pages.ts'
import { contactRefused } from './contact-refusals.ts'
import { contactWords as words } from './contact-words.ts'
import { exportContacts } from './export-contacts.ts'
import { phonePlanOf } from './phone-plan.ts'
import {
  createContact,
  dataOfContact,
  editContact,
  editEntity,
  living,
  mergeContacts,
  repeatedOf,
  united,
} from './save-contact.ts'
import type { Contact, Entity } from './types.ts'

declare module '#src/people/permissions.ts' {
  interface ActionSubjects {
    /** Look contacts up, register and change them, and ask who is calling. */
    'contacts.use': null
    /** Bring contacts from a file and take them out in one. */
    'contacts.exchange': null
  }
}

// Whoever attends somebody: anyone who holds a position, or stands in for one who does.
allow('contacts.use', ({ positions, administrator }) => positions.length > 0 || administrator)
allow('contacts.exchange', ({ administrator }) => administrator)

const NONE: ContactCases = { cases: [], others: 0 }

/** Contacts outside the institution: finding, registering, changing, merging them. */
export function serveContacts(server: Server, deps: PeopleDeps): void {
  const { db, now } = deps
  const open = { schema: { hide: true } as object, preValidation: requirePermission('contacts.use') }
  const saving = (request: FastifyRequest) => ({
    by: personOf(request).id,
    now: now().toString(),
    plan: phonePlanOf(directoryOf(request).rows.institution),
  })
  const casesOf = deps.casesOf ?? (async () => NONE)
  const send = (
    request: FastifyRequest,
    reply: FastifyReply,
    title: string,
    body: Parameters<typeof sendPage>[3]['body'],
    status = 200,
  ) => sendPage(deps, request, reply, { title, body, status })

  server.get(
    '/contactos',
    open,
    answering(async (request, reply) => {
      const view = viewOf(deps, request)
      const asked = queryText(request, 'buscar')
      const place = readPlace(queryText(request, 'desde'))
      const found = asked === '' ? await listed(place) : { ...(await searchContacts(db, asked)), next: null }
      const body = contactsBody(view, {
        more: false,
        ...found,
        asked,
        later: place !== null,
        mayExchange: may(personOf(request), 'contacts.exchange', null),
      })
      return send(request, reply, words(view.locale, 'title'), body)
    }),
  )
  const listed = async (place: ContactPlace | null) => {
    const rows = await listContacts(db, place)
    const contacts = rows.slice(0, CONTACTS_PAGE)
    const last = contacts.at(-1)
    const next =
      rows.length > CONTACTS_PAGE && last
        ? `/contactos?desde=${encodeURIComponent(`${last.id} ${last.nameKey}`)}`
        : null
    return { contacts, next }
  }

  server.get(
    '/contactos/nuevo',
    open,
    answering((request, reply) => showNew(request, reply, request.query as Fields)),
  )
  server.post(
    '/contactos/nuevo',
    open,
    answering(async (request, reply) => {
      const typed = fieldsOf(request)
      try {
        const id = await createContact(db, typed, { ...saving(request), anyway: typed['de-todos-modos'] === 'si' })
        leaveFlash(reply, { kind: 'done', text: words(viewOf(deps, request).locale, 'saved') })
        return reply.redirect(`/contactos/${id}`, 303)
      } catch (error) {
        return showNew(request, reply, typed, refusalOf(error))
      }
    }),
  )
  const showNew = (request: FastifyRequest, reply: FastifyReply, values: Fields, refusal?: Refusal) => {
    const { locale } = viewOf(deps, request)
    const title = words(locale, 'new')
    const body = fieldsForm({
      ...formOf(request),
      title,
      crumbs: [{ label: words(locale, 'title'), href: '/contactos' }, { label: title }],
      fields: contactFields(saving(request).plan),
      values,
      action: '/contactos/nuevo',
      submit: words(locale, 'save'),
      back: '/contactos',
      refusal,
    })
    return send(request, reply, title, body, refusal?.status)
  }
  const formOf = (request: FastifyRequest) => ({
    locale: viewOf(deps, request).locale,
    csrf: personOf(request).csrf,
    directory: directoryOf(request),
  })

  server.get(
    '/contactos/:id',
    open,
    answering(async (request, reply) => {
      const contact = await contactAsked(deps, request)
      const { entity } = contact
      const [changes, from, kept, cases, colleagues, entityCases] = await Promise.all([
        contactChanges(db, contact.id),
        mergedInto(db, contact.id),
        contact.mergedInto === null ? null : findContact(db, contact.mergedInto),
        casesOf(request, { kind: 'contact', id: contact.id }),
        entity === null ? [] : contactsOfEntity(db, entity.id),
        entity === null ? null : casesOf(request, { kind: 'entity', id: entity.id }),
      ])
      const body = contactBody(viewOf(deps, request), {
        contact,
        directory: directoryOf(request),
        changes,
        from,
        kept,
        cases,
        colleagues: colleagues.filter(({ id }) => id !== contact.id),
        entityCases,
      })
      return send(request, reply, contact.name, body)
    }),
  )

  server.get(
    '/contactos/:id/datos',
    open,
    answering(async (request, reply) => {
      const contact = living(await contactAsked(deps, request))
      return showEdit(request, reply, contact, contactValues(contact))
    }),
  )
  server.post(
    '/contactos/:id/datos',
    open,
    answering(async (request, reply) => {
      const contact = await contactAsked(deps, request)
      try {
        await editContact(db, contact.id, fieldsOf(request), saving(request))
        leaveFlash(reply, { kind: 'done', text: words(viewOf(deps, request).locale, 'saved') })
        return reply.redirect(`/contactos/${contact.id}`, 303)
      } catch (error) {
        return showEdit(request, reply, contact, fieldsOf(request), refusalOf(error))
      }
    }),
  )
  const showEdit = (
    request: FastifyRequest,
    reply: FastifyReply,
    contact: Contact,
    values: Readonly<Record<string, unknown>>,
    refusal?: Refusal,
  ) => {
    const { locale } = viewOf(deps, request)
    const own = `/contactos/${contact.id}`
    const body = fieldsForm({
      ...formOf(request),
      title: words(locale, 'edit'),
      crumbs: [
        { label: words(locale, 'title'), href: '/contactos' },
        { label: contact.name, href: own },
        { label: words(locale, 'edit') },
      ],
      fields: contactFields(saving(request).plan),
      values,
      action: `${own}/datos`,
      submit: words(locale, 'save'),
      back: own,
      refusal,
    })
    return send(request, reply, words(locale, 'edit'), body, refusal?.status)
  }

  server.get(
    '/contactos/:id/unir',
    open,
    answering(async (request, reply) => {
      const view = viewOf(deps, request)
      const keep = living(await contactAsked(deps, request))
      const asked = queryText(request, 'buscar')
      const other = queryText(request, 'con')
      const chosen = isUuid(other) && other !== keep.id ? living(await findContact(db, other)) : null
      const candidates = asked === '' ? await alike(keep) : (await searchContacts(db, asked)).contacts
      const body = mergeBody(view, {
        keep,
        asked,
        candidates: candidates.filter(({ id }) => id !== keep.id),
        chosen: chosen && {
          other: chosen,
          result: resultOf(keep, chosen),
          form: form(view, {
            action: `/contactos/${keep.id}/unir`,
            csrf: personOf(request).csrf,
            hidden: { con: chosen.id },
            body: html``,
            submit: html`${button({ label: words(view.locale, 'merge.submit'), look: 'primary' })}${buttonLink({ label: words(view.locale, 'cancel'), href: `/contactos/${keep.id}`, look: 'quiet' })}`,
          }),
        },
      })
      return send(request, reply, words(view.locale, 'merge.title'), body)
    }),
  )
  const alike = async (keep: Contact) => {
    const first = await repeatedOf(db, dataOfContact(keep))
    if (first.some(({ id }) => id !== keep.id)) return first
    return (await searchContacts(db, keep.name.split(' ')[0] ?? keep.name, 20)).contacts
  }
  server.post(
    '/contactos/:id/unir',
    open,
    answering(async (request, reply) => {
      const keep = await contactAsked(deps, request)
      const other = fieldsOf(request).con ?? ''
      if (!isUuid(other)) throw contactRefused('contact-unknown')
      await mergeContacts(db, { keep: keep.id, other }, saving(request))
      leaveFlash(reply, { kind: 'done', text: words(viewOf(deps, request).locale, 'merged.done') })
      return reply.redirect(`/contactos/${keep.id}`, 303)
    }),
  )

  server.get(
    '/contactos/entidades/:id',
    open,
    answering(async (request, reply) => {
      const entity = await entityAsked(deps, request)
      const [contacts, cases] = await Promise.all([
        contactsOfEntity(db, entity.id),
        casesOf(request, { kind: 'entity', id: entity.id }),
      ])
      return send(request, reply, entity.name, entityBody(viewOf(deps, request), { entity, contacts, cases }))
    }),
  )
  server.get(
    '/contactos/entidades/:id/datos',
    open,
    answering(async (request, reply) => {
      const entity = await entityAsked(deps, request)
      return showEntity(request, reply, entity, { ...entity })
    }),
  )
  server.post(
    '/contactos/entidades/:id/datos',
    open,
    answering(async (request, reply) => {
      const entity = await entityAsked(deps, request)
      try {
        await editEntity(db, entity.id, fieldsOf(request))
        leaveFlash(reply, { kind: 'done', text: words(viewOf(deps, request).locale, 'saved.entity') })
        return reply.redirect(`/contactos/entidades/${entity.id}`, 303)
      } catch (error) {
        return showEntity(request, reply, entity, fieldsOf(request), refusalOf(error))
      }
    }),
  )
  const showEntity = (
    request: FastifyRequest,
    reply: FastifyReply,
    entity: Entity,
    values: Readonly<Record<string, unknown>>,
    refusal?: Refusal,
  ) => {
    const { locale } = viewOf(deps, request)
    const own = `/contactos/entidades/${entity.id}`
    const body = fieldsForm({
      ...formOf(request),
      title: words(locale, 'edit'),
      crumbs: [
        { label: words(locale, 'title'), href: '/contactos' },
        { label: entity.name, href: own },
        { label: words(locale, 'edit') },
      ],
      fields: ENTITY_FIELDS,
      values,
      action: `${own}/datos`,
      submit: words(locale, 'save.entity'),
      back: own,
      refusal,
    })
    return send(request, reply, words(locale, 'edit'), body, refusal?.status)
  }

  server.get(
    '/contactos/exportar.csv',
    { ...open, preValidation: requirePermission('contacts.exchange') },
    answering(async (request, reply) => {
      const at = now().toString()
      const person = personOf(request).id
      await writeAdminAct(db, {
        at,
        actor: person,
        action: 'contacts.export',
        subject: { kind: 'contacts', id: 'all' },
        data: {},
      })
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', attachment(`contactos-${at.slice(0, 10)}.csv`))
        .send(Readable.from(exportContacts(db)))
    }),
  )
}

type Fields = Readonly<Record<string, string>>

/** What a form sent, text alone. */
export function fieldsOf(request: FastifyRequest): Fields {
  const body = (request.body ?? {}) as Readonly<Record<string, unknown>>
  return Object.fromEntries(
    Object.entries(body).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
}

/** A refusal that a form shows; anything else goes on. */
export function refusalOf(error: unknown): Refusal {
  if (!(error instanceof Refused) || error.refusal.status === 404) throw error
  return error.refusal
}

async function contactAsked({ db }: PeopleDeps, request: FastifyRequest): Promise<Contact> {
  const { id } = request.params as { id: string }
  const contact = isUuid(id) ? await findContact(db, id) : null
  if (contact === null) throw contactRefused('contact-unknown')
  return contact
}

async function entityAsked({ db }: PeopleDeps, request: FastifyRequest): Promise<Entity> {
  const { id } = request.params as { id: string }
  const entity = isUuid(id) ? await findEntity(db, id) : null
  if (entity === null) throw contactRefused('entity-unknown')
  return entity
}

function resultOf(keep: Contact, other: Contact): Contact {
  const both = united(keep, other)
  return { ...keep, ...both, entity: keep.entity ?? other.entity }
}

/** `id name`, the last one that was shown. */
function readPlace(text: string): ContactPlace | null {
  const [id = '', ...name] = text.split(' ')
  return isUuid(id) ? { id, name: name.join(' ') } : null
}

export function queryText(request: FastifyRequest, name: string): string {
  const value = (request.query as Readonly<Record<string, unknown>>)[name]
  return typeof value === 'string' ? value.trim().slice(0, 300) : ''
}
