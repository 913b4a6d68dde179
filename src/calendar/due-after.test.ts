import assert from 'node:assert/strict'
import { test } from 'node:test'
import { alwaysOpen } from './always-open.ts'
import { compileCalendar } from './compile-calendar.ts'
import { dueAfter } from './due-after.ts'
import { dueWall, seeded, wall, weekdays, withHoliday } from './test-calendars.ts'
import type { DurationUnit, Slot } from './types.ts'
import { workingMillisBetween } from './working-time.ts'

const gt = compileCalendar(seeded('gt'))
const sv = compileCalendar(seeded('sv'))
const pe = compileCalendar(seeded('pe'))

type Example = readonly [start: string, count: number, unit: DurationUnit, due: string, why: string]

function check(calendar: typeof gt, examples: readonly Example[]): void {
  for (const [start, count, unit, due, why] of examples) {
    assert.equal(dueWall(calendar, start, count, unit), due, `${start} + ${count} ${unit}: ${why}`)
  }
}

test('dated examples, Guatemala', () => {
  check(gt, [
    ['2026-12-24 10:00', 1, 'working-days', '2026-12-28 16:00', 'Thursday, the 25th is Christmas'],
    ['2026-12-24 14:00', 1, 'working-days', '2026-12-29 16:00', 'after noon of a half day counts from Monday'],
    ['2026-12-24 12:00', 1, 'working-days', '2026-12-28 16:00', 'the end of a slot still belongs to its day'],
    ['2026-12-23 09:00', 1, 'working-days', '2026-12-24 12:00', 'a half day counts as a day and ends at noon'],
    ['2026-12-24 10:00', 4, 'hours', '2026-12-28 10:00', 'two hours before noon, two on Monday'],
    ['2026-11-06 15:30', 60, 'minutes', '2026-11-09 08:30', 'over a weekend'],
    ['2026-11-06 15:00', 1, 'hours', '2026-11-06 16:00', 'ends with the day, not at the next opening'],
    ['2026-11-07 11:00', 30, 'minutes', '2026-11-09 08:30', 'lands on a Saturday'],
    ['2026-11-07 11:00', 1, 'working-days', '2026-11-10 16:00', 'lands on a Saturday: Monday is the day of the start'],
    ['2026-11-06 23:59', 1, 'working-days', '2026-11-10 16:00', 'lands on Friday night'],
    ['2026-11-09 00:00', 1, 'working-days', '2026-11-10 16:00', 'lands at midnight before a working day'],
    ['2026-03-31 09:00', 2, 'working-days', '2026-04-06 16:00', 'Holy Week: Wednesday half, Thursday to Saturday free'],
    ['2026-03-31 09:00', 1, 'working-days', '2026-04-01 12:00', 'Holy Wednesday ends at noon'],
    ['2026-06-26 09:00', 1, 'working-days', '2026-06-30 16:00', '30 June 2026, a Tuesday, is taken on Monday 29'],
    [
      '2027-06-29 09:00',
      2,
      'working-days',
      '2027-07-01 16:00',
      '30 June 2027, a Wednesday, is worked: Monday 28 was free',
    ],
    ['2026-10-19 09:00', 1, 'working-days', '2026-10-21 16:00', '20 October stays where it is'],
    ['2026-11-27 10:00', 30, 'running-hours', '2026-11-28 16:00', 'running hours run through the weekend'],
    ['2026-11-02 09:00', 3, 'calendar-days', '2026-11-05 16:00', 'ends with the day'],
    ['2026-11-05 09:00', 2, 'calendar-days', '2026-11-09 16:00', 'a Saturday goes to Monday'],
    ['2028-01-31 09:00', 1, 'months', '2028-02-29 16:00', 'clamped to a leap February'],
    ['2029-01-31 09:00', 1, 'months', '2029-02-28 16:00', 'clamped to a common February'],
    ['2028-02-29 09:00', 12, 'months', '2029-02-28 16:00', 'a leap day and a year'],
    ['2026-11-30 09:00', 3, 'months', '2027-03-01 16:00', '28 February 2027 is a Sunday'],
  ])
})

