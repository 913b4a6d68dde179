import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import type { World } from '../world.ts'
import { fillSearchEntries } from './fill-search-entries.ts'
import { THINGS, VERBS } from './titles.ts'

/** Cases that stand for the others: their rows are copied until there are enough. */
export interface Template {
  readonly caseId: number
  readonly open: boolean
}

const BATCH = 20_000
/** Open tasks that stand in trays, whatever the number of cases. */
export const OPEN_TASKS = 100_000

/**
 * Copies the templates until the database holds so many cases, spread over the last twelve months: each with its acts, personal text,
 * readers, entries of the search and, of the open ones, tasks. Copied acts keep the text of their template, so their chain does not hold;
 * nothing here reads it.
 */
export async function fillDesk({ owner: { db } }: World, templates: readonly Template[], total: number): Promise<void> {
  await untilFollowed(db, templates)
  await withFollowersHeld(db, async () => {
    await copyUntil(db, templates, total)
    await fillSearchEntries(db)
    await passFollowers(db)
  })
  for (const table of ['case_file', 'act', 'act_private', 'case_reader', 'task', 'timer', 'search_entry'])
    await sql`vacuum analyze ${sql.table(table)}`.execute(db)
  await sql`analyze`.execute(db)
  await sql`checkpoint`.execute(db).catch(() => {})
}

/** Waits until what follows the record has had the templates, of which the search's entries are copied too. */
async function untilFollowed(db: World['owner']['db'], templates: readonly Template[]): Promise<void> {
  const ids = templates.map(({ caseId }) => caseId)
  for (let left = 120; left > 0; left--, await sleep(500)) {
    const { rows } = await sql<{ followed: boolean }>`
      select (select count(distinct case_id) from search_entry where case_id = any(${ids}::bigint[])) = ${ids.length}
        and (select count(*) = 4 and min(xid) >= (select max(xid) from act) from record_follower) as followed`.execute(
      db,
    )
    if (rows[0]?.followed === true) return
  }
  throw new Error('what follows the record did not follow')
}

/** What follows the record would go through the copies while they are made, and take longer than making them. */
async function withFollowersHeld(db: World['owner']['db'], work: () => Promise<void>): Promise<void> {
  await db.connection().execute(async (connection) => {
    await sql`select pg_advisory_lock(hashtext('record follower ' || name)) from record_follower`.execute(connection)
    await work()
    await sql`select pg_advisory_unlock_all()`.execute(connection)
  })
}

async function copyUntil(db: World['owner']['db'], templates: readonly Template[], total: number): Promise<void> {
  await sql`create table if not exists bench_template (
    place int primary key generated always as identity, case_id bigint, open boolean)`.execute(db)
  await sql`truncate bench_template restart identity`.execute(db)
  for (const { caseId, open } of templates) {
    await sql`insert into bench_template (case_id, open) values (${caseId}, ${open})`.execute(db)
  }
  for (let month = 0; month < 13; month++) {
    await sql`select make_act_partition((date_trunc('month', now()) - make_interval(months => ${month}::int))::date)`.execute(
      db,
    )
  }
  const { rows } = await sql<{ cases: number; tasks: number }>`
    select (select count(*) from case_file)::int as cases, (select count(*) from task)::int as tasks`.execute(db)
  let tasks = rows[0]!.tasks
  for (let cases = rows[0]!.cases; cases < total; cases += BATCH) {
    const count = Math.min(BATCH, total - cases)
    const open = Math.min(count, Math.max(0, OPEN_TASKS - tasks))
    await copyCases(db, cases, count, open)
    tasks += open
  }
}

/** What follows the record is told that it has had the copies: how long it takes over a million is another figure. */
async function passFollowers(db: World['owner']['db']): Promise<void> {
  await sql`
    update record_follower set xid = pg_current_xact_id(), case_id = 0, seq = 0`.execute(db)
}

async function copyCases(db: World['owner']['db'], from: number, count: number, open: number): Promise<void> {
  await sql`drop table if exists bench_copy`.execute(db)
  await sql`create unlogged table bench_copy as
    with shapes as (
      select place - min(place) over (partition by open) as rank, count(*) over (partition by open) as many, open, case_id from bench_template
    )
    select n, to_char(opened_at, 'YYYY') || '-9' || lpad(serial::text, 7, '0') as number, template, serial, opened_at
    from (
      select n, s.case_id as template, ${from}::int + n as serial,
        case when s.open then now() - ((n % 40) * interval '1 day') - n * interval '1 second'
          else now() - ((${from}::int + n) % 360) * interval '1 day' - n * interval '1 second' end as opened_at
      from generate_series(1, ${count}::int) n join shapes s on s.open = (n <= ${open}::int) and s.rank = n % s.many
    ) copy`.execute(db)
  await sql`
    with titles as (select ${VERBS}::text[] as verbs, ${THINGS}::text[] as things)
    insert into case_file (number, opened_month, manual_version_id, procedure, title, channel, status, priority, requester_person, opened_at,
      closed_at, seq, head_hash, state)
    select b.number, date_trunc('month', b.opened_at)::date, c.manual_version_id, c.procedure,
      -- By chance: by turns, a word would stand only on certain days.
      verbs[1 + abs(hashint4(b.serial)) % 10] || ' ' || things[1 + abs(hashint4(-b.serial)) % 13] || ' ' || b.serial, c.channel, c.status, 1 + b.serial % 4,
      c.requester_person, b.opened_at, c.closed_at - (c.opened_at - b.opened_at), c.seq, c.head_hash, c.state
    from bench_copy b join case_file c on c.id = b.template, titles`.execute(db)
  const joined = sql`bench_copy b join case_file n on n.number = b.number join case_file c on c.id = b.template`
  await sql`
    insert into act (opened_month, case_id, seq, at, actor_person, kind, text, hash)
    select n.opened_month, n.id, a.seq, a.at - (c.opened_at - b.opened_at), a.actor_person, a.kind, a.text, a.hash
    from ${joined} join act a on a.opened_month = c.opened_month and a.case_id = c.id`.execute(db)
  await sql`
    insert into act_private (case_id, seq, salt, content)
    select n.id, p.seq, p.salt, p.content from ${joined} join act_private p on p.case_id = c.id`.execute(db)
  await sql`
    insert into case_reader (case_id, reader)
    select n.id, r.reader from ${joined} join case_reader r on r.case_id = c.id`.execute(db)
  await sql`
    insert into task (case_id, id, kind, row_number, role, position_id, unit_id, group_id, assignee, priority, arrived_at, due_at)
    select n.id, t.id, t.kind, t.row_number, t.role, t.position_id, t.unit_id, t.group_id, t.assignee, n.priority, b.opened_at,
      b.opened_at + interval '30 minutes'
    from ${joined} join task t on t.case_id = c.id`.execute(db)
  await sql`drop table bench_copy`.execute(db)
}
