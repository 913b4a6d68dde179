import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { indexWords, matchWords } from './match-words.ts'

const account = indexWords([
  { text: 'Cuenta de usuario', weight: 8 },
  { text: 'Creación o reactivación de usuarios', weight: 5 },
])
const telephone = indexWords([{ text: 'Telefonía', weight: 8 }])
const repair = indexWords([{ text: 'Soporte técnico a equipos', weight: 8 }])

test('accents, capitals, plurals, wrong letters and everyday words are forgiven', () => {
  for (const question of ['TELEFONIA', 'telefonía', 'telefonai', 'mi teléfono no suena', 'extensión'])
    assert.ok(matchWords(question, telephone) > 0, question)
  for (const question of ['cuentas', 'usuarios nuevos', 'olvidé mi clave', 'clabe', 'contraseña'])
    assert.ok(matchWords(question, account) > 0, question)
  for (const question of ['compu', 'no enciende la computadora', 'impresora'])
    assert.ok(matchWords(question, repair) > 0, question)
})

test('other words find nothing, and the better match counts more', () => {
  assert.equal(matchWords('vacaciones', account), 0)
  assert.equal(matchWords('', account), 0)
  assert.equal(matchWords('constructor', account), 0, 'a name that every object has')
  assert.equal(matchWords('de la para', account), 0, 'words that say nothing')
  assert.ok(matchWords('cuenta', account) > matchWords('cuneta', account))
  assert.ok(matchWords('cuenta usuario', account) > matchWords('cuenta vacaciones', account))
})

test('whatever is typed, looking for it ends and gives a number; each word of a thing finds it', () => {
  const word = fc.stringMatching(/^[a-zñáéíóú]{5,12}$/)
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 6 }), (names) => {
      const index = indexWords([{ text: names.join(' '), weight: 3 }])
      for (const name of names) assert.ok(matchWords(name.toUpperCase(), index) > 0, name)
    }),
  )
  fc.assert(
    fc.property(fc.string({ maxLength: 2_000, unit: 'binary' }), (question) => {
      const score = matchWords(question, account)
      assert.ok(Number.isFinite(score) && score >= 0)
    }),
  )
})
