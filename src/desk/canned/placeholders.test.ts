import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { fillText, PLACEHOLDERS, type PlaceholderValues, unknownPlaceholder } from './placeholders.ts'

const VALUES = Object.fromEntries(PLACEHOLDERS.map((each) => [each, `<${each}>`])) as PlaceholderValues

test('placeholders are filled however they are accented, and others are named', () => {
  assert.equal(fillText('{número} {NUMERO} { mi  cargo } {otro}', VALUES), '<número> <número> <mi cargo> {otro}')
  assert.equal(unknownPlaceholder('{asunto} {teléfono}'), 'teléfono')
  assert.equal(unknownPlaceholder('{asunto} {} { \n } {'), null)
})

test('what is filled in is not read again', () => {
  const values = { ...VALUES, asunto: '{solicitante}' }
  assert.equal(fillText('{asunto}', values), '{solicitante}')
  fc.assert(fc.property(fc.string(), (text) => text.includes('{') || fillText(text, VALUES) === text))
})
