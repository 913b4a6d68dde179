import { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { attachment } from '#src/platform/http/attachment.ts'
import type { Server } from '#src/platform/http/server.ts'
import type { Refusal } from '#src/platform/refusal.ts'
import { isUuid } from '#src/platform/uuid.ts'
import { writeAdminAct } from '../acts/admin-act.store.ts'
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
  listContacts,
  mergedInto,
  searchContacts,
} from './contact.store.ts'
import { contactFields, contactValues } from './contact-fields.ts'
import { fieldsForm } from './contact-form.ts'
import { contactBody, contactsBody } from './contact-pages.ts'
import { contactAsked, contactRequests, fieldsOf, queryText, refusalOf, type SentFields } from './contact-requests.ts'
import { contactWords as words } from './contact-words.ts'
import { exportContacts } from './export-contacts.ts'
import { createContact, editContact, living } from './save-contact.ts'
import type { Contact } from './types.ts'

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

/** Contacts outside the institution: finding, registering and changing them, and all of them as a file. */
export function serveContacts(server: Server, deps: PeopleDeps): void {
  const { db, now } = deps
  const { open, saving, casesOf, send, formOf } = contactRequests(deps)

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
    answering((request, reply) => showNew(request, reply, request.query as SentFields)),
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
  const showNew = (request: FastifyRequest, reply: FastifyReply, values: SentFields, refusal?: Refusal) => {
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

/** `id name`, the last one that was shown. */
function readPlace(text: string): ContactPlace | null {
  const [id = '', ...name] = text.split(' ')
  return isUuid(id) ? { id, name: name.join(' ') } : null
}
