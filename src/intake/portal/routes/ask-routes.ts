import { randomUUID } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { offerSlug } from '#src/cases/catalogue-page.ts'
import { checkInput } from '#src/cases/check-input.ts'
import { runCommand } from '#src/cases/command.ts'
import { formOfPost } from '#src/cases/post-form.ts'
import { type Post, readPost, withoutInfected } from '#src/cases/read-post.ts'
import { refused } from '#src/cases/refusals.ts'
import type { Sent } from '#src/cases/sent.ts'
import { subjectOf } from '#src/cases/subject-field.ts'
import type { Offer } from '#src/cases/versions.ts'
import { answering } from '#src/people/http/answering.ts'
import { csrfFits, directoryOf, personOf, requirePerson } from '#src/people/http/identify.ts'
import { leaveFlash, viewOf } from '#src/people/http/shell.ts'
import { peopleRefusal } from '#src/people/refusals.ts'
import { type Refusal, Refused } from '#src/platform/refusal.ts'
import { usualTime } from '#src/reports/measure/usual-time.store.ts'
import { articlesOf, serviceOf } from '../articles.ts'
import { ask } from '../ask.ts'
import { askPage } from '../ask-page.ts'
import type { PortalDeps } from '../deps.ts'
import { portalOffers } from '../find-offers.ts'
import { askPath } from '../home-page.ts'
import { filesOf, namingKept } from '../kept-files.ts'
import { sendPortalPage } from '../portal-page.ts'
import { refusedHere } from '../refusals.ts'
import { words } from '../words.ts'

/** The page on which somebody asks for something, and its form. */
export function registerAsking(server: FastifyInstance, deps: PortalDeps): void {
  const url = '/portal/pedir/:manual/:procedure/:slug'
  server.get(
    url,
    { preHandler: requirePerson },
    answering(async (request, reply) => sendAsk(deps, request, reply, await offerOf(deps, request))),
  )
  server.post(
    url,
    { preHandler: requirePerson, config: { csrf: 'own' } },
    answering(async (request, reply) => {
      const offer = await offerOf(deps, request)
      const post = await readPost(request, deps, personOf(request).id)
      if (!csrfFits(request, post.fields)) throw new Refused(peopleRefusal('stale-form'))
      try {
        const { number } = await send(deps, request, offer, post)
        const { locale } = viewOf(deps.people, request)
        leaveFlash(reply, { kind: 'done', text: words(locale, 'ask.done', { number }) })
        return reply.redirect(`/portal/solicitudes/${number}`, 303)
      } catch (error) {
        if (!(error instanceof Refused)) throw error
        reply.code(error.refusal.status)
        const sent = sentOf(deps, request, offer, withoutInfected(post), error.refusal)
        return sendAsk(deps, request, reply, offer, await namingKept(deps.db, sent, personOf(request).id))
      }
    }),
  )
}

async function offerOf(deps: PortalDeps, request: FastifyRequest): Promise<Offer> {
  const { manual, procedure, slug } = request.params as { manual: string; procedure: string; slug: string }
  const found = portalOffers(await deps.manuals.offers(deps.db, deps.clock())).find(
    (offer) => offer.version.code === manual && offer.procedure.number === procedure && offerSlug(offer) === slug,
  )
  if (found === undefined) throw refused('offer-unknown', { start: slug })
  return found
}

function send(deps: PortalDeps, request: FastifyRequest, offer: Offer, post: Post): Promise<{ number: string }> {
  const read = offer.form === null ? null : formOfPost(offer.form, post)
  const needed = refusedHere('title-needed').refusal
  const title = subjectOf(offer, post, read?.values ?? {}, directoryOf(request), needed)
  const files = [...new Set([...(read?.files ?? []), ...filesOf(post)])]
  const input = {
    manual: offer.version.code,
    procedure: offer.procedure.number,
    start: offer.name,
    channel: 'portal',
    title,
    ...(read === null ? {} : { form: read.values }),
    ...(files.length === 0 ? {} : { files }),
  }
  checkInput(ask.input, input)
  const key = post.fields.clave
  return runCommand(deps, ask, {
    params: {},
    input,
    person: personOf(request).id,
    revision: request.revision,
    ...(key === undefined || key === '' ? {} : { idempotencyKey: key }),
  })
}

function sentOf(deps: PortalDeps, request: FastifyRequest, offer: Offer, post: Post, refusal: Refusal): Sent {
  const { locale } = viewOf(deps.people, request)
  const read = offer.form === null ? null : formOfPost(offer.form, post)
  const faults = Object.fromEntries(Object.entries(refusal.fields ?? {}).map(([name, fault]) => [name, fault[locale]]))
  return {
    message: refusal[locale],
    faults,
    ...(read === null || offer.form === null ? {} : { values: { [offer.form.code]: read.values } }),
    attachments: refusal.code === 'too-many-files' ? [] : filesOf(post),
    fileNames: Object.fromEntries(post.files.map(({ id, name }) => [id, name])),
    fields: post.fields,
  }
}

async function sendAsk(
  deps: PortalDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  offer: Offer,
  sent?: Sent,
): Promise<FastifyReply> {
  const view = viewOf(deps.people, request)
  const [usual, articles] = await Promise.all([
    usualTime(deps.db, `${serviceOf(offer)}/${offer.name}`),
    articlesOf(deps, request, offer),
  ])
  const body = askPage(view, {
    offer,
    csrf: personOf(request).csrf,
    idempotencyKey: randomUUID(),
    directory: directoryOf(request),
    usual,
    articles,
    sent,
  })
  return sendPortalPage(deps, request, reply, { title: offer.name, body, path: askPath(offer) })
}
