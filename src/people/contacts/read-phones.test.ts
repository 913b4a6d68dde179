import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { phonePlan, phonePlanOf } from './phone-plan.ts'
import { phoneDigits, readPhones } from './read-phones.ts'

const guatemala = phonePlan('502')
const peru = phonePlan('51')
const read = (text: string, plan = guatemala) =>
  readPhones(text, plan).phones.map(({ digits, extension }) => (extension === null ? digits : `${digits}x${extension}`))

test('numbers as offices write them', () => {
  for (const [text, ...expected] of [
    ['2410-5000', '50224105000'],
    ['(502) 2410 5000', '50224105000'],
    ['+502 2410.5000', '50224105000'],
    ['00502 2410-5000', '50224105000'],
    ['2410-5000 ext. 12', '50224105000x12'],
    ['2410-5000 Extensión: 1204', '50224105000x1204'],
    ['2410-5000x12', '50224105000x12'],
    ['2410-5000 / 5555-1234', '50224105000', '50255551234'],
    ['2410-5000 5555-1234', '50224105000', '50255551234'],
    ['24105000 y 55551234', '50224105000', '50255551234'],
    ['2410-5000/01', '50224105000', '50224105001'],
    ['2410-5000 ext. 12/13', '50224105000x12', '50224105000x13'],
    ['2101', '2101'],
    ['ext. 2101', '2101'],
    ['+34 91 123 45 67', '34911234567'],
    ['2410-5000; 2410 5000', '50224105000'],
    ['+502 2410-5000 +503 2222-1111', '50224105000', '50322221111'],
  ] as const)
    assert.deepEqual(read(text), expected, text)
  assert.deepEqual(read('(01) 315-6000 anexo 21', peru), ['5113156000x21'])
  assert.deepEqual(read('987 654 321', peru), ['51987654321'])
  assert.deepEqual(read('01 3156000 / 987654321', peru), ['5113156000', '51987654321'])
  assert.deepEqual(read('054-221100', peru), ['5154221100'])
  assert.deepEqual(readPhones('2410-5000 / no tiene', guatemala).unread, ['no tiene'])
  assert.deepEqual(readPhones('1'.repeat(40), guatemala).unread, ['1'.repeat(40)])
})

test('the plan is the settings’, or that of the country of the calendar', () => {
  assert.equal(phonePlanOf({ calendar: 'GT', settings: {} }).country, '502')
  assert.equal(phonePlanOf({ calendar: 'PE-LIM', settings: {} }).country, '51')
  assert.equal(phonePlanOf({ calendar: 'GT', settings: { phoneCountry: '503' } }).country, '503')
  assert.equal(phonePlanOf({ calendar: 'GT', settings: { phoneCountry: 'x' } }).country, '502')
})

const digit = fc.integer({ min: 0, max: 9 })
const national = fc
  .tuple(fc.integer({ min: 2, max: 7 }), fc.array(digit, { minLength: 7, maxLength: 7 }))
  .map(([first, rest]) => [first, ...rest].join(''))
  // A number that itself begins like its country and more is read as that, as anybody would.
  .filter((number) => !number.startsWith('502'))
const between = fc.constantFrom('', ' ', '-', '.')

test('the same number, however it is spaced and with or without its country, has the same digits', () => {
  fc.assert(
    fc.property(national, between, fc.constantFrom('', '+502 ', '502-', '(502) ', '00502'), (number, mark, country) => {
      const written = `${country}${number.slice(0, 4)}${mark}${number.slice(4)}`
      assert.deepEqual(read(written), [`502${number}`])
      assert.equal(phoneDigits(written, guatemala), `502${number}`)
    }),
  )
})

test('reading what was read gives the same', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 60 }), (text) => {
      for (const { digits } of readPhones(text, guatemala).phones) {
        assert.match(digits, /^\d{1,15}$/)
        if (digits.length > 8) assert.equal(phoneDigits(`+${digits}`, guatemala), digits)
      }
    }),
  )
})

test('each of several numbers is found, whichever way they are parted, and extensions stay with theirs', () => {
  const extension = fc.option(fc.stringMatching(/^[1-9]\d{1,4}$/))
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.tuple(national, extension), { minLength: 1, maxLength: 4, selector: ([number]) => number }),
      fc.constantFrom('/', ' / ', '; ', ', ', ' y ', '\n'),
      (all, mark) => {
        const text = all.map(([number, ext]) => (ext === null ? number : `${number} ext. ${ext}`)).join(mark)
        assert.deepEqual(
          read(text),
          all.map(([number, ext]) => (ext === null ? `502${number}` : `502${number}x${ext}`)),
        )
      },
    ),
  )
})
