import type { CaseRouteDeps } from '#src/cases/routes/deps.ts'
import type { Printer } from '#src/printing/index.ts'

export interface ReportDeps extends CaseRouteDeps {
  readonly printer: Printer
  /** Reports can be sent by mail: where it goes out was told. */
  readonly mail: boolean
}
