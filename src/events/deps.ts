import type { CaseRouteDeps } from '#src/cases/routes/deps.ts'

/** What the routes of events need besides what those of cases do. */
export interface EventsDeps extends CaseRouteDeps {
  /** Networks that receivers may be in, besides public addresses. */
  readonly networks: readonly string[]
  /** Sends what is due to its receivers. */
  readonly deliver: () => Promise<number>
}
