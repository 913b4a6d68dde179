import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { buildManual } from './fixtures/test-manual.ts'
import { complete, openWorld, refused } from './fixtures/test-world.ts'
import { REFUSALS, refusalSentence, refusalStatus } from './refusals.ts'

/** Codes that the sources name, as `refuse('…')`, `fault('…')` or `code: '…'`. */
function codesInSources(): Set<string> {
  const here = import.meta.dirname
  const files = readdirSync(here, { recursive: true, encoding: 'utf8' }).filter(
    (f) => f.endsWith('.ts') && !f.endsWith('.test.ts') && !f.startsWith('examples') && !f.startsWith('refusals'),
  )
  const found = files.flatMap((f) => [
    ...readFileSync(`${here}/${f}`, 'utf8').matchAll(
      /(?:refuse\(|fault\(|code: |requester \? )'([a-z-]+)'(?: : '([a-z-]+)')?/g,
    ),
  ])
  return new Set(found.flatMap(([, ...codes]) => codes.filter((c) => c !== undefined)))
}

test('every refusal that the engine gives has its sentences, and no sentence is without its refusal', () => {
  assert.deepEqual([...codesInSources()].sort(), Object.keys(REFUSALS).sort())
})

test('sentences end with a full stop, are whole without data, and differ by language', () => {
  const data = {
    by: 'Ana',
    at: '2026-11-02T14:00:00Z',
    zone: 'America/Guatemala',
    role: 'R',
    step: 3,
    answers: 'SÍ, NO',
    answer: 'X',
    min: 1,
    max: 9,
  }
  for (const code of Object.keys(REFUSALS)) {
    const es = refusalSentence({ code, data }, 'es')
    const en = refusalSentence({ code, data }, 'en')
    assert.notEqual(es, en)
    for (const sentence of [es, en]) assert.match(sentence, /^[A-ZÁÉÍÓÚ«“].*\.$/s, code)
    assert.ok([403, 404, 409, 422].includes(refusalStatus(code)))
  }
  assert.throws(() => refusalSentence({ code: 'nada', data: {} }, 'es'))
})

test('who was quicker is told by name and office time', () => {
  const world = openWorld(buildManual({ steps: [{ role: 'U / Técnico', text: 'Uno.' }, { text: 'Dos.' }] }))
  complete(world, '1')
  const refusal = refused(world, 'u / tecnico', { kind: 'complete-task', task: 1 })
  assert.equal(
    refusalSentence({ ...refusal, data: { ...refusal.data, by: 'Ana Pérez' } }, 'es'),
    'Esta tarea ya la completó Ana Pérez el lunes 2 de noviembre de 2026 a las 08:00. Vea en el expediente dónde está ahora.',
  )
  assert.match(refusalSentence(refusal, 'en'), /on Monday 2 November 2026 at 08:00/)
})
