import type { FastifyInstance, FastifyRequest } from 'fastify'
import { filesOf, findText } from '#src/knowledge/article.store.ts'
import { articleUnknown } from '#src/knowledge/refusals.ts'
import { askedArticle } from '#src/knowledge/routes/asked-article.ts'
import { opinionOf, saveAvoided, saveOpinion } from '#src/knowledge/worth.store.ts'
import { answering } from '#src/people/http/answering.ts'
import { directoryOf, personOf, requirePerson } from '#src/people/http/identify.ts'
import { leaveFlash, viewOf } from '#src/people/http/shell.ts'
import { transaction } from '#src/platform/db/pool.ts'
import { portalArticlePage } from '../article-page.ts'
import type { PortalDeps } from '../deps.ts'
import { sendPortalPage } from '../portal-page.ts'
import { words } from '../words.ts'

/** An article as whoever asks reads it, and what that person says of it. */
export function registerPortalArticles(server: FastifyInstance, deps: PortalDeps): void {
  server.get(
    '/portal/articulos/:id',
    { preHandler: requirePerson },
    answering(async (request, reply) => {
      const { article } = await askedArticle(deps, request)
      if (article.published === null) throw articleUnknown()
      const { tramite } = request.query as { tramite?: unknown }
      const service = typeof tramite === 'string' ? tramite : ''
      const [text, files] = await Promise.all([
        findText(deps.db, article.id, article.published),
        filesOf(deps.db, article.id),
      ])
      if (text === null) throw articleUnknown()
      const body = portalArticlePage(viewOf(deps.people, request), {
        id: article.id,
        text,
        files,
        service,
        csrf: personOf(request).csrf,
      })
      return sendPortalPage(deps, request, reply, { title: text.title, body })
    }),
  )
  server.post(
    '/portal/articulos/:id/opinion',
    { preHandler: requirePerson },
    answering(async (request, reply) => {
      const { article } = await askedArticle(deps, request)
      if (article.published === null) throw articleUnknown()
      const { resuelto, tramite } = (request.body ?? {}) as { resuelto?: unknown; tramite?: unknown }
      const service = typeof tramite === 'string' ? tramite : ''
      const solved = resuelto === 'si'
      await say(deps, request, article.id, solved, service)
      const { locale } = viewOf(deps.people, request)
      leaveFlash(reply, {
        kind: 'done',
        text: words(locale, solved ? 'article.done-solved' : 'article.done-not-solved'),
      })
      return reply.redirect('/portal', 303)
    }),
  )
}

async function say(deps: PortalDeps, request: FastifyRequest, id: number, solved: boolean, service: string) {
  const person = personOf(request).id
  const [, manual, procedure] = /^([^/]{1,40})\/(\d{1,4})$/.exec(service) ?? []
  const of = manual === undefined || procedure === undefined ? null : { manual, procedure }
  await transaction(deps.db, async (tx) => {
    // What the person wrote of it before stays.
    const comment = (await opinionOf(tx, id, person))?.comment ?? null
    await saveOpinion(tx, id, person, { helpful: solved, comment }, deps.clock())
    if (solved) await saveAvoided(tx, id, person, directoryOf(request).today, of)
  })
}
