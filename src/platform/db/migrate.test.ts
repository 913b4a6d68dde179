import assert from 'node:assert/strict'
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, type TestContext, test } from 'node:test'
import { testDatabase } from '../../../test/support/database.ts'
import { migrate, readMigrations } from './migrate.ts'

let directory: string

beforeEach((t) => {
  directory = mkdtempSync(join(tmpdir(), 'migrations-'))
  const folder = directory
  ;(t as TestContext).after(() => rmSync(folder, { recursive: true }))
  write('0001_people.sql', 'create table person (id int); grant select, insert on person to :app_role;')
})

function write(name: string, sql: string) {
  writeFileSync(join(directory, name), sql)
}

async function empty(t: TestContext) {
  const { pool, url, ownerUrl } = await testDatabase(t, { migrated: false })
  return { pool, options: { ownerUrl, appUrl: url, directory } }
}

const numbers = (applied: { number: number }[]) => applied.map(({ number }) => number)

test('applies what is missing, in order, once; the program has what was granted', async (t) => {
  const { pool, options } = await empty(t)
  assert.deepEqual(numbers(await migrate(options)), [1])
  assert.deepEqual(await migrate(options), [])
  write('0002_more.sql', 'alter table person add name text')
  assert.deepEqual(numbers(await migrate(options)), [2])
  await pool.query(`insert into person values (1, 'Ana')`)
  await assert.rejects(pool.query('delete from person'), /permission denied/)
  await assert.rejects(pool.query('delete from migration'), /permission denied/)
  const { rows } = await pool.query('select number, name from migration order by 1')
  assert.deepEqual(rows, [
    { number: 1, name: 'people' },
    { number: 2, name: 'more' },
  ])
})

test('starters at the same moment apply each migration once', async (t) => {
  const { options } = await empty(t)
  for (let number = 2; number <= 5; number++) write(`000${number}_t.sql`, `create table t${number} ()`)
  const applied = await Promise.all([migrate(options), migrate(options), migrate(options)])
  assert.deepEqual(numbers(applied.flat()), [1, 2, 3, 4, 5])
})

test('a migration that fails leaves nothing of itself and names its line', async (t) => {
  const { pool, options } = await empty(t)
  write('0002_bad.sql', 'create table half ();\n\nselect nonsense;')
  await assert.rejects(migrate(options), /migration 2 \(bad, line 3\).*nonsense/)
  const { rows } = await pool.query(`select to_regclass('half') is null as gone, max(number) as last from migration`)
  assert.deepEqual(rows, [{ gone: true, last: 1 }])
})

test('a database of a newer version is refused', async (t) => {
  const { options } = await empty(t)
  write('0002_future.sql', 'create table future ()')
  await migrate(options)
  rmSync(join(directory, '0002_future.sql'))
  await assert.rejects(migrate(options), /versión más nueva .*migración 2, «future».* llega a la 1\)/)
})

test('an applied migration that was edited is refused', async (t) => {
  const { options } = await empty(t)
  await migrate(options)
  write('0001_people.sql', 'create table person (id bigint)')
  await assert.rejects(migrate(options), /migración 1, «people», se aplicó con otro texto/)
})

test('the program’s own connection is enough when nothing is missing', async (t) => {
  const { options } = await empty(t)
  await migrate(options)
  assert.deepEqual(await migrate({ ...options, ownerUrl: options.appUrl }), [])
})

test('names and numbers are checked', () => {
  write('0003_gap.sql', 'select 1')
  assert.throws(() => readMigrations(directory), /one before it is missing/)
  renameSync(join(directory, '0003_gap.sql'), join(directory, '0001_twice.sql'))
  assert.throws(() => readMigrations(directory), /repeated/)
  renameSync(join(directory, '0001_twice.sql'), join(directory, '2-bad.sql'))
  assert.throws(() => readMigrations(directory), /NNNN_name\.sql/)
})
