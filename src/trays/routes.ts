import type { FastifyInstance } from 'fastify'
import type { CaseRouteDeps } from '#src/cases/routes/deps.ts'
import { registerBulkApi } from './bulk/bulk-api.ts'
import { registerBulkPages } from './bulk/bulk-routes.ts'
import { registerPresence } from './presence/presence-routes.ts'
import { registerTrayApi } from './tray-api.ts'
import { registerTrayPages } from './tray-routes.ts'
import { registerViewApi } from './views/view-api.ts'
import { registerViewPages } from './views/view-routes.ts'

/** The trays with their views and batches, as pages and over the API; and who is looking at a case. */
export function registerTrays(server: FastifyInstance, deps: CaseRouteDeps): void {
  registerTrayPages(server, deps)
  registerTrayApi(server, deps)
  registerViewPages(server, deps)
  registerViewApi(server, deps)
  registerBulkPages(server, deps)
  registerBulkApi(server, deps)
  registerPresence(server, deps)
}
