import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { readersOf } from '#src/cases/readers.ts'
import type { CaseRouteDeps } from '#src/cases/routes/deps.ts'
import { sendPage } from '#src/cases/send-page.ts'
import { answering } from '#src/people/http/answering.ts'
import { directoryOf, personOf, requirePerson } from '#src/people/http/identify.ts'
import { leaveFlash, viewOf } from '#src/people/http/shell.ts'
import { listRaised, listWarnings, markSeen, measureEscalations, WARNINGS_PAGE } from './follow.store.ts'
import { followWords as words } from './follow-words.ts'
import { raisedPage } from './raised-page.ts'
import { warningsPage } from './warnings-page.ts'

/** What a person is warned of, and what was raised to a head, as pages and over the API. */
export function registerFollowing(server: FastifyInstance, deps: CaseRouteDeps): void {
  server.get(
    '/avisos',
    { preHandler: requirePerson },
    answering(async (request, reply) => {
      const since = deps.live.cursor()
      const view = viewOf(deps.people, request)
      const person = personOf(request)
      const rows = await listWarnings(deps.db, person.id, placeAsked(request))
      const body = warningsPage(view, { rows, csrf: person.csrf })
      return sendPage(deps, request, reply, {
        title: words(view.locale, 'tab.warnings'),
        body,
        live: { topics: [`person:${person.id}`], since },
      })
    }),
  )
  server.post(
    '/avisos/vistos',
    { preHandler: requirePerson },
    answering(async (request, reply) => {
      const body = (request.body ?? {}) as Readonly<Record<string, unknown>>
      const { expediente: number, acto } = body
      const seq = typeof acto === 'string' && /^\d{1,9}$/.test(acto) ? Number(acto) : null
      const one = typeof number === 'string' && number.length <= 60 && seq !== null ? { number, seq } : 'all'
      await markSeen(deps.db, personOf(request).id, deps.clock(), one)
      leaveFlash(reply, { kind: 'done', text: words(viewOf(deps.people, request).locale, 'seen.done') })
      return reply.redirect('/avisos', 303)
    }),
  )
  server.get(
    '/escaladas',
    { preHandler: requirePerson },
    answering(async (request, reply) => {
      const since = deps.live.cursor()
      const view = viewOf(deps.people, request)
      const directory = directoryOf(request)
      const positions = directory.trayPositionsOf(personOf(request).id)
      const [rows, measures] = await Promise.all([
        listRaised(deps.db, positions),
        measureEscalations(deps.db, positionsRead(request), ninetyDaysBefore(deps.clock())),
      ])
      const body = raisedPage(view, { rows, measures, directory })
      return sendPage(deps, request, reply, {
        title: words(view.locale, 'tab.raised'),
        body,
        live: { topics: positions.map((position) => `position:${position}`), since },
      })
    }),
  )
  server.get(
    '/api/warnings',
    {
      preHandler: requirePerson,
      schema: {
        operationId: 'warnings',
        summary: 'Warnings of the person that are not marked as seen, the latest first',
        tags: ['priorities'],
        querystring: Type.Object({ antes: Type.Optional(Type.String({ maxLength: 100 })) }),
      },
    },
    answering(async (request, reply) => {
      const rows = await listWarnings(deps.db, personOf(request).id, placeAsked(request))
      const shown = rows.slice(0, WARNINGS_PAGE)
      const last = rows.length > WARNINGS_PAGE ? shown.at(-1) : undefined
      return reply.send({
        warnings: shown.map(({ caseId: _, ...row }) => row),
        next: last === undefined ? null : `${last.givenAt} ${last.caseId} ${last.seq}`,
      })
    }),
  )
  server.get(
    '/api/escalations',
    {
      preHandler: requirePerson,
      schema: {
        operationId: 'escalations',
        summary: 'What was raised to the positions of the person, and how escalations have gone',
        tags: ['priorities'],
      },
    },
    answering(async (request, reply) => {
      const waiting = await listRaised(deps.db, directoryOf(request).trayPositionsOf(personOf(request).id))
      const measures = await measureEscalations(deps.db, positionsRead(request), ninetyDaysBefore(deps.clock()))
      return reply.send({ waiting, measures })
    }),
  )
}

/** The positions of the units whose cases the person reads. */
function positionsRead(request: FastifyRequest): string[] {
  const directory = directoryOf(request)
  const units = new Set(readersOf(directory, personOf(request).id))
  return directory.rows.posts.flatMap(({ id, unit }) => (units.has(unit) ? [id] : []))
}

function ninetyDaysBefore(now: string): string {
  return Temporal.Instant.from(now)
    .subtract({ hours: 90 * 24 })
    .toString()
}

const PLACE = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?Z) (\d{1,15}) (\d{1,9})$/

function placeAsked(request: FastifyRequest) {
  const { antes } = request.query as { antes?: unknown }
  const match = typeof antes === 'string' ? PLACE.exec(antes) : null
  if (match === null || Number.isNaN(Date.parse(match[1]!))) return null
  return { givenAt: match[1]!, caseId: Number(match[2]), seq: Number(match[3]) }
}
