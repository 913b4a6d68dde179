import { sql } from 'kysely'
import type { Queryable, Tx } from '#src/platform/db/types.ts'

/** Where an approval is signed on the official document: page from 1, rectangle in points from the bottom left. */
export interface ApprovalPlace {
  readonly act: string
  readonly post: string
  readonly page: number
  readonly rect: readonly [number, number, number, number]
}

/** The official document as a case put it to signature. */
export interface Issue {
  readonly draftId: string
  readonly draftRevision: number
  /** Of the draft's text that was printed. */
  readonly sha256: string
  readonly fileId: string
  /** Of the file. */
  readonly fileSha256: string
  readonly places: readonly ApprovalPlace[]
  readonly issuedAt: string
}

export async function insertIssue(tx: Tx, caseId: number, by: string, issue: Omit<Issue, 'fileSha256'>): Promise<void> {
  await sql`
    insert into manual_issue (case_id, draft_id, draft_revision, sha256, file_id, places, issued_at, issued_by)
    values (${caseId}, ${issue.draftId}::uuid, ${issue.draftRevision}, ${issue.sha256}, ${issue.fileId}::uuid,
      ${JSON.stringify(issue.places)}::jsonb, ${issue.issuedAt}::timestamptz, ${by}::uuid)`.execute(tx)
}

/** The latest document that a case issued; null when it has issued none. */
export async function latestIssue(db: Queryable, caseId: number): Promise<Issue | null> {
  const { rows } = await sql<Issue>`
    select i.draft_id as "draftId", i.draft_revision as "draftRevision", i.sha256, i.file_id as "fileId",
      f.sha256 as "fileSha256", i.places, i.issued_at as "issuedAt"
    from manual_issue i join stored_file f on f.id = i.file_id where i.case_id = ${caseId} order by i.id desc limit 1`.execute(
    db,
  )
  return rows[0] ?? null
}
