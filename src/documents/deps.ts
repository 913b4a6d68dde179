import type { CaseRouteDeps } from '#src/cases/routes/deps.ts'
import type { Printer } from '#src/printing/index.ts'

/** What the routes of documents need beside what those of cases need. */
export interface DocumentDeps extends CaseRouteDeps {
  readonly printer: Printer
}
