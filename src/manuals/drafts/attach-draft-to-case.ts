import { sql } from 'kysely'
import type { Tx } from '#src/platform/db/types.ts'
import { lockDraft } from './draft.store.ts'
import { draftClosed, draftHasCase, draftUnknown } from './refusals.ts'

/** Ties a draft to the case that runs its life, once. Whoever takes part in the case may then read it, and write while holding a task. */
export async function attachDraftToCase(tx: Tx, id: string, caseId: number): Promise<void> {
  const draft = await lockDraft(tx, id)
  if (draft === null) throw draftUnknown()
  if (draft.closedAt !== null) throw draftClosed()
  if (draft.caseId === caseId) return
  if (draft.caseId !== null) throw draftHasCase()
  await sql`update manual_draft set case_id = ${caseId} where id = ${id}::uuid`.execute(tx)
}
