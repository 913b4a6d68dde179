import type { Call } from '#src/cases/call.ts'
import type { Finding, Manual } from '#src/manual/types.ts'
import type { Queryable } from '#src/platform/db/types.ts'
import { runExamples } from '#src/procedure/index.ts'
import { checkText } from '../check-text.ts'
import { findDraftOfCase } from '../drafts/index.ts'
import type { Draft } from '../drafts/types.ts'
import { lifeRefused } from './refusals.ts'

export interface SoundDraft {
  readonly draft: Draft
  readonly manual: Manual
  /** Warnings: a draft with errors is refused. */
  readonly findings: readonly Finding[]
}

/** The draft of a case, checked and with its examples run. Refuses when there is none, when it has errors, or when an example fails. */
export async function soundDraft(call: Pick<Call, 'institution'>, db: Queryable, caseId: number): Promise<SoundDraft> {
  const draft = await findDraftOfCase(db, caseId)
  if (draft === null) throw lifeRefused('draft-missing')
  const { calendar } = call.institution
  const { manual, findings } = checkText(draft.source, calendar)
  if (manual === null) {
    throw lifeRefused('draft-has-errors', { count: findings.filter(({ severity }) => severity === 'error').length })
  }
  if (draft.examples.trim() !== '') {
    const failing = runExamples(manual, draft.examples, { calendar }).filter(({ passed }) => !passed)
    const first = failing[0]
    if (first !== undefined) throw lifeRefused('draft-examples-fail', { count: failing.length, name: first.title })
  }
  return { draft, manual, findings }
}
