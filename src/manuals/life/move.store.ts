import { sql } from 'kysely'
import type { CaseFile } from '#src/cases/types.ts'
import type { Queryable, Tx } from '#src/platform/db/types.ts'
import type { StepMap } from '#src/procedure/index.ts'

/** Where the steps of one procedure of an earlier version go on. */
export interface PlannedMap {
  /** Id of the earlier version. */
  readonly from: number
  readonly procedure: string
  readonly map: StepMap
}

export interface StoredPlan {
  readonly toVersion: number
  readonly maps: readonly PlannedMap[]
  readonly doneAt: string | null
  readonly moved: number | null
}

export async function readPlan(db: Queryable, caseId: number): Promise<StoredPlan | null> {
  const { rows } = await sql<StoredPlan>`
    select to_version as "toVersion", maps, done_at as "doneAt", moved from version_move where case_id = ${caseId}`.execute(
    db,
  )
  return rows[0] ?? null
}

/** Keeps the plan of a case that has not moved anything yet. */
export async function savePlan(
  tx: Tx,
  caseId: number,
  plan: { toVersion: number; maps: readonly PlannedMap[] },
  by: { person: string; at: string },
): Promise<void> {
  await sql`
    insert into version_move (case_id, to_version, maps, prepared_at, prepared_by)
    values (${caseId}, ${plan.toVersion}, ${JSON.stringify(plan.maps)}::jsonb, ${by.at}::timestamptz, ${by.person}::uuid)
    on conflict (case_id) do update set to_version = excluded.to_version, maps = excluded.maps,
      prepared_at = excluded.prepared_at, prepared_by = excluded.prepared_by where version_move.done_at is null`.execute(
    tx,
  )
}

export async function closePlan(tx: Tx, caseId: number, moved: number, at: string): Promise<void> {
  await sql`
    update version_move set done_at = ${at}::timestamptz, moved = ${moved} where case_id = ${caseId}`.execute(tx)
}

/** The version that a case published; null when it published none. */
export async function publishedBy(db: Queryable, caseId: number | null): Promise<number | null> {
  if (caseId === null) return null
  const { rows } = await sql<{ id: number }>`
    select id from manual_version where case_id = ${caseId} order by id desc limit 1`.execute(db)
  return rows[0]?.id ?? null
}

/** When a version begins to be in force. */
export async function inForceFrom(db: Queryable, versionId: number): Promise<string> {
  const { rows } = await sql<{ from: string }>`
    select in_force_from as "from" from manual_version where id = ${versionId}`.execute(db)
  return rows[0]!.from
}

const COLUMNS = sql`
  c.id, c.number, to_char(c.opened_month, 'YYYY-MM-DD') as "openedMonth", c.manual_version_id as "versionId", c.procedure, c.title,
  c.channel, c.status, c.priority, c.requester_person as "requesterPerson", c.requester_name as "requesterName", c.contact_id as "contactId",
  c.parent_case as "parentCase", c.parent_task as "parentTask", c.opened_at as "openedAt", c.closed_at as "closedAt", c.seq,
  c.head_hash as "headHash", c.state`

/** Open cases under other versions of a manual, by number. `except` are cases that are about the move itself. */
export async function casesToMove(
  db: Queryable,
  code: string,
  toVersion: number,
  except: readonly number[],
): Promise<readonly CaseFile[]> {
  const { rows } = await sql<CaseFile>`
    select ${COLUMNS} from case_file c join manual_version v on v.id = c.manual_version_id
    where v.manual_code = ${code} and v.id <> ${toVersion} and c.status = 'open' and c.id <> all(${except}::bigint[])
    order by c.id`.execute(db)
  return rows
}
