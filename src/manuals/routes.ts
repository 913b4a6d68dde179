import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { CaseRouteDeps } from '#src/cases/routes/deps.ts'
import { FINDINGS } from '#src/manual/index.ts'
import { answering } from '#src/people/http/answering.ts'
import { directoryOf, personOf, requirePerson } from '#src/people/http/identify.ts'
import { shellOf, viewOf } from '#src/people/http/shell.ts'
import { type HtmlFragment, render } from '#src/platform/http/html.ts'
import { page } from '#src/web/layout.ts'
import { registerManualApi } from './api-routes.ts'
import { mayDraft } from './drafts/index.ts'
import { registerDrafts } from './editor/draft-routes.ts'
import { findingPage, findingsPage, isFindingCode } from './finding-pages.ts'
import { words as findingWords } from './finding-words.ts'
import { registerImports } from './importing/import-routes.ts'
import { registerInterchange } from './interchange-routes.ts'
import { readSource } from './manual.store.ts'
import { manualPage } from './manual-page.ts'
import { manualsPage } from './manuals-page.ts'
import { FINDINGS_PATH, findingPath } from './places.ts'
import { registerPublishing } from './publish-routes.ts'
import { inForceAt, manualsInForce, versionAsked } from './read-manuals.ts'
import { findingUnknown } from './refusals.ts'
import { words } from './words.ts'

/** The manuals, to be read by everybody and published by administrators. */
export function registerManuals(server: FastifyInstance, deps: CaseRouteDeps): void {
  server.get(
    '/manuales',
    { preHandler: requirePerson },
    answering(async (request, reply) => {
      const manuals = await manualsInForce(deps)
      const { locale } = viewOf(deps.people, request)
      const body = manualsPage(viewOf(deps.people, request), {
        manuals,
        administrator: personOf(request).administrator,
        drafts: mayDraft(personOf(request), directoryOf(request)),
      })
      return sendPage(deps, request, reply, words(locale, 'title'), body)
    }),
  )
  registerDrafts(server, deps)
  registerPublishing(server, deps)
  registerImports(server, deps)
  server.get(
    FINDINGS_PATH,
    { preHandler: requirePerson },
    answering((request, reply) => {
      const view = viewOf(deps.people, request)
      return sendPage(deps, request, reply, findingWords(view.locale, 'title'), findingsPage(view))
    }),
  )
  server.get(
    findingPath(':code'),
    { preHandler: requirePerson },
    answering((request, reply) => {
      const { code } = request.params as { code: string }
      if (!isFindingCode(code)) throw findingUnknown()
      return sendPage(deps, request, reply, FINDINGS[code].title, findingPage(viewOf(deps.people, request), code))
    }),
  )
  for (const url of ['/manuales/:code', '/manuales/:code/versiones/:version']) {
    server.get(
      url,
      { preHandler: requirePerson },
      answering(async (request, reply) => {
        const { published, versions } = await versionAsked(deps, request)
        const at = deps.clock()
        const { manual } = await deps.manuals.version(deps.db, published.id)
        const offers = (await deps.manuals.offers(deps.db, at)).filter(({ version }) => version.id === published.id)
        const body = manualPage(viewOf(deps.people, request), {
          manual,
          published,
          versions,
          inForce: inForceAt(published, at),
          offers,
          directory: directoryOf(request),
        })
        return sendPage(deps, request, reply, published.title, body)
      }),
    )
    server.get(
      `${url}/fuente.md`,
      { preHandler: requirePerson },
      answering(async (request, reply) => {
        const { published } = await versionAsked(deps, request)
        const name = `${published.code}-${published.version}.manual.md`
        return reply
          .type('text/markdown; charset=utf-8')
          .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`)
          .send(await readSource(deps.db, published.id))
      }),
    )
  }
  registerManualApi(server, deps)
  registerInterchange(server, deps)
}

/** A whole page of the manuals. */
async function sendPage(
  deps: CaseRouteDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  title: string,
  body: HtmlFragment,
): Promise<FastifyReply> {
  const shell = await shellOf(deps.people, request, reply)
  return reply.type('text/html; charset=utf-8').send(render(page({ ...shell, title, body })))
}
