import type { Queryable } from '#src/platform/db/types.ts'
import { listDrafts } from '../drafts/index.ts'

/** The open drafts whose life no case runs yet. */
export async function freeDrafts(db: Queryable) {
  return (await listDrafts(db, null)).filter(({ caseId }) => caseId === null)
}
