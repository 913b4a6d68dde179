import { sql } from 'kysely'
import type { Queryable } from '#src/platform/db/types.ts'
import { LEAST_TOLD } from '../report/few.ts'

/** How many of the last ones are looked at. */
const LAST = 200

/** How long the last cases of a kind took, in days of the almanac. */
export interface UsualTime {
  readonly cases: number
  /** Half of them ended in so many days or fewer; 0 is the day on which they were opened. */
  readonly days: number
}

/** Of a kind of request, `MANUAL/procedure/start`; null where too few have ended to say. */
export async function usualTime(db: Queryable, kind: string): Promise<UsualTime | null> {
  const { rows } = await sql<UsualTime>`
    select count(*)::int as cases, percentile_disc(0.5) within group (order by closed_on - opened_on)::int as days
    from (
      select opened_on, closed_on from statistic_case
      where procedure = ${kind} and closed_on is not null order by closed_on desc limit ${LAST}
    ) last`.execute(db)
  const found = rows[0]!
  return found.cases < LEAST_TOLD ? null : found
}
