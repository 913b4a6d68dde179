import { sql } from 'kysely'
import type { Queryable } from '#src/platform/db/types.ts'
import type { HtmlFragment } from '#src/platform/http/html.ts'
import type { Act, FileRef, FormValue, RowNumber, Task } from '#src/procedure/types.ts'
import type { View } from '#src/web/locale/time.ts'
import type { Call, CaseDeps } from './call.ts'
import type { CaseFile } from './types.ts'

/**
 * What a verb of `Acción` does beyond being noted in the record. A feature gives its verbs to `CaseDeps.verbs`; one that nobody gives
 * is done by hand, and the record says that it was done.
 */
export interface Verb {
  /** Before the row is completed, with its case locked: throws a `Refused`, or gives files that the act takes along. */
  readonly prepare?: (call: Call, work: VerbWork) => Promise<readonly (FileRef & { readonly name: string })[]>
  /** When the completion is recorded, in its transaction. A `Refused` undoes the completion too. */
  readonly perform?: (call: Call, work: VerbWork) => Promise<void>
  /** What the row's card shows to whoever may do it; null for nothing. */
  readonly card?: (view: View, reading: VerbReading) => Promise<HtmlFragment | null>
}

export interface VerbWork {
  readonly file: CaseFile
  readonly row: RowNumber
  readonly task: number
}

export interface VerbReading {
  readonly deps: CaseDeps
  readonly file: CaseFile
  readonly task: Task
  readonly person: string
  readonly csrf: string
}

export type Verbs = Readonly<Record<string, Verb>>

/** The verbs that these acts do and that somebody gives. */
export function verbsDone(
  deps: CaseDeps,
  acts: readonly Act[],
): readonly { verb: Verb; row: RowNumber; task: number }[] {
  return acts.flatMap(({ body }) => {
    const verb = body.kind === 'action-done' ? deps.verbs?.[body.verb] : undefined
    return verb === undefined || body.kind !== 'action-done' ? [] : [{ verb, row: body.row, task: body.task }]
  })
}

/** Values of a form as the case has them; null when it was never filled, or was lawfully erased. */
export async function readForm(
  db: Queryable,
  file: CaseFile,
  code: string,
): Promise<Readonly<Record<string, FormValue>> | null> {
  const seq = file.state.forms[code]
  if (seq === undefined) return null
  const { rows } = await sql<{ form: Readonly<Record<string, FormValue>> | null }>`
    select content -> 'form' as form from act_private where case_id = ${file.id} and seq = ${seq}`.execute(db)
  return rows[0]?.form ?? null
}
