import { type RawBuilder, sql } from 'kysely'
import type { Queryable } from '#src/platform/db/types.ts'
import { DIMENSIONS, MEASURES, type Measures, NO_UNIT } from '../record/contributions.ts'
import type { Days, Period } from './period.ts'
import { rangesOf } from './period.ts'
import type { ReportQuery } from './query.ts'

/** What a report is assembled from, whichever way it was counted. */
export interface Counted {
  readonly cells: readonly (Measures & { readonly part: Part; readonly dimension: string; readonly value: string })[]
  /** By day: came in, were attended, and by how many more were open than the day before. */
  readonly days: readonly {
    readonly day: string
    readonly reported: number
    readonly attended: number
    readonly net: number
  }[]
  /** Open at the end of the day before the period. */
  readonly openBefore: number
  /** … and at the end of the days that it is compared with. */
  readonly openThen: number
  /** Open now, by the day of their opening; those of more than ninety days are one row without a day. */
  readonly ages: readonly { readonly day: string | null; readonly n: number }[]
}

export type Part = 'now' | 'before'

/** Days that ageing tells apart. */
export const AGED = 90

interface Asked extends Omit<ReportQuery, 'unit'> {
  readonly units: readonly string[] | null
  /** The institution's date of now. */
  readonly today: string
}

/** One statement: the counters where nothing but units is filtered, else the rows of cases. */
export async function readCounted(db: Queryable, asked: Asked): Promise<Counted> {
  const query = Object.keys(asked.filters).length === 0 ? fromCounters(asked) : fromCases(asked)
  const { rows } = await query.execute(db)
  return rows[0]!
}

const SUMS = sql.raw(MEASURES.map((measure) => `sum(${measure})::int as ${measure}`).join(', '))

function fromCounters({ period, units, today }: Asked): RawBuilder<Counted> {
  const own = units === null ? sql`true` : sql`unit = any(${units}::uuid[])`
  const chosen = (part: Part, days: Days) =>
    rangesOf(days).map(
      ({ grain, from, until }) => sql`
        select ${part}::text as part, dimension, unit, value, ${sql.raw(MEASURES.join(', '))} from statistic_period
        where dimension = any(${DIMENSIONS}::text[]) and grain = ${grain} and day between ${from}::date and ${until}::date and ${own}`,
    )
  const since = minusDays(today, AGED)
  const month = `${period.from.slice(0, 7)}-01`
  return sql<Counted>`
    with chosen as (${sql.join([...chosen('now', period), ...chosen('before', period.before)], sql` union all `)}),
    cells as (
      select part, dimension, case when dimension = 'total' then unit::text else value end as value, ${SUMS}
      from chosen group by 1, 2, 3
    ),
    days as (
      select to_char(day, 'YYYY-MM-DD') as day, sum(reported)::int as reported, sum(attended)::int as attended,
        sum(reported + reopened - left_open)::int as net
      from statistic_period
      where dimension = 'total' and grain = 'day' and day between ${period.from}::date and ${period.until}::date and ${own}
      group by 1
    ),
    earlier as (
      select coalesce(sum(reported + reopened - left_open), 0)::int as n from statistic_period
      where dimension = 'total' and grain = 'month' and day < ${month}::date and ${own}
      union all
      select coalesce(sum(reported + reopened - left_open), 0)::int from statistic_period
      where dimension = 'total' and grain = 'day' and day >= ${month}::date and day < ${period.from}::date and ${own}
    ),
    since as (
      select coalesce(sum(reported + reopened - left_open), 0)::int as n from statistic_period
      where dimension = 'total' and grain = 'day' and day > ${period.before.until}::date and day < ${period.from}::date and ${own}
    ),
    open as (select b.n as before, b.n - since.n as thence from (select sum(n)::int as n from earlier) b, since),
    young as (
      select to_char(day, 'YYYY-MM-DD') as day, sum(still_open)::int as n from statistic_period
      where dimension = 'total' and grain = 'day' and day >= ${since}::date and ${own} group by 1 having sum(still_open) <> 0
    ),
    ages as (
      select day, n from young union all
      select null, (
        select coalesce(sum(still_open), 0)::int from statistic_period where dimension = 'total' and grain = 'month' and ${own}
      ) - coalesce((select sum(n) from young), 0)::int
    )
    ${REPORT}`
}

const COLUMNS = {
  kind: sql`procedure`,
  channel: sql`channel`,
  requester: sql`coalesce(requester_unit::text, '')`,
  level: sql`coalesce(level::text, '')`,
  priority: sql`priority::text`,
  technician: sql`coalesce(technician::text, '')`,
  solution: sql`coalesce(solution, '')`,
  cause: sql`coalesce(cause, '')`,
} as const

