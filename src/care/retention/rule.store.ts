import { sql } from 'kysely'
import type { InstantText } from '#src/calendar/types.ts'
import type { Queryable } from '#src/platform/db/types.ts'
import type { ErasedPart } from '#src/procedure/index.ts'
import type { PersonId } from '#src/procedure/types.ts'

/** How long cases of a kind are kept after they end, and what of them is erased then. */
export interface RetentionRule {
  readonly id: string
  readonly manual: string
  readonly procedure: string
  readonly years: number
  readonly erases: readonly ErasedPart[]
  readonly basis: string
  readonly proposedBy: PersonId
  readonly proposedAt: InstantText
  readonly status: 'proposed' | 'in-force' | 'refused' | 'ended'
  readonly decidedBy: PersonId | null
  readonly decidedAt: InstantText | null
  readonly endedAt: InstantText | null
  readonly erasedCases: number
  readonly lastRunAt: InstantText | null
}

const COLUMNS = sql`
  id, manual_code as manual, procedure, years, erases, legal_basis as basis, proposed_by as "proposedBy", proposed_at as "proposedAt",
  status, decided_by as "decidedBy", decided_at as "decidedAt", ended_at as "endedAt", erased_cases as "erasedCases",
  last_run_at as "lastRunAt"`

export type NewRule = Pick<
  RetentionRule,
  'manual' | 'procedure' | 'years' | 'erases' | 'basis' | 'proposedBy' | 'proposedAt'
>

/** Null where another one of the same kind waits to be confirmed. */
export async function insertRule(db: Queryable, rule: NewRule): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    insert into retention_rule (manual_code, procedure, years, erases, legal_basis, proposed_by, proposed_at)
    values (${rule.manual}, ${rule.procedure}, ${rule.years}, ${[...rule.erases]}::text[], ${rule.basis}, ${rule.proposedBy}::uuid,
      ${rule.proposedAt}::timestamptz)
    on conflict (manual_code, procedure) where status = 'proposed' do nothing returning id`.execute(db)
  return rows[0]?.id ?? null
}

export async function findRule(db: Queryable, id: string): Promise<RetentionRule | null> {
  const { rows } = await sql<RetentionRule>`select ${COLUMNS} from retention_rule where id = ${id}::uuid`.execute(db)
  return rows[0] ?? null
}

export async function lockRule(db: Queryable, id: string): Promise<RetentionRule | null> {
  const { rows } = await sql<RetentionRule>`
    select ${COLUMNS} from retention_rule where id = ${id}::uuid for update`.execute(db)
  return rows[0] ?? null
}

/** Rules that wait or are in force first, then the latest of the others. */
export async function listRules(db: Queryable): Promise<readonly RetentionRule[]> {
  const { rows } = await sql<RetentionRule>`
    select ${COLUMNS} from retention_rule
    order by status in ('proposed', 'in-force') desc, manual_code, procedure, id desc limit 300`.execute(db)
  return rows
}

export async function rulesInForce(db: Queryable): Promise<readonly RetentionRule[]> {
  const { rows } = await sql<RetentionRule>`
    select ${COLUMNS} from retention_rule where status = 'in-force' order by manual_code, procedure`.execute(db)
  return rows
}

/** Puts a proposed rule in force, in place of the one of its kind; or refuses it. */
export async function decideRule(
  db: Queryable,
  { id, manual, procedure }: RetentionRule,
  status: 'in-force' | 'refused',
  by: PersonId,
  at: InstantText,
): Promise<void> {
  if (status === 'in-force')
    await sql`
      update retention_rule set status = 'ended', ended_by = ${by}::uuid, ended_at = ${at}::timestamptz
      where manual_code = ${manual} and procedure = ${procedure} and status = 'in-force'`.execute(db)
  await sql`
    update retention_rule set status = ${status}, decided_by = ${by}::uuid, decided_at = ${at}::timestamptz
    where id = ${id}::uuid`.execute(db)
}

export async function endRule(db: Queryable, id: string, by: PersonId, at: InstantText): Promise<void> {
  await sql`
    update retention_rule set status = 'ended', ended_by = ${by}::uuid, ended_at = ${at}::timestamptz where id = ${id}::uuid`.execute(
    db,
  )
}

export async function noteRun(db: Queryable, id: string, erased: number, at: InstantText): Promise<void> {
  await sql`
    update retention_rule set erased_cases = erased_cases + ${erased}, last_run_at = ${at}::timestamptz where id = ${id}::uuid`.execute(
    db,
  )
}
