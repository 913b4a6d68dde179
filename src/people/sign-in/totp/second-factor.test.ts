import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { Refused } from '#src/platform/refusal.ts'
import { testDatabase } from '../../../../test/support/database.ts'
import { calendars, ministry, NOW, PASSWORD } from '../../fixtures/ministry.ts'
import { loadPeople } from '../../load-people.ts'
import { signIn } from '../../sign-in.ts'
import { FAILURES_PER_NAME } from '../../sign-in-attempt.store.ts'
import { enterWithCode } from '../enter.ts'
import { codeOfStep, stepOf } from './code.ts'
import { beginSecondFactor, checkSecondFactor, confirmSecondFactor } from './second-factor.ts'

const { db } = await testDatabase()
await loadPeople(db, ministry, { calendars, now: NOW, demoPassword: PASSWORD })
const deps = { secret: new Uint8Array(32).fill(5) }
const address = '10.0.0.7'
const at = (seconds: number) => Temporal.Instant.from(NOW).add({ seconds }).toString()
const codeAt = (secret: Uint8Array, seconds: number) => codeOfStep(secret, stepOf(Date.parse(at(seconds))))
const refusedWith = (code: string) => (error: unknown) => {
  assert.ok(error instanceof Refused, String(error))
  assert.equal(error.refusal.code, code)
  return true
}

async function enrolled(username: string) {
  const { rows } = await sql<{ id: string }>`select id from person where username = ${username}`.execute(db)
  const person = rows[0]!.id
  const secret = await beginSecondFactor(db, deps, { person, now: NOW })
  const codes = await confirmSecondFactor(db, deps, { person, code: codeAt(secret, 0), address, now: NOW })
  return { person, secret, codes }
}

test('the secret stands sealed and the codes as digests; a confirmed one is not begun anew', async () => {
  const { person, secret, codes } = await enrolled('dlux')
  const { rows } = await sql<{
    row: string
  }>`select t::text || ' ' || r::text as row from totp t join recovery_code r using (person_id)`.execute(db)
  assert.equal(rows.length, 10)
  for (const { row } of rows) {
    assert.ok(!row.includes(secret.toString('hex')))
    for (const code of codes) assert.ok(!row.includes(code) && !row.includes(code.replace('-', '')))
  }
  await assert.rejects(beginSecondFactor(db, deps, { person, now: NOW }), refusedWith('second-factor-exists'))
})

test('of eight who send the same code at once, one is let in', async () => {
  const { person, secret, codes } = await enrolled('jsol')
  for (const code of [codeAt(secret, 60), codes[0]!]) {
    const tried = await Promise.allSettled(
      Array.from({ length: 8 }, () => checkSecondFactor(db, deps, { person, code, address, now: at(60) })),
    )
    assert.equal(tried.filter(({ status }) => status === 'fulfilled').length, 1)
    await sql`delete from sign_in_attempt`.execute(db)
  }
})

test('codes are counted as passwords are, and the step is over after ten minutes', async () => {
  const { secret } = await enrolled('rmon')
  const request = { username: 'rmon', password: PASSWORD, address, device: '', now: at(60) }
  const entered = await signIn(db, deps, request)
  assert.equal(entered.kind, 'second-factor')
  const step = entered.kind === 'second-factor' ? entered.step : ''
  const from = { address, device: '', now: at(60) }
  await assert.rejects(
    enterWithCode(db, deps, { step, code: codeAt(secret, 661), from: { ...from, now: at(661) } }),
    refusedWith('step-over'),
  )
  await assert.rejects(
    enterWithCode(db, deps, { step: 'otro', code: codeAt(secret, 60), from }),
    refusedWith('step-over'),
  )
  for (let round = 0; round < FAILURES_PER_NAME; round++)
    await assert.rejects(enterWithCode(db, deps, { step, code: '000000', from }), refusedWith('wrong-code'))
  await assert.rejects(
    enterWithCode(db, deps, { step, code: codeAt(secret, 60), from }),
    refusedWith('too-many-attempts'),
  )
  const later = { ...from, now: at(60 + 16 * 60) }
  const again = await signIn(db, deps, { ...request, now: later.now })
  const opened = await enterWithCode(db, deps, {
    step: again.kind === 'second-factor' ? again.step : '',
    code: codeAt(secret, 60 + 16 * 60),
    from: later,
  })
  assert.equal(opened.kind, 'session')
})
