import type { FastifyInstance } from 'fastify'
import { answering } from '#src/people/http/answering.ts'
import { directoryOf, personOf, requirePerson } from '#src/people/http/identify.ts'
import { viewOf } from '#src/people/http/shell.ts'
import type { PortalDeps } from '../deps.ts'
import { listMyRequests, REQUESTS_PAGE } from '../my-requests.store.ts'
import { sendPortalPage } from '../portal-page.ts'
import { type RequestLine, requestLine } from '../request-list.ts'
import { requestsPage } from '../requests-page.ts'
import { words } from '../words.ts'

/** What a person asked for, by pages. */
export function registerMyRequests(server: FastifyInstance, deps: PortalDeps): void {
  server.get(
    '/portal/solicitudes',
    { preHandler: requirePerson },
    answering(async (request, reply) => {
      const { ver, q, desde } = request.query as Record<string, unknown>
      const view = viewOf(deps.people, request)
      const person = personOf(request).id
      const ended = ver === 'terminadas'
      const question = typeof q === 'string' ? q.trim().slice(0, 200) : ''
      const before = typeof desde === 'string' && /^\d{1,15}$/.test(desde) ? Number(desde) : undefined
      const found = await listMyRequests(deps.db, person, { ended, words: question, before })
      const lines: RequestLine[] = []
      for (const each of found.slice(0, REQUESTS_PAGE)) {
        const version = await deps.manuals.version(deps.db, each.versionId)
        lines.push(requestLine(view, each, version, person, directoryOf(request)))
      }
      const next = found.length > REQUESTS_PAGE ? found[REQUESTS_PAGE - 1]!.id : null
      const body = requestsPage(view, { ended, question, lines, next, later: before !== undefined })
      return sendPortalPage(deps, request, reply, { title: words(view.locale, 'list.title'), body })
    }),
  )
}
