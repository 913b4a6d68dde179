import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { testDatabase } from '../../test/support/database.ts'
import { type Stretch, stretchesBefore } from './stretches.ts'

const { db } = await testDatabase()

/** The marks of an entry as the database writes them. */
async function marksOf(ids: readonly number[]): Promise<ReadonlyMap<number, readonly number[]>> {
  const { rows } = await sql<{ id: number; marks: number[] }>`
    select id, search_marks(id, 2) as marks from unnest(${ids}::bigint[]) id`.execute(db)
  return new Map(rows.map(({ id, marks }) => [Number(id), marks]))
}

const holds = ({ end, marks }: Stretch, id: number, own: readonly number[]) =>
  id < end && (marks === null || marks.some((mark) => own.includes(mark)))

test('every entry before the end is in one stretch, and none after it', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 9_000_000 }),
      fc.integer({ min: 1, max: 500_000 }),
      fc.array(fc.double({ min: 0, max: 1.05, noNaN: true }), { minLength: 1, maxLength: 20 }),
      async (end, entries, places) => {
        const stretches = stretchesBefore(end, entries)
        const edges = stretches.flatMap((each) => [each.end - 1, each.end])
        const ids = [...places.map((place) => Math.floor(place * end)), ...edges].filter((id) => id >= 1)
        const marks = await marksOf(ids)
        for (const id of ids) {
          const held = stretches.filter((each) => holds(each, id, marks.get(id)!))
          assert.equal(held.length, id < end ? 1 : 0, `entry ${id}`)
        }
        assert.ok(
          stretches.every((each, at) => at === 0 || each.end < stretches[at - 1]!.end),
          'back in time',
        )
        assert.ok(stretches.every(({ marks: named }) => named === null || named.length <= 26))
      },
    ),
    { numRuns: 60 },
  )
})

test('a usual word asks for little, and one that is everywhere for the least', () => {
  const [first] = stretchesBefore(4_000_000, 60)
  assert.deepEqual(first, {
    end: 4_000_000,
    marks: [-1 - Math.floor(3_999_940 / 1024), -1 - Math.floor(3_999_999 / 1024)].filter(
      (mark, at, all) => all.indexOf(mark) === at,
    ),
  })
  assert.deepEqual(stretchesBefore(50, 60), [{ end: 50, marks: null }])
  assert.deepEqual(stretchesBefore(1, 60), [])
})
