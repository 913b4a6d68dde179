import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { verifyPassword } from '#src/platform/crypto/password.ts'
import { hashToken } from '#src/platform/crypto/token.ts'
import { Refused } from '#src/platform/refusal.ts'
import { testDatabase } from '../../test/support/database.ts'
import { changePassword } from './change-password.ts'
import { createInstitution } from './create-institution.ts'
import { calendars, ministry, NOW, PASSWORD } from './fixtures/ministry.ts'
import { loadPeople } from './load-people.ts'
import { findSession, openSession } from './session.store.ts'
import { signIn as signInWith } from './sign-in.ts'
import { FAILURES_PER_ADDRESS, FAILURES_PER_NAME } from './sign-in-attempt.store.ts'

const { db } = await testDatabase()
await loadPeople(db, ministry, { calendars, now: NOW, demoPassword: PASSWORD })
const address = '10.0.0.7'
const deps = { secret: new Uint8Array(32).fill(7) }

/** By a password that is kept here, of somebody without a second factor. */
async function signIn(
  database: typeof db,
  request: Omit<Parameters<typeof signInWith>[2], 'device'>,
  verify?: typeof verifyPassword,
) {
  const entered = await signInWith(database, deps, { device: 'prueba', ...request }, verify)
  if (entered.kind !== 'session') throw new Error('a second factor was asked')
  return entered
}
const minutes = (count: number) => Temporal.Instant.from(NOW).add({ minutes: count }).toString()
const refusedWith = (code: string) => (error: unknown) => error instanceof Refused && error.refusal.code === code
const idOf = async (username: string) =>
  (await sql<{ id: string }>`select id from person where username = ${username}`.execute(db)).rows[0]!.id

test('the right password opens a session whose token is nowhere in the database', async () => {
  const { token, person } = await signIn(db, { username: ' DLUX ', password: PASSWORD, address, now: NOW })
  assert.equal(person, await idOf('dlux'))
  const { rows } = await sql<{ row: string }>`select s::text as row from session s`.execute(db)
  assert.equal(
    rows.some(({ row }) => row.includes(token)),
    false,
  )
  assert.equal(
    rows.some(({ row }) => row.includes(hashToken(token))),
    true,
  )
  assert.equal((await findSession(db, token, NOW))?.person, person)
})

test('an unknown name, a wrong password and somebody who left are refused alike, after the same work', async () => {
  await sql`update person set left_on = '2026-11-01' where username = 'mpaz'`.execute(db)
  const seen: { refusal: unknown; verified: (string | undefined)[] }[] = []
  for (const [username, password] of [
    ['nobody', 'x'],
    ['dlux', 'wrong'],
    ['mpaz', PASSWORD],
    ['dlux', ''],
  ] as const) {
    const verified: (string | undefined)[] = []
    const counting: typeof verifyPassword = (given, encoded) => {
      verified.push(encoded)
      return verifyPassword(given, encoded)
    }
    const error = await signIn(db, { username, password, address, now: NOW }, counting).catch(
      (thrown: unknown) => thrown,
    )
    assert.ok(error instanceof Refused)
    seen.push({ refusal: error.refusal, verified })
  }
  for (const { refusal, verified } of seen) {
    assert.deepEqual(refusal, seen[0]!.refusal)
    assert.equal(verified.length, 1, 'one hash, whoever it is')
  }
  assert.equal(seen[0]!.verified[0], undefined, 'a name of nobody has no hash to compare')
})

test('signing in ends the session that the browser had', async () => {
  const first = await signIn(db, { username: 'rmon', password: PASSWORD, address, now: NOW })
  const second = await signIn(db, {
    username: 'rmon',
    password: PASSWORD,
    address,
    now: NOW,
    previousToken: first.token,
  })
  assert.notEqual(first.token, second.token)
  assert.equal(await findSession(db, first.token, NOW), null)
  assert.ok(await findSession(db, second.token, NOW))
})

test('too many failures of a name are refused, known or not, until the quarter of an hour is over', async () => {
  for (const username of ['tcal', 'ghost']) {
    const all = Array.from({ length: FAILURES_PER_NAME + 3 }, () =>
      signIn(db, { username, password: 'wrong', address: '10.0.0.8', now: NOW }, async () => false).catch(
        (error: unknown) => error,
      ),
    )
    const codes = (await Promise.all(all)).map((error) => (error as Refused).refusal.code)
    assert.equal(
      codes.filter((code) => code === 'wrong-credentials').length,
      FAILURES_PER_NAME,
      'guesses at one moment count too',
    )
    assert.equal(codes.filter((code) => code === 'too-many-attempts').length, 3)
  }
  const right = { username: 'tcal', password: PASSWORD, address }
  await assert.rejects(signIn(db, { ...right, now: minutes(14) }), refusedWith('too-many-attempts'))
  await signIn(db, { ...right, now: minutes(16) })
})

