import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import type { CaseRouteDeps } from '#src/cases/routes/deps.ts'
import { answering } from '#src/people/http/answering.ts'
import { directoryOf, personOf, requirePerson } from '#src/people/http/identify.ts'
import { filesOf, findText, reachOf } from '../article.store.ts'
import { articleIndex } from '../article-index.ts'
import { unitsOf } from '../permissions.ts'
import { articlePath, filePath } from '../places.ts'
import { articleUnknown } from '../refusals.ts'
import { suggestArticles } from '../suggest-articles.ts'
import { worthOf } from '../worth.store.ts'
import { askedArticle } from './asked-article.ts'
import { foundArticles } from './reading-routes.ts'

/** Articles for programs, and those that are offered while somebody types. */
export function registerArticleApi(server: FastifyInstance, deps: CaseRouteDeps): void {
  server.get(
    '/api/articles',
    {
      preHandler: requirePerson,
      schema: {
        operationId: 'articles',
        summary: 'Published articles that the person may read: those that `q` finds, else the newest',
        tags: ['articles'],
        querystring: Type.Object({ q: Type.Optional(Type.String({ maxLength: 400 })) }),
      },
    },
    answering(async (request, reply) => {
      const { q = '' } = request.query as { q?: string }
      const units = unitsOf(directoryOf(request), personOf(request).id)
      const found = foundArticles(await articleIndex(deps.db), q.trim(), units, 100)
      return reply.send({
        articles: found.map(({ id, title, question }) => ({ id, title, question, href: articlePath(id) })),
      })
    }),
  )
  server.get(
    '/api/articles/suggestions',
    {
      preHandler: requirePerson,
      schema: {
        operationId: 'article-suggestions',
        summary:
          'The five articles that may answer what is being written; those of the kind of request `tramite` (`MANUAL/procedure`) first',
        tags: ['articles'],
        querystring: Type.Object({
          texto: Type.String({ maxLength: 20_000 }),
          tramite: Type.Optional(Type.String({ maxLength: 60 })),
        }),
      },
    },
    answering(async (request, reply) => {
      const { texto, tramite = null } = request.query as { texto: string; tramite?: string }
      const units = unitsOf(directoryOf(request), personOf(request).id)
      const found = suggestArticles(await articleIndex(deps.db), {
        text: texto,
        service: tramite,
        units,
        most: 5,
        typing: true,
      })
      return reply.send({
        articles: found.map(({ article: { id, title, question } }) => ({
          id,
          title,
          question: question.slice(0, 200),
          href: articlePath(id),
        })),
      })
    }),
  )
  server.get(
    '/api/articles/:id',
    {
      preHandler: requirePerson,
      schema: {
        operationId: 'article',
        summary: 'A published article, with what it was good for',
        tags: ['articles'],
        params: Type.Object({ id: Type.String({ maxLength: 12 }) }),
      },
    },
    answering(async (request, reply) => {
      const { article } = await askedArticle(deps, request)
      if (article.published === null) throw articleUnknown()
      const [text, reach, files, worth] = await Promise.all([
        findText(deps.db, article.id, article.published),
        reachOf(deps.db, article.id),
        filesOf(deps.db, article.id),
        worthOf(deps.db, article.id),
      ])
      return reply.send({
        id: article.id,
        unit: article.unitId,
        public: article.public,
        version: article.published,
        title: text?.title,
        question: text?.question,
        solution: text?.solution,
        keywords: text?.keywords,
        services: reach.services,
        publishedAt: article.publishedAt,
        reviewBy: article.reviewBy,
        files: files.map(({ id, name, size }) => ({ id, name, size, href: filePath(article.id, id) })),
        worth,
      })
    }),
  )
}
