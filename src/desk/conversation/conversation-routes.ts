import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { readCase } from '#src/cases/read-case.ts'
import type { CaseRouteDeps } from '#src/cases/routes/index.ts'
import { answering } from '#src/people/http/answering.ts'
import { personOf, requirePerson } from '#src/people/http/identify.ts'
import { viewOf } from '#src/people/http/shell.ts'
import { html } from '#src/platform/http/html.ts'
import { card } from '#src/web/components/card.ts'
import { pageHead } from '#src/web/components/page-head.ts'
import { aroundOf } from '../around-of.ts'
import { filledTexts } from '../canned/filled-texts.ts'
import { pickPage } from '../canned/pick-page.ts'
import { readAsOfficial, sendDeskPage } from '../send-desk-page.ts'
import { words } from '../words.ts'
import { composer, type Writing } from './composer.ts'
import { conversationOf, conversationView, correspondent } from './conversation-panel.ts'

const CaseNumber = Type.Object({ number: Type.String({ minLength: 1, maxLength: 60 }) })

/** The conversation of a case for programs, and the pages by which a canned text comes into it. */
export function registerConversation(server: FastifyInstance, deps: CaseRouteDeps): void {
  server.get(
    '/api/cases/:number/conversation',
    {
      preHandler: requirePerson,
      schema: {
        operationId: 'conversation',
        summary: 'Messages and notes of a case that the person may see, the oldest first',
        tags: ['cases'],
        params: CaseNumber,
      },
    },
    answering(async (request, reply) => {
      const { number } = request.params as { number: string }
      const person = personOf(request)
      const reading = await readCase(deps, number, person.id, request.revision)
      const sayings = conversationOf({ reading }, await aroundOf({ deps, reading, person }))
      return reply.send({ part: reading.part, conversation: conversationView(sayings) })
    }),
  )
  server.get(
    '/api/cases/:number/canned-texts',
    {
      preHandler: requirePerson,
      schema: {
        operationId: 'canned-texts-for-case',
        summary: 'Canned texts that the person may use, filled in for this case',
        tags: ['cases'],
        params: CaseNumber,
        querystring: Type.Object({ q: Type.Optional(Type.String({ maxLength: 100 })) }),
      },
    },
    answering(async (request, reply) => {
      const reading = await readAsOfficial(deps, request)
      const view = viewOf(deps.people, request)
      const { q = '' } = request.query as { q?: string }
      return reply.send({ texts: await filledTexts(deps.db, view, reading, personOf(request).id, q) })
    }),
  )
  server.get(
    '/expedientes/:number/respuestas',
    { preHandler: requirePerson },
    answering(async (request, reply) => {
      const reading = await readAsOfficial(deps, request)
      const view = viewOf(deps.people, request)
      const { q, para } = request.query as { q?: unknown; para?: unknown }
      const search = typeof q === 'string' ? q : ''
      const texts = await filledTexts(deps.db, view, reading, personOf(request).id, search)
      const { number } = reading.file
      return sendDeskPage(deps, request, reply, {
        title: words(view.locale, 'canned.pick-title', { number }),
        body: pickPage(view, { number, writing: writingOf(para), search, texts }),
      })
    }),
  )
  server.get(
    '/expedientes/:number/escribir',
    { preHandler: requirePerson },
    answering(async (request, reply) => {
      const reading = await readAsOfficial(deps, request)
      const view = viewOf(deps.people, request)
      const person = personOf(request)
      const { texto, para } = request.query as { texto?: unknown; para?: unknown }
      const texts = await filledTexts(deps.db, view, reading, person.id, '')
      const text = texts.find(({ id }) => id === texto)?.text ?? ''
      const { number, title, status } = reading.file
      const body = html`${pageHead(view, {
        title,
        number,
        crumbs: [{ label: number, href: `/expedientes/${number}` }, { label: words(view.locale, 'conversation') }],
      })}${card({
        body: composer(view, {
          number,
          csrf: person.csrf,
          idempotencyKey: randomUUID(),
          official: true,
          requester: correspondent({ reading }),
          open: status === 'open',
          filled: { writing: writingOf(para), text },
        }),
      })}`
      return sendDeskPage(deps, request, reply, { title: `${number} ${title}`, body })
    }),
  )
}

function writingOf(text: unknown): Writing {
  return text === 'mensaje' ? 'mensaje' : 'nota'
}