test('too many failures from an address are refused, whatever the names', async () => {
  for (let at = 0; at < FAILURES_PER_ADDRESS; at++)
    await signIn(db, { username: `guess${at}`, password: 'x', address: '10.9.9.9', now: NOW }, async () => false).catch(
      () => {},
    )
  const own = { username: 'dlux', password: PASSWORD, now: NOW }
  await assert.rejects(signIn(db, { ...own, address: '10.9.9.9' }), refusedWith('too-many-attempts'))
  await signIn(db, { ...own, address: '10.9.9.10' })
})

test('a session ends after four idle hours and after fourteen in any case; its last use is written once a minute', async () => {
  const person = await idOf('dlux')
  const { token } = await openSession(db, { person, now: NOW })
  const lastSeen = async () =>
    (
      await sql<{ at: string }>`select last_seen_at as at from session where token_hash = ${hashToken(token)}`.execute(
        db,
      )
    ).rows[0]!.at
  await findSession(db, token, minutes(0))
  assert.equal(Date.parse(await lastSeen()), Date.parse(NOW))
  await findSession(db, token, minutes(2))
  assert.equal(Date.parse(await lastSeen()), Date.parse(minutes(2)))
  assert.equal(await findSession(db, token, minutes(2 + 4 * 60)), null, 'idle')
  for (let at = 60; at < 14 * 60; at += 60) assert.ok(await findSession(db, token, minutes(at)))
  assert.equal(await findSession(db, token, minutes(14 * 60)), null, 'over')
})

test('changing the password asks for the old one, refuses easy ones, and ends the other sessions', async () => {
  const person = await idOf('rmon')
  const own = await openSession(db, { person, now: NOW })
  const other = await openSession(db, { person, now: NOW })
  const next = 'tres tristes tigres'
  const change = (over: object) =>
    changePassword(db, {
      person,
      current: PASSWORD,
      next,
      repeated: next,
      address,
      token: own.token,
      now: NOW,
      secret: new Uint8Array(32),
      ...over,
    })
  const faultOf = async (over: object) => {
    const error = await change(over).catch((thrown: unknown) => thrown)
    return Object.entries((error as Refused).refusal.fields ?? {}).map(([field, { code }]) => `${field} ${code}`)
  }
  assert.deepEqual(await faultOf({ current: 'wrong' }), ['current wrong-password'])
  assert.deepEqual(await faultOf({ next: 'corta' }), ['next password-length'])
  assert.deepEqual(await faultOf({ next: 'ventanilla2026' }), ['next password-easy'])
  assert.deepEqual(await faultOf({ next: 'rmon es mi usuario' }), ['next password-easy'])
  assert.deepEqual(await faultOf({ repeated: 'tres tristes tigras' }), ['repeated password-differs'])
  assert.ok(await findSession(db, own.token, NOW))
  const { token } = await change({})
  assert.ok(await findSession(db, token, NOW))
  assert.equal(await findSession(db, own.token, NOW), null)
  assert.equal(await findSession(db, other.token, NOW), null)
  await assert.rejects(
    signIn(db, { username: 'rmon', password: PASSWORD, address, now: NOW }),
    refusedWith('wrong-credentials'),
  )
  await signIn(db, { username: 'rmon', password: next, address, now: NOW })
})

test('a real institution begins with one administrator and a one-time password that expires', async (context) => {
  const { db: empty } = await testDatabase(context)
  const institution = {
    name: 'Instituto de Puentes',
    code: 'IP',
    calendar: 'PE',
    calendars,
    administrator: { username: 'Jefa', name: 'Paula Ríos' },
    now: NOW,
  }
  const { administrator, oneTimePassword } = await createInstitution(empty, institution)
  const right = { username: 'jefa', password: oneTimePassword, address }
  const { person, mustChangePassword } = await signIn(empty, { ...right, now: minutes(60) })
  assert.deepEqual([person, mustChangePassword], [administrator, true])
  const fourDays = minutes(4 * 24 * 60)
  await assert.rejects(signIn(empty, { ...right, now: fourDays }), refusedWith('one-time-password-expired'))
  await assert.rejects(createInstitution(empty, institution), /ya tiene una institución/)
})
