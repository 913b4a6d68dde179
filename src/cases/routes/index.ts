import type { FastifyInstance } from 'fastify'
import { registerCaseApi } from './api-routes.ts'
import { registerCaseRoutes } from './case-routes.ts'
import { registerCaseChart } from './chart-routes.ts'
import type { CaseRouteDeps } from './deps.ts'
import { registerFileRoutes } from './file-routes.ts'
import { registerMyCases } from './my-cases-routes.ts'
import { registerProofRoutes } from './proof-routes.ts'
import { registerStartRoutes } from './start-routes.ts'

export type { CaseRouteDeps } from './deps.ts'

/** Everything of cases on the web: the catalogue, a case and its forms, its proof, documents, and the API. */
export function registerCases(server: FastifyInstance, deps: CaseRouteDeps): void {
  registerStartRoutes(server, deps)
  registerCaseRoutes(server, deps)
  registerCaseChart(server, deps)
  registerMyCases(server, deps)
  registerProofRoutes(server, deps)
  registerFileRoutes(server, deps)
  registerCaseApi(server, deps)
}
