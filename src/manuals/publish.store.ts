import { sql } from 'kysely'
import type { Tx } from '#src/platform/db/types.ts'
import type { GivenApproval, Publication } from './publish-manual.ts'

/** Two who publish the same manual go one after the other; there may be no row yet to lock. */
export async function lockManual(tx: Tx, code: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('manual'), hashtext(${code}))`.execute(tx)
}

/** The digest of the text that has this number; null when the number is free. */
export async function sameNumber(tx: Tx, code: string, version: string): Promise<string | null> {
  const { rows } = await sql<{ sha256: string }>`
    select sha256 from manual_version where manual_code = ${code} and version = ${version}`.execute(tx)
  return rows[0]?.sha256 ?? null
}

/** The version without an end, in force or to come; null when there is none. */
export async function lastVersion(tx: Tx, code: string): Promise<{ version: string; from: string } | null> {
  const { rows } = await sql<{ version: string; from: string }>`
    select version, in_force_from as "from" from manual_version
    where manual_code = ${code} and in_force_until is null`.execute(tx)
  return rows[0] ?? null
}

/** Ends the version without an end at an instant, or where it begins if that is later. */
export async function endVersion(tx: Tx, code: string, at: string): Promise<void> {
  await sql`
    update manual_version set in_force_until = greatest(in_force_from, ${at}::timestamptz)
    where manual_code = ${code} and in_force_until is null`.execute(tx)
}

export interface NewVersion extends Omit<Publication, 'reason' | 'from'> {
  readonly code: string
  readonly version: string
  readonly title: string
  readonly source: string
  readonly sha256: string
  readonly now: string
  readonly by: string | null
  readonly from: string
  readonly reason: string | null
  readonly approvals?: readonly GivenApproval[]
}

export async function insertVersion(tx: Tx, given: NewVersion): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into manual_version (manual_code, version, title, source, sha256, published_at, published_by, in_force_from,
      warnings_reason, changes, approvals, case_id, document_file)
    values (${given.code}, ${given.version}, ${given.title}, ${given.source}, ${given.sha256}, ${given.now}::timestamptz,
      ${given.by}::uuid, ${given.from}::timestamptz, ${given.reason}, ${given.changes ?? ''},
      ${JSON.stringify(given.approvals ?? [])}::jsonb, ${given.caseId ?? null}::bigint, ${given.document ?? null}::uuid)
    returning id`.execute(tx)
  return rows[0]!.id
}
