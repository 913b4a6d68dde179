import { randomUUID } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { offerPath } from '#src/cases/catalogue-page.ts'
import { checkInput } from '#src/cases/check-input.ts'
import { runCommand } from '#src/cases/command.ts'
import { formOfPost } from '#src/cases/post-form.ts'
import type { CaseReading } from '#src/cases/read-case.ts'
import { type Post, readPost, withoutInfected } from '#src/cases/read-post.ts'
import { readersOf } from '#src/cases/readers.ts'
import type { CaseRouteDeps } from '#src/cases/routes/index.ts'
import { sendPage } from '#src/cases/send-page.ts'
import { subjectOf } from '#src/cases/subject-field.ts'
import type { Offer } from '#src/cases/versions.ts'
import { answering } from '#src/people/http/answering.ts'
import { csrfFits, directoryOf, personOf, requirePerson } from '#src/people/http/identify.ts'
import { leaveFlash, viewOf } from '#src/people/http/shell.ts'
import { peopleRefusal } from '#src/people/refusals.ts'
import { Refused } from '#src/platform/refusal.ts'
import { aroundOf } from '../around-of.ts'
import { readConversation } from '../conversation/read-conversation.ts'
import { readAsOfficial } from '../read-as-official.ts'
import { words } from '../words.ts'
import { linkPage } from './link-page.ts'
import { searchCases } from './search-cases.store.ts'
import { splitCase } from './split-case.ts'
import { type SplitPageInput, splitPage } from './split-page.ts'

/** Links of a case for programs, looking for a case to link, and splitting. */
export function registerLinks(server: FastifyInstance, deps: CaseRouteDeps): void {
  server.get(
    '/api/cases/:number/links',
    {
      preHandler: requirePerson,
      schema: {
        operationId: 'links',
        summary: 'Cases linked to a case or merged into it, as far as the person may read them',
        tags: ['cases'],
        params: Type.Object({ number: Type.String({ minLength: 1, maxLength: 60 }) }),
      },
    },
    answering(async (request, reply) => {
      const reading = await readAsOfficial(deps, request)
      const { cases } = await aroundOf({ deps, reading, person: personOf(request) })
      const { links = [], absorbed = [], merged } = reading.file.state.desk ?? {}
      const seen = (number: string) => cases.find((each) => each.number === number)
      return reply.send({
        links: links.flatMap(({ relation, number }) => {
          const other = seen(number)
          return other === undefined ? [] : [{ relation, ...other }]
        }),
        absorbed: absorbed.flatMap(({ number }) => seen(number) ?? []),
        mergedInto: merged?.into ?? null,
      })
    }),
  )
  server.get(
    '/expedientes/:number/vincular',
    { preHandler: requirePerson },
    answering(async (request, reply) => {
      const reading = await readAsOfficial(deps, request)
      const view = viewOf(deps.people, request)
      const person = personOf(request)
      const { number } = reading.file
      const { q } = request.query as { q?: unknown }
      const search = typeof q === 'string' ? q : ''
      const found = await searchCases(deps.db, readersOf(directoryOf(request), person.id), search)
      return sendPage(deps, request, reply, {
        title: words(view.locale, 'search.title', { number }),
        width: 'reading',
        body: linkPage(view, {
          number,
          csrf: person.csrf,
          idempotencyKey: randomUUID(),
          search,
          found: found.filter((each) => each.number !== number),
        }),
      })
    }),
  )
  server.get(
    '/expedientes/:number/separar',
    { preHandler: requirePerson },
    answering(async (request, reply) => sendSplit(deps, request, reply, await readAsOfficial(deps, request))),
  )
  server.post(
    '/expedientes/:number/separar',
    { preHandler: requirePerson, config: { csrf: 'own' } },
    answering(async (request, reply) => {
      const post = await readPost(request, deps, personOf(request).id)
      if (!csrfFits(request, post.fields)) throw new Refused(peopleRefusal('stale-form'))
      const reading = await readAsOfficial(deps, request)
      const offer = await offerOf(deps, request)
      try {
        const { number } = await split(deps, request, reading, offer, post)
        leaveFlash(reply, { kind: 'done', text: words(viewOf(deps.people, request).locale, 'done.split', { number }) })
        return reply.redirect(`/expedientes/${reading.file.number}`, 303)
      } catch (error) {
        if (!(error instanceof Refused)) throw error
        reply.code(error.refusal.status)
        return sendSplit(deps, request, reply, reading, sentOf(deps, request, offer, withoutInfected(post), error))
      }
    }),
  )
}

async function split(
  deps: CaseRouteDeps,
  request: FastifyRequest,
  reading: CaseReading,
  offer: Offer | null,
  post: Post,
): Promise<{ number: string }> {
  const { fields } = post
  const read = offer === null || offer.form === null ? null : formOfPost(offer.form, post)
  const named = (start: string) =>
    Object.keys(fields).flatMap((name) => (name.startsWith(start) ? [name.slice(start.length)] : []))
  const input = {
    messages: named('mensaje:').map(Number),
    documents: named('documento:'),
    manual: offer?.version.code ?? '',
    procedure: offer?.procedure.number ?? '',
    start: offer?.name ?? '',
    // Before a kind is chosen the command says that it is missing.
    title:
      offer === null
        ? (fields.asunto ?? '')
        : subjectOf(offer, post, read?.values ?? {}, reading.institution.directory),
    ...(read === null ? {} : { form: read.values, files: read.files }),
  }
  checkInput(splitCase.input, input)
  const key = fields.clave
  return runCommand(deps, splitCase, {
    params: { number: reading.file.number },
    input,
    person: personOf(request).id,
    revision: request.revision,
    ...(key === undefined || key === '' ? {} : { idempotencyKey: key }),
  })
}

function sentOf(
  deps: CaseRouteDeps,
  request: FastifyRequest,
  offer: Offer | null,
  post: Post,
  { refusal }: Refused,
): SplitPageInput['sent'] {
  const { locale } = viewOf(deps.people, request)
  const read = offer === null || offer.form === null ? null : formOfPost(offer.form, post)
  return {
    message: refusal[locale],
    faults: Object.fromEntries(Object.entries(refusal.fields ?? {}).map(([name, fault]) => [name, fault[locale]])),
    ...(read === null || offer?.form == null ? {} : { values: { [offer.form.code]: read.values } }),
    fileNames: Object.fromEntries(post.files.map(({ id, name }) => [id, name])),
    fields: post.fields,
    chosen: Object.keys(post.fields),
  }
}

async function offerOf(deps: CaseRouteDeps, request: FastifyRequest): Promise<Offer | null> {
  const { tramite } = request.query as { tramite?: unknown }
  const offers = await deps.manuals.offers(deps.db, deps.clock())
  return offers.find((each) => offerPath(each) === tramite) ?? null
}

async function sendSplit(
  deps: CaseRouteDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  reading: CaseReading,
  sent?: SplitPageInput['sent'],
): Promise<FastifyReply> {
  const view = viewOf(deps.people, request)
  const { number } = reading.file
  const body = splitPage(view, {
    reading,
    sayings: readConversation(reading.acts, reading.institution.directory),
    offers: await deps.manuals.offers(deps.db, deps.clock()),
    offer: await offerOf(deps, request),
    csrf: personOf(request).csrf,
    idempotencyKey: randomUUID(),
    sent,
  })
  const title = words(view.locale, 'split.title', { number })
  return sendPage(deps, request, reply, { title, body, path: `/expedientes/${number}/separar`, width: 'reading' })
}
