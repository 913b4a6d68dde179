import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { EditMap } from 'micromark-util-edit-map'
import { makeEditsQuick } from './quick-edits.ts'

makeEditsQuick()

// The parser's events stand for nothing here.
const many = (numbers: readonly number[]) => numbers as unknown as Parameters<EditMap['consume']>[0]

test('an edit at the end reads the end, and not everything before it', () => {
  let read = 0
  const events = new Proxy(
    Array.from({ length: 100_000 }, (_, at) => at),
    {
      get(target, key) {
        if (typeof key === 'string' && /^\d+$/.test(key)) read += 1
        return Reflect.get(target, key)
      },
    },
  )
  const edits = new EditMap()
  edits.add(99_990, 2, many([-1, -2, -3]))
  edits.consume(many(events))
  assert.deepEqual(events.slice(99_988), [99_988, 99_989, -1, -2, -3, ...range(99_992, 100_000)])
  assert.ok(read < 1_000, `${read} were read`)
})

test('edits give what they said, wherever they are', () => {
  const edit = fc.record({ at: fc.nat(30), remove: fc.nat(3), add: fc.array(fc.integer(), { maxLength: 4 }) })
  fc.assert(
    fc.property(fc.array(edit, { maxLength: 6 }), (wanted) => {
      // Edits do not reach into one another.
      const apart = wanted
        .toSorted((a, b) => a.at - b.at)
        .filter(({ at }, place, all) => place === 0 || at >= all[place - 1]!.at + 4)
      const edits = new EditMap()
      for (const { at, remove, add } of apart) edits.add(at, remove, many([...add]))
      const events = range(0, 40)
      const expected = range(0, 40)
      for (const { at, remove, add } of apart.toReversed()) expected.splice(at, remove, ...add)
      edits.consume(many(events))
      assert.deepEqual(events, expected)
    }),
  )
})

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, at) => from + at)
}
