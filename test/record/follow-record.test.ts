import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { TRIAL_MANUAL } from '#src/cases/fixtures/trial-manual.ts'
import * as following from '#src/cases/follow-record.ts'
import { type FollowedAct, type Follower, skipToEnd } from '#src/cases/follow-record.ts'
import { transaction } from '#src/platform/db/pool.ts'
import { othersAtRest } from '../support/database.ts'
import { testProgram } from '../support/program.ts'
import { openTrial } from './desk.ts'

const NOW = '2026-11-02T14:00:00Z'

function listener(name: string, kinds?: readonly string[]): Follower & { readonly heard: FollowedAct[] } {
  const heard: FollowedAct[] = []
  return {
    name,
    heard,
    ...(kinds && { kinds }),
    async follow(_tx, acts) {
      heard.push(...acts)
    },
  }
}

const { api, database, db, publish } = await testProgram(undefined, { manuals: false })
await publish(TRIAL_MANUAL)

/** The same when what other test files had under way has ended: until then nothing is followed past it. */
const rested =
  <Arguments extends unknown[], Result>(work: (...given: Arguments) => Promise<Result>) =>
  async (...given: Arguments): Promise<Result> => {
    await othersAtRest(database)
    return work(...given)
  }
const [catchUp, catchUpAll, followRecord] = [
  rested(following.catchUp),
  rested(following.catchUpAll),
  rested(following.followRecord),
]

const openOne = (title: string) => openTrial(api('lsolares'), 1, { title })

test('every act comes once and in order, also in batches of one, and only the kinds that are wanted', async () => {
  const number = await openOne('Uno')
  const all = listener('all')
  while ((await followRecord(db, all, NOW, 1)) > 0);
  const ofCase = all.heard.filter(({ text }) => JSON.parse(text).case === number)
  assert.ok(ofCase.length >= 2)
  assert.deepEqual(
    ofCase.map(({ seq }) => seq),
    ofCase.map((_, place) => place + 1),
  )
  assert.equal(ofCase[0]?.kind, 'case-opened')
  const opened = listener('opened', ['case-opened'])
  await catchUp(db, opened, () => NOW)
  assert.deepEqual(new Set(opened.heard.map(({ kind }) => kind)), new Set(['case-opened']))
  assert.equal(await catchUp(db, opened, () => NOW), 0)
})

test('acts of a transaction that commits late are not passed by', async () => {
  const number = await openOne('Tarde')
  const late = listener('late')
  await catchUp(db, late, () => NOW)
  late.heard.length = 0
  await transaction(db, async (tx) => {
    // This transaction has its id before those that commit while it is open.
    await sql`select pg_current_xact_id()`.execute(tx)
    const noted = await api('lsolares').post(`/api/cases/${number}/notes`, { note: 'Mientras tanto' })
    assert.equal(noted.status, 200, noted.text)
    await catchUp(db, late, () => NOW)
    assert.deepEqual(late.heard, [], 'what began later waits for it')
  })
  await catchUp(db, late, () => NOW)
  assert.deepEqual(
    late.heard.map(({ kind, private: text }) => [kind, (text as { note?: string } | null)?.note]),
    [['note-added', 'Mientras tanto']],
  )
})

test('what a follower wrote is undone with its place when it fails, and one that skipped to the end hears what comes after', async () => {
  const number = await openOne('Falla')
  let fails = true
  const shaky: Follower = {
    name: 'shaky',
    async follow(tx) {
      await skipToEnd(tx, 'written-by-shaky', NOW)
      if (fails) throw new Error('no')
    },
  }
  await assert.rejects(followRecord(db, shaky, NOW))
  const written = () => sql`select name from record_follower where name in ('shaky', 'written-by-shaky')`.execute(db)
  assert.equal((await written()).rows.length, 0)
  fails = false
  assert.ok((await followRecord(db, shaky, NOW)) > 0)
  assert.equal((await written()).rows.length, 2)

  const end = listener('end')
  await transaction(db, (tx) => skipToEnd(tx, 'end', NOW))
  await api('lsolares').post(`/api/cases/${number}/notes`, { note: 'Después' })
  await catchUp(db, end, () => NOW)
  assert.deepEqual(
    end.heard.map(({ kind }) => kind),
    ['note-added'],
  )
})

test('followers together hear each what they have not had; one that fails does not hold up the others', async () => {
  const number = await openOne('Juntos')
  const ofCase = (heard: readonly FollowedAct[]) =>
    heard.filter(({ text }) => JSON.parse(text).case === number).map(({ kind }) => kind)
  const [first, second] = [listener('first'), listener('second', ['note-added'])]
  const failing: Follower = {
    name: 'failing',
    async follow() {
      throw new Error('no')
    },
  }
  // The first is ahead of the second, so they stand at different places at first and at the same one later.
  await catchUp(db, first, () => NOW)
  assert.deepEqual(ofCase(first.heard)[0], 'case-opened')
  first.heard.length = 0
  await api('lsolares').post(`/api/cases/${number}/notes`, { note: 'Una' })
  await assert.rejects(
    catchUpAll(db, [failing, first, second], () => NOW),
    /failing could not follow/,
  )
  assert.deepEqual([ofCase(first.heard), ofCase(second.heard)], [['note-added'], ['note-added']])

  await api('lsolares').post(`/api/cases/${number}/notes`, { note: 'Otra' })
  const seen: readonly FollowedAct[][] = [first.heard, second.heard]
  for (const heard of seen) heard.length = 0
  await catchUpAll(db, [first, second], () => NOW)
  assert.deepEqual(seen.map(ofCase), [['note-added'], ['note-added']])
  assert.equal(first.heard[0], second.heard[0], 'the record was read once for both')
  await catchUpAll(db, [first, second], () => NOW)
  assert.deepEqual(seen.map(ofCase), [['note-added'], ['note-added']])
})
