// The record of changes: read by a person, narrowed, taken along; and every act has a name.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { readCsv } from '#src/interchange/spreadsheet/index.ts'
import { testProgram } from '../../../test/support/program.ts'
import { actName } from './act-names.ts'

const { api, clock } = await testProgram(undefined, { cases: true, now: '2026-11-03T14:00:00Z' })
const administrator = api('eurizar')
const PATH = '/administracion/registro'

test('every act that the program writes has a name in both languages', () => {
  const root = join(import.meta.dirname, '../..')
  const texts = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => readFileSync(join(root, file), 'utf8'))
    .filter((text) => /writeAdminAct|adminCommand\(/.test(text))
  // What is written where an act is given its name, or chosen among some.
  const places = texts.flatMap((text) => [...text.matchAll(/\baction(?::| =)[^;]{0,120}/g)].map(([place]) => place))
  const acts = new Set(
    places.flatMap((place) => [...place.matchAll(/'([a-z-]+\.[a-z-]+)'/g)].map((match) => match[1]!)),
  )
  assert.ok(acts.size > 50, `${acts.size}`)
  for (const action of acts)
    for (const locale of ['es', 'en'] as const) assert.notEqual(actName(locale, action), action, action)
})

test('an administrator reads what changed in words: names, exact hours, the labels of the forms', async () => {
  const unit = await administrator.form('/administracion/dependencias/nueva', {
    code: 'PRUEBA',
    name: 'Unidad de Prueba',
    parent: '',
  })
  assert.equal(unit.status, 303, unit.text.slice(0, 300))
  const page = await administrator.get(PATH, { accept: 'text/html' })
  assert.equal(page.status, 200)
  assert.match(page.text, /Unidad de Prueba/)
  assert.match(page.text, /3 nov 2026, 08:00/)
  assert.doesNotMatch(page.text, />[a-z-]+\.[a-z-]+</, 'no act is told by its code')
  assert.doesNotMatch(page.text, /<dd>[0-9a-f]{8}-[0-9a-f]{4}-/, 'no person or unit is told by an id')
  assert.doesNotMatch(page.text, /\d{4}-\d\d-\d\dT/)
})

test('it is narrowed by who, what and day, and taken along as it is shown', async () => {
  const rows = async (query: string) => {
    const answer = await administrator.get(`${PATH}/cambios.csv${query}`)
    assert.equal(answer.status, 200, answer.text.slice(0, 200))
    return readCsv(answer.text).slice(1)
  }
  const all = await rows('')
  assert.ok(all.length > 1)
  const units = await rows('?que=unit.create')
  assert.deepEqual(
    units.map(([, who, , about]) => [who, about]),
    [['Elías Urízar Quinto', 'Unidad de Prueba']],
  )
  assert.equal((await rows(`?quien=${administrator.person}`)).length, 1)
  assert.equal((await rows('?quien=system')).length, all.length - 1)
  assert.equal((await rows('?desde=2026-11-03&hasta=2026-11-03&que=unit.create')).length, 1)
  assert.equal((await rows('?desde=2026-11-04')).length, 0)
  assert.equal(
    (await rows('?desde=2026-13-45&quien=%27;--&que=%3Cb%3E')).length,
    all.length,
    'no sense asks for nothing',
  )
  const none = await administrator.get(`${PATH}?desde=2026-11-04`, { accept: 'text/html' })
  assert.match(none.text, /Ningún cambio es así/)
  assert.equal((await api('lsolares').get(`${PATH}/cambios.csv`)).status, 403)
  clock.set('2026-11-03T14:00:01Z')
})
