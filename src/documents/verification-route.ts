import { setTimeout as wait } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import { answering } from '#src/people/http/answering.ts'
import { viewOf } from '#src/people/http/shell.ts'
import { publicShellOf } from '#src/people/index.ts'
import { render } from '#src/platform/http/html.ts'
import { publicPage } from '#src/web/layout.ts'
import type { DocumentDeps } from './deps.ts'
import { findPaper } from './printed-form.store.ts'
import { codeHash } from './verification-code.ts'
import { verificationPage } from './verification-page.ts'
import { words } from './words.ts'

/** Milliseconds before which no answer goes out, so that its time tells nothing. */
const FLOOR = 150

/** What a paper's bearer may know of it, without signing in. */
export function registerVerification(server: FastifyInstance, deps: DocumentDeps): void {
  server.get(
    '/verificacion/:code',
    { config: { rateLimit: { max: 30, timeWindow: '1 minute' } } },
    answering(async (request, reply) => {
      const { code } = request.params as { code: string }
      const hash = codeHash(code)
      const now = deps.clock()
      const [{ directory }, paper] = await Promise.all([
        deps.institution(deps.db, now),
        // A text that can be no code is looked up all the same.
        findPaper(deps.db, hash ?? ''),
        wait(FLOOR),
      ])
      const version = paper === null ? null : await deps.manuals.version(deps.db, paper.versionId)
      const view = { ...viewOf(deps.people, request), timeZone: directory.rows.institution?.timeZone ?? 'UTC' }
      const body = verificationPage(view, paper === null || version === null ? null : { paper, version })
      const title = words(view.locale, paper === null ? 'verify.unknown' : 'verify.title')
      return reply
        .code(paper === null ? 404 : 200)
        .header('x-robots-tag', 'noindex, nofollow, noarchive')
        .type('text/html; charset=utf-8')
        .send(render(publicPage({ ...publicShellOf(request, directory, ''), title, body })))
    }),
  )
}
