import type { FastifyInstance, FastifyRequest } from 'fastify'
import { offerSlug } from '#src/cases/catalogue-page.ts'
import { filesOf, findText } from '#src/knowledge/article.store.ts'
import { articleUnknown } from '#src/knowledge/refusals.ts'
import { askedArticle } from '#src/knowledge/routes/asked-article.ts'
import { saveAvoided, saveOpinion } from '#src/knowledge/worth.store.ts'
import { answering } from '#src/people/http/answering.ts'
import { directoryOf, personOf, requirePerson } from '#src/people/http/identify.ts'
import { leaveFlash, viewOf } from '#src/people/http/shell.ts'
import { portalArticlePage } from '../article-page.ts'
import { serviceOf } from '../articles.ts'
import type { PortalDeps } from '../deps.ts'
import { portalOffers } from '../find-offers.ts'
import { askPath } from '../home-page.ts'
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
      const [text, files, back] = await Promise.all([
        findText(deps.db, article.id, article.published),
        filesOf(deps.db, article.id),
        pathOf(deps, service),
      ])
      if (text === null) throw articleUnknown()
      const body = portalArticlePage(viewOf(deps.people, request), {
        id: article.id,
        text,
        files,
        back,
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
      return reply.redirect(solved ? '/portal' : await pathOf(deps, service), 303)
    }),
  )
}

async function say(deps: PortalDeps, request: FastifyRequest, id: number, solved: boolean, service: string) {
  const person = personOf(request).id
  await saveOpinion(deps.db, id, person, { helpful: solved, comment: null }, deps.clock())
  if (!solved) return
  const [, manual, procedure] = /^([^/]{1,40})\/(\d{1,4})$/.exec(service) ?? []
  const of = manual === undefined || procedure === undefined ? null : { manual, procedure }
  await saveAvoided(deps.db, id, person, directoryOf(request).today, of)
}

/** The form of a kind of request, or the start where none is meant. */
async function pathOf(deps: PortalDeps, service: string): Promise<string> {
  if (service === '') return '/portal'
  const offer = portalOffers(await deps.manuals.offers(deps.db, deps.clock())).find(
    (each) => serviceOf(each) === service,
  )
  return offer === undefined || offerSlug(offer) === '' ? '/portal' : askPath(offer)
}
