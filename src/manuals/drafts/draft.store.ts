import { sql } from 'kysely'
import type { Queryable, Tx } from '#src/platform/db/types.ts'
import type { By, Draft, DraftHead, DraftRevision, DraftText } from './types.ts'

const HEAD = sql`
  d.id, d.revision, d.manual_code as code, d.title, d.base_version as "baseVersion", d.case_id as "caseId", d.origin,
  d.origin_file as "originFile", d.created_at as "createdAt", d.created_by as "createdBy", d.changed_at as "changedAt",
  d.changed_by as "changedBy", d.closed_at as "closedAt", d.closed_by as "closedBy", d.closed_reason as "closedReason"`

/** A draft with its texts; null for an unknown one. */
export async function readDraft(db: Queryable, id: string): Promise<Draft | null> {
  const { rows } =
    await sql<Draft>`select ${HEAD}, d.source, d.examples from manual_draft d where d.id = ${id}::uuid`.execute(db)
  return rows[0] ?? null
}

/** The same, held until the transaction ends: two who save go one after the other. */
export async function lockDraft(tx: Tx, id: string): Promise<Draft | null> {
  const { rows } = await sql<Draft>`
    select ${HEAD}, d.source, d.examples from manual_draft d where d.id = ${id}::uuid for update`.execute(tx)
  return rows[0] ?? null
}

/** The open drafts with their texts, the latest changed first. `readers` limits them to cases that these may read; null does not. */
export async function listDrafts(db: Queryable, readers: readonly string[] | null): Promise<readonly Draft[]> {
  const { rows } = await sql<Draft>`
    select ${HEAD}, d.source, d.examples from manual_draft d
    where d.closed_at is null and (${readers === null} or exists (
      select 1 from case_reader r where r.case_id = d.case_id and r.reader = any(${readers ?? []}::uuid[])))
    order by d.changed_at desc, d.id desc limit 200`.execute(db)
  return rows
}

/** The latest drafts that were published or discarded. */
export async function listClosedDrafts(db: Queryable): Promise<readonly DraftHead[]> {
  const { rows } = await sql<DraftHead>`
    select ${HEAD} from manual_draft d where d.closed_at is not null order by d.closed_at desc, d.id desc limit 50`.execute(
    db,
  )
  return rows
}

/** The draft whose life a case runs. */
export async function findDraftOfCase(db: Queryable, caseId: number): Promise<Draft | null> {
  const { rows } = await sql<Draft>`
    select ${HEAD}, d.source, d.examples from manual_draft d where d.case_id = ${caseId}`.execute(db)
  return rows[0] ?? null
}

/** Every saving of a draft, the latest first. */
export async function listRevisions(db: Queryable, id: string): Promise<readonly DraftRevision[]> {
  const { rows } = await sql<DraftRevision>`
    select revision, saved_at as "savedAt", saved_by as "savedBy", restored from manual_draft_revision
    where draft_id = ${id}::uuid order by revision desc`.execute(db)
  return rows
}

/** The texts of one saving; null for an unknown one. */
export async function readRevision(
  db: Queryable,
  id: string,
  revision: number,
): Promise<(DraftRevision & DraftText) | null> {
  const { rows } = await sql<DraftRevision & DraftText>`
    select revision, saved_at as "savedAt", saved_by as "savedBy", restored, source, examples from manual_draft_revision
    where draft_id = ${id}::uuid and revision = ${revision}`.execute(db)
  return rows[0] ?? null
}

/** Adds one saving to those of a draft. */
export async function insertRevision(
  tx: Tx,
  id: string,
  { revision, source, examples, restored, by }: DraftText & { revision: number; restored: number | null; by: By },
): Promise<void> {
  await sql`
    insert into manual_draft_revision (draft_id, revision, source, examples, saved_at, saved_by, restored)
    values (${id}::uuid, ${revision}, ${source}, ${examples}, ${by.at}::timestamptz, ${by.person}::uuid, ${restored})`.execute(
    tx,
  )
}
