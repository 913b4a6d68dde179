import { type RawBuilder, sql } from 'kysely'
import type { InstantText } from '#src/calendar/types.ts'
import type { Queryable } from '#src/platform/db/types.ts'
import { bitsOf } from '../project-care.ts'
import type { RetentionRule } from './rule.store.ts'

/** A case whose time is over. */
export interface DueCase {
  readonly caseId: number
  readonly number: string
  readonly closedAt: InstantText
  readonly acts: number
  readonly files: number
}

/** The place after which a page begins. */
export type DuePlace = Pick<DueCase, 'closedAt' | 'caseId'>

export type DueRule = Pick<RetentionRule, 'manual' | 'procedure' | 'years' | 'erases'>

/** More are not counted. */
export const MOST_DUE = 100_000

/** Cases of a rule that ended before its time, those first that ended first; of them, what the rule erases is there still. */
export async function listDue(
  db: Queryable,
  rule: DueRule,
  now: InstantText,
  after: DuePlace | null,
  limit: number,
): Promise<readonly DueCase[]> {
  const { rows } = await sql<DueCase>`
    with due as (${dueOf(rule, now, after, limit)})
    select c.id as "caseId", c.number, c.closed_at as "closedAt",
      (select count(*)::int from act_private p where p.case_id = c.id and p.content is not null) as acts,
      (select count(*)::int from stored_file f where f.case_id = c.id) as files
    from due join case_file c on c.id = due.id order by c.closed_at, c.id`.execute(db)
  return rows
}

/** How many are due, up to `MOST_DUE`, and how many of the same age are held. */
export async function countDue(
  db: Queryable,
  rule: DueRule,
  now: InstantText,
): Promise<{ readonly due: number; readonly held: number }> {
  const { rows } = await sql<{ due: number; held: number }>`
    select (select count(*)::int from (${dueOf(rule, now, null, MOST_DUE)}) d) as due,
      (select count(*)::int from case_file c join manual_version v on v.id = c.manual_version_id
        where c.held and v.manual_code = ${rule.manual} and c.procedure = ${rule.procedure}
          and c.closed_at < ${now}::timestamptz - ${rule.years} * interval '1 year') as held`.execute(db)
  return rows[0]!
}

// One short scan in order for each version of the manual and each state of erasure that lacks something, merged: what was erased years
// ago is passed by, however much there is of it.
function dueOf(
  { manual, procedure, years, erases }: DueRule,
  now: InstantText,
  after: DuePlace | null,
  limit: number,
): RawBuilder<unknown> {
  const bits = bitsOf(erases)
  const lacking = [0, 1, 2, 3, 4, 5, 6, 7].filter((state) => (state & bits) !== bits)
  const from =
    after === null ? sql`` : sql`and (c.closed_at, c.id) > (${after.closedAt}::timestamptz, ${after.caseId}::bigint)`
  return sql`
    select found.id from manual_version v cross join unnest(${lacking}::smallint[]) states (erased)
    cross join lateral (
      select c.id, c.closed_at from case_file c
      where c.manual_version_id = v.id and c.procedure = ${procedure} and c.erased_parts = states.erased and c.closed_at is not null
        and c.closed_at < ${now}::timestamptz - ${years} * interval '1 year' and not c.held ${from}
      order by c.closed_at, c.id limit ${limit}
    ) found
    where v.manual_code = ${manual} order by found.closed_at, found.id limit ${limit}`
}
