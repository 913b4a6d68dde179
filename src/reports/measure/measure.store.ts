import { sql } from 'kysely'
import type { Queryable } from '#src/platform/db/types.ts'
import type { Days } from '../report/period.ts'

/** How often something was counted of a row, in one class of length. */
export interface StepCount {
  readonly row: string
  readonly what: string
  readonly bucket: number
  readonly n: number
}

/** The counters of a procedure in the months from the first day to the last. */
export async function readStepCounts(
  db: Queryable,
  versions: readonly number[],
  procedure: string,
  { from, until }: Days,
): Promise<readonly StepCount[]> {
  const { rows } = await sql<StepCount>`
    select row_number as row, what, bucket, sum(n)::int as n from statistic_step
    where version_id = any(${versions}::int[]) and procedure = ${procedure} and month between ${from}::date and ${until}::date
    group by row_number, what, bucket`.execute(db)
  return rows
}

export interface MeasuredProcedure {
  readonly versionId: number
  readonly procedure: string
  readonly visits: number
  readonly timed: number
  readonly late: number
}

/** What was done of each procedure of each version since a month. */
export async function listMeasured(db: Queryable, since: string): Promise<readonly MeasuredProcedure[]> {
  const { rows } = await sql<MeasuredProcedure>`
    select version_id as "versionId", procedure,
      coalesce(sum(n) filter (where what = 'total'), 0)::int as visits,
      coalesce(sum(n) filter (where what = 'timed'), 0)::int as timed,
      coalesce(sum(n) filter (where what = 'late'), 0)::int as late
    from statistic_step where month >= ${since}::date group by 1, 2`.execute(db)
  return rows
}
