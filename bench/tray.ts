import { sql } from 'kysely'
import { line, quantile } from './figures.ts'
import { type Session, signIn } from './session.ts'
import type { World } from './world.ts'

const REQUESTS = 300

/** The tray's page with 1,000 and with 100,000 open tasks, beside the shortest query that can be asked. */
export async function benchTray(world: World): Promise<void> {
  const session = await signIn(world.port, 'kflamenco', world.password)
  await fillTray(world, 1_000)
  const small = await pageTimes(session)
  await fillTray(world, 100_000)
  const large = await pageTimes(session)
  const floor = await queryTimes(world)
  session.close()
  const ms = (value: number) => `${value.toFixed(2)} ms`
  const ratio = quantile(large, 0.95) / quantile(small, 0.95)
  line('select 1, p95 (floor)', ms(quantile(floor, 0.95)))
  line('tray page, 1,000 open tasks, p50 / p95', `${ms(quantile(small, 0.5))} / ${ms(quantile(small, 0.95))}`)
  line('tray page, 100,000 open tasks, p50 / p95', `${ms(quantile(large, 0.5))} / ${ms(quantile(large, 0.95))}`)
  line('p95 at 100,000 against p95 at 1,000', ratio.toFixed(2), { text: 'at most 1.5', kept: ratio <= 1.5 })
}

/** Copies one open case until the tray of its step holds so many tasks. */
async function fillTray({ owner: { db } }: World, total: number): Promise<void> {
  const { rows } = await sql<{ open: number; template: number }>`
    select count(*)::int as open, min(t.case_id)::int as template
    from task t join case_file c on c.id = t.case_id where t.row_number = '1' and c.procedure = '2' and t.assignee is null`.execute(
    db,
  )
  const { open, template } = rows[0]!
  await sql`
    with copies as (
      insert into case_file (number, opened_month, manual_version_id, procedure, title, channel, status, priority, requester_person, opened_at, seq, head_hash, state)
      select 'B-' || (${open}::int + n), opened_month, manual_version_id, procedure, title, channel, status, 1 + n % 4, requester_person,
        opened_at - n * interval '1 second', seq, head_hash, state
      from case_file, generate_series(1, ${total - open}::int) n where id = ${template}
      returning id, priority, opened_at
    ), tasks as (
      insert into task (case_id, id, kind, row_number, role, position_id, unit_id, priority, arrived_at, due_at)
      select copies.id, t.id, t.kind, t.row_number, t.role, t.position_id, t.unit_id, copies.priority, copies.opened_at, copies.opened_at + interval '30 minutes'
      from copies, task t where t.case_id = ${template}
    )
    insert into case_reader (case_id, reader) select copies.id, r.reader from copies, case_reader r where r.case_id = ${template}`.execute(
    db,
  )
  await sql`vacuum analyze task`.execute(db)
  await sql`vacuum analyze case_file`.execute(db)
}

async function pageTimes(session: Session): Promise<number[]> {
  const times: number[] = []
  for (let request = -50; request < REQUESTS; request++) {
    const begun = performance.now()
    const answer = await session.get('/bandejas/cargo')
    if (answer.status !== 200) throw new Error(`${answer.status} ${answer.body.slice(0, 200)}`)
    if (request >= 0) times.push(performance.now() - begun)
  }
  return times
}

async function queryTimes({ owner }: World): Promise<number[]> {
  const client = await owner.pool.connect()
  const times: number[] = []
  for (let request = 0; request < REQUESTS; request++) {
    const begun = performance.now()
    await client.query('select 1')
    times.push(performance.now() - begun)
  }
  client.release()
  return times
}
