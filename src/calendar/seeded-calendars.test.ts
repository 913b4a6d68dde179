import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compileCalendar } from './compile-calendar.ts'
import { dayFromText, dayOf, textOfDay } from './day.ts'
import { easterSunday } from './easter.ts'
import { seeded } from './test-calendars.ts'

const YEARS = Array.from({ length: 16 }, (_, index) => 2020 + index)

// Published dates of Easter Sunday; the last four are the earliest and the latest that there can be.
const EASTERS =
  '2020-04-12 2021-04-04 2022-04-17 2023-04-09 2024-03-31 2025-04-20 2026-04-05 2027-03-28 2028-04-16 2029-04-01 ' +
  '2030-04-21 2031-04-13 2032-03-28 2033-04-17 2034-04-09 2035-03-25 1943-04-25 2038-04-25 1818-03-22 2285-03-22'

test('Easter falls where the tables say', () => {
  for (const date of EASTERS.split(' ')) assert.equal(textOfDay(easterSunday(Number(date.slice(0, 4)))), date)
})

/** Dates of a year on which nobody works though the weekday would, and those on which work ends early. */
function freeDates(code: 'gt' | 'sv' | 'pe', year: number, office?: string): { free: string[]; half: string[] } {
  const data = seeded(code)
  const calendar = compileCalendar(data, office)
  const plain = compileCalendar({ ...data, holidays: [] })
  const dates = Array.from({ length: dayOf(year + 1, 1, 1) - dayOf(year, 1, 1) }, (_, i) =>
    textOfDay(dayOf(year, 1, 1) + i),
  )
  const lost = dates.filter((date) => JSON.stringify(calendar.slotsOn(date)) !== JSON.stringify(plain.slotsOn(date)))
  const short = (list: string[]): string[] => list.map((date) => date.slice(5))
  return {
    free: short(lost.filter((date) => calendar.slotsOn(date).length === 0)),
    half: short(lost.filter((date) => calendar.slotsOn(date).length > 0)),
  }
}

test('2026 by hand', () => {
  assert.deepEqual(freeDates('gt', 2026), {
    free: '01-01 04-02 04-03 05-01 06-29 09-15 10-20 12-25'.split(' '),
    half: '04-01 12-24 12-31'.split(' '),
  })
  assert.deepEqual(freeDates('sv', 2026), {
    free: (
      '01-01 01-02 03-30 03-31 04-01 04-02 04-03 04-06 05-01 06-17 08-03 08-04 08-05 08-06 09-15 11-02 ' +
      '12-24 12-25 12-28 12-29 12-30 12-31'
    ).split(' '),
    half: [],
  })
  assert.deepEqual(freeDates('pe', 2026), {
    free: '01-01 01-02 04-02 04-03 05-01 06-29 07-23 07-28 07-29 08-06 10-08 12-08 12-09 12-25'.split(' '),
    half: [],
  })
})

test('Guatemala: 30 June is taken on the Monday that Decreto 19-2018 gives', () => {
  const gt = compileCalendar(seeded('gt'))
  const taken: Readonly<Record<number, string>> = {
    2020: '2020-06-29', // Tuesday
    2021: '2021-06-28', // Wednesday
    2022: '2022-07-04', // Thursday
    2023: '2023-07-03', // Friday
    2024: '2024-07-01', // Sunday
    2025: '2025-06-30', // Monday
    2029: '2029-07-02', // Saturday
  }
  for (const [year, date] of Object.entries(taken)) {
    assert.equal(gt.holidayOn(date)?.name, 'Día del Ejército')
    if (year !== '2025') assert.equal(gt.holidayOn(`${year}-06-30`), null)
  }
})

test('Peru: a holiday begins with the law that made it', () => {
  const pe = compileCalendar(seeded('pe'))
  const first = { '06-07': 2024, '07-23': 2023, '08-06': 2022, '12-09': 2022 }
  for (const [date, year] of Object.entries(first)) {
    assert.equal(pe.holidayOn(`${year - 1}-${date}`), null)
    assert.match(pe.holidayOn(`${year}-${date}`)!.source, /^Ley 31\d{3}/)
  }
})

test('every year from 2020 to 2035 is sane', () => {
  for (const code of ['gt', 'sv', 'pe'] as const) {
    const data = seeded(code)
    const calendar = compileCalendar(data)
    for (const year of YEARS) {
      const days = Array.from({ length: 365 }, (_, i) => textOfDay(dayFromText(`${year}-01-01`) + i))
      const worked = days.filter((date) => calendar.slotsOn(date).length > 0).length
      assert.ok(worked >= 225 && worked <= 256, `${code} ${year}: ${worked} working days`)
      const { free } = freeDates(code, year)
      assert.ok(free.length >= 5 && free.length <= 30, `${code} ${year}: ${free.length} holidays`)
      for (let month = 1; month <= 12; month++) {
        const prefix = `${year}-${String(month).padStart(2, '0')}`
        const inMonth = days.filter((date) => date.startsWith(prefix) && calendar.slotsOn(date).length > 0).length
        assert.ok(inMonth >= 12, `${code} ${prefix}: ${inMonth} working days`)
      }
    }
  }
})

test('every rule names its source, and every local one its office', () => {
  for (const code of ['gt', 'sv', 'pe'] as const) {
    for (const rule of seeded(code).holidays) {
      assert.match(rule.source, /Ley|Código|Decreto|Acuerdo|D\. Leg\./, rule.id)
      assert.equal(rule.name.includes('fiesta de la localidad'), rule.offices !== undefined, rule.id)
    }
  }
  assert.ok(freeDates('sv', 2027, 'Santa Ana').free.includes('07-26'))
  assert.ok(!freeDates('sv', 2027).free.includes('07-26'))
})
