import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { lengthInDays, neighbours, PERIOD_KINDS, periodBetween, periodOf, rangesOf, soFar } from './period.ts'

const START = Temporal.PlainDate.from('2024-01-01')
const day = fc.integer({ min: 0, max: 1_500 }).map((days) => START.add({ days }).toString())
const next = (date: string) => Temporal.PlainDate.from(date).add({ days: 1 }).toString()

test('a period holds its day, and the one before ends the day before it begins', () => {
  fc.assert(
    fc.property(fc.constantFrom(...PERIOD_KINDS), day, (kind, date) => {
      const period = periodOf(kind, date)
      assert.ok(period.from <= date && date <= period.until)
      assert.equal(next(period.before.until), period.from)
      const { earlier, later } = neighbours(period)
      assert.deepEqual([earlier.from, earlier.until], [period.before.from, period.before.until])
      assert.equal(later.from, next(period.until))
    }),
  )
})

test('whole months and single days together are exactly the days asked for', () => {
  fc.assert(
    fc.property(day, fc.integer({ min: 0, max: 800 }), (from, more) => {
      const until = Temporal.PlainDate.from(from).add({ days: more }).toString()
      const days = rangesOf({ from, until }).flatMap((range) => {
        const last = Temporal.PlainDate.from(range.until)
        const end = range.grain === 'month' ? last.with({ day: last.daysInMonth }) : last
        return Array.from({ length: lengthInDays({ from: range.from, until: end.toString() }) }, (_, at) =>
          Temporal.PlainDate.from(range.from).add({ days: at }).toString(),
        )
      })
      assert.equal(new Set(days).size, days.length, 'none twice')
      assert.equal(days.length, lengthInDays({ from, until }))
      assert.deepEqual([days.toSorted()[0], days.toSorted().at(-1)], [from, until])
    }),
  )
})

test('a period that has not ended is compared with as many days of the one before', () => {
  const november = periodOf('mes', '2026-11-27')
  assert.deepEqual(soFar(november, '2026-11-27').before, { from: '2026-10-01', until: '2026-10-27' })
  assert.equal(soFar(november, '2026-11-30'), november, 'it ends today')
  assert.equal(soFar(november, '2026-12-09'), november)
  assert.equal(soFar(november, '2026-10-09'), november, 'it has not begun')
  assert.equal(soFar(periodOf('mes', '2026-03-30'), '2026-03-30').before.until, '2026-02-28')
  assert.deepEqual(soFar(periodBetween('2026-11-21', '2026-11-30'), '2026-11-23').before, {
    from: '2026-11-11',
    until: '2026-11-13',
  })
  fc.assert(
    fc.property(fc.constantFrom(...PERIOD_KINDS), day, fc.integer({ min: 0, max: 400 }), (kind, date, more) => {
      const today = Temporal.PlainDate.from(date).add({ days: more }).toString()
      const whole = periodOf(kind, date)
      const period = soFar(whole, today)
      assert.equal(period.before.from, whole.before.from)
      assert.ok(period.before.until <= whole.before.until)
      if (period.sameDays) assert.equal(lengthInDays(period.before), lengthInDays({ from: whole.from, until: today }))
      assert.deepEqual(neighbours(period), neighbours(whole))
    }),
  )
})

test('days between two have as many before them', () => {
  const period = periodBetween('2026-03-10', '2026-03-16')
  assert.deepEqual(period.before, { from: '2026-03-03', until: '2026-03-09' })
  assert.deepEqual(rangesOf(periodOf('mes', '2026-02-11')), [
    { grain: 'month', from: '2026-02-01', until: '2026-02-01' },
  ])
})
