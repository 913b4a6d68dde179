import { sql } from 'kysely'
import type { ImportedFile } from '#src/interchange/import/index.ts'
import type { Db, Queryable, Tx } from '#src/platform/db/types.ts'
import type { Refusal } from '#src/platform/refusal.ts'
import { isUuid } from '#src/platform/uuid.ts'
import type { ManualImport } from './types.ts'

const COLUMNS = sql`
  i.id, i.file_id as "fileId", f.sha256, f.size, i.name, i.asked_by as "askedBy", i.asked_at as "askedAt", i.state, i.step,
  i.share, i.heard_at as "heardAt", i.source, i.report, i.counts, i.refusal, i.draft_id as "draftId"`

/** An import of this person; null for an unknown one and for somebody else's. */
export async function readImport(db: Queryable, id: string, person: string): Promise<ManualImport | null> {
  if (!isUuid(id)) return null
  const { rows } = await sql<ManualImport>`
    select ${COLUMNS} from manual_import i left join stored_file f on f.id = i.file_id
    where i.id = ${id}::uuid and i.asked_by = ${person}::uuid`.execute(db)
  return rows[0] ?? null
}

/** What this person brought and has not put away, the latest first. */
export async function listImports(db: Queryable, person: string): Promise<readonly ManualImport[]> {
  const { rows } = await sql<ManualImport>`
    select i.id, i.file_id as "fileId", f.sha256, f.size, i.name, i.asked_by as "askedBy", i.asked_at as "askedAt", i.state,
      i.step, i.share, i.heard_at as "heardAt", null as source, null as report, i.counts, i.refusal, i.draft_id as "draftId"
    from manual_import i left join stored_file f on f.id = i.file_id
    where i.asked_by = ${person}::uuid and i.state <> 'discarded' order by i.asked_at desc, i.id desc limit 50`.execute(
    db,
  )
  return rows
}

/** How many documents are being read for this person. */
export async function countReading(db: Queryable, person: string, since: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from manual_import
    where asked_by = ${person}::uuid and state = 'reading' and heard_at > ${since}::timestamptz`.execute(db)
  return rows[0]!.count
}

export async function insertImport(
  tx: Tx | Db,
  { file, name, person, at }: { file: string; name: string; person: string; at: string },
): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into manual_import (file_id, name, asked_by, asked_at, state, heard_at)
    values (${file}::uuid, ${name}, ${person}::uuid, ${at}::timestamptz, 'reading', ${at}::timestamptz) returning id`.execute(
    tx,
  )
  return rows[0]!.id
}

/** A reading begins again; false when it was not to be read. */
export async function restartImport(db: Db, id: string, at: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update manual_import set state = 'reading', step = '', share = 0, refusal = null, heard_at = ${at}::timestamptz
    where id = ${id}::uuid and state in ('reading', 'refused')`.execute(db)
  return numAffectedRows === 1n
}

export async function noteProgress(db: Db, id: string, step: string, share: number, at: string): Promise<void> {
  await sql`
    update manual_import set step = ${step}, share = ${share}, heard_at = ${at}::timestamptz
    where id = ${id}::uuid and state = 'reading'`.execute(db)
}

export async function noteImported(db: Db, id: string, { source, report, counts }: ImportedFile): Promise<void> {
  await sql`
    update manual_import set state = 'done', share = 1, source = ${source}, report = ${JSON.stringify(report)}::jsonb,
      counts = ${JSON.stringify(counts)}::jsonb
    where id = ${id}::uuid and state = 'reading'`.execute(db)
}

export async function noteRefused(db: Db, id: string, refusal: Refusal): Promise<void> {
  await sql`
    update manual_import set state = 'refused', refusal = ${JSON.stringify(refusal)}::jsonb
    where id = ${id}::uuid and state = 'reading'`.execute(db)
}

/** Ties the draft to its import, once. */
export async function noteDraft(tx: Tx, id: string, draft: string): Promise<void> {
  await sql`update manual_import set draft_id = ${draft}::uuid where id = ${id}::uuid`.execute(tx)
}

/** Held until the transaction ends, so that two presses open one draft. */
export async function lockImport(tx: Tx, id: string): Promise<void> {
  await sql`select 1 from manual_import where id = ${id}::uuid for update`.execute(tx)
}

/** Puts an import away; its document is forgotten unless a draft came from it. */
export async function discardImport(db: Db, id: string): Promise<void> {
  await sql`update manual_import set state = 'discarded', file_id = null, source = null, report = null where id = ${id}::uuid`.execute(
    db,
  )
}
