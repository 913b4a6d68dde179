import type { FastifyReply, FastifyRequest } from 'fastify'
import type { HtmlFragment } from '#src/platform/http/html.ts'
import { type Refusal, Refused } from '#src/platform/refusal.ts'
import { isUuid } from '#src/platform/uuid.ts'
import { sendPage } from '../http/admin-routes.ts'
import type { PeopleDeps } from '../http/deps.ts'
import { directoryOf, personOf, requirePermission } from '../http/identify.ts'
import { viewOf } from '../http/shell.ts'
import { findContact } from './contact.store.ts'
import type { ContactCases } from './contact-pages.ts'
import { contactRefused } from './contact-refusals.ts'
import { phonePlanOf } from './phone-plan.ts'
import type { Contact } from './types.ts'

const NONE: ContactCases = { cases: [], others: 0 }

/** What every route of contacts needs of its request. */
export function contactRequests(deps: PeopleDeps) {
  return {
    open: { schema: { hide: true } as object, preValidation: requirePermission('contacts.use') },
    saving: (request: FastifyRequest) => ({
      by: personOf(request).id,
      now: deps.now().toString(),
      plan: phonePlanOf(directoryOf(request).rows.institution),
    }),
    casesOf: deps.casesOf ?? (async () => NONE),
    send: (request: FastifyRequest, reply: FastifyReply, title: string, body: HtmlFragment, status = 200) =>
      sendPage(deps, request, reply, { title, body, status }),
    formOf: (request: FastifyRequest) => ({
      locale: viewOf(deps, request).locale,
      csrf: personOf(request).csrf,
      directory: directoryOf(request),
    }),
  }
}

export type SentFields = Readonly<Record<string, string>>

/** What a form sent, text alone. */
export function fieldsOf(request: FastifyRequest): SentFields {
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

/** The contact of the address; refused like one that does not exist when it is no id. */
export async function contactAsked({ db }: PeopleDeps, request: FastifyRequest): Promise<Contact> {
  const { id } = request.params as { id: string }
  const contact = isUuid(id) ? await findContact(db, id) : null
  if (contact === null) throw contactRefused('contact-unknown')
  return contact
}

export function queryText(request: FastifyRequest, name: string): string {
  const value = (request.query as Readonly<Record<string, unknown>>)[name]
  return typeof value === 'string' ? value.trim().slice(0, 300) : ''
}
