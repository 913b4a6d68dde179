import { sql } from 'kysely'
import type { Queryable } from '#src/platform/db/types.ts'

export interface WarningRow {
  readonly caseId: number
  readonly seq: number
  readonly number: string
  readonly title: string
  readonly target: 'attention' | 'solution'
  readonly percent: number
  readonly dueAt: string
  readonly givenAt: string
}

export const WARNINGS_PAGE = 50

/** A person's warnings that are not marked as seen, the latest first, one more than a page; `before` is the last one shown. */
export async function listWarnings(
  db: Queryable,
  person: string,
  before: Pick<WarningRow, 'givenAt' | 'caseId' | 'seq'> | null,
): Promise<WarningRow[]> {
  const place =
    before === null
      ? sql``
      : sql`and (w.given_at, w.case_id, w.seq) < (${before.givenAt}::timestamptz, ${before.caseId}::bigint, ${before.seq}::int)`
  const { rows } = await sql<WarningRow>`
    select w.case_id as "caseId", w.seq, c.number, c.title, w.target, w.percent, w.due_at as "dueAt", w.given_at as "givenAt"
    from case_warning w join case_file c on c.id = w.case_id
    where w.person_id = ${person}::uuid and w.seen_at is null ${place}
    order by w.given_at desc, w.case_id desc, w.seq desc limit ${sql.lit(WARNINGS_PAGE + 1)}`.execute(db)
  return rows
}

/** Marks one warning of a person as seen, or all of them. */
export async function markSeen(
  db: Queryable,
  person: string,
  now: string,
  which: { readonly number: string; readonly seq: number } | 'all',
): Promise<void> {
  if (which === 'all') {
    await sql`update case_warning set seen_at = ${now}::timestamptz where person_id = ${person} and seen_at is null`.execute(
      db,
    )
    return
  }
  await sql`
    update case_warning set seen_at = ${now}::timestamptz
    where person_id = ${person} and case_id = (select id from case_file where number = ${which.number}) and seq = ${which.seq}
      and seen_at is null`.execute(db)
}

export interface RaisedRow {
  readonly number: string
  readonly title: string
  readonly seq: number
  readonly asks: 'decision' | 'resources' | 'authorise' | 'intervene'
  readonly askedAt: string
  readonly askedBy: string | null
  readonly reason: string | null
}

/** What waits for an answer of these positions, the oldest first; at most 200. */
export async function listRaised(db: Queryable, positions: readonly string[]): Promise<RaisedRow[]> {
  const { rows } = await sql<RaisedRow>`
    select c.number, c.title, e.seq, e.asks, e.asked_at as "askedAt", e.asked_by as "askedBy", p.content ->> 'reason' as reason
    from escalation e join case_file c on c.id = e.case_id
    left join act_private p on p.case_id = e.case_id and p.seq = e.seq
    where e.kind = 'hierarchical' and e.answered_at is null and e.position_id = any(${positions}::uuid[])
    order by e.asked_at, e.case_id, e.seq limit 200`.execute(db)
  return rows
}

export interface EscalationMeasure {
  readonly kind: 'functional' | 'hierarchical'
  readonly count: number
  readonly waiting: number
  readonly medianMs: number | null
  readonly slowestMs: number | null
}

/** How many escalations of each kind came to these positions since an instant, and how long they took to be taken up. */
export async function measureEscalations(
  db: Queryable,
  positions: readonly string[],
  since: string,
): Promise<EscalationMeasure[]> {
  const { rows } = await sql<EscalationMeasure>`
    select kind, count(*)::int as count, (count(*) filter (where answered_at is null))::int as waiting,
      percentile_cont(0.5) within group (order by working_ms)::float8 as "medianMs", max(working_ms)::float8 as "slowestMs"
    from escalation where position_id = any(${positions}::uuid[]) and asked_at > ${since}::timestamptz
    group by kind order by kind`.execute(db)
  return rows
}