test('dated examples, El Salvador and Peru: several slots a day', () => {
  check(sv, [
    ['2026-11-04 11:30', 1, 'hours', '2026-11-04 13:10', 'over the lunch break'],
    ['2026-11-04 11:30', 30, 'minutes', '2026-11-04 12:00', 'ends where lunch begins'],
    ['2026-11-04 12:10', 10, 'minutes', '2026-11-04 12:50', 'lands at lunch'],
    ['2026-11-04 12:10', 1, 'working-days', '2026-11-05 15:30', 'at lunch it is still the same day'],
    ['2026-03-27 10:00', 1, 'working-days', '2026-04-07 15:30', 'eight days of Holy Week'],
    ['2026-07-31 10:00', 1, 'working-days', '2026-08-07 15:30', 'August holidays'],
    ['2026-12-23 10:00', 1, 'working-days', '2027-01-04 15:30', '24 December to 2 January'],
  ])
  check(pe, [
    ['2026-07-27 17:00', 1, 'hours', '2026-07-30 09:00', 'two days of Fiestas Patrias'],
    ['2026-12-07 09:00', 1, 'working-days', '2026-12-10 17:30', 'the 8th and the 9th'],
    ['2021-12-07 09:00', 1, 'working-days', '2021-12-09 17:30', 'the 9th came with Ley 31381, from 2022 on'],
    ['2026-06-05 09:00', 6, 'hours', '2026-06-05 16:00', 'a lunch hour from one to two'],
  ])
})

test('a decreed half day shortens the day that has two slots', () => {
  const decree = { id: 'd', name: 'Asueto de media jornada', source: 'Acuerdo', fromTime: '14:00' }
  const calendar = withHoliday(seeded('sv'), { ...decree, day: { kind: 'date', date: '2026-11-05' } })
  assert.deepEqual(calendar.slotsOn('2026-11-05'), [
    { from: '07:30', to: '12:00' },
    { from: '12:40', to: '14:00' },
  ])
  assert.equal(dueWall(calendar, '2026-11-05 13:30', 1, 'hours'), '2026-11-06 08:00')
  assert.equal(dueWall(calendar, '2026-11-04 09:00', 1, 'working-days'), '2026-11-05 14:00')
})

test('a decree that comes later moves what is due', () => {
  const before = dueWall(gt, '2026-11-12 09:00', 1, 'working-days')
  const decree = { id: 'd', name: 'Asueto por elecciones', source: 'Acuerdo Gubernativo' }
  const decreed = withHoliday(seeded('gt'), { ...decree, day: { kind: 'date', date: '2026-11-13' } })
  assert.deepEqual(
    [before, dueWall(decreed, '2026-11-12 09:00', 1, 'working-days')],
    ['2026-11-13 16:00', '2026-11-16 16:00'],
  )
})

test('a local feast holds in its office only', () => {
  const capital = compileCalendar(seeded('gt'), 'Guatemala')
  assert.equal(dueWall(capital, '2028-08-14 09:00', 1, 'working-days'), '2028-08-16 16:00')
  assert.equal(dueWall(gt, '2028-08-14 09:00', 1, 'working-days'), '2028-08-15 16:00')
  assert.equal(
    dueWall(compileCalendar(seeded('gt'), 'Cobán'), '2028-08-14 09:00', 1, 'working-days'),
    '2028-08-15 16:00',
  )
  assert.equal(capital.holidayOn('2028-08-15')?.name, 'Virgen de la Asunción, fiesta de la localidad')
  assert.equal(gt.holidayOn('2028-08-15'), null)
})

test('a working day is never 24 working hours', () => {
  assert.equal(dueWall(gt, '2026-11-09 09:00', 1, 'working-days'), '2026-11-10 16:00')
  assert.equal(dueWall(gt, '2026-11-09 09:00', 24, 'hours'), '2026-11-12 09:00')
})

test('24 horas loses no minute and ends its days at 24:00', () => {
  const open = compileCalendar(alwaysOpen('America/Guatemala'))
  assert.equal(workingMillisBetween(open, '2026-01-01T06:00:00Z', '2027-01-01T06:00:00Z'), 365 * 86_400_000)
  check(open, [
    ['2026-11-07 23:59', 1, 'minutes', '2026-11-08 00:00', 'up to midnight'],
    ['2026-11-07 23:59', 2, 'minutes', '2026-11-08 00:01', 'over midnight'],
    ['2026-11-07 10:00', 1, 'working-days', '2026-11-09 00:00', 'the end of Sunday the 8th'],
    ['2026-12-31 10:00', 36, 'hours', '2027-01-01 22:00', 'over New Year'],
  ])
  const twice = dueAfter(open, dueAfter(open, '2026-12-30T16:00:00Z', { count: 1, unit: 'working-days' }).at, {
    count: 1,
    unit: 'working-days',
  })
  assert.equal(twice.at, '2027-01-02T06:00:00Z', 'a due instant at New Year midnight belongs to 31 December')
})

