import type { FastifyInstance } from 'fastify'
import { registerCaseForm } from './case-form-route.ts'
import type { DocumentDeps } from './deps.ts'
import { registerManualPapers } from './manual-routes.ts'
import { registerVerification } from './verification-route.ts'

/** Documents on paper: of manuals, of the forms of cases, and what a paper's bearer may know of it. */
export function registerDocuments(server: FastifyInstance, deps: DocumentDeps): void {
  registerManualPapers(server, deps)
  registerCaseForm(server, deps)
  registerVerification(server, deps)
}
