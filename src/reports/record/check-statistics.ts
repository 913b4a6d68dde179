import { sql } from 'kysely'
import { transaction } from '#src/platform/db/pool.ts'
import type { Db, Queryable } from '#src/platform/db/types.ts'
import { MEASURES } from './contributions.ts'
import { noCounters } from './counters.ts'
import type { VersionIds, WorldDeps } from './fold-world.ts'
import { holdFollower } from './rebuild-statistics.ts'
import { recount } from './recount.ts'
import { calendarsNow, caseRow, readState } from './statistic.store.ts'

/** Differences that are listed; the rest are only counted. */
const LISTED = 50

export interface StatisticsCheck {
  readonly cases: number
  readonly counters: number
  readonly differences: number
  /** Sentences for the operator, at most fifty. */
  readonly listed: readonly string[]
  /** The calendars say something else than when times were counted. */
  readonly calendarsChanged: boolean
}

/**
 * Counts the record anew and compares: every case's row, every visit and every counter. What the follower has not had yet is left out of
 * both sides.
 */
export function checkStatistics(db: Db, deps: WorldDeps, now: string): Promise<StatisticsCheck> {
  return transaction(db, async (tx) => {
    await holdFollower(tx)
    const found: string[] = []
    let differences = 0
    const differ = (sentence: string) => {
      differences += 1
      if (found.length < LISTED) found.push(sentence)
    }
    const counters = noCounters()
    const versions: VersionIds = new Map()
    const cursor = await cursorOf(tx)
    let cases = 0
    for await (const some of recount(tx, deps, { below: cursor, now, counters, versions })) {
      cases += some.length
      const ids = some.map(({ id }) => id)
      const rows = await storedRows(tx, ids)
      const visits = await visitCounts(tx, ids)
      for (const { id, fold, visits: own } of some) {
        const wanted = canonical(caseRow(id, fold))
        const stored = rows.get(id)
        if (stored === undefined) differ(`Expediente ${id}: no está contado.`)
        else if (canonical(stored) !== wanted) differ(`Expediente ${id}: su fila no es la que dan sus actos.`)
        if ((visits.get(id) ?? '') !== visitPrint(own.map(({ visit }) => visit)))
          differ(`Expediente ${id}: sus visitas de pasos no son las que dan sus actos.`)
      }
    }
    const extra = await sql<{ n: number }>`select count(*)::int - ${cases}::int as n from statistic_case`.execute(tx)
    if (extra.rows[0]!.n !== 0) differ(`Hay ${extra.rows[0]!.n} filas de expedientes que el registro no tiene.`)
    const periods = new Map([...counters.periods].map(([key, { counts }]) => [key, counts.join(' ')]))
    const steps = new Map(
      [...counters.steps.values()].flatMap((row) => {
        const id = versions.get(row.version)?.id
        return id === undefined
          ? []
          : [[`${id} ${row.procedure} ${row.row} ${row.month} ${row.what} ${row.bucket}`, String(row.n)] as const]
      }),
    )
    compare(await storedPeriods(tx), periods, 'Contador', differ)
    compare(await storedSteps(tx), steps, 'Paso', differ)
    const state = await readState(tx)
    const calendarsChanged = state.calendars !== '' && state.calendars !== (await calendarsNow(tx))
    return { cases, counters: periods.size + steps.size, differences, listed: found, calendarsChanged }
  })
}

function compare(
  stored: ReadonlyMap<string, string>,
  wanted: ReadonlyMap<string, string>,
  what: string,
  differ: (sentence: string) => void,
): void {
  const nothing = (counts: string | undefined) => counts === undefined || /^0( 0)*$/.test(counts)
  for (const [key, counts] of wanted) {
    const has = stored.get(key)
    if (has !== counts && !(nothing(has) && nothing(counts)))
      differ(`${what} «${key}»: está ${has ?? 'ausente'} y el registro da ${counts}.`)
  }
  for (const [key, counts] of stored)
    if (!wanted.has(key) && !nothing(counts)) differ(`${what} «${key}»: está ${counts} y el registro no da nada.`)
}

/** A follower's cursor stands behind whole transactions only after it had all; acts of the one that it is in are told by `seq` alone, so it is first made to catch up. */
async function cursorOf(db: Queryable): Promise<string> {
  const { rows } = await sql<{ below: string }>`
    select case when f.xid is null then '0' else least(
      (select min(xid)::text::numeric from act where xid > f.xid), pg_snapshot_xmin(pg_current_snapshot())::text::numeric)::text end as below
    from (select 1) one left join record_follower f on f.name = 'statistics'`.execute(db)
  return rows[0]!.below
}

async function storedRows(db: Queryable, ids: readonly number[]): Promise<Map<number, unknown>> {
  const { rows } = await sql<{ id: number; row: Record<string, unknown> }>`
    select case_id as id, to_jsonb(c) as row from statistic_case c where case_id = any(${ids}::bigint[])`.execute(db)
  return new Map(rows.map(({ id, row }) => [id, row]))
}

async function visitCounts(db: Queryable, ids: readonly number[]): Promise<Map<number, string>> {
  const { rows } = await sql<{ id: number; print: string }>`
    select case_id as id, string_agg(concat_ws(' ', task, row_number, outcome, total, span, coalesce(wait, -1), coalesce(work, -1)), '; ' order by seq, task) as print
    from statistic_visit where case_id = any(${ids}::bigint[]) group by case_id`.execute(db)
  return new Map(rows.map(({ id, print }) => [id, print]))
}

function visitPrint(
  visits: readonly {
    seq: number
    task: number
    row: string
    outcome: string
    total: number
    span: number
    wait: number | null
    work: number | null
  }[],
): string {
  return [...visits]
    .sort((a, b) => a.seq - b.seq || a.task - b.task)
    .map(
      (each) =>
        `${each.task} ${each.row} ${each.outcome} ${each.total} ${each.span} ${each.wait ?? -1} ${each.work ?? -1}`,
    )
    .join('; ')
}

async function storedPeriods(db: Queryable): Promise<Map<string, string>> {
  const counts = sql.raw(MEASURES.join(` || ' ' || `))
  const { rows } = await sql<{ key: string; counts: string }>`
    select concat_ws(' ', dimension, grain, to_char(day, 'YYYY-MM-DD'), unit, value) as key, ${counts} as counts from statistic_period`.execute(
    db,
  )
  return new Map(rows.map(({ key, counts: each }) => [key, each]))
}

async function storedSteps(db: Queryable): Promise<Map<string, string>> {
  const { rows } = await sql<{ key: string; n: string }>`
    select concat_ws(' ', version_id, procedure, row_number, to_char(month, 'YYYY-MM-DD'), what, bucket) as key, n::text
    from statistic_step`.execute(db)
  return new Map(rows.map(({ key, n }) => [key, n]))
}

/** The same facts as the same text, whatever the order of keys; instants as instants. */
function canonical(value: unknown): string {
  return JSON.stringify(sorted(value))
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value === 'string')
    return /^\d{4}-\d\d-\d\dT/.test(value) ? Temporal.Instant.from(value).toString() : value
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, sorted(each)]),
  )
}
