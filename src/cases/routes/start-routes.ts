import { randomUUID } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { answering } from '#src/people/http/answering.ts'
import { csrfFits, directoryOf, personOf, requirePerson } from '#src/people/http/identify.ts'
import { leaveFlash, shellOf, viewOf } from '#src/people/http/shell.ts'
import { peopleRefusal } from '#src/people/refusals.ts'
import { render } from '#src/platform/http/html.ts'
import { Refused } from '#src/platform/refusal.ts'
import { isUuid } from '#src/platform/uuid.ts'
import { page } from '#src/web/layout.ts'
import { cataloguePage, offerPath, offerSlug } from '../catalogue-page.ts'
import { checkInput } from '../check-input.ts'
import { runCommand } from '../command.ts'
import { openCase } from '../open-case.ts'
import { attachmentsOf, formOfPost } from '../post-form.ts'
import { type Post, readPost, withoutInfected } from '../read-post.ts'
import { refused } from '../refusals.ts'
import type { Sent } from '../sent.ts'
import { startPage } from '../start-page.ts'
import { subjectOf } from '../subject-field.ts'
import type { Offer } from '../versions.ts'
import { CONTACT_FIELDS } from '../who-asks.ts'
import { words } from '../words.ts'
import type { CaseRouteDeps } from './deps.ts'
import { registerOtherCases, whoOfPage } from './who-routes.ts'

/** The catalogue of what the manuals in force offer, and the page that starts a case of a kind. */
export function registerStartRoutes(server: FastifyInstance, deps: CaseRouteDeps): void {
  server.get(
    '/tramites',
    { preHandler: requirePerson },
    answering(async (request, reply) => {
      const offers = await deps.manuals.offers(deps.db, deps.clock())
      const view = viewOf(deps.people, request)
      const shell = await shellOf(deps.people, request, reply)
      const title = words(view.locale, 'catalogue')
      return reply
        .type('text/html; charset=utf-8')
        .send(render(page({ ...shell, title, body: cataloguePage(view, offers, forWhom(request)) })))
    }),
  )
  registerOtherCases(server, deps)
  const url = '/tramites/:manual/:procedure/:slug'
  server.get(
    url,
    { preHandler: requirePerson },
    answering(async (request, reply) => sendStart(deps, request, reply, await offerOf(deps, request))),
  )
  server.post(
    url,
    { preHandler: requirePerson, config: { csrf: 'own' } },
    answering(async (request, reply) => {
      const offer = await offerOf(deps, request)
      const post = await readPost(request, deps, personOf(request).id)
      if (!csrfFits(request, post.fields)) throw new Refused(peopleRefusal('stale-form'))
      try {
        const { number } = await start(deps, request, offer, post)
        leaveFlash(reply, { kind: 'done', text: words(viewOf(deps.people, request).locale, 'done.opened', { number }) })
        return reply.redirect(`/expedientes/${number}`, 303)
      } catch (error) {
        if (!(error instanceof Refused)) throw error
        reply.code(error.refusal.status)
        return sendStart(deps, request, reply, offer, sentOf(deps, request, offer, withoutInfected(post), error))
      }
    }),
  )
}

/** The query by which the page of a contact sends one to the catalogue: it goes along to the start. */
function forWhom(request: FastifyRequest): string {
  const { contacto } = request.query as { contacto?: unknown }
  return typeof contacto === 'string' && isUuid(contacto) ? `?contacto=${contacto}` : ''
}

async function offerOf(deps: CaseRouteDeps, request: FastifyRequest): Promise<Offer> {
  const { manual, procedure, slug } = request.params as { manual: string; procedure: string; slug: string }
  const offers = await deps.manuals.offers(deps.db, deps.clock())
  const found = offers.find(
    (offer) => offer.version.code === manual && offer.procedure.number === procedure && offerSlug(offer) === slug,
  )
  if (found === undefined) throw refused('offer-unknown', { start: slug })
  return found
}

async function start(
  deps: CaseRouteDeps,
  request: FastifyRequest,
  offer: Offer,
  post: Post,
): Promise<{ number: string }> {
  const { fields } = post
  const read = offer.form === null ? null : formOfPost(offer.form, post)
  const files = [...(read?.files ?? []), ...attachmentsOf(post)]
  const input = {
    manual: offer.version.code,
    procedure: offer.procedure.number,
    start: offer.name,
    channel: fields.canal ?? '',
    title: subjectOf(offer, post, read?.values ?? {}, directoryOf(request)),
    ...(/^[1-4]$/.test(fields.prioridad ?? '') ? { priority: Number(fields.prioridad) } : {}),
    ...whoOf(fields),
    ...(read === null ? {} : { form: read.values }),
    ...(files.length === 0 ? {} : { files }),
  }
  const typed = (fields.quien ?? '').trim()
  if (typed !== '') throw refused('requester-not-chosen', { typed: typed.slice(0, 80) })
  checkInput(openCase.input, input)
  const key = fields.clave
  return runCommand(deps, openCase, {
    params: {},
    input,
    person: personOf(request).id,
    revision: request.revision,
    ...(key === undefined || key === '' ? {} : { idempotencyKey: key }),
  })
}

/** For whom: one who was chosen, or the data of a new contact; nothing for whoever opens. */
function whoOf(fields: Post['fields']) {
  const distinct = fields.distinto === 'si' ? { distinct: true } : {}
  const chosen = fields['contacto-elegido'] ?? ''
  if (chosen !== '') return { contact: { id: chosen }, ...distinct }
  const person = fields.solicitante ?? ''
  if (person !== '') return { requester: person }
  const given = CONTACT_FIELDS.map((name) => [CONTACT_INPUT[name], (fields[name] ?? '').trim()] as const)
  if (given.every(([, value]) => value === '')) return {}
  const told = Object.fromEntries(given.filter(([, value]) => value !== ''))
  return { contact: { ...told, name: (fields.contacto ?? '').trim() }, ...distinct }
}

const CONTACT_INPUT = {
  contacto: 'name',
  'contacto-codigo': 'entityCode',
  'contacto-entidad': 'entityName',
  'contacto-dependencia': 'unit',
  'contacto-telefono': 'phone',
  'contacto-correo': 'email',
} as const

function sentOf(deps: CaseRouteDeps, request: FastifyRequest, offer: Offer, post: Post, { refusal }: Refused): Sent {
  const { locale } = viewOf(deps.people, request)
  const read = offer.form === null ? null : formOfPost(offer.form, post)
  return {
    message: refusal[locale],
    faults: Object.fromEntries(Object.entries(refusal.fields ?? {}).map(([name, fault]) => [name, fault[locale]])),
    ...(read === null || offer.form === null ? {} : { values: { [offer.form.code]: read.values } }),
    attachments: attachmentsOf(post),
    fileNames: Object.fromEntries(post.files.map(({ id, name }) => [id, name])),
    fields: post.fields,
  }
}

async function sendStart(
  deps: CaseRouteDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  offer: Offer,
  sent?: Sent,
): Promise<FastifyReply> {
  const view = viewOf(deps.people, request)
  const shell = await shellOf(deps.people, request, reply)
  const { csrf } = personOf(request)
  const directory = directoryOf(request)
  const who = await whoOfPage(deps, request, offer, sent?.fields)
  const body = startPage(view, { offer, csrf, idempotencyKey: randomUUID(), directory, who, sent })
  return reply
    .type('text/html; charset=utf-8')
    .send(render(page({ ...shell, path: offerPath(offer), title: offer.name, body, width: 'reading' })))
}
