import { sql } from 'kysely'
import { bucketOf } from '#src/reports/record/buckets.ts'
import { DIMENSIONS, MEASURES } from '#src/reports/record/contributions.ts'
import { periodOf, soFar } from '#src/reports/report/period.ts'
import { readCounted } from '#src/reports/report/report.store.ts'
import { line, median, quantile } from './figures.ts'
import { signIn } from './session.ts'
import type { World } from './world.ts'

/** Cases of the trial; three years of them. */
const CASES = Number(process.env.BENCH_CASES ?? 1_000_000)

/** Reports over a million counted cases, beside the shortest query that can be asked and a bare count of the same rows. */
export async function benchStatistics(world: World): Promise<void> {
  const { db } = world.owner
  await fill(world)
  const client = await world.owner.pool.connect()
  const ask: number[] = []
  for (let at = 0; at < 200; at++) {
    const begun = performance.now()
    await client.query('select 1')
    ask.push(performance.now() - begun)
  }
  const scan = await timed(() => client.query('select count(*) from statistic_case'), 3)
  client.release()
  line('select 1, p50 (floor)', `${median(ask).toFixed(2)} ms`)
  line(`count(*) of ${CASES} rows, p50 (floor)`, `${median(scan).toFixed(0)} ms`)

  const today = new Date().toISOString().slice(0, 10)
  for (const kind of ['mes', 'trimestre', 'anio'] as const) {
    const asked = { period: soFar(periodOf(kind, today), today), units: null, today }
    const whole = await timed(() => readCounted(db, { ...asked, filters: {} }), 5)
    line(`report, ${kind}, from counters, p50`, `${median(whole).toFixed(0)} ms`, under(median(whole)))
    const narrowed = await timed(() => readCounted(db, { ...asked, filters: { channel: 'portal' } }), 3)
    line(`report, ${kind}, one channel, from cases, p50`, `${median(narrowed).toFixed(0)} ms`, under(median(narrowed)))
  }
  await page(world)
}

const under = (ms: number) => ({ text: 'under 2 s', kept: ms < 2_000 })

/** The first page of a director, over HTTP: processor of program and database together. */
async function page(world: World): Promise<void> {
  const session = await signIn(world.port, 'mtobar', world.password)
  const first = performance.now()
  const answer = await session.get('/estadisticas')
  if (answer.status !== 200) throw new Error(`${answer.status} ${answer.body.slice(0, 300)}`)
  line('first page, drawn anew', `${(performance.now() - first).toFixed(0)} ms`)
  const times: number[] = []
  for (let at = 0; at < 100; at++) await session.get('/estadisticas')
  const before = world.processor()
  const REQUESTS = 600
  for (let at = 0; at < REQUESTS; at++) {
    const begun = performance.now()
    await session.get('/estadisticas')
    times.push(performance.now() - begun)
  }
  const after = world.processor()
  const cpu = (after.program - before.program + after.database - before.database) / REQUESTS
  session.close()
  line('first page, p50 / p95', `${median(times).toFixed(2)} / ${quantile(times, 0.95).toFixed(2)} ms`)
  line('first page, processor (program + PostgreSQL)', `${cpu.toFixed(2)} ms`, {
    text: 'at most 2.5 ms',
    kept: cpu <= 2.5,
  })
}