test('nothing with working units is due at midnight or on a day of rest', () => {
  for (const unit of ['minutes', 'hours', 'working-days', 'calendar-days', 'months'] as const) {
    for (let hour = 0; hour < 24 * 14; hour++) {
      const start = new Date(Date.UTC(2026, 11, 18, hour)).toISOString()
      const due = Temporal.Instant.from(dueAfter(gt, start, { count: 1 + (hour % 9), unit }).at)
      const local = due.toZonedDateTimeISO('America/Guatemala')
      assert.ok(local.dayOfWeek <= 5 && local.hour >= 8 && local.hour <= 16, `${start} ${unit}: ${local}`)
    }
  }
})

test('clocks that change: Santiago and Asunción', () => {
  const zone = 'America/Santiago'
  const open = compileCalendar(alwaysOpen(zone))
  // 2026: back one hour at the end of 4 April, forward one hour at the start of 6 September.
  assert.equal(
    workingMillisBetween(open, wall(zone, '2026-04-04 00:00'), wall(zone, '2026-04-05 00:00')),
    25 * 3_600_000,
  )
  assert.equal(
    workingMillisBetween(open, wall(zone, '2026-09-06 00:00'), wall(zone, '2026-09-07 00:00')),
    23 * 3_600_000,
  )
  assert.equal(dueWall(open, '2026-04-03 12:00', 36, 'hours'), '2026-04-04 23:00')
  assert.equal(dueWall(open, '2026-09-05 12:00', 13, 'hours'), '2026-09-06 02:00')
  assert.equal(
    dueWall(open, '2026-09-04 12:00', 1, 'working-days'),
    '2026-09-06 01:00',
    'midnight does not exist: the day ends at 01:00',
  )
  const office = compileCalendar(weekdays([{ from: '09:00', to: '17:00' }], [], zone))
  assert.equal(dueWall(office, '2026-04-02 16:00', 2, 'hours'), '2026-04-03 10:00')
  assert.equal(dueWall(office, '2026-04-03 16:00', 2, 'hours'), '2026-04-06 10:00', 'nine in the morning on both sides')
  assert.equal(dueWall(office, '2026-09-04 16:00', 1, 'working-days'), '2026-09-07 17:00')
  const asuncion = compileCalendar(weekdays([{ from: '07:00', to: '15:00' }], [], 'America/Asuncion'))
  assert.equal(dueWall(asuncion, '2022-09-30 14:00', 2, 'hours'), '2022-10-03 08:00')
})

test('a slot that a change of the clock skips is not worked', () => {
  const zone = 'America/Santiago'
  // 6 September 2026, a Sunday, begins at 01:00.
  const night = { from: '00:15', to: '00:45' }
  const sundays = (slots: readonly Slot[]) => compileCalendar({ ...weekdays([], [], zone), week: { 7: slots } })
  const both = sundays([night, { from: '00:50', to: '02:00' }])
  assert.equal(workingMillisBetween(both, wall(zone, '2026-09-05 12:00'), wall(zone, '2026-09-06 12:00')), 60 * 60_000)
  assert.equal(workingMillisBetween(both, wall(zone, '2026-09-12 12:00'), wall(zone, '2026-09-13 12:00')), 100 * 60_000)
  assert.equal(dueWall(sundays([night]), '2026-08-30 00:20', 1, 'working-days'), '2026-09-13 00:45')
})

test('what cannot be counted is refused with a clear error', () => {
  const idle = compileCalendar(weekdays([]))
  for (const unit of ['minutes', 'hours', 'working-days', 'calendar-days', 'months'] as const) {
    assert.throws(() => dueAfter(idle, '2026-11-02T14:00:00Z', { count: 1, unit }), /no working time from 2027 to 2029/)
  }
  for (const count of [0, -1, 1.5, Number.NaN, 1e9]) {
    assert.throws(() => dueAfter(gt, '2026-11-02T14:00:00Z', { count, unit: 'minutes' }), RangeError)
  }
  for (const start of ['2026-11-02', '2026-11-02T14:00:00', '2026-02-30T14:00:00Z', '2026-11-02T24:00:00Z', '']) {
    assert.throws(() => dueAfter(gt, start, { count: 1, unit: 'minutes' }), /Not an instant/)
  }
  assert.throws(() => dueAfter(gt, '2399-11-02T14:00:00Z', { count: 50, unit: 'months' }), /counts from 1900 to 2400/)
})
