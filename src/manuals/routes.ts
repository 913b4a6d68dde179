import type { FastifyInstance } from 'fastify'
import type { CaseRouteDeps } from '#src/cases/routes/deps.ts'
import type { Printer } from '#src/printing/index.ts'
import { registerManualApi } from './api-routes.ts'
import { registerManualCharts } from './chart-routes.ts'
import { registerDraftPaper } from './editor/draft-paper-route.ts'
import { registerDrafts } from './editor/draft-routes.ts'
import { registerFindings } from './finding-routes.ts'
import { registerImports } from './importing/import-routes.ts'
import { registerInterchange } from './interchange-routes.ts'
import { registerLife } from './life/life-routes.ts'
import { registerPublishing } from './publish-routes.ts'
import { registerReading } from './reading-routes.ts'

/** The manuals: read by everybody, written and imported by analysts, published by their own procedure or by administrators. */
export function registerManuals(server: FastifyInstance, deps: CaseRouteDeps & { readonly printer: Printer }): void {
  registerReading(server, deps)
  registerFindings(server, deps)
  registerManualCharts(server, deps)
  registerDrafts(server, deps)
  registerDraftPaper(server, deps)
  registerImports(server, deps)
  registerPublishing(server, deps)
  registerLife(server, deps)
  registerInterchange(server, deps)
  registerManualApi(server, deps)
}
