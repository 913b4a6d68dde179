import type { CaseRouteDeps } from '#src/cases/routes/deps.ts'
import type { Log } from '#src/platform/log.ts'
import type { Forget } from './erase/erase-copies.ts'

/** What the care of data needs beside what cases need. */
export interface CareDeps extends CaseRouteDeps {
  /** How features that stand beside this one forget what they copied from acts. */
  readonly forget: readonly Forget[]
  readonly log: Log
}
