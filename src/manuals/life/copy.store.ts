import { sql } from 'kysely'
import type { Queryable, Tx } from '#src/platform/db/types.ts'

/** A copy of a version that a unit has to get. */
export interface ManualCopy {
  readonly unit: string
  readonly certified: boolean
  readonly sentAt: string
  readonly receivedAt: string | null
  readonly receivedBy: string | null
}

/** Notes a copy for a unit; one that is certified stays so. */
export async function sendCopy(
  tx: Tx,
  copy: { versionId: number; unit: string; certified: boolean; caseId: number; at: string },
): Promise<void> {
  await sql`
    insert into manual_copy (version_id, unit_id, certified, case_id, sent_at)
    values (${copy.versionId}, ${copy.unit}::uuid, ${copy.certified}, ${copy.caseId}, ${copy.at}::timestamptz)
    on conflict (version_id, unit_id) do update set certified = manual_copy.certified or excluded.certified`.execute(tx)
}

/** Copies of a version, those that nobody has acknowledged first. */
export async function listCopies(db: Queryable, versionId: number): Promise<readonly ManualCopy[]> {
  const { rows } = await sql<ManualCopy>`
    select unit_id as "unit", certified, sent_at as "sentAt", received_at as "receivedAt", received_by as "receivedBy"
    from manual_copy where version_id = ${versionId} order by received_at nulls first, unit_id`.execute(db)
  return rows
}

/** Versions of which these units have a copy that nobody has acknowledged. */
export async function awaitedCopies(
  db: Queryable,
  units: readonly string[],
): Promise<readonly { code: string; version: string; title: string; unit: string; sentAt: string }[]> {
  if (units.length === 0) return []
  const { rows } = await sql<{ code: string; version: string; title: string; unit: string; sentAt: string }>`
    select v.manual_code as code, v.version, v.title, c.unit_id as "unit", c.sent_at as "sentAt"
    from manual_copy c join manual_version v on v.id = c.version_id
    where c.unit_id = any(${units}::uuid[]) and c.received_at is null order by c.sent_at, v.id`.execute(db)
  return rows
}

/** Says that the copies of a version came to these units; how many had not said so before. */
export async function acknowledgeCopies(
  tx: Tx,
  versionId: number,
  units: readonly string[],
  by: { person: string; at: string },
): Promise<number> {
  const { rows } = await sql`
    update manual_copy set received_at = ${by.at}::timestamptz, received_by = ${by.person}::uuid
    where version_id = ${versionId} and unit_id = any(${units}::uuid[]) and received_at is null returning unit_id`.execute(
    tx,
  )
  return rows.length
}