function fromCases({ period, units, filters, today }: Asked): RawBuilder<Counted> {
  const chosen = sql`
    select opened_on, closed_on, ended_on, on_time, first_level, stars, rated_on, left_on, reopened_on,
      ${sql.join(Object.entries(COLUMNS).map(([name, column]) => sql`${column} as ${sql.ref(name)}`))},
      coalesce(unit::text, ${NO_UNIT}) as total, coalesce(attention::text, '') as attention, coalesce(lasting::text, '') as lasting
    from statistic_case where ${chosenCases(units, filters)}`
  const since = minusDays(today, AGED)
  return sql<Counted>`
    with f as not materialized (${chosen}),
    cells as (${countedIn('now', period)} union all ${countedIn('before', period.before)}),
    moves as (
      select opened_on as day, 1 as reported, 0 as attended, 1 as net from f where ${within(sql`opened_on`, period)}
      union all select closed_on, 0, 1, 0 from f where ${within(sql`closed_on`, period)}
      union all select day, 0, 0, -1 from f, unnest(left_on) day where ${within(sql`day`, period)}
      union all select day, 0, 0, 1 from f, unnest(reopened_on) day where ${within(sql`day`, period)}
    ),
    days as (
      select to_char(day, 'YYYY-MM-DD') as day, sum(reported)::int as reported, sum(attended)::int as attended, sum(net)::int as net
      from moves group by 1
    ),
    open as (
      select count(*) filter (where ${openBefore(sql`${period.from}::date`)})::int as before,
        count(*) filter (where ${openBefore(sql`${period.before.until}::date + 1`)})::int as thence
      from f where opened_on < ${period.from}::date
    ),
    ages as (
      select case when opened_on >= ${since}::date then to_char(opened_on, 'YYYY-MM-DD') end as day, count(*)::int as n
      from f where ended_on is null group by 1
    )
    ${REPORT}`
}

/** The condition on `statistic_case` under which a report of these units and filters counts a case. */
export function chosenCases(units: readonly string[] | null, filters: ReportQuery['filters']): RawBuilder<boolean> {
  const own = units === null ? sql`true` : sql`unit = any(${units}::uuid[])`
  const narrowed = Object.entries(filters).map(([dimension, value]) => {
    switch (dimension) {
      case 'requester':
        return value === '' ? sql`requester_unit is null` : sql`requester_unit = ${value}::uuid`
      case 'technician':
        return value === '' ? sql`technician is null` : sql`technician = ${value}::uuid`
      case 'level':
        return value === '' ? sql`level is null` : sql`level = ${value}::smallint`
      case 'priority':
        return sql`priority = ${value === '' ? 0 : value}::smallint`
      case 'solution':
      case 'cause':
        return value === '' ? sql`${sql.ref(dimension)} is null` : sql`${sql.ref(dimension)} = ${value}`
      default:
        return sql`${COLUMNS[dimension as 'kind' | 'channel']} = ${value}`
    }
  })
  return sql<boolean>`${sql.join([own, ...narrowed], sql` and `)}`
}

const REPORT = sql`
  select
    (select coalesce(json_agg(cells), '[]') from cells) as cells,
    (select coalesce(json_agg(days order by day), '[]') from days) as days,
    (select before from open) as "openBefore", (select thence from open) as "openThen",
    (select coalesce(json_agg(ages) filter (where n <> 0), '[]') from ages) as ages`

/** The case was open at the end of the day before. */
function openBefore(day: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`opened_on < ${day} and case
    when reopened_on = '{}' then ended_on is null or ended_on >= ${day}
    else (select count(*) from unnest(left_on) gone where gone < ${day})
      <= (select count(*) from unnest(reopened_on) back where back < ${day}) end`
}

function countedIn(part: Part, days: Days): RawBuilder<unknown> {
  const closed = within(sql`closed_on`, days)
  const inPeriod = (list: RawBuilder<unknown>) =>
    sql`coalesce(sum((select count(*) from unnest(${list}) day where ${within(sql`day`, days)})) filter (where ${list} <> '{}'), 0)::int`
  const names = DIMENSIONS.map((dimension) => sql.ref(dimension))
  const which = sql.join(
    DIMENSIONS.map((dimension) => sql`when grouping(${sql.ref(dimension)}) = 0 then ${dimension}::text`),
    sql` `,
  )
  const value = sql.join(
    DIMENSIONS.map((dimension) => sql`when grouping(${sql.ref(dimension)}) = 0 then ${sql.ref(dimension)}`),
    sql` `,
  )
  return sql`
    select ${part}::text as part, case ${which} end as dimension, case ${value} end as value,
      count(*) filter (where ${within(sql`opened_on`, days)})::int as reported,
      count(*) filter (where ${within(sql`opened_on`, days)} and ended_on is null)::int as still_open,
      count(*) filter (where ${closed})::int as attended,
      count(*) filter (where ${closed} and on_time)::int as on_time,
      count(*) filter (where ${closed} and on_time is not null)::int as timed,
      count(*) filter (where ${closed} and first_level)::int as first_level,
      count(*) filter (where ${closed} and first_level is not null)::int as levelled,
      count(*) filter (where closed_on is null and ${within(sql`ended_on`, days)})::int as annulled,
      ${inPeriod(sql`reopened_on`)} as reopened,
      ${inPeriod(sql`left_on`)} as left_open,
      count(*) filter (where ${within(sql`rated_on`, days)})::int as rated,
      coalesce(sum(stars) filter (where ${within(sql`rated_on`, days)}), 0)::int as stars
    from f where ${within(sql`opened_on`, days)} or ${within(sql`ended_on`, days)} or ${within(sql`rated_on`, days)} or reopened_on <> '{}'
    group by grouping sets (${sql.join(names.map((name) => sql`(${name})`))})`
}

function within(day: RawBuilder<unknown>, { from, until }: Pick<Period, 'from' | 'until'>): RawBuilder<boolean> {
  return sql<boolean>`${day} between ${from}::date and ${until}::date`
}

function minusDays(day: string, days: number): string {
  return Temporal.PlainDate.from(day).subtract({ days }).toString()
}
