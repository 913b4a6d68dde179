import { type RawBuilder, sql } from 'kysely'
import { readableBy } from '#src/cases/case.store.ts'
import type { Queryable } from '#src/platform/db/types.ts'
import type { Period } from './period.ts'
import type { ReportQuery } from './query.ts'
import { chosenCases } from './report.store.ts'

export const CASES_PAGE = 50

/** Which of the figures the cases are behind. */
export const LISTINGS = [
  'reportados',
  'atendidos',
  'pendientes',
  'reabiertos',
  'anulados',
  'tarde',
  'calificados',
] as const
export type Listing = (typeof LISTINGS)[number]

export interface ListedCase {
  readonly id: number
  readonly number: string
  readonly title: string
  readonly status: 'open' | 'closed' | 'annulled'
  readonly unit: string | null
  readonly openedAt: string
  readonly closedAt: string | null
}

/** The cases of a figure that `readers` may read, the latest opened first, after one of them. One more than a page where there are others. */
export async function listCases(
  db: Queryable,
  {
    period,
    filters,
    units,
    que,
    readers,
    before,
  }: {
    readonly period: Period
    readonly filters: ReportQuery['filters']
    readonly units: readonly string[] | null
    readonly que: Listing
    readonly readers: readonly string[]
    readonly before: number | null
  },
): Promise<readonly ListedCase[]> {
  const { rows } = await sql<ListedCase>`
    select case_file.id, case_file.number, case_file.title, case_file.status, statistic_case.unit,
      case_file.opened_at as "openedAt", case_file.closed_at as "closedAt"
    from (select * from statistic_case where ${chosenCases(units, filters)} and ${counted(que, period)}) statistic_case
    join case_file on case_file.id = statistic_case.case_id
    where ${readableBy(readers)} and (${before}::bigint is null or statistic_case.case_id < ${before}::bigint)
    order by statistic_case.case_id desc limit ${CASES_PAGE + 1}`.execute(db)
  return rows
}

function counted(que: Listing, { from, until }: Period): RawBuilder<boolean> {
  const within = (day: string) => sql<boolean>`${sql.ref(day)} between ${from}::date and ${until}::date`
  switch (que) {
    case 'reportados':
      return within('opened_on')
    case 'atendidos':
      return sql`closed_on is not null and ${within('ended_on')}`
    case 'tarde':
      return sql`closed_on is not null and ${within('ended_on')} and not on_time`
    case 'anulados':
      return sql`closed_on is null and ${within('ended_on')}`
    case 'calificados':
      return within('rated_on')
    case 'reabiertos':
      return sql`reopened_on <> '{}' and exists (select from unnest(reopened_on) day where day between ${from}::date and ${until}::date)`
    case 'pendientes':
      return sql`opened_on <= ${until}::date and case
        when reopened_on = '{}' then ended_on is null or ended_on > ${until}::date
        else (select count(*) from unnest(left_on) day where day <= ${until}::date)
          <= (select count(*) from unnest(reopened_on) day where day <= ${until}::date) end`
  }
}
