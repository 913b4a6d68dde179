import type { FastifyInstance } from 'fastify'
import type { CaseRouteDeps } from '#src/cases/routes/deps.ts'
import { registerCaseArticles } from './case-articles.ts'
import { registerArticleApi } from './routes/api-routes.ts'
import { registerArticleEditing } from './routes/editing-routes.ts'
import { registerArticleReading } from './routes/reading-routes.ts'
import { registerArticleReviews } from './routes/review-routes.ts'

/** The knowledge base: read by everybody, written by the units, published by another person. */
export function registerKnowledge(server: FastifyInstance, deps: CaseRouteDeps): void {
  registerArticleReading(server, deps)
  registerArticleEditing(server, deps)
  registerArticleReviews(server, deps)
  registerCaseArticles(server, deps)
  registerArticleApi(server, deps)
}
