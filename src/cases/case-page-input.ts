import type { HtmlFragment } from '#src/platform/http/html.ts'
import type { DrawnPanels } from './panels.ts'
import type { CaseReading } from './read-case.ts'
import type { Sent } from './sent.ts'

export interface CasePageInput {
  readonly reading: CaseReading
  readonly person: string
  readonly csrf: string
  readonly idempotencyKey: string
  /** What the verbs of each open task show on its card. */
  readonly verbCards?: ReadonlyMap<number, readonly HtmlFragment[]>
  /** What features above the cases show. */
  readonly panels?: DrawnPanels
  /** What was sent and refused: for a task by its id, else for the case. */
  readonly sent?: { readonly task?: number; readonly action?: string; readonly what: Sent }
}
