import { type RawBuilder, sql } from 'kysely'
import type { InstantText } from '#src/calendar/types.ts'
import type { Queryable } from '#src/platform/db/types.ts'

/** An open task in a tray, with what a list shows of its case. */
export interface TrayTask {
  readonly caseId: number
  readonly number: string
  readonly title: string
  readonly versionId: number
  readonly procedure: string
  readonly requesterPerson: string | null
  readonly requesterName: string | null
  readonly task: number
  readonly kind: string
  readonly row: string
  readonly role: string | null
  readonly assignee: string | null
  readonly priority: number
  readonly arrivedAt: InstantText
  /** `infinity` where nothing is due. */
  readonly dueAt: InstantText
}

/** Whose tasks: mine, those of my positions that nobody has taken, or all of the units that I may read. */
export type TrayScope =
  | { readonly kind: 'mine'; readonly person: string }
  | { readonly kind: 'role'; readonly positions: readonly string[]; readonly groups: readonly string[] }
  | { readonly kind: 'unit'; readonly units: readonly string[] }

/** The place after which a page begins, in the tray's order: priority, due instant, case, task. */
export interface TrayPlace {
  readonly priority: number
  readonly dueAt: string
  readonly caseId: number
  readonly task: number
}

export const TRAY_PAGE = 50

// Written into the statement: of a limit that it does not know, the planner thinks that it is a tenth of the table.
const PAGE_AND_ONE = sql.lit(TRAY_PAGE + 1)

/** A page of a tray, one task more than `TRAY_PAGE` when there is another. One index scan a position or unit, whatever its size. */
export async function listTray(db: Queryable, scope: TrayScope, after: TrayPlace | null): Promise<TrayTask[]> {
  const { rows } = await sql<TrayTask>`
    select c.id as "caseId", c.number, c.title, c.manual_version_id as "versionId", c.procedure,
      c.requester_person as "requesterPerson", c.requester_name as "requesterName", t.id as task, t.kind,
      t.row_number as row, t.role, t.assignee, t.priority, t.arrived_at as "arrivedAt", t.due_at as "dueAt"
    from (${tasksOf(scope, sql`${afterPlace(after)} order by priority, due_at, case_id, id limit ${PAGE_AND_ONE}`)}) t
    join case_file c on c.id = t.case_id
    order by t.priority, t.due_at, t.case_id, t.id limit ${PAGE_AND_ONE}`.execute(db)
  return rows
}

export const COUNT_CAP = 100

const CAP = sql.lit(COUNT_CAP)

/**
 * How many tasks a tray holds, counted no further than `COUNT_CAP`. In the tray's order, although counting needs none: without it a
 * position that has no task is looked for in the whole table.
 */
export async function countTray(db: Queryable, scope: TrayScope): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from (select 1 from (${tasksOf(scope, sql`order by priority, due_at, case_id, id limit ${CAP}`)}) each limit ${CAP}) counted`.execute(
    db,
  )
  return rows[0]!.count
}

// A task that waits for an instant or for another case is in nobody's tray.
const IN_A_TRAY = sql`kind in ('step', 'reply', 'signature')`

/** Tasks of a scope; `rest` (place, order, limit) is applied within each position, unit or group, so that each is one index scan. */
function tasksOf(scope: TrayScope, rest: RawBuilder<unknown>): RawBuilder<unknown> {
  switch (scope.kind) {
    case 'mine':
      return sql`(select * from task where assignee = ${scope.person}::uuid and ${IN_A_TRAY} ${rest})`
    case 'role':
      return sql`
        select found.* from unnest(${scope.positions}::uuid[]) as wanted (id)
        cross join lateral (select * from task where position_id = wanted.id and assignee is null and ${IN_A_TRAY} ${rest}) found
        union all
        select found.* from unnest(${scope.groups}::text[]) as wanted (id)
        cross join lateral (select * from task where group_id = wanted.id and assignee is null and ${IN_A_TRAY} ${rest}) found`
    case 'unit':
      return sql`
        select found.* from unnest(${scope.units}::uuid[]) as wanted (id)
        cross join lateral (select * from task where unit_id = wanted.id and ${IN_A_TRAY} ${rest}) found`
  }
}

function afterPlace(after: TrayPlace | null): RawBuilder<unknown> {
  if (after === null) return sql``
  return sql`and (priority, due_at, case_id, id) > (${after.priority}::smallint, ${after.dueAt}::timestamptz, ${after.caseId}::bigint, ${after.task}::int)`
}
