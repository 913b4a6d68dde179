import { sql } from 'kysely'
import { readableBy } from '#src/cases/case.store.ts'
import type { Queryable } from '#src/platform/db/types.ts'

export interface StatisticAction {
  readonly kind: 'corrective' | 'preventive'
  /** Code of the cause. */
  readonly cause: string
  /** Period of the report from which it was opened, and the cases of the cause that it counted. */
  readonly from: string
  readonly until: string
  readonly cases: number
  readonly openedBy: string
  readonly openedAt: string
  readonly number: string
  /** Null where the reader may not see the case. */
  readonly title: string | null
  readonly status: 'open' | 'closed' | 'annulled'
}

export async function insertAction(
  db: Queryable,
  caseNumber: string,
  action: Pick<StatisticAction, 'kind' | 'cause' | 'from' | 'until' | 'cases' | 'openedBy' | 'openedAt'>,
): Promise<void> {
  await sql`
    insert into statistic_action (case_id, kind, cause, from_on, until_on, cases, opened_by, opened_at)
    select id, ${action.kind}, ${action.cause}, ${action.from}::date, ${action.until}::date, ${action.cases}, ${action.openedBy}::uuid,
      ${action.openedAt}::timestamptz
    from case_file where number = ${caseNumber} on conflict (case_id) do nothing`.execute(db)
}

/** The latest actions that one of `readers` may read: like every list of cases. */
export async function listActions(db: Queryable, readers: readonly string[]): Promise<readonly StatisticAction[]> {
  const { rows } = await sql<StatisticAction>`
    select a.kind, a.cause, to_char(a.from_on, 'YYYY-MM-DD') as "from", to_char(a.until_on, 'YYYY-MM-DD') as "until", a.cases,
      a.opened_by as "openedBy", a.opened_at as "openedAt", case_file.number, case_file.title, case_file.status
    from statistic_action a join case_file on case_file.id = a.case_id
    where ${readableBy(readers)} order by a.opened_at desc, a.case_id desc limit 200`.execute(db)
  return rows
}
