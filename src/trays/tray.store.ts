import { type RawBuilder, sql } from 'kysely'
import type { InstantText } from '#src/calendar/types.ts'
import type { Queryable } from '#src/platform/db/types.ts'
import { type FilterFacts, filterCondition } from './filter-condition.ts'
import { beyond, orderBy, type TrayOrder, USUAL_ORDER } from './tray-order.ts'
import { readPlace, type TrayPlace, writePlace } from './tray-place.ts'
import { sourcesOf, type TrayName, type TrayScope } from './tray-scope.ts'

/** An open task in a tray, with what a list shows of its case. */
export interface TrayTask {
  readonly caseId: number
  readonly number: string
  /** Null where the person may not read the case: an administrator sees that its role has no position, and no more. */
  readonly title: string | null
  readonly versionId: number
  readonly procedure: string
  readonly channel: string
  readonly requesterPerson: string | null
  readonly requesterName: string | null
  /** 0 of a followed case that has ended. */
  readonly task: number
  readonly kind: string
  readonly row: string
  readonly role: string | null
  readonly position: string | null
  readonly unit: string | null
  readonly assignee: string | null
  readonly priority: number
  readonly arrivedAt: InstantText
  /** `infinity` where nothing is due. */
  readonly dueAt: InstantText
}

export interface TrayAsked {
  readonly scope: TrayScope
  readonly order: TrayOrder
  /** Null is everything. */
  readonly filter: FilterFacts | null
  readonly place: TrayPlace | null
  /** Tasks of a page; `TRAY_PAGE` unless told. */
  readonly size?: number
}

export interface TrayPage {
  readonly tasks: readonly TrayTask[]
  /** Where the page after begins; null at the end. */
  readonly next: string | null
  /** Where the page before ends; null at the start. */
  readonly previous: string | null
  /** So many tasks were looked at and no more, and fewer than a page of them fitted: the rest is behind `next`. */
  readonly examined: number | null
}

export const TRAY_PAGE = 50
/** Tasks that a filter is held against at once: a filter that nothing fits costs no more than this. */
export const EXAMINED = 2_000

/** A page of a tray. Read by ordered scans of indexes, one for each position, group or unit, merged, whatever the tray's size. */
export async function listTray(db: Queryable, asked: TrayAsked): Promise<TrayPage> {
  const { scope, order, filter, place, size = TRAY_PAGE } = asked
  const back = place?.back ?? false
  // Written into the statement: of a limit that it does not know, the planner thinks that it is a tenth of the table.
  const pageAndOne = sql.lit(size + 1)
  const limit = filter === null ? pageAndOne : sql.lit(EXAMINED)
  const condition = filter === null ? sql`true` : filterCondition(filter)
  const { rows } = await sql<TrayTask>`
    select c.id as "caseId", c.number, ${titleFor(scope)}, c.manual_version_id as "versionId", c.procedure, c.channel,
      t.id as task, t.kind, t.row_number as row, t.role, t.position_id as position, t.unit_id as unit, t.assignee, t.priority,
      t.arrived_at as "arrivedAt", t.due_at as "dueAt"
    from (${tasksOf(asked, limit)}) t
    join case_file c on c.id = t.case_id
    where ${condition}
    ${orderBy(order, back, 't')} limit ${pageAndOne}`.execute(db)
  const more = rows.length > size
  const last = more || filter === null ? null : await lastExamined(db, asked)
  return pageOf(asked, rows.slice(0, size), more, last)
}

function pageOf(
  { order, place }: TrayAsked,
  rows: readonly TrayTask[],
  more: boolean,
  last: PlacedTask | null,
): TrayPage {
  const back = place?.back ?? false
  const onward = more ? rows.at(-1)! : last
  const far = onward === null || onward === undefined ? null : writePlace(order, onward)
  const near = rows[0] === undefined ? null : writePlace(order, rows[0])
  return {
    tasks: back ? rows.toReversed() : rows,
    // Whoever came from a page can go back to it, even when this one has become empty.
    next: back ? (near ?? textOf(place)) : far,
    previous: back ? far : place === null ? null : (near ?? textOf(place)),
    examined: last === null ? null : EXAMINED,
  }
}

function textOf(place: TrayPlace | null): string | null {
  return place === null ? null : Buffer.from(JSON.stringify(place.values)).toString('base64url')
}

