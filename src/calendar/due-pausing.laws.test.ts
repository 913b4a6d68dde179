import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { compileCalendar } from './compile-calendar.ts'
import { dueAfter } from './due-after.ts'
import { duePausing, pausedMillis, shareOf } from './due-pausing.ts'
import { instantOf } from './instant.ts'
import { seeded, wall } from './test-calendars.ts'
import type { Duration } from './types.ts'
import { isWorkingInstant, workingMillisBetween } from './working-time.ts'

const calendars = (['gt', 'sv', 'pe'] as const).map((code) => compileCalendar(seeded(code)))
const calendar = fc.constantFrom(...calendars)
const MINUTE = 60_000
const FIRST = Date.UTC(2026, 0, 1)
const instant = fc.integer({ min: 0, max: 500 * 1440 }).map((minutes) => instantOf(FIRST + minutes * MINUTE))
const duration: fc.Arbitrary<Duration> = fc.oneof(
  fc.record({ count: fc.integer({ min: 1, max: 3000 }), unit: fc.constant('minutes' as const) }),
  fc.record({ count: fc.integer({ min: 1, max: 60 }), unit: fc.constant('hours' as const) }),
  fc.record({ count: fc.integer({ min: 1, max: 30 }), unit: fc.constant('working-days' as const) }),
)
const pause = fc.tuple(instant, fc.integer({ min: 0, max: 20_000 })).map(([from, minutes]) => ({
  from,
  until: instantOf(Date.parse(from) + minutes * MINUTE),
}))
const pauses = fc.array(pause, { maxLength: 5 })

test('without pauses it is due as always; with them never sooner, and in any order alike', () => {
  fc.assert(
    fc.property(calendar, instant, duration, pauses, (days, start, rule, some) => {
      assert.deepEqual(duePausing(days, start, rule, []), dueAfter(days, start, rule))
      const due = duePausing(days, start, rule, some).at
      assert.ok(due >= dueAfter(days, start, rule).at)
      assert.equal(duePausing(days, start, rule, some.toReversed()).at, due)
      assert.equal(duePausing(days, start, rule, [...some, ...some]).at, due)
    }),
  )
})

test('what is counted between start and due, pauses before the due left out, is what the rule gives', () => {
  fc.assert(
    fc.property(calendar, instant, duration, pauses, (days, start, rule, some) => {
      const { at } = duePausing(days, start, rule, some)
      const rules = workingMillisBetween(days, start, dueAfter(days, start, rule).at)
      // A pause that runs on past the due cannot be: it moves the due with it.
      const before = some.filter(({ from }) => from < at)
      const counted = workingMillisBetween(days, start, at) - pausedMillis(days, start, before)
      assert.equal(counted, rules)
    }),
  )
})

test('one pause cut in pieces moves the due as far as the whole; a pause outside working time moves nothing', () => {
  fc.assert(
    fc.property(
      calendar,
      instant,
      duration,
      pause,
      fc.double({ min: 0, max: 1, noNaN: true }),
      (days, start, rule, whole, cut) => {
        const middle = instantOf(
          Date.parse(whole.from) + Math.round((Date.parse(whole.until) - Date.parse(whole.from)) * cut),
        )
        const pieces = [
          { from: whole.from, until: middle },
          { from: middle, until: whole.until },
        ]
        assert.equal(duePausing(days, start, rule, pieces).at, duePausing(days, start, rule, [whole]).at)
        if (workingMillisBetween(days, whole.from, whole.until) === 0)
          assert.equal(duePausing(days, start, rule, [whole]).at, dueAfter(days, start, rule).at)
      },
    ),
  )
})

test('a weekend inside a pause is not counted twice', () => {
  const gt = calendars[0]!
  const at = (text: string) => wall(gt.timeZone, text)
  const hours = { count: 4, unit: 'hours' } as const
  // Friday 14:00 to Monday 10:00 is four working hours of pause: two on Friday, two on Monday.
  const pauses = [{ from: at('2026-11-06 14:00'), until: at('2026-11-09 10:00') }]
  const due = duePausing(gt, at('2026-11-06 13:00'), hours, pauses)
  assert.equal(due.at, at('2026-11-09 13:00'))
  assert.equal(due.because.countedFrom, at('2026-11-06 13:00'))
  assert.equal(pausedMillis(gt, at('2026-11-06 13:00'), pauses), 4 * 3_600_000)
})

test('shares of a duration come in order, in working time, and the whole is not before the due', () => {
  fc.assert(
    fc.property(calendar, instant, duration, pauses, (days, start, rule, some) => {
      const [half, most, all] = [0.5, 0.8, 1].map((share) => shareOf(days, start, rule, some, share))
      for (const each of [half!, most!, all!]) assert.ok(isWorkingInstant(days, each))
      assert.ok(half! <= most! && most! <= all!)
      assert.ok(all! >= duePausing(days, start, rule, some).at)
      assert.equal(workingMillisBetween(days, duePausing(days, start, rule, some).at, all!), 0)
    }),
  )
})
