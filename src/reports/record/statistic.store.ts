import { type RawBuilder, sql } from 'kysely'
import type { Queryable, Tx } from '#src/platform/db/types.ts'
import { bucketOf } from './buckets.ts'
import { firstLevel, MEASURES } from './contributions.ts'
import type { PeriodRow, StepRow } from './counters.ts'
import type { CaseFold, EndedVisit } from './types.ts'

/** Rows at a time: a statement's text and its arrays stay small. */
const CHUNK = 2_000

export async function readFolds(tx: Tx, ids: readonly number[]): Promise<Map<number, CaseFold>> {
  const { rows } = await sql<{ id: number; fold: CaseFold }>`
    select case_id as id, fold from statistic_case where case_id = any(${ids}::bigint[])`.execute(tx)
  return new Map(rows.map(({ id, fold }) => [id, fold]))
}

/** The priority with which cases were opened: no act says it. */
export async function readPriorities(db: Queryable, ids: readonly number[]): Promise<Map<number, number>> {
  const { rows } = await sql<{ id: number; priority: number }>`
    select id, priority from case_file where id = any(${ids}::bigint[])`.execute(db)
  return new Map(rows.map(({ id, priority }) => [id, priority]))
}

/** The row that reports filter, of a fold. */
export function caseRow(id: number, fold: CaseFold) {
  return {
    case_id: id,
    opened_on: fold.openedOn,
    opened_at: fold.openedAt,
    closed_on: fold.closedOn,
    ended_on: fold.status === 'open' ? null : (fold.leftOn.at(-1) ?? null),
    procedure: fold.kind,
    channel: fold.channel,
    requester_unit: fold.requesterUnit,
    unit: fold.unit,
    technician: fold.technician,
    level: fold.level,
    priority: fold.priority,
    solution: fold.solution,
    cause: fold.cause,
    attention: fold.attention === null ? null : bucketOf(fold.attention),
    lasting: fold.lasting === null ? null : bucketOf(fold.lasting),
    on_time: fold.closedOn === null || fold.timed === 0 ? null : fold.late === 0,
    first_level: firstLevel(fold),
    stars: fold.stars,
    rated_on: fold.ratedOn,
    left_on: fold.leftOn,
    reopened_on: fold.reopenedOn,
    fold,
  }
}

export type CaseRow = ReturnType<typeof caseRow>

const CASE_COLUMNS = sql`case_id, opened_on, opened_at, closed_on, ended_on, procedure, channel, requester_unit, unit, technician, level,
  priority, solution, cause, attention, lasting, on_time, first_level, stars, rated_on, left_on, reopened_on, fold`

export async function writeCases(tx: Tx, rows: readonly CaseRow[]): Promise<void> {
  for (const some of chunks(rows)) {
    await sql`
      insert into statistic_case (${CASE_COLUMNS})
      select ${CASE_COLUMNS} from jsonb_populate_recordset(null::statistic_case, ${JSON.stringify(some)}::jsonb)
      on conflict (case_id) do update set
        (closed_on, ended_on, unit, technician, level, priority, solution, cause, attention, lasting, on_time, first_level, stars,
          rated_on, left_on, reopened_on, fold)
        = (excluded.closed_on, excluded.ended_on, excluded.unit, excluded.technician, excluded.level, excluded.priority,
          excluded.solution, excluded.cause, excluded.attention, excluded.lasting, excluded.on_time, excluded.first_level,
          excluded.stars, excluded.rated_on, excluded.left_on, excluded.reopened_on, excluded.fold)`.execute(tx)
  }
}

