import { sql } from 'kysely'
import type { Db } from '#src/platform/db/types.ts'
import type { FileStore } from '#src/platform/files/file-store.ts'

/** Forgets uploads that a day later no act, no article, no draft and no import of a manual has, and their content where no other file has the same. */
export async function forgetLooseFiles(db: Db, files: FileStore, now: string): Promise<void> {
  const { rows } = await sql<{ sha256: string }>`
    delete from stored_file where case_id is null and uploaded_at < ${now}::timestamptz - interval '1 day'
      and not exists (select 1 from manual_draft where origin_file = stored_file.id)
      and not exists (select 1 from manual_import where file_id = stored_file.id)
      and not exists (select 1 from article_file where file_id = stored_file.id)
      and not exists (select 1 from content_scan where sha256 = stored_file.sha256 and state = 'infected') returning sha256`.execute(
    db,
  )
  for (const sha256 of new Set(rows.map((row) => row.sha256))) {
    // Also of a report that was produced, or of a month of a book: somebody may have attached a copy of it.
    const used = await sql`
      select 1 from stored_file where sha256 = ${sha256}
      union all select 1 from register_closing c where c.sha256 = ${sha256} and not exists (
        select 1 from register_withdrawal w where w.register_id = c.register_id and w.month = c.month and w.issue = c.issue)
      union all select 1 from scheduled_report_run where files @> ${JSON.stringify([{ sha256 }])}::jsonb limit 1`.execute(
      db,
    )
    if (used.rows.length === 0) await files.remove(sha256)
  }
}
