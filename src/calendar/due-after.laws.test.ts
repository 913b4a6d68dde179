import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { alwaysOpen } from './always-open.ts'
import { compileCalendar } from './compile-calendar.ts'
import { dueAfter } from './due-after.ts'
import { seeded } from './test-calendars.ts'
import { minutesOf, timeOf } from './time-of-day.ts'
import type { CalendarData, DurationUnit, HolidayRule, Slot, WorkingCalendar } from './types.ts'
import { isWorkingInstant, nextWorkingInstant, workingMillisBetween } from './working-time.ts'

const ZONES = ['America/Guatemala', 'America/Lima', 'America/Santiago', 'America/Asuncion', 'Europe/Lisbon', 'UTC']
const WORKING_UNITS = ['minutes', 'hours', 'working-days'] as const
const MINUTE = 60_000

/** Slots from an even number of distinct times, so that they are in order and may touch midnight on both sides. */
const slots: fc.Arbitrary<readonly Slot[]> = fc
  .uniqueArray(fc.oneof(fc.constantFrom(0, 30, 720, 1440), fc.integer({ min: 0, max: 1440 })), {
    minLength: 2,
    maxLength: 6,
  })
  .map((times) => times.slice(0, times.length - (times.length % 2)).toSorted((a, b) => a - b))
  .map((times) => times.flatMap((from, i) => (i % 2 ? [] : [{ from: timeOf(from), to: timeOf(times[i + 1]!) }])))

const monthDay = fc.record({ month: fc.integer({ min: 1, max: 12 }), day: fc.integer({ min: 1, max: 28 }) })

const rule: fc.Arbitrary<HolidayRule> = fc.record(
  {
    id: fc.constant('x'),
    name: fc.constant('Feriado'),
    source: fc.constant('Ley'),
    day: fc.oneof(
      monthDay.map(({ month, day }) => ({ kind: 'fixed' as const, month, day })),
      monthDay.map(({ month, day }) => ({ kind: 'fixed' as const, month, day, moved: 'nearest-monday' as const })),
      fc.integer({ min: -50, max: 60 }).map((offset) => ({ kind: 'easter' as const, offset })),
      monthDay.map((from) => ({ kind: 'range' as const, from, to: { month: (from.month % 12) + 1, day: from.day } })),
    ),
    fromTime: fc.constantFrom('12:00', '08:15', '00:00', '23:59'),
  },
  { requiredKeys: ['id', 'name', 'source', 'day'] },
)

const invented: fc.Arbitrary<CalendarData> = fc.record({
  code: fc.constant('X'),
  name: fc.constant('X'),
  timeZone: fc.constantFrom(...ZONES),
  week: fc.dictionary(fc.constantFrom('1', '2', '3', '4', '5', '6', '7'), slots, { minKeys: 1, maxKeys: 7 }),
  holidays: fc.array(rule, { maxLength: 6 }),
})

const calendar = fc
  .oneof(invented, fc.constantFrom(seeded('gt'), seeded('sv'), seeded('pe'), alwaysOpen('America/Santiago')))
  .map((data) => compileCalendar(data))

/** Any minute, and more often the hours around the ends of years and the changes of clocks. */
const start = fc
  .oneof(
    fc.integer({ min: Date.UTC(2024, 0, 1) / MINUTE, max: Date.UTC(2028, 0, 1) / MINUTE }),
    fc
      .tuple(
        fc.constantFrom(
          Date.UTC(2026, 0, 1),
          Date.UTC(2026, 3, 5, 3),
          Date.UTC(2026, 8, 6, 4),
          Date.UTC(2024, 9, 6, 4),
        ),
        fc.integer({ min: -1500, max: 1500 }),
      )
      .map(([at, minutes]) => at / MINUTE + minutes),
  )
  .map((minutes) => textOf(minutes * MINUTE))
const count = fc.integer({ min: 1, max: 90 })
const unit = fc.constantFrom<DurationUnit>(...WORKING_UNITS)
const anyUnit = fc.constantFrom<DurationUnit>(...WORKING_UNITS, 'running-hours', 'calendar-days', 'months')

function textOf(millis: number): string {
  return new Date(millis).toISOString().replace('.000Z', 'Z')
}

function dueAt(on: WorkingCalendar, from: string, n: number, of: DurationUnit): number {
  return Date.parse(dueAfter(on, from, { count: n, unit: of }).at)
}

