import type { TSchema } from 'typebox'
import type { CommandDefinition } from '#src/cases/call.ts'
import type { CaseRouteDeps } from '#src/cases/routes/index.ts'

export interface PortalDeps extends CaseRouteDeps {
  /** What sends a message with its files (`{ message, files }`) to whoever attends to the case; a note of the record unless given. */
  readonly message?: CommandDefinition<TSchema, unknown>
  /** How long a kind of request usually takes, as a sentence; null where nothing is known of it. */
  readonly usualTime?: (manual: string, procedure: string) => Promise<string | null>
}
