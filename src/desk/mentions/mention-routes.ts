import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { readersOf } from '#src/cases/readers.ts'
import type { CaseRouteDeps } from '#src/cases/routes/index.ts'
import { answering } from '#src/people/http/answering.ts'
import { directoryOf, personOf, requirePermission, requirePerson } from '#src/people/http/identify.ts'
import { leaveFlash, viewOf } from '#src/people/http/shell.ts'
import { sendDeskPage } from '../send-desk-page.ts'
import { words } from '../words.ts'
import { listMentions, MENTIONS_PAGE, markRead } from './mention.store.ts'
import { mentionsPage, readMentionPlace, writeMentionPlace } from './mentions-page.ts'
import { suggestOfficials } from './officials.ts'

/** Whom one may mention, and where one was mentioned. */
export function registerMentions(server: FastifyInstance, deps: CaseRouteDeps): void {
  server.get(
    '/api/officials',
    {
      preHandler: requirePermission('directory.read'),
      schema: {
        operationId: 'officials',
        summary: 'Officials whose name or user name begins so; at most ten',
        tags: ['cases'],
        querystring: Type.Object({ q: Type.Optional(Type.String({ maxLength: 60 })) }),
      },
    },
    answering(async (request, reply) => {
      const { q = '' } = request.query as { q?: string }
      return reply.send({ officials: suggestOfficials(directoryOf(request), q) })
    }),
  )
  server.get(
    '/menciones',
    { preHandler: requirePerson },
    answering(async (request, reply) => {
      const person = personOf(request)
      const view = viewOf(deps.people, request)
      const from = placeAsked(request)
      const mentions = await listMentions(deps.db, person.id, readersOf(directoryOf(request), person.id), from)
      const input = { mentions, directory: directoryOf(request), csrf: person.csrf, later: from !== null }
      return sendDeskPage(deps, request, reply, {
        title: words(view.locale, 'mentions'),
        body: mentionsPage(view, input),
        topics: [`person:${person.id}`],
        width: 'wide',
      })
    }),
  )
  server.get(
    '/api/mentions',
    {
      preHandler: requirePerson,
      schema: {
        operationId: 'mentions',
        summary: 'Notes that mention the person, the newest first',
        tags: ['cases'],
        querystring: Type.Object({ desde: Type.Optional(Type.String({ maxLength: 60 })) }),
      },
    },
    answering(async (request, reply) => {
      const person = personOf(request).id
      const readers = readersOf(directoryOf(request), person)
      const mentions = await listMentions(deps.db, person, readers, placeAsked(request))
      const shown = mentions.slice(0, MENTIONS_PAGE)
      return reply.send({
        mentions: shown.map(({ number, title, seq, at, by, readAt, note }) => ({
          number,
          title,
          seq,
          at,
          by: by === null ? null : directoryOf(request).personName(by),
          read: readAt !== null,
          note,
        })),
        next: mentions.length > MENTIONS_PAGE ? writeMentionPlace(shown.at(-1)!) : null,
      })
    }),
  )
  server.post(
    '/menciones/leidas',
    { preHandler: requirePerson },
    answering(async (request, reply) => {
      await readAll(deps, request)
      const { locale } = viewOf(deps.people, request)
      leaveFlash(reply, { kind: 'done', text: words(locale, 'mentions.done') })
      return reply.redirect('/menciones', 303)
    }),
  )
  server.post(
    '/api/mentions/reading',
    {
      preHandler: requirePerson,
      schema: { operationId: 'read-mentions', summary: 'Marks all mentions of the person as read', tags: ['cases'] },
    },
    answering(async (request, reply) => reply.send({ read: await readAll(deps, request) })),
  )
}

async function readAll(deps: CaseRouteDeps, request: FastifyRequest): Promise<number> {
  const person = personOf(request).id
  const read = await markRead(deps.db, person, null, deps.clock())
  if (read > 0) deps.changed(new Set([`person:${person}`]))
  return read
}

function placeAsked(request: FastifyRequest) {
  return readMentionPlace((request.query as { desde?: unknown }).desde)
}
