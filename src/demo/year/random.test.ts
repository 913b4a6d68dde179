import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { eventQueue } from './event-queue.ts'
import { seededRandom } from './random.ts'

test('the same seed gives the same chance, and another seed another', () => {
  const draw = (seed: number) => Array.from({ length: 20 }, seededRandom(seed).next)
  assert.deepEqual(draw(7), draw(7))
  assert.notDeepEqual(draw(7), draw(8))
})

test('weights are kept to: three times as heavy comes about three times as often', () => {
  const random = seededRandom(1)
  const drawn = Array.from({ length: 4_000 }, () =>
    random.weighed([
      { item: 'a', weight: 3 },
      { item: 'b', weight: 1 },
    ]),
  )
  const share = drawn.filter((item) => item === 'a').length / drawn.length
  assert.ok(share > 0.72 && share < 0.78, String(share))
})

test('half of the stretches are below one', () => {
  const random = seededRandom(2)
  const below = Array.from({ length: 4_000 }, () => random.stretch(0.6)).filter((value) => value < 1).length / 4_000
  assert.ok(below > 0.46 && below < 0.54, String(below))
})

test('a queue gives what it was given, the earliest first', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(50)), (times) => {
      const queue = eventQueue<{ at: string }>()
      for (const time of times) queue.add({ at: String(time).padStart(3, '0') })
      const taken: string[] = []
      for (let event = queue.take(); event !== null; event = queue.take()) taken.push(event.at)
      assert.deepEqual(taken, times.map((time) => String(time).padStart(3, '0')).sort())
    }),
  )
})
