import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Server } from '#src/platform/http/server.ts'
import type { Refusal } from '#src/platform/refusal.ts'
import { isUuid } from '#src/platform/uuid.ts'
import { answering } from '../http/answering.ts'
import type { PeopleDeps } from '../http/deps.ts'
import { leaveFlash, viewOf } from '../http/shell.ts'
import { contactsOfEntity, findEntity } from './contact.store.ts'
import { ENTITY_FIELDS } from './contact-fields.ts'
import { fieldsForm } from './contact-form.ts'
import { contactRefused } from './contact-refusals.ts'
import { contactRequests, fieldsOf, refusalOf } from './contact-requests.ts'
import { contactWords as words } from './contact-words.ts'
import { entityBody } from './entity-page.ts'
import { editEntity } from './save-contact.ts'
import type { Entity } from './types.ts'

/** An entity: its page, and its data. */
export function serveEntities(server: Server, deps: PeopleDeps): void {
  const { db } = deps
  const { open, casesOf, send, formOf } = contactRequests(deps)
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
}

async function entityAsked({ db }: PeopleDeps, request: FastifyRequest): Promise<Entity> {
  const { id } = request.params as { id: string }
  const entity = isUuid(id) ? await findEntity(db, id) : null
  if (entity === null) throw contactRefused('entity-unknown')
  return entity
}
