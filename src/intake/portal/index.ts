import type { FastifyInstance } from 'fastify'
import { registerCommand } from '#src/cases/routes/api-routes.ts'
import type { PortalDeps } from './deps.ts'
import { rateCase } from './rate-case.ts'
import { registerPortalArticles } from './routes/article-routes.ts'
import { registerAsking } from './routes/ask-routes.ts'
import { registerPortalHome } from './routes/home-routes.ts'
import { registerRequest } from './routes/request-routes.ts'
import { registerMyRequests } from './routes/requests-routes.ts'
import { sayWhetherSolved } from './say-whether-solved.ts'

export type { PortalDeps } from './deps.ts'
export { onlyAsks } from './portal-page.ts'

/** The pages of whoever asks, and what they add to the API. */
export function registerPortal(server: FastifyInstance, deps: PortalDeps): void {
  registerPortalHome(server, deps)
  registerAsking(server, deps)
  registerMyRequests(server, deps)
  registerRequest(server, deps)
  registerPortalArticles(server, deps)
  for (const definition of [sayWhetherSolved, rateCase]) registerCommand(server, deps, definition)
}
