import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import pg from 'pg'
import { TRIAL_MANUAL } from '#src/cases/fixtures/trial-manual.ts'
import { rebuildProjections } from '#src/cases/rebuild-projections.ts'
import { testProgram } from '../support/program.ts'
import { assertRecordIsSound, complete, openTrial, projections } from './desk.ts'

const world = await testProgram(undefined, { cases: true })
const { api, clock, database, db, program, publish } = world
await publish(TRIAL_MANUAL)

async function asRole(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

async function partitions(): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select inhrelid::regclass::text as name from pg_inherits where inhparent = 'act'::regclass order by 1`.execute(db)
  return rows.map(({ name }) => name)
}

const CHANGES = (table: string) => [
  `update ${table} set text = text`,
  `update ${table} set hash = repeat('0', 64) where seq = 1`,
  `delete from ${table}`,
  `truncate ${table}`,
]

test('acts, books and the administrators’ acts are append-only for the program and for the owner, in every partition', async () => {
  await openTrial(api('lsolares'), 1)
  const tables = ['act', ...(await partitions())]
  assert.ok(tables.length > 1)
  for (const table of tables) {
    for (const statement of CHANGES(table)) {
      await assert.rejects(asRole(database.url, statement), /permission denied/, `the program: ${statement}`)
      await assert.rejects(asRole(database.ownerUrl, statement), /append-only/, `the owner: ${statement}`)
    }
  }
  const before = await assertRecordIsSound(db)
  for (const table of [
    'register_entry',
    'register_entry_private',
    'register_annotation',
    'register_closing',
    'admin_act',
  ]) {
    for (const statement of [`delete from ${table}`, `truncate ${table} cascade`]) {
      await assert.rejects(asRole(database.url, statement), /permission denied/, statement)
      // A row's trigger has nothing to refuse where there is no row.
      const empty = (await sql`select 1 from ${sql.table(table)} limit 1`.execute(db)).rows.length === 0
      if (empty && statement.startsWith('delete')) continue
      await assert.rejects(asRole(database.ownerUrl, statement), /append-only/, statement)
    }
  }
  assert.equal(await assertRecordIsSound(db), before)
})

test('the program cannot take the partition apart, add its own, or make one for anything but a month', async () => {
  for (const statement of [
    'alter table act detach partition act_2026_11',
    'drop table act_2026_11',
    'alter table act disable trigger all',
    'create table act_x partition of act default',
    `insert into act (opened_month, case_id, seq, at, kind, text, hash) values ('2026-11-01', 1, 1, now(), 'x', 'x', repeat('0', 64))`,
  ]) {
    await assert.rejects(asRole(database.url, statement), /permission denied|must be owner|foreign key/, statement)
  }
})

test('acts without a case, or of a case opened in another month, are refused by the database', async () => {
  const { rows } = await sql<{ id: number; month: string }>`
    select id, to_char(opened_month, 'YYYY-MM-DD') as month from case_file where opened_month = '2026-11-01' limit 1`.execute(
    db,
  )
  const insert = (id: number, month: string) =>
    asRole(
      database.url,
      `insert into act (opened_month, case_id, seq, at, kind, text, hash) values ('${month}', ${id}, 999, now(), 'note-added', '{}', repeat('0', 64))`,
    )
  await assert.rejects(insert(999_999, '2026-11-01'), /foreign key|violates/)
  await sql`select make_act_partition('2026-12-01')`.execute(db)
  await assert.rejects(insert(rows[0]!.id, '2026-12-01'), /foreign key|violates/)
})

test('the partition of a new month is made when the first case of the month opens, also by two at once', async () => {
  const before = await partitions()
  clock.set('2027-02-01T15:00:00Z')
  const [one, two] = await Promise.all([openTrial(api('lsolares'), 1), openTrial(api('hzelada'), 1)])
  assert.notEqual(one, two)
  assert.deepEqual(
    (await partitions()).filter((name) => !before.includes(name)),
    ['act_2027_02'],
  )
  // By the office's calendar: 31 March, 22:00 in Guatemala, is 1 April in UTC.
  clock.set('2027-04-01T04:00:00Z')
  await openTrial(api('lsolares'), 1)
  assert.ok((await partitions()).includes('act_2027_03'))
  assert.ok(!(await partitions()).includes('act_2027_04'))
  for (const statement of CHANGES('act_2027_02')) {
    await assert.rejects(asRole(database.url, statement), /permission denied/, statement)
    await assert.rejects(asRole(database.ownerUrl, statement), /append-only/, statement)
  }
  await assertRecordIsSound(db)
})

test('replaying the acts of the database gives the state of every case of the demonstration, and every chain verifies', async () => {
  assert.ok((await assertRecordIsSound(db)) > 50)
})

test('projections are rebuilt at will from the acts alone', async () => {
  const number = await openTrial(api('lsolares'), 3)
  await complete(api('ebaquiax'), number)
  await complete(api('rcotom'), number, { row: '2.1', note: 'Listo' })
  const before = await projections(db)
  assert.ok(before.task!.length > 3 && before.timer!.length > 0 && before.case_reader!.length > 10)
  const { directory } = await program.cases.institution(db, clock.now().toString())
  await rebuildProjections(db, directory)
  assert.deepEqual(await projections(db), before, 'a rebuild of what is right changes nothing')
  await sql`delete from task`.execute(db)
  await sql`delete from case_reader`.execute(db)
  await sql`update case_file set state = '{}', status = 'open', closed_at = null, seq = 1, head_hash = repeat('0', 64)`.execute(
    db,
  )
  await rebuildProjections(db, directory)
  assert.deepEqual(await projections(db), before, 'from nothing but the acts')
})
