import { sql } from 'kysely'
import type { Db } from '#src/platform/db/types.ts'
import type { FileStore } from '#src/platform/files/file-store.ts'

const AT_ONCE = 200

/**
 * Removes from the store the contents that erasures left, unless another row has the same one. Noted before and forgotten after, so
 * that a power cut between the two leaves nothing behind. Says how many were looked at.
 */
export async function removeContents(db: Db, files: FileStore): Promise<number> {
  const { rows } = await sql<{ sha256: string; used: boolean }>`
    select r.sha256,
      exists (select from stored_file where sha256 = r.sha256)
      or exists (select from printed_document where sha256 = r.sha256)
      or exists (select from register_closing c where c.sha256 = r.sha256 and not exists (
        select from register_withdrawal w where w.register_id = c.register_id and w.month = c.month and w.issue = c.issue))
      or exists (select from scheduled_report_run where files @> jsonb_build_array(jsonb_build_object('sha256', r.sha256))) as used
    from content_to_remove r order by r.since limit ${AT_ONCE}`.execute(db)
  const gone = rows.flatMap(({ sha256, used }) => (used ? [] : [sha256]))
  for (const sha256 of gone) await files.erase(sha256)
  // Nor is it told any more that the scanner found something in it.
  if (gone.length > 0) await sql`delete from content_scan where sha256 = any(${gone}::text[])`.execute(db)
  if (rows.length > 0)
    await sql`delete from content_to_remove where sha256 = any(${rows.map(({ sha256 }) => sha256)}::text[])`.execute(db)
  return rows.length
}
