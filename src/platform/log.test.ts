import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createLog, readable } from './log.ts'

test('secrets never reach the log', () => {
  let written = ''
  const log = createLog('info', { write: (line: string) => (written += line) })
  log.info({ body: { password: 'hunter2', token: 'hunter2' }, password: 'hunter2' }, 'posted')
  log.info({ req: { headers: { cookie: 'hunter2', authorization: 'hunter2', 'x-csrf-token': 'hunter2' } } })
  assert.doesNotMatch(written, /hunter2/)
  assert.equal(written.match(/\[oculto\]/g)?.length, 6)
})

test('a person reads hour, sign, message, fields and the stack', () => {
  let line = ''
  createLog('info', { write: (text: string) => (line = text) }).error({ err: new Error('broken'), id: 7 }, 'no luck')
  assert.match(readable(line), /^\d\d:\d\d:\d\d ✗ no luck id=7\nError: broken\n +at /)
})
