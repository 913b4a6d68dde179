import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { mentionsIn } from './mentions-in.ts'

const OFFICIALS = [
  { id: '1', username: 'lhuaman', name: 'Leandro Huamán Sagastume' },
  { id: '2', username: 'lpineda', name: 'Leandro Pineda' },
  { id: '3', username: 'ana', name: 'Ana de León' },
]

const found = (text: string) => mentionsIn(text, OFFICIALS).persons
const fault = (text: string) => mentionsIn(text, OFFICIALS).fault

test('a user name, a name and as many words as fit somebody', () => {
  assert.deepEqual(found('@lhuaman revise'), ['1'])
  assert.deepEqual(found('@LHUAMAN.'), ['1'])
  assert.deepEqual(found('Que @Huaman revise, y @Ana de León también'), ['1', '3'])
  assert.deepEqual(found('@Leandro Pineda y @lpineda'), ['2'])
  assert.deepEqual(found('(@ana)'), ['3'])
})

test('nobody, more than one, and what is no mention', () => {
  assert.deepEqual(fault('@Leandro revise'), { kind: 'ambiguous', name: 'Leandro', choices: ['@lhuaman', '@lpineda'] })
  assert.deepEqual(fault('@zutano'), { kind: 'unknown', name: 'zutano', choices: [] })
  for (const text of ['correo a ana@x.example', 'a @ b', '@', 'https://x.example/@ana', 'x@ana', '@@ana'])
    assert.deepEqual(mentionsIn(text, OFFICIALS), { persons: [], fault: null }, text)
})

test('any text is read, quickly, and only officials are found', () => {
  const word = fc.oneof(fc.string(), fc.constantFrom('@', '@ana', '@lhuaman', 'Leandro', ' ', '\n', '.', '-'))
  fc.assert(
    fc.property(fc.array(word, { maxLength: 60 }), (words) => {
      const { persons } = mentionsIn(words.join(''), OFFICIALS)
      return persons.every((id) => OFFICIALS.some((each) => each.id === id)) && new Set(persons).size === persons.length
    }),
  )
  const start = Date.now()
  mentionsIn(`@${'a-'.repeat(10_000)}`, OFFICIALS)
  mentionsIn('@a '.repeat(6_000), OFFICIALS)
  assert.ok(Date.now() - start < 3_000)
})
