import assert from 'node:assert/strict'
import { test } from 'node:test'
import { alwaysOpen } from './always-open.ts'
import { compileCalendar } from './compile-calendar.ts'
import { dueAfter } from './due-after.ts'
import { explainDue } from './explain-due.ts'
import { formatInstant } from './format-instant.ts'
import { seeded, wall, weekdays, withHoliday } from './test-calendars.ts'
import type { DurationUnit, WorkingCalendar } from './types.ts'

const gt = compileCalendar(seeded('gt'))
const sv = compileCalendar(seeded('sv'))
const LAW = 'Ley de Servicio Civil, art. 69; Código de Trabajo, art. 127'

function explain(
  on: WorkingCalendar,
  start: string,
  count: number,
  unit: DurationUnit,
  locale: 'es' | 'en' = 'es',
): string {
  return explainDue(dueAfter(on, wall(on.timeZone, start), { count, unit }), locale)
}

test('names the holiday with its law, and the days of rest', () => {
  assert.equal(
    explain(gt, '2026-12-24 10:00', 1, 'working-days'),
    'Vence el lunes 28 de diciembre de 2026 a las 16:00: 1 día hábil contado desde el jueves 24 de diciembre a las 10:00; ' +
      `no cuentan el viernes 25 (Navidad, ${LAW}) ni 2 días de descanso.`,
  )
  assert.equal(
    explain(gt, '2026-12-24 10:00', 1, 'working-days', 'en'),
    'Due on Monday 28 December 2026 at 16:00: 1 working day counted from Thursday 24 December at 10:00; ' +
      `not counted: Friday 25 (Navidad, ${LAW}) and 2 days of rest.`,
  )
})

test('says why a start outside working time counts later, and where a day is short', () => {
  assert.equal(
    explain(gt, '2026-12-31 14:00', 1, 'hours'),
    'Vence el lunes 4 de enero de 2027 a las 09:00: 1 hora hábil contada desde el lunes 4 de enero a las 08:00, ' +
      'porque llegó el jueves 31 de diciembre de 2026 a las 14:00, fuera de la jornada; ' +
      `no cuentan el viernes 1 de enero (Año Nuevo, ${LAW}) ni 2 días de descanso; ` +
      `el jueves 31 de diciembre de 2026 se trabaja hasta las 12:00 (Fin de año, ${LAW}).`,
  )
  assert.match(
    explain(gt, '2026-12-23 09:00', 1, 'working-days'),
    /a las 12:00: .*; el jueves 24 se trabaja hasta las 12:00 \(Nochebuena/,
  )
  assert.doesNotMatch(
    explain(gt, '2026-12-24 10:00', 1, 'working-days'),
    /Nochebuena/,
    'the short start day takes nothing',
  )
  assert.doesNotMatch(explain(gt, '2026-12-24 10:00', 2, 'hours'), /Nochebuena/, 'due at noon, before the free part')
})

test('joins the days that one rule frees in a row', () => {
  assert.match(
    explain(sv, '2026-03-27 10:00', 1, 'working-days'),
    /; no cuentan del lunes 30 de marzo al lunes 6 de abril \(Vacación de Semana Santa, Ley de Asuetos.*\) ni 4 días de descanso\.$/,
  )
})

test('the same feast of two years is two days', () => {
  const feast = { id: 'f', name: 'Fundación', source: 'Ley', day: { kind: 'fixed', month: 11, day: 4 } as const }
  const one = compileCalendar(weekdays([{ from: '08:00', to: '16:00' }], [feast]))
  assert.match(
    explain(one, '2025-11-03 09:00', 270, 'working-days'),
    /; no cuentan el martes 4 de noviembre de 2025 \(.*\), el miércoles 4 de noviembre \(.*\) ni /,
  )
})

test('calendar days count every day: what does not work only moves their end', () => {
  assert.equal(
    explain(gt, '2026-12-22 10:00', 3, 'calendar-days'),
    'Vence el lunes 28 de diciembre de 2026 a las 16:00: 3 días calendario contados desde el martes 22 de diciembre a las 10:00; ' +
      `no son hábiles el viernes 25 (Navidad, ${LAW}) ni 2 días de descanso.`,
  )
  assert.doesNotMatch(explain(gt, '2026-12-22 10:00', 8, 'calendar-days'), /Navidad/, 'the 25th was counted')
})

test('names a decree that came later', () => {
  const decree = { id: 'd', name: 'Asueto por elecciones', source: 'Acuerdo Gubernativo 999-2026' }
  const decreed = withHoliday(seeded('gt'), { ...decree, day: { kind: 'date', date: '2026-11-13' } })
  assert.doesNotMatch(explain(gt, '2026-11-12 09:00', 1, 'working-days'), /elecciones/)
  assert.match(
    explain(decreed, '2026-11-12 09:00', 1, 'working-days'),
    /lunes 16 de noviembre .* no cuentan el viernes 13 \(Asueto por elecciones, Acuerdo Gubernativo 999-2026\) ni 2 días de descanso/,
  )
})

test('singular and nothing lost', () => {
  assert.match(
    explain(gt, '2026-11-09 09:00', 30, 'minutes'),
    /: 30 minutos hábiles contados desde el lunes 9 de noviembre a las 09:00\.$/,
  )
  assert.match(explain(gt, '2026-11-08 09:00', 1, 'minutes'), /; no cuenta 1 día de descanso\.$/)
  assert.match(explain(gt, '2026-10-19 09:00', 1, 'working-days'), /; no cuenta el martes 20 \(Día de la Revolución/)
  assert.match(
    explain(gt, '2026-11-27 09:00', 30, 'running-hours'),
    /^Vence el sábado 28 de noviembre de 2026 a las 15:00: 30 horas corridas contadas desde el viernes 27 de noviembre a las 09:00\.$/,
  )
})

test('a day that ends at midnight ends at 24:00 of its own date', () => {
  const open = compileCalendar(alwaysOpen('America/Lima'))
  assert.match(
    explain(open, '2026-11-09 09:00', 1, 'working-days'),
    /^Vence el martes 10 de noviembre de 2026 a las 24:00:/,
  )
  assert.match(explain(open, '2026-11-09 23:00', 1, 'hours'), /^Vence el martes 10 de noviembre de 2026 a las 00:00:/)
})

test('holds at most twenty holidays', () => {
  const { because } = dueAfter(gt, '2026-01-05T15:00:00Z', { count: 2000, unit: 'working-days' })
  assert.equal(because.holidays.length, 20)
  assert.deepEqual(
    because.holidays,
    because.holidays.toSorted((a, b) => a.date.localeCompare(b.date)),
  )
})

test('an instant in words', () => {
  assert.equal(
    formatInstant('2026-12-28T22:00:00Z', 'America/Guatemala', 'es'),
    'lunes 28 de diciembre de 2026 a las 16:00',
  )
  assert.equal(formatInstant('2027-01-01T04:59:59.5Z', 'America/Lima', 'en'), 'Thursday 31 December 2026 at 23:59')
})
