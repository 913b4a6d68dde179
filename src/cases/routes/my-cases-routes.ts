import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { answering } from '#src/people/http/answering.ts'
import { directoryOf, personOf, requirePerson } from '#src/people/http/identify.ts'
import { shellOf, viewOf } from '#src/people/http/shell.ts'
import { render } from '#src/platform/http/html.ts'
import { page } from '#src/web/layout.ts'
import { caseStanding, waits } from '../case-standing.ts'
import { listMyCases, MY_CASES_PAGE, type MyCase, readMyCasePlace, writeMyCasePlace } from '../my-cases.store.ts'
import { myCasesPage } from '../my-cases-page.ts'
import { myCasesWords as words } from '../my-cases-words.ts'
import type { ManualVersion } from '../versions.ts'
import type { CaseRouteDeps } from './deps.ts'

/** The cases that a person asked for or opened. */
export function registerMyCases(server: FastifyInstance, deps: CaseRouteDeps): void {
  server.get(
    '/mis-expedientes',
    { preHandler: requirePerson },
    answering(async (request, reply) => {
      const since = deps.live.cursor()
      const person = personOf(request).id
      const from = placeAsked(request)
      const cases = await listMyCases(deps.db, person, from)
      const view = viewOf(deps.people, request)
      const body = myCasesPage(view, {
        cases,
        versions: await versionsOf(deps, cases),
        directory: directoryOf(request),
        later: from !== null,
      })
      const shell = await shellOf(deps.people, request, reply)
      const topics = cases.slice(0, MY_CASES_PAGE).map(({ number }) => `case:${number}`)
      const live = { url: deps.live.url, topics: [`person:${person}`, ...topics], since }
      return reply
        .type('text/html; charset=utf-8')
        .send(render(page({ ...shell, title: words(view.locale, 'title'), body, live })))
    }),
  )
  server.get(
    '/api/my-cases',
    {
      preHandler: requirePerson,
      schema: {
        operationId: 'my-cases',
        summary: 'The cases that the person asked for or opened, with where each one stands',
        tags: ['cases'],
        querystring: Type.Object({ desde: Type.Optional(Type.String({ maxLength: 40 })) }),
      },
    },
    answering(async (request, reply) => {
      const cases = await listMyCases(deps.db, personOf(request).id, placeAsked(request))
      const versions = await versionsOf(deps, cases)
      const view = viewOf(deps.people, request)
      const last = cases.length > MY_CASES_PAGE ? cases[MY_CASES_PAGE - 1] : undefined
      return reply.send({
        cases: cases.slice(0, MY_CASES_PAGE).map((each) => {
          const version = versions.get(each.versionId)
          return {
            number: each.number,
            title: each.title,
            status: each.status,
            waiting: waits(each.state),
            manual: version?.code ?? null,
            version: version?.version ?? null,
            procedure: each.procedure,
            openedAt: each.openedAt,
            movedAt: each.movedAt,
            standing: caseStanding(view, version?.procedure(each.procedure) ?? null, each.state, directoryOf(request)),
          }
        }),
        next: last === undefined ? null : writeMyCasePlace(last),
      })
    }),
  )
}

function placeAsked(request: FastifyRequest) {
  return readMyCasePlace((request.query as { desde?: unknown }).desde)
}

async function versionsOf(deps: CaseRouteDeps, cases: readonly MyCase[]): Promise<Map<number, ManualVersion>> {
  const versions = new Map<number, ManualVersion>()
  for (const id of new Set(cases.map((each) => each.versionId)))
    versions.set(id, await deps.manuals.version(deps.db, id))
  return versions
}
