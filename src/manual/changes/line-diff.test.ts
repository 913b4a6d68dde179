import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { diffLines, mergeTexts } from './line-diff.ts'

const lines = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 12 })

test('the hunks of a difference turn the text before into the text after, and keep what is the same', () => {
  fc.assert(
    fc.property(lines, lines, (before, after) => {
      const hunks = diffLines(before, after)
      const out: string[] = []
      let at = 0
      for (const { from, to, at: here, until } of hunks) {
        assert.ok(from >= at && to >= from && until >= here && (to > from || until > here))
        out.push(...before.slice(at, from), ...after.slice(here, until))
        at = to
      }
      assert.deepEqual([...out, ...before.slice(at)], after)
      const cost = hunks.reduce((sum, { from, to, at: here, until }) => sum + to - from + until - here, 0)
      assert.equal(cost, before.length + after.length - 2 * longest(before, after))
    }),
    { numRuns: 500 },
  )
})

function longest(a: readonly string[], b: readonly string[]): number {
  const row = Array.from({ length: b.length + 1 }, () => 0)
  for (const one of a) {
    let diagonal = 0
    for (let j = 1; j <= b.length; j++) {
      const above = row[j]!
      row[j] = one === b[j - 1] ? diagonal + 1 : Math.max(above, row[j - 1]!)
      diagonal = above
    }
  }
  return row[b.length]!
}

test('a text of thousands of lines that shares nothing is one hunk', () => {
  const one = Array.from({ length: 4000 }, (_, at) => `a${at}`)
  const other = Array.from({ length: 4000 }, (_, at) => `b${at}`)
  assert.deepEqual(diffLines(one, other), [{ from: 0, to: 4000, at: 0, until: 4000 }])
})

test('two who changed different lines are joined; of the same or neighbouring lines nobody decides for them', () => {
  const base = 'uno\ndos\ntres\ncuatro\ncinco'
  assert.equal(
    mergeTexts(base, base.replace('uno', 'UNO'), base.replace('cinco', 'CINCO')),
    'UNO\ndos\ntres\ncuatro\nCINCO',
  )
  assert.equal(mergeTexts(base, base.replace('dos', 'DOS'), base.replace('dos', 'Dos')), null)
  assert.equal(mergeTexts(base, base.replace('dos', 'DOS'), base.replace('tres', 'TRES')), null)
  assert.equal(mergeTexts(base, base, base.replace('dos', 'DOS')), base.replace('dos', 'DOS'))
  assert.equal(mergeTexts(base, `${base}\nseis`, `cero\n${base}`), `cero\n${base}\nseis`)
})
