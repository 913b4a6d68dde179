import { sql } from 'kysely'
import type { Tx } from '#src/platform/db/types.ts'
import { insertRevision, lockDraft, readRevision } from './draft.store.ts'
import { frontOf } from './front-of.ts'
import { draftUnknown, refuseLongText } from './refusals.ts'
import type { By, Draft, DraftText } from './types.ts'

export interface Saving extends DraftText {
  readonly id: string
  /** The revision on which the text was written. */
  readonly seen: number
  /** The revision that the text brings back, where it is one. */
  readonly restored?: number
  readonly by: By
}

export type Saved =
  | { readonly kind: 'saved'; readonly draft: Draft }
  /** The texts are those that are kept already: no revision was added. */
  | { readonly kind: 'unchanged'; readonly draft: Draft }
  /** Somebody saved in between. `draft` is what is kept now, `seen` what both began from. Nothing was written. */
  | { readonly kind: 'conflict'; readonly draft: Draft; readonly seen: DraftText | null }
  /** It was published or discarded in between. Nothing was written. */
  | { readonly kind: 'closed'; readonly draft: Draft }

/** Saves the texts of a draft as its next revision, if it is still as it was seen. */
export async function saveDraft(tx: Tx, { id, source, examples, seen, restored, by }: Saving): Promise<Saved> {
  refuseLongText({ source, examples })
  const kept = await lockDraft(tx, id)
  if (kept === null) throw draftUnknown()
  if (kept.closedAt !== null) return { kind: 'closed', draft: kept }
  // Also after a lost answer: whoever sends the same text again has it saved.
  if (kept.source === source && kept.examples === examples) return { kind: 'unchanged', draft: kept }
  if (kept.revision !== seen) return { kind: 'conflict', draft: kept, seen: await readRevision(tx, id, seen) }
  const revision = kept.revision + 1
  const { code, title } = frontOf(source)
  await sql`
    update manual_draft set source = ${source}, examples = ${examples}, revision = ${revision}, manual_code = ${code},
      title = ${title}, changed_at = ${by.at}::timestamptz, changed_by = ${by.person}::uuid
    where id = ${id}::uuid`.execute(tx)
  await insertRevision(tx, id, { revision, source, examples, restored: restored ?? null, by })
  const draft = { ...kept, source, examples, revision, code, title, changedAt: by.at, changedBy: by.person }
  return { kind: 'saved', draft }
}
