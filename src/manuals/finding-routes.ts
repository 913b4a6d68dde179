import type { FastifyInstance } from 'fastify'
import type { CaseRouteDeps } from '#src/cases/routes/deps.ts'
import { sendPage } from '#src/cases/send-page.ts'
import { FINDINGS } from '#src/manual/index.ts'
import { answering } from '#src/people/http/answering.ts'
import { requirePerson } from '#src/people/http/identify.ts'
import { viewOf } from '#src/people/http/shell.ts'
import { findingPage, findingsPage, isFindingCode } from './finding-pages.ts'
import { words } from './finding-words.ts'
import { FINDINGS_PATH, findingPath } from './places.ts'
import { findingUnknown } from './refusals.ts'

/** What each finding means, and what to write instead. */
export function registerFindings(server: FastifyInstance, deps: CaseRouteDeps): void {
  server.get(
    FINDINGS_PATH,
    { preHandler: requirePerson },
    answering((request, reply) => {
      const view = viewOf(deps.people, request)
      return sendPage(deps, request, reply, { title: words(view.locale, 'title'), body: findingsPage(view) })
    }),
  )
  server.get(
    findingPath(':code'),
    { preHandler: requirePerson },
    answering((request, reply) => {
      const { code } = request.params as { code: string }
      if (!isFindingCode(code)) throw findingUnknown()
      const body = findingPage(viewOf(deps.people, request), code)
      return sendPage(deps, request, reply, { title: FINDINGS[code].title, body })
    }),
  )
}