/** Why the case's text is not shown to an administrator who takes no part in it: the tray is about the role without position. */
function titleFor(scope: TrayScope): RawBuilder<unknown> {
  if (scope.kind !== 'unplaced')
    return sql`c.title, c.requester_person as "requesterPerson", c.requester_name as "requesterName"`
  const readable = sql`exists (select from case_reader r where r.case_id = c.id and r.reader = any(${scope.readers}::uuid[]))`
  return sql`case when ${readable} then c.title end as title, case when ${readable} then c.requester_person end as "requesterPerson",
    case when ${readable} then c.requester_name end as "requesterName"`
}

type PlacedTask = Pick<TrayTask, 'priority' | 'dueAt' | 'arrivedAt' | 'caseId' | 'task'>

/** The last of the tasks that a filter was held against; null when those were all. */
async function lastExamined(db: Queryable, asked: TrayAsked): Promise<PlacedTask | null> {
  const back = asked.place?.back ?? false
  const { rows } = await sql<PlacedTask>`
    select case_id as "caseId", id as task, priority, arrived_at as "arrivedAt", due_at as "dueAt"
    from (${tasksOf(asked, sql.lit(EXAMINED))}) each ${orderBy(asked.order, back)} offset ${sql.lit(EXAMINED - 1)} limit 1`.execute(
    db,
  )
  return rows[0] ?? null
}

const COLUMNS = sql`case_id, id, kind, row_number, role, position_id, unit_id, assignee, priority, arrived_at, due_at`

/**
 * The first tasks of a scope. Each source has order and limit of its own, else the planner does not see that its index gives the order
 * and sorts the whole tray; merged they are read only as far as somebody asks.
 */
function tasksOf({ scope, order, filter, place }: TrayAsked, limit: RawBuilder<unknown>): RawBuilder<unknown> {
  const back = place?.back ?? false
  // The one part of a filter that the usual order's index answers: without it the low priorities are behind all the high ones.
  const priorities = filter?.priorities ?? null
  const rest = sql`${priorities === null ? sql`` : sql` and priority = any(${priorities}::smallint[])`}${
    place === null ? sql`` : sql` and ${beyond(order, place.values, back)}`
  } ${orderBy(order, back)} limit ${limit}`
  const sources = sourcesOf(scope).map((source) => sql`(select ${COLUMNS} ${source}${rest})`)
  return sql`select * from (${sql.join(sources, sql` union all `)}) merged ${orderBy(order, back)} limit ${limit}`
}

/** Counters say no more than this: `99+`. */
export const COUNT_CAP = 100
const CAP = sql.lit(COUNT_CAP)
const COUNT_EXAMINED = sql.lit(1_000)

/** How many tasks each tray holds, counted no further than `COUNT_CAP`, in one statement. */
export async function countTrays(
  db: Queryable,
  scopes: ReadonlyMap<TrayName, TrayScope>,
): Promise<ReadonlyMap<TrayName, number>> {
  const counts = [...scopes].map(
    ([name, scope]) =>
      sql`(select count(*)::int from (${tasksOf({ scope, order: orderToCount(scope), filter: null, place: null }, CAP)}) each) as ${sql.ref(name)}`,
  )
  const { rows } = await sql<Record<TrayName, number>>`select ${sql.join(counts)}`.execute(db)
  return new Map(Object.entries(rows[0]!) as [TrayName, number][])
}

// Counting needs no order: but without one a position that has no task is looked for in the whole table.
function orderToCount({ kind }: TrayScope): TrayOrder {
  return kind === 'overdue' ? { by: 'due', descending: false } : USUAL_ORDER
}

/** How many of the first thousand tasks of a tray fit a filter, no further than `COUNT_CAP`. */
export async function countFiltered(
  db: Queryable,
  { scope, filter }: Pick<TrayAsked, 'scope' | 'filter'>,
): Promise<number> {
  const order = orderToCount(scope)
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from (
      select 1 from (${tasksOf({ scope, order, filter, place: null }, COUNT_EXAMINED)}) t
      join case_file c on c.id = t.case_id
      where ${filter === null ? sql`true` : filterCondition(filter)} limit ${CAP}) each`.execute(db)
  return rows[0]!.count
}

/** The place that a text names in the order of what is asked. */
export function placeAsked(order: TrayOrder, after: unknown, before: unknown): TrayPlace | null {
  return readPlace(order, before, true) ?? readPlace(order, after, false)
}
