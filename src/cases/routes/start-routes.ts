import { randomUUID } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { answering } from '#src/people/http/answering.ts'
import { csrfFits, directoryOf, personOf, requirePerson } from '#src/people/http/identify.ts'
import { leaveFlash, shellOf, viewOf } from '#src/people/http/shell.ts'
import { peopleRefusal } from '#src/people/refusals.ts'
import { render } from '#src/platform/http/html.ts'
import { Refused } from '#src/platform/refusal.ts'
import { page } from '#src/web/layout.ts'
import { cataloguePage, offerPath, offerSlug } from '../catalogue-page.ts'
import { checkInput } from '../check-input.ts'
import { runCommand } from '../command.ts'
import { openCase } from '../open-case.ts'
import { attachmentsOf, formOfPost } from '../post-form.ts'
import { type Post, readPost } from '../read-post.ts'
import { refused } from '../refusals.ts'
import type { Sent } from '../sent.ts'
import { startPage } from '../start-page.ts'
import type { Offer } from '../versions.ts'
import { words } from '../words.ts'
import type { CaseRouteDeps } from './deps.ts'

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
        .send(render(page({ ...shell, title, body: cataloguePage(view, offers) })))
    }),
  )
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
        return sendStart(deps, request, reply, offer, sentOf(deps, request, offer, post, error))
      }
    }),
  )
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
  const contactName = (fields.contacto ?? '').trim()
  const input = {
    manual: offer.version.code,
    procedure: offer.procedure.number,
    start: offer.name,
    channel: fields.canal ?? '',
    title: fields.asunto ?? '',
    ...(/^[1-4]$/.test(fields.prioridad ?? '') ? { priority: Number(fields.prioridad) } : {}),
    ...((fields.solicitante ?? '') === '' ? {} : { requester: fields.solicitante! }),
    ...(contactName === ''
      ? {}
      : {
          contact: {
            name: contactName,
            unit: fields['contacto-dependencia'] ?? '',
            email: fields['contacto-correo'] ?? '',
            phone: fields['contacto-telefono'] ?? '',
          },
        }),
    ...(read === null ? {} : { form: read.values }),
    ...(files.length === 0 ? {} : { files }),
  }
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
  const body = startPage(view, { offer, csrf, idempotencyKey: randomUUID(), directory: directoryOf(request), sent })
  return reply
    .type('text/html; charset=utf-8')
    .send(render(page({ ...shell, path: offerPath(offer), title: offer.name, body, width: 'reading' })))
}
