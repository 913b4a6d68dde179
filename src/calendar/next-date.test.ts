import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compileCalendar } from './compile-calendar.ts'
import { nextMonthly, nextWeekly, nextYearly } from './next-date.ts'
import { seeded, weekdays } from './test-calendars.ts'
import { workStart } from './working-time.ts'

const gt = compileCalendar(seeded('gt'))

test('every week', () => {
  assert.equal(nextWeekly(gt, '2026-11-01', 1), '2026-11-02')
  assert.equal(nextWeekly(gt, '2026-11-02', 1), '2026-11-09', 'strictly after')
  assert.equal(nextWeekly(gt, '2026-12-30', 7), '2027-01-03')
  assert.throws(() => nextWeekly(gt, '2026-11-01', 0), RangeError)
})

test('every month, by date', () => {
  assert.equal(nextMonthly(gt, '2026-11-02', 3, false), '2026-11-03')
  assert.equal(nextMonthly(gt, '2026-11-03', 3, false), '2026-12-03')
  assert.equal(nextMonthly(gt, '2027-01-31', 31, false), '2027-02-28')
  assert.equal(nextMonthly(gt, '2026-12-31', 1, false), '2027-01-01')
})

test('every month, by working day', () => {
  assert.equal(nextMonthly(gt, '2025-12-31', 3, true), '2026-01-06', 'the 1st is a holiday, the 3rd and 4th a weekend')
  assert.equal(nextMonthly(gt, '2026-01-06', 3, true), '2026-02-04')
  assert.equal(nextMonthly(gt, '2026-12-01', 31, true), '2026-12-31', 'the last working day')
  assert.throws(() => nextMonthly(compileCalendar(weekdays([])), '2026-01-01', 1, true), /no working day/)
})

test('every year', () => {
  assert.equal(nextYearly(gt, '2026-01-14', 1, 15), '2026-01-15')
  assert.equal(nextYearly(gt, '2026-01-15', 1, 15), '2027-01-15')
  assert.equal(nextYearly(gt, '2027-03-01', 2, 29), '2028-02-29')
  assert.equal(nextYearly(gt, '2026-03-01', 2, 29), '2027-02-28')
})

test('a case that a date opens lands when work begins', () => {
  assert.equal(workStart(gt, '2026-11-02'), '2026-11-02T14:00:00Z')
  assert.equal(workStart(gt, '2026-12-25'), '2026-12-28T14:00:00Z')
})
