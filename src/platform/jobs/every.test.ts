import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises'
import { createLog } from '../log.ts'
import { every } from './every.ts'

const silent = createLog('silent')

async function until(fact: () => boolean) {
  while (!fact()) await turn()
}

test('runs never overlap, whatever is asked', async () => {
  let on = 0
  let most = 0
  let runs = 0
  const loop = every(
    1,
    'slow',
    async () => {
      most = Math.max(most, ++on)
      await sleep(5)
      on--
      runs++
    },
    silent,
  )
  while (runs < 5) {
    loop.nudge()
    await turn()
  }
  await loop.stop()
  assert.equal(most, 1)
})

test('a failing run is logged and the loop goes on', async () => {
  const lines: string[] = []
  let runs = 0
  const log = createLog('info', { write: (line: string) => lines.push(line) })
  const loop = every(
    1,
    'faulty',
    async () => {
      if (++runs === 1) throw new Error('down')
    },
    log,
  )
  await until(() => runs >= 3)
  await loop.stop()
  assert.equal(lines.length, 1)
  assert.match(lines[0]!, /"job":"faulty"/)
})

test('stop waits for the run that is on, tells it, and allows no other', async () => {
  let ended = false
  let runs = 0
  const loop = every(
    1,
    'long',
    async (signal) => {
      runs++
      await until(() => signal.aborted)
      ended = true
    },
    silent,
  )
  await until(() => runs === 1)
  await loop.stop()
  assert.equal(ended, true)
  loop.nudge()
  await sleep(10)
  assert.equal(runs, 1)
})

test('a nudge during a run brings one more, at once', async () => {
  let runs = 0
  const loop = every(
    3_600_000,
    'rare',
    async () => {
      await turn()
      runs++
    },
    silent,
  )
  loop.nudge()
  loop.nudge()
  await until(() => runs === 2)
  await loop.stop()
  assert.equal(runs, 2)
})
