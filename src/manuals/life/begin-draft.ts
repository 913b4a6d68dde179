import type { Call } from '#src/cases/call.ts'
import type { Tx } from '#src/platform/db/types.ts'
import { attachDraftToCase, createDraft, findDraftOfCase } from '../drafts/index.ts'
import type { By } from '../drafts/types.ts'
import { blankManual } from '../editor/blank-manual.ts'
import { freeDrafts } from './free-drafts.ts'
import { lifeRefused } from './refusals.ts'

export interface DraftAsked {
  /** Code of the manual whose version in force it begins from; empty for a new one. */
  readonly from?: string
  /** Id of a draft that is written already. */
  readonly draft?: string
}

/** Gives a case its draft: a new one, one from the version in force, or one that is written already. Once a case. */
export async function beginDraft(
  tx: Tx,
  { deps, institution, now }: Pick<Call, 'deps' | 'institution' | 'now'>,
  caseId: number,
  asked: DraftAsked,
  by: By,
): Promise<void> {
  if ((await findDraftOfCase(tx, caseId)) !== null) throw lifeRefused('draft-taken')
  if (asked.draft !== undefined) {
    const free = (await freeDrafts(tx)).find(({ id }) => id === asked.draft)
    if (free === undefined) throw lifeRefused('draft-not-free')
    return attachDraftToCase(tx, free.id, caseId)
  }
  const base = asked.from ? (await deps.manuals.inForce(tx, now)).find(({ code }) => code === asked.from) : undefined
  const draft =
    base === undefined
      ? await createDraft(tx, {
          source: blankManual({
            institution: institution.directory.rows.institution?.name ?? '',
            calendar: institution.calendarCode,
          }),
          origin: 'new',
          by,
        })
      : await createDraft(tx, { source: base.manual.source, origin: 'version', baseVersion: base.id, by })
  return attachDraftToCase(tx, draft.id, caseId)
}
