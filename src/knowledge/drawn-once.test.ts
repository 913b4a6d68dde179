import assert from 'node:assert/strict'
import { test } from 'node:test'
import { drawnOnce } from './drawn-once.ts'

test('what was drawn is kept while there is room, and what was asked for last stays', () => {
  const kept = drawnOnce(10)
  const drawn: string[] = []
  const ask = (name: string, length = 4) =>
    kept([name], () => {
      drawn.push(name)
      return name.repeat(length)
    })
  assert.equal(ask('a'), 'aaaa')
  ask('b')
  assert.equal(ask('a'), 'aaaa')
  ask('c')
  ask('a')
  assert.deepEqual(drawn, ['a', 'b', 'c'])
  ask('b')
  assert.deepEqual(drawn, ['a', 'b', 'c', 'b'], 'b was asked for longest ago')
  assert.equal(ask('d', 11), 'd'.repeat(11), 'what has no room is drawn each time')
  ask('d', 11)
  assert.deepEqual(drawn.slice(4), ['d', 'd'])
})

test('the parts of a key do not run into one another, and any sign comes back', () => {
  const kept = drawnOnce(100)
  assert.equal(
    kept(['a', 'bc'], () => 'ñ “1” 😀'),
    'ñ “1” 😀',
  )
  assert.equal(
    kept(['ab', 'c'], () => '2'),
    '2',
  )
  assert.equal(
    kept(['a', 'bc'], () => '3'),
    'ñ “1” 😀',
  )
})
