import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { FieldType, Form } from '#src/manual/types.ts'
import { SPAN } from './fixtures/test-manual.ts'
import type { FormValue } from './types.ts'
import { readFormStrings, validateForm } from './validate-form.ts'

const formOf = (type: FieldType, required = true): Form => ({
  code: 'F',
  title: '',
  span: SPAN,
  fields: [{ name: 'x', type, required, help: '' }],
})
const faultOf = (type: FieldType, value: FormValue) => validateForm(formOf(type), { x: value }).faults.x?.code
const typed = (type: FieldType, text: string) => {
  const { values, faults } = validateForm(formOf(type), readFormStrings(formOf(type), { x: text }))
  return faults.x?.code ?? values.x
}

test('what is typed becomes a value of its type, or the fault of its field', () => {
  const number: FieldType = { kind: 'number', min: 1, max: 64 }
  assert.equal(typed(number, ' 16 '), 16)
  assert.equal(typed(number, '2,5'), 2.5)
  assert.equal(typed(number, '010'), 10)
  assert.equal(typed(number, '65'), 'field-out-of-range')
  for (const text of ['doce', '1e3', '0x10', 'Infinity', '1.000,5'])
    assert.equal(typed(number, text), 'field-not-a-number', text)
  assert.equal(typed({ kind: 'yes-no' }, 'sí'), true)
  assert.equal(typed({ kind: 'yes-no' }, 'NO'), false)
  assert.equal(typed({ kind: 'yes-no' }, 'tal vez'), 'field-not-yes-no')
  assert.equal(typed({ kind: 'list', options: ['Alta', 'Crítica'] }, 'critica'), 'Crítica')
  assert.equal(typed({ kind: 'list', options: ['Alta'] }, 'Media'), 'field-not-an-option')
  assert.equal(typed({ kind: 'date' }, '2028-02-29'), '2028-02-29')
  for (const text of ['2026-02-29', '29/02/2028', '2026-2-1', '+002026-02-01'])
    assert.equal(typed({ kind: 'date' }, text), 'field-not-a-date', text)
  assert.equal(typed({ kind: 'time' }, '23:59'), '23:59')
  assert.equal(typed({ kind: 'time' }, '24:00'), 'field-not-a-time')
  assert.equal(typed({ kind: 'email' }, 'ana@mineco.gob.gt'), 'ana@mineco.gob.gt')
  for (const text of ['ana', 'ana@', 'ana@local', 'a b@c.d', 'ana@c.d, eva@c.d', '<ana@c.d>'])
    assert.equal(typed({ kind: 'email' }, text), 'field-not-an-email', text)
  assert.equal(typed({ kind: 'phone' }, '+502 2412-0200'), '+502 2412-0200')
  assert.equal(typed({ kind: 'phone' }, '----'), 'field-not-a-phone')
  assert.equal(typed({ kind: 'extension' }, '2405'), '2405')
  assert.equal(typed({ kind: 'extension' }, '24-05'), 'field-not-an-extension')
  for (const text of ['10.20.30.40', '2001:db8::1']) assert.equal(typed({ kind: 'ip-address' }, text), text)
  for (const text of ['10.20.30', '10.20.30.400', '010.1.1.1', 'fe80::1%eth0'])
    assert.equal(typed({ kind: 'ip-address' }, text), 'field-not-an-ip-address', text)
  assert.equal(typed({ kind: 'text' }, ''), 'field-required')
  assert.equal(typed({ kind: 'text' }, 'a'.repeat(501)), 'field-too-long')
  assert.equal(typed({ kind: 'text' }, 'a\u0000b'), 'field-not-text')
})

test('values of another type are not converted', () => {
  assert.equal(faultOf({ kind: 'number' }, '12'), 'field-not-a-number')
  assert.equal(faultOf({ kind: 'number' }, Number.NaN), 'field-not-a-number')
  assert.equal(faultOf({ kind: 'yes-no' }, 'true'), 'field-not-yes-no')
  assert.equal(faultOf({ kind: 'text' }, 12), 'field-not-text')
  assert.equal(faultOf({ kind: 'date' }, { file: 'x' }), 'field-not-text')
})

test('a file is one that came, of a type that the field accepts', () => {
  const form = formOf({ kind: 'file', accepts: ['pdf', 'imagen'] })
  const files = [
    { id: 'a', name: 'Plano.PDF' },
    { id: 'b', name: 'foto.jpeg' },
    { id: 'c', name: 'programa.exe' },
  ]
  const codes = ['a', 'b', 'c', 'd'].map((id) => validateForm(form, { x: { file: id } }, files).faults.x?.code)
  assert.deepEqual(codes, [undefined, undefined, 'field-file-type', 'field-not-a-file'])
  assert.deepEqual(readFormStrings(form, { x: 'a' }), { x: { file: 'a' } })
})

test('a field that is not of the form is a fault, whatever its name', () => {
  const { values, faults } = validateForm(
    formOf({ kind: 'text' }, false),
    JSON.parse('{"__proto__": "a", "constructor": "b"}'),
  )
  assert.deepEqual(Object.keys(faults).sort(), ['__proto__', 'constructor'])
  assert.deepEqual(values, { x: null })
})

test('whatever is sent, a field has a value or a fault, and what was valid stays valid', () => {
  const types: FieldType[] = [
    ...(
      [
        'text',
        'long-text',
        'date',
        'time',
        'yes-no',
        'person',
        'unit',
        'extension',
        'equipment',
        'email',
        'phone',
        'ip-address',
      ] as const
    ).map((kind) => ({ kind })),
    { kind: 'number' },
    { kind: 'list', options: ['Alta', 'Baja'] },
    { kind: 'file', accepts: [] },
  ]
  fc.assert(
    fc.property(
      fc.constantFrom(...types),
      fc.oneof(fc.string(), fc.double(), fc.boolean(), fc.constant(null)),
      (type, value) => {
        const form = formOf(type)
        const { values, faults } = validateForm(form, { x: value })
        assert.notEqual(Object.hasOwn(values, 'x'), Object.hasOwn(faults, 'x'))
        if (!faults.x) assert.deepEqual(validateForm(form, values), { values, faults: {} })
      },
    ),
  )
})