export async function writeVisits(
  tx: Tx,
  visits: readonly { readonly caseId: number; readonly versionId: number; readonly visit: EndedVisit }[],
): Promise<void> {
  for (const some of chunks(visits)) {
    const rows = some.map(({ caseId, versionId, visit }) => ({
      case_id: caseId,
      seq: visit.seq,
      task: visit.task,
      version_id: versionId,
      procedure: visit.procedure,
      row_number: visit.row,
      kind: visit.kind,
      ended_on: visit.endedOn,
      outcome: visit.outcome,
      late: visit.late,
      total: visit.total,
      wait: visit.wait,
      work: visit.work,
      span: visit.span,
      unit: visit.unit,
      person: visit.person,
    }))
    await sql`
      insert into statistic_visit
      select * from jsonb_populate_recordset(null::statistic_visit, ${JSON.stringify(rows)}::jsonb)`.execute(tx)
  }
}

const COUNTS = sql.raw(MEASURES.join(', '))
const ADDED = sql.raw(
  MEASURES.map((measure) => `${measure} = statistic_period.${measure} + excluded.${measure}`).join(', '),
)

export async function addToPeriods(tx: Tx, rows: readonly PeriodRow[]): Promise<void> {
  const changed = rows.filter(({ counts }) => counts.some((count) => count !== 0))
  for (const some of chunks(changed)) {
    const column = (read: (row: PeriodRow) => unknown): RawBuilder<unknown> => sql`${some.map(read)}`
    const counts = sql.join(MEASURES.map((_, at) => sql`${column(({ counts }) => counts[at])}::int[]`))
    await sql`
      insert into statistic_period (dimension, grain, day, unit, value, ${COUNTS})
      select * from unnest(${column(({ dimension }) => dimension)}::text[], ${column(({ grain }) => grain)}::text[],
        ${column(({ day }) => day)}::date[], ${column(({ unit }) => unit)}::uuid[], ${column(({ value }) => value)}::text[], ${counts})
      on conflict (dimension, grain, day, unit, value) do update set ${ADDED}`.execute(tx)
  }
}

export async function addToSteps(
  tx: Tx,
  rows: readonly StepRow[],
  versionIdOf: (version: string) => number | undefined,
): Promise<void> {
  const known = rows.flatMap((row) => {
    const id = versionIdOf(row.version)
    return id === undefined ? [] : [{ ...row, id }]
  })
  for (const some of chunks(known)) {
    await sql`
      insert into statistic_step (version_id, procedure, row_number, month, what, bucket, n)
      select * from unnest(${some.map(({ id }) => id)}::int[], ${some.map(({ procedure }) => procedure)}::text[],
        ${some.map(({ row }) => row)}::text[], ${some.map(({ month }) => month)}::date[], ${some.map(({ what }) => what)}::text[],
        ${some.map(({ bucket }) => bucket)}::smallint[], ${some.map(({ n }) => n)}::int[])
      on conflict (version_id, procedure, row_number, month, what, bucket) do update set n = statistic_step.n + excluded.n`.execute(
      tx,
    )
  }
}

export interface StatisticState {
  /** Grows with every change of the counters. */
  readonly stamp: number
  /** Fingerprint of the calendars by which times were counted; empty before anything was. */
  readonly calendars: string
  readonly rebuiltAt: string | null
}

export async function readState(db: Queryable): Promise<StatisticState> {
  const { rows } = await sql<StatisticState>`
    select stamp, calendars, rebuilt_at as "rebuiltAt" from statistic_state`.execute(db)
  return rows[0]!
}

/** A fingerprint of what the calendars say now. */
export async function calendarsNow(db: Queryable): Promise<string> {
  const { rows } = await sql<{ print: string }>`
    select md5(coalesce(string_agg(code || data::text, '|' order by code), '')) as print from calendar`.execute(db)
  return rows[0]!.print
}

export async function touchState(tx: Tx, calendars: string): Promise<void> {
  await sql`
    update statistic_state set stamp = stamp + 1, calendars = case when calendars = '' then ${calendars} else calendars end`.execute(
    tx,
  )
}

function chunks<Row>(rows: readonly Row[]): readonly (readonly Row[])[] {
  return Array.from({ length: Math.ceil(rows.length / CHUNK) }, (_, at) => rows.slice(at * CHUNK, (at + 1) * CHUNK))
}
