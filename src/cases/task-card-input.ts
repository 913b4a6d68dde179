import type { HtmlFragment } from '#src/platform/http/html.ts'
import type { Task } from '#src/procedure/types.ts'
import type { CaseReading } from './read-case.ts'
import type { Sent } from './sent.ts'

export interface TaskCardInput {
  readonly reading: CaseReading
  readonly task: Task
  readonly person: string
  readonly csrf: string
  /** New at every drawing of the page, so that a double press does one thing. */
  readonly idempotencyKey: string
  readonly verbCards?: ReadonlyMap<number, readonly HtmlFragment[]>
  /** What was sent for this task and refused. */
  readonly sent?: Sent
}
