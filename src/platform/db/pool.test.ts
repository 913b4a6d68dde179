import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { testDatabase } from '../../../test/support/database.ts'
import { instantText, transaction } from './pool.ts'

const { db, pool, adminUrl } = await testDatabase(undefined, { migrated: false })

async function value(expression: string): Promise<unknown> {
  return (await pool.query(`select ${expression} as value`)).rows[0].value
}

test('instants come as ISO text with Z and keep their microseconds', async () => {
  assert.equal(await value(`timestamptz '2026-11-21 01:35:44.123456-06'`), '2026-11-21T07:35:44.123456Z')
  assert.equal(await value(`timestamptz '2026-11-21 00:00:00Z'`), '2026-11-21T00:00:00Z')
  assert.equal(await value(`date '2026-12-24'`), '2026-12-24')
  assert.deepEqual(await value(`array[timestamptz '2026-01-01 00:00:00Z', null]`), ['2026-01-01T00:00:00Z', null])
  assert.deepEqual(await value(`array[date '2026-12-24']`), ['2026-12-24'])
  assert.equal(instantText('2026-11-21 01:35:44-06'), '2026-11-21T07:35:44Z')
})

test('int8 is a number while it is exact, and refused beyond', async () => {
  assert.equal(await value(`9007199254740991::int8`), 9007199254740991)
  assert.deepEqual(await value(`array[1::int8, null, 3]`), [1, null, 3])
  await assert.rejects(value(`9007199254740992::int8`), RangeError)
  assert.equal(await value(`1.10::numeric`), '1.10')
})

test('a statement that is run again gives the same kinds of value, also when many are under way and after one that failed', async () => {
  const client = await pool.connect()
  try {
    const read = (number: number) =>
      client.query<{ quotient: number }>(
        `select 100 / $1::int as quotient, $1::int8 as big, timestamptz '2026-11-21 00:00:00Z' as at, json_build_array($1::int) as list`,
        [number],
      )
    const row = (number: number) => [
      { quotient: 100 / number, big: number, at: '2026-11-21T00:00:00Z', list: [number] },
    ]
    const [first, second] = await Promise.all([read(4), read(5)])
    assert.deepEqual([first.rows, second.rows], [row(4), row(5)])
    await assert.rejects(read(0), /division by zero/)
    const third = await read(10)
    assert.deepEqual([third.rows, third.rowCount], [row(10), 1])
    // What cannot be sent is refused, and what comes after it is answered.
    const loop: unknown[] = []
    loop.push({ loop })
    await assert.rejects(client.query('select $1::json as value', [{ loop }]), /circular/i)
    await assert.rejects(client.query('select 100 / $1::int as quotient', [{ loop }]), /circular/i)
    assert.deepEqual((await read(20)).rows, row(20))
    assert.deepEqual((await client.query('select $1::int as none where false', [1])).rows, [])
    assert.deepEqual((await client.query('select $1::int as none where false', [1])).rows, [])
  } finally {
    client.release()
  }
})

test('a statement has a time limit', async () => {
  assert.equal(await value(`current_setting('statement_timeout')`), '30s')
})

test('a transaction that throws leaves nothing behind', async () => {
  const owner = new (await import('pg')).default.Client({ connectionString: adminUrl })
  await owner.connect()
  await owner.query('create table kept (id int); grant all on kept to ventanilla_app')
  await owner.end()
  const failed = transaction(db, async (tx) => {
    await sql`insert into kept values (1)`.execute(tx)
    throw new Error('no')
  })
  await assert.rejects(failed, /no/)
  await transaction(db, (tx) => sql`insert into kept values (2)`.execute(tx))
  assert.deepEqual((await pool.query('select id from kept')).rows, [{ id: 2 }])
})

test('a deadlock is tried again', async () => {
  let attempts = 0
  const result = await transaction(db, async () => {
    attempts++
    if (attempts < 3) throw Object.assign(new Error('deadlock detected'), { code: '40P01' })
    return 'done'
  })
  assert.deepEqual([result, attempts], ['done', 3])
})

test('the program is no owner: it creates no table', async () => {
  await assert.rejects(pool.query('create table mine (id int)'), /permission denied/)
})
