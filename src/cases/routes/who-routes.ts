import type { FastifyInstance, FastifyRequest } from 'fastify'
import { callerOfContact, callerOfPerson } from '#src/people/contacts/callers.ts'
import { findContact, findEntityByCode } from '#src/people/contacts/contact.store.ts'
import type { Contact } from '#src/people/contacts/types.ts'
import { answering } from '#src/people/http/answering.ts'
import { directoryOf, personOf, requirePermission } from '#src/people/http/identify.ts'
import { viewOf } from '#src/people/http/shell.ts'
import { render } from '#src/platform/http/html.ts'
import { isUuid } from '#src/platform/uuid.ts'
import { contactCases } from '../contact-cases.ts'
import { mayOpenForOthers } from '../open-for-others.ts'
import { readersOf } from '../readers.ts'
import type { Offer } from '../versions.ts'
import { type EntityCases, lookUp, OTHER_CASES, otherCases, type WhoAsks } from '../who-asks.ts'
import type { CaseRouteDeps } from './deps.ts'

/** The open cases of the entity of whoever is chosen, for the frame of the start page. */
export function registerOtherCases(server: FastifyInstance, deps: CaseRouteDeps): void {
  server.get(
    OTHER_CASES,
    { preValidation: requirePermission('contacts.use'), schema: { hide: true } as object },
    answering(async (request, reply) => {
      const query = request.query as Readonly<Record<string, unknown>>
      const { contacto, codigo } = query
      const contact = typeof contacto === 'string' ? await contactOf(deps, contacto) : null
      const code = typeof codigo === 'string' ? codigo.trim().slice(0, 40) : ''
      const entity = contact?.entity ?? (code === '' ? null : await findEntityByCode(deps.db, code))
      const shown = await entityCases(deps, request, entity)
      return reply.type('text/html; charset=utf-8').send(render(otherCases(viewOf(deps.people, request), shown, false)))
    }),
  )
}

/** What the start page shows of who asks: by the page's address, or as it was sent and refused. Null for whoever may not choose. */
export async function whoOfPage(
  deps: CaseRouteDeps,
  request: FastifyRequest,
  offer: Offer,
  sent: Readonly<Record<string, string>> | undefined,
): Promise<WhoAsks | null> {
  const directory = directoryOf(request)
  const { id } = personOf(request)
  if (!mayOpenForOthers(directory, id)) return null
  const query = request.query as Readonly<Record<string, unknown>>
  const text = (name: string) => (typeof query[name] === 'string' ? (query[name] as string).trim().slice(0, 300) : '')
  const person = directory.personById(sent ? (sent.solicitante ?? '') : text('solicitante'))
  const contact = await contactOf(deps, sent ? (sent['contacto-elegido'] ?? '') : text('contacto'))
  const code = (sent?.['contacto-codigo'] ?? '').trim().slice(0, 40)
  const entity = contact?.entity ?? (code === '' ? null : await findEntityByCode(deps.db, code))
  const asked = text('buscar')
  return {
    chosen: contact !== null ? callerOfContact(contact) : person !== null ? callerOfPerson(directory, person) : null,
    entity: await entityCases(deps, request, entity),
    asked,
    found: await lookUp(deps.db, directory, asked),
    first: attends(request, offer),
  }
}

/** Does this person hold the role of the first step, of a request that comes by telephone, at the counter, in a letter…? */
function attends(request: FastifyRequest, { procedure, channels }: Offer): boolean {
  const role = procedure.steps[0]?.role
  if (role == null || channels.every((channel) => channel === 'portal')) return false
  const directory = directoryOf(request)
  const [post, unit] = role.split(' / ').toReversed()
  const position = directory.position(unit ?? null, post!)
  return position !== null && directory.holds(personOf(request).id, position)
}

async function contactOf({ db }: CaseRouteDeps, id: string): Promise<Contact | null> {
  const contact = isUuid(id) ? await findContact(db, id) : null
  return contact?.mergedInto ? findContact(db, contact.mergedInto) : contact
}

async function entityCases(
  { db }: CaseRouteDeps,
  request: FastifyRequest,
  entity: { readonly id: string; readonly name: string } | null,
): Promise<EntityCases | null> {
  if (entity === null) return null
  const readers = readersOf(directoryOf(request), personOf(request).id)
  return { name: entity.name, ...(await contactCases(db, { kind: 'entity', id: entity.id }, readers)) }
}
