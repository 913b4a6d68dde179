import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { readCalendar } from './read-calendar.ts'
import { seeded } from './test-calendars.ts'

const day = { from: '08:00', to: '12:00' }
const good = { code: 'X', name: 'X', timeZone: 'America/Guatemala', week: { 1: [day] }, holidays: [] }
const holiday = { id: 'h', name: 'Feriado', source: 'Ley', day: { kind: 'fixed', month: 12, day: 25 } }

function findings(json: unknown): string {
  const read = readCalendar(json)
  return 'findings' in read ? read.findings.join('\n') : ''
}

function withRule(change: object): unknown {
  return { ...good, holidays: [{ ...holiday, ...change }] }
}

test('accepts what it should', () => {
  assert.equal(findings(good), '')
  assert.equal(findings({ ...good, week: { 1: [day, { from: '12:00', to: '24:00' }], 2: [] } }), '', 'slots may touch')
  assert.equal(findings(withRule({ day: { kind: 'fixed', month: 2, day: 29 } })), '')
  assert.equal(findings(withRule({ fromTime: '12:00', firstYear: 2020, lastYear: 2020, offices: ['Guatemala'] })), '')
  assert.equal(findings(JSON.parse(JSON.stringify(seeded('sv')))), '')
})

test('each fault gets a sentence that says where it is', () => {
  const faults: readonly (readonly [unknown, RegExp])[] = [
    [null, /debe ser un objeto JSON/],
    [{ ...good, code: '' }, /^code: /],
    [{ ...good, colour: 'red' }, /no se conoce el campo «colour»/],
    [{ ...good, timeZone: 'America/Tegucigolpa' }, /no existe la zona «America\/Tegucigolpa»/],
    [{ ...good, timeZone: '-06:00' }, /no existe la zona «-06:00»/],
    [{ ...good, week: {} }, /no tiene ninguna jornada/],
    [{ ...good, week: { 1: [] } }, /no tiene ninguna jornada/],
    [{ ...good, week: { 0: [day] } }, /«0» no es un día/],
    [{ ...good, week: { 1: [{ from: '8:00', to: '12:00' }] } }, /week\.1\[0\]\.from: .*con dos cifras; se leyó "8:00"/],
    [{ ...good, week: { 1: [{ from: '08:00', to: '24:01' }] } }, /week\.1\[0\]\.to: /],
    [{ ...good, week: { 1: [{ from: '08:00', to: '08:00' }] } }, /termina \(08:00\) antes de empezar/],
    [{ ...good, week: { 1: [{ from: '22:00', to: '06:00' }] } }, /si pasa de medianoche, divídala/],
    [{ ...good, week: { 1: [day, { from: '11:59', to: '16:00' }] } }, /week\.1\[1\]: .*se traslapa/],
    [{ ...good, week: { 1: [{ from: '13:00', to: '16:00' }, day] } }, /en desorden/],
    [{ ...good, week: { 1: [day, 'x'] } }, /week\.1\[1\]: escriba la jornada/],
    [{ ...good, holidays: {} }, /escriba la lista de feriados/],
    [{ ...good, holidays: [holiday, holiday] }, /el id «h» ya se usó/],
    [withRule({ source: ' ' }), /holidays\[0\]\.source: escriba la ley/],
    [withRule({ day: { kind: 'fixed', month: 2, day: 30 } }), /el mes 2 no tiene el día 30; llega hasta 29/],
    [withRule({ day: { kind: 'fixed', month: 13, day: 1 } }), /el mes va de 1 a 12/],
    [withRule({ day: { kind: 'fixed', month: 6, day: 30, moved: 'lunes' } }), /to-monday o nearest-monday/],
    [withRule({ day: { kind: 'easter', offset: 1.5 } }), /offset: /],
    [withRule({ day: { kind: 'easter', offset: -1, lastOffset: -3 } }), /lastOffset: escriba un número de -1 a 100/],
    [
      withRule({ day: { kind: 'range', from: { month: 4, day: 31 }, to: { month: 5, day: 1 } } }),
      /day\.from\.day: el mes 4/,
    ],
    [withRule({ day: { kind: 'date', date: '2027-02-29' } }), /no existe la fecha "2027-02-29"/],
    [withRule({ day: { kind: 'toString' } }), /fixed, easter, range o date/],
    [withRule({ fromTime: '25:00' }), /fromTime: /],
    [withRule({ firstYear: 2026, lastYear: 2020 }), /firstYear \(2026\) es posterior/],
    [withRule({ offices: [] }), /escriba al menos una oficina/],
    [
      withRule({ day: { kind: 'range', from: { month: 1, day: 1 }, to: { month: 12, day: 31 } } }),
      /ningún día hábil en 2020/,
    ],
  ]
  for (const [json, expected] of faults) assert.match(findings(json), expected)
})

test('any JSON gives a calendar or findings, never an error', () => {
  const junk = fc.jsonValue()
  const slot = fc.record({
    from: fc.constantFrom('00:00', '08:00', '12:00'),
    to: fc.constantFrom('12:00', '24:00', '9:00'),
  })
  const dayKind = fc.record({
    kind: fc.constantFrom('fixed', 'easter', 'range', 'date'),
    month: junk,
    offset: fc.integer(),
  })
  const rule = fc.record({ id: fc.string(), name: fc.string(), source: fc.string(), day: fc.oneof(junk, dayKind) })
  const calendar = fc.record(
    {
      code: fc.oneof(junk, fc.constant('X')),
      name: fc.constant('X'),
      timeZone: fc.oneof(junk, fc.constant('UTC')),
      week: fc.oneof(junk, fc.dictionary(fc.constantFrom('1', '7', '8'), fc.array(fc.oneof(junk, slot)))),
      holidays: fc.oneof(junk, fc.constant([]), fc.array(fc.oneof(junk, rule))),
    },
    { requiredKeys: ['name'] },
  )
  fc.assert(
    fc.property(fc.oneof(junk, calendar), (json) => {
      const read = readCalendar(json)
      if ('findings' in read)
        assert.ok(read.findings.length > 0 && read.findings.every((finding) => finding.endsWith('.')))
      else assert.equal(read.calendar, json)
    }),
    { numRuns: 400 },
  )
})
