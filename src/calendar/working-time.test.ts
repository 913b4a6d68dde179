import assert from 'node:assert/strict'
import { test } from 'node:test'
import { alwaysOpen } from './always-open.ts'
import { compileCalendar } from './compile-calendar.ts'
import { seeded, wall, weekdays } from './test-calendars.ts'
import type { WorkingCalendar } from './types.ts'
import { isWorkingInstant, nextWorkingInstant, workingMillisBetween } from './working-time.ts'

const sv = compileCalendar(seeded('sv'))
const at = (text: string): string => wall('America/El_Salvador', text)

test('slots are half open', () => {
  const worked = ['07:29:59.999', '07:30', '11:59:59.999', '12:00', '12:39', '12:40', '15:30'].map((time) =>
    isWorkingInstant(sv, at(`2026-11-04 ${time}`)),
  )
  assert.deepEqual(worked, [false, true, true, false, false, true, false])
})

test('the next working instant', () => {
  assert.equal(nextWorkingInstant(sv, at('2026-11-04 09:15:30')), at('2026-11-04 09:15:30'))
  assert.equal(nextWorkingInstant(sv, at('2026-11-04 12:00')), at('2026-11-04 12:40'))
  assert.equal(nextWorkingInstant(sv, at('2026-12-23 15:30')), at('2027-01-04 07:30'))
  assert.throws(() => nextWorkingInstant(compileCalendar(weekdays([])), at('2026-11-04 12:00')), /no working time/)
})

test('working time between two instants', () => {
  const minutes = (from: string, to: string): number => workingMillisBetween(sv, at(from), at(to)) / 60_000
  assert.equal(minutes('2026-11-04 11:00', '2026-11-04 13:00'), 80)
  assert.equal(minutes('2026-11-04 13:00', '2026-11-04 11:00'), -80)
  assert.equal(minutes('2026-11-06 15:00', '2026-11-09 08:00'), 60, 'a weekend is not counted')
  assert.equal(minutes('2026-12-23 15:00', '2027-01-04 08:00'), 60, 'over the year')
  assert.equal(minutes('2026-11-07 09:00', '2026-11-08 09:00'), 0)
})

test('a feast moved over the end of a year falls in the other year', () => {
  const rule = {
    id: 'r',
    name: 'Reyes',
    source: 'Ley',
    day: { kind: 'fixed', month: 12, day: 31, moved: 'to-monday' } as const,
  }
  const calendar = compileCalendar(weekdays([{ from: '08:00', to: '16:00' }], [rule]))
  assert.equal(calendar.holidayOn('2027-01-03'), null)
  assert.equal(calendar.holidayOn('2029-01-01')?.name, 'Reyes', '31 December 2028 is a Sunday')
})

test('of two rules on one day, the one that frees more holds', () => {
  const base = { source: 'Ley', day: { kind: 'fixed', month: 11, day: 4 } } as const
  const calendar = compileCalendar(
    weekdays(
      [{ from: '08:00', to: '16:00' }],
      [
        { ...base, id: 'a', name: 'Tarde', fromTime: '14:00' },
        { ...base, id: 'b', name: 'Mediodía', fromTime: '12:00' },
      ],
    ),
  )
  assert.deepEqual(calendar.slotsOn('2026-11-04'), [{ from: '08:00', to: '12:00' }])
  assert.equal(calendar.holidayOn('2026-11-04')?.name, 'Mediodía')
})

test('the same data and office give the same calendar back', () => {
  const data = alwaysOpen('UTC')
  assert.equal(compileCalendar(data, 'a'), compileCalendar(data, 'a'))
  assert.notEqual(compileCalendar(data, 'a'), compileCalendar(data, 'b'))
  const stranger: WorkingCalendar = { ...compileCalendar(data) }
  assert.throws(() => isWorkingInstant(stranger, '2026-11-04T12:00:00Z'), /not made by compileCalendar/)
})
