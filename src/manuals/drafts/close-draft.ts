import { sql } from 'kysely'
import type { Tx } from '#src/platform/db/types.ts'
import { lockDraft } from './draft.store.ts'
import { draftClosed, draftUnknown } from './refusals.ts'
import type { By } from './types.ts'

/** Puts a draft away. Its texts stay readable. A draft whose life a case runs is discarded by annulling the case. */
export async function discardDraft(tx: Tx, id: string, by: By): Promise<void> {
  await closeDraft(tx, id, 'discarded', by)
}

/** Closes a draft, once; refuses a closed one. */
export async function closeDraft(tx: Tx, id: string, reason: 'published' | 'discarded', by: By): Promise<void> {
  const draft = await lockDraft(tx, id)
  if (draft === null) throw draftUnknown()
  if (draft.closedAt !== null) throw draftClosed()
  await sql`
    update manual_draft set closed_at = ${by.at}::timestamptz, closed_by = ${by.person}::uuid, closed_reason = ${reason}
    where id = ${id}::uuid`.execute(tx)
}
