import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type ConfigError, readConfig } from './config.ts'

function errorsOf(env: Record<string, string>): ConfigError[] {
  try {
    readConfig(env)
  } catch (error) {
    return (error as { errors: ConfigError[] }).errors
  }
  assert.fail('accepted')
}

test('nothing set: port 8080 on this machine, embedded database', () => {
  const config = readConfig({}, '/srv/desk')
  assert.deepEqual([config.port, config.host, config.database, config.logLevel], [8080, 'localhost', undefined, 'info'])
  assert.ok(config.dataDir.startsWith('/'))
})

test('an empty variable counts as not set', () => {
  assert.equal(readConfig({ PORT: '', DATABASE_URL: '' }).port, 8080)
})

test('the owner connection is the program’s unless told', () => {
  const url = 'postgresql://app@db/desk'
  assert.deepEqual(readConfig({ DATABASE_URL: url }).database, { appUrl: url, ownerUrl: url })
})

test('each bad value is named, in Spanish and English', () => {
  const errors = errorsOf({ PORT: '80a', LOG_LEVEL: 'loud', DATABASE_URL: 'mysql://x' })
  assert.deepEqual(
    errors.map(({ variable }) => variable),
    ['PORT', 'DATABASE_URL', 'LOG_LEVEL'],
  )
  for (const { es, en } of errors) assert.ok(es && en && es !== en)
  assert.equal(errorsOf({ PORT: '70000' }).length, 1)
  assert.equal(errorsOf({ DATABASE_OWNER_URL: 'postgresql://o@db/desk' })[0]?.variable, 'DATABASE_OWNER_URL')
})

test('the origin is an address without a path', () => {
  assert.equal(readConfig({}).origin, undefined)
  assert.equal(readConfig({ ORIGIN: 'https://ventanilla.min.gob/' }).origin, 'https://ventanilla.min.gob')
  for (const ORIGIN of ['ventanilla.min.gob', 'https://a.example/mesa', 'ftp://a.example', 'https://u@a.example'])
    assert.equal(errorsOf({ ORIGIN })[0]?.variable, 'ORIGIN', ORIGIN)
})

test('a password in a bad address is not repeated', () => {
  const [error] = errorsOf({ DATABASE_URL: 'http://u:hunter2@db/desk' })
  assert.doesNotMatch(JSON.stringify(error), /hunter2/)
})