test('the end is never outside working time', () => {
  fc.assert(
    fc.property(calendar, start, count, anyUnit, (on, from, n, of) => {
      fc.pre(of !== 'running-hours')
      const due = dueAt(on, from, n, of)
      assert.ok(due > Date.parse(from))
      assert.ok(isWorkingInstant(on, textOf(due - 1)), 'the instant before it is worked')
    }),
    { numRuns: 400 },
  )
})

test('later starts and longer durations never end sooner', () => {
  fc.assert(
    fc.property(calendar, start, start, count, count, anyUnit, (on, a, b, n, m, of) => {
      const [first, second] = Date.parse(a) <= Date.parse(b) ? [a, b] : [b, a]
      assert.ok(dueAt(on, first, n, of) <= dueAt(on, second, n, of), 'in the start')
      assert.ok(dueAt(on, a, Math.min(n, m), of) <= dueAt(on, a, Math.max(n, m), of), 'in the count')
    }),
    { numRuns: 400 },
  )
})

test('starts a minute apart keep their order across slot ends, midnights and changes of the clock', () => {
  fc.assert(
    fc.property(calendar, start, count, anyUnit, (on, from, n, of) => {
      let last = 0
      for (let minute = 0; minute < 90; minute += 1) {
        const due = dueAt(on, textOf(Date.parse(from) + minute * MINUTE), n, of)
        assert.ok(due >= last)
        last = due
      }
    }),
    { numRuns: 60 },
  )
})

test('sums compose', () => {
  fc.assert(
    fc.property(calendar, start, count, count, unit, (on, from, a, b, of) => {
      const first = dueAfter(on, from, { count: a, unit: of })
      assert.equal(dueAt(on, first.at, b, of), dueAt(on, from, a + b, of))
    }),
    { numRuns: 400 },
  )
})

test('minutes and hours take exactly that much working time', () => {
  fc.assert(
    fc.property(calendar, start, count, fc.constantFrom<DurationUnit>('minutes', 'hours'), (on, from, n, of) => {
      const { at, because } = dueAfter(on, from, { count: n, unit: of })
      const millis = n * (of === 'hours' ? 60 : 1) * MINUTE
      assert.equal(workingMillisBetween(on, from, at), millis)
      assert.equal(workingMillisBetween(on, at, from), -millis)
      assert.equal(because.countedFrom, nextWorkingInstant(on, from))
    }),
    { numRuns: 400 },
  )
})

test('working days agree with counting the dates that have slots, one by one', () => {
  fc.assert(
    fc.property(calendar, start, count, (on, from, n) => {
      // A millisecond on, so that the start is never the end of a slot: that rule has its own examples.
      const landed = Temporal.Instant.from(nextWorkingInstant(on, textOf(Date.parse(from) + 1)))
      let date = landed.toZonedDateTimeISO(on.timeZone).toPlainDate()
      for (let left = n; left > 0; ) {
        date = date.add({ days: 1 })
        if (on.slotsOn(date.toString()).some((slot) => lasts(on, date, slot))) left--
      }
      const close = on.slotsOn(date.toString()).at(-1)!.to
      const [day, time] = close === '24:00' ? [date.add({ days: 1 }), '00:00'] : [date, close]
      const expected = day.toZonedDateTime({ timeZone: on.timeZone, plainTime: time }).epochMilliseconds
      const due = dueAt(on, textOf(Date.parse(from) + 1), n, 'working-days')
      // A closing time that a change of the clock skips is an hour later for Temporal, and at the change for us.
      const changes = [date, day].some((each) => each.toZonedDateTime(on.timeZone).hoursInDay !== 24)
      if (changes) assert.ok(Math.abs(due - expected) <= 3_600_000)
      else assert.equal(textOf(due), textOf(expected))
    }),
    { numRuns: 300 },
  )
})

/** Whether some minute of the slot exists: a change of the clock may skip all of it. */
function lasts(on: WorkingCalendar, date: Temporal.PlainDate, { from, to }: Slot): boolean {
  const exists = (minutes: number): boolean => {
    const plain = date.toPlainDateTime(timeOf(minutes))
    return plain.toZonedDateTime(on.timeZone).toPlainDateTime().equals(plain)
  }
  return exists(minutesOf(from)) || exists(minutesOf(to) - 1)
}
