import type { CaseRouteDeps } from '#src/cases/routes/index.ts'

export interface PortalDeps extends CaseRouteDeps {
  /** How long a kind of request usually takes, as a sentence; null where nothing is known of it. */
  readonly usualTime?: (manual: string, procedure: string) => Promise<string | null>
}