/** Rows as the follower writes them, made in bulk: cases over three years, and the counters as the sum of the cases. */
async function fill({ owner: { db } }: World): Promise<void> {
  await sql`
    with units as (select array_agg(id order by code) as ids from unit), people as (select array_agg(id order by username) as ids from person),
    made as (
      insert into case_file (number, opened_month, manual_version_id, procedure, title, channel, status, priority, opened_at, seq, head_hash, state)
      select 'S-' || n, date_trunc('month', at)::date, (select min(id) from manual_version), '2', 'Expediente', 'portal', 'open', 3, at, 1,
        repeat('0', 64), '{}'::jsonb
      from (select n, now() - n * interval '1095 days' / ${CASES}::int as at from generate_series(1, ${CASES}::int) n) each
      returning id, opened_at
    )
    insert into statistic_case (case_id, opened_on, opened_at, closed_on, ended_on, procedure, channel, requester_unit, unit, technician, level,
      priority, solution, cause, attention, lasting, on_time, first_level, stars, rated_on, left_on, reopened_on, fold)
    select id, opened_on, opened_at, closed_on, closed_on, 'DTI-MNP-01/' || 1 + h % 13 || '/Trámite', (array['portal', 'correo', 'teléfono', 'ventanilla'])[1 + h % 4],
      units.ids[1 + h % array_length(units.ids, 1)], units.ids[1 + h / 7 % array_length(units.ids, 1)], people.ids[1 + h / 3 % array_length(people.ids, 1)],
      1 + h % 3, 1 + h % 4, (array['CFG-01', 'ORI-01', 'REP-01', 'ACC-01'])[1 + h % 4], (array['USO', 'EQUIPO', 'RED', 'DATOS', null])[1 + h % 5],
      100 + h % 90, 150 + h % 120, h % 4 > 0, h % 3 > 0, case when closed_on is not null and h % 6 = 0 then 1 + h % 5 end,
      case when closed_on is not null and h % 6 = 0 then closed_on end, case when closed_on is null then '{}'::date[] else array[closed_on] end, '{}', '{}'
    from (
      select id, opened_at, opened_at::date as opened_on, case when id % 10 > 0 then opened_at::date + (hashint8(id) & 3) end as closed_on, hashint8(id) & 65535 as h
      from made
    ) each, units, people`.execute(db)
  await sql`update statistic_case set closed_on = null, ended_on = null, left_on = '{}', rated_on = null where closed_on > now()::date`.execute(
    db,
  )
  const values =
    sql.raw(`(values ('total', ''), ('kind', procedure), ('channel', channel), ('requester', coalesce(requester_unit::text, '')),
    ('level', level::text), ('priority', priority::text), ('technician', coalesce(technician::text, '')), ('solution', solution),
    ('cause', coalesce(cause, '')), ('attention', attention::text), ('lasting', lasting::text)) v(dimension, value)`)
  for (const grain of ['day', 'month'])
    await sql`
      insert into statistic_period (dimension, grain, day, unit, value, reported, still_open, attended, on_time, timed, first_level, levelled, left_open, rated, stars)
      select v.dimension, ${grain}, date_trunc(${grain}, e.day)::date, unit, v.value, sum(e.reported), sum(e.still_open), sum(e.attended), sum(e.on_time),
        sum(e.attended), sum(e.first), sum(e.attended), sum(e.attended), sum(e.rated), sum(e.stars)
      from statistic_case c, lateral (
        select opened_on as day, 1 as reported, (closed_on is null)::int as still_open, 0 as attended, 0 as on_time, 0 as first, 0 as rated, 0 as stars
        union all select closed_on, 0, 0, 1, on_time::int, first_level::int, (rated_on is not null)::int, coalesce(stars, 0) where closed_on is not null
      ) e, lateral ${values}
      where v.dimension not in ('attention', 'lasting') or e.attended = 1
      group by 1, 3, 4, 5`.execute(db)
  await sql`update statistic_state set stamp = stamp + 1`.execute(db)
  await sql`analyze statistic_case`.execute(db)
  await sql`analyze statistic_period`.execute(db)
  const { rows } = await sql<{ n: number; cells: number }>`
    select (select count(*)::int from statistic_case) as n, (select count(*)::int from statistic_period) as cells`.execute(
    db,
  )
  line('cases counted / counters', `${rows[0]!.n} / ${rows[0]!.cells}`)
  line('classes of length / dimensions / measures', `${bucketOf(3e9)} / ${DIMENSIONS.length} / ${MEASURES.length}`)
}

async function timed(work: () => Promise<unknown>, times: number): Promise<number[]> {
  await work()
  const all: number[] = []
  for (let at = 0; at < times; at++) {
    const begun = performance.now()
    await work()
    all.push(performance.now() - begun)
  }
  return all
}
