import assert from 'node:assert/strict'
import { test } from 'node:test'
import { replay } from './apply.ts'
import { buildManual } from './fixtures/test-manual.ts'
import { act, complete, openWorld, refused, taskAt, trays } from './fixtures/test-world.ts'

const simple = buildManual({
  steps: [
    { role: 'Soporte / Secretaria', text: 'Recibe.' },
    { role: 'Soporte / Técnico', text: 'Prueba.' },
    { question: 'Funciona', answers: { SÍ: { jump: '>4' }, NO: { jump: '<2' } } },
    { role: 'Soporte / Secretaria', text: 'Archiva.' },
  ],
})

test('a case flows row by row to FIN and its acts tell the same state', () => {
  const world = openWorld(simple)
  assert.deepEqual(trays(world), ['Soporte / Secretaria: 1'])
  complete(world, '1')
  assert.deepEqual(trays(world), ['Soporte / Técnico: 2'])
  complete(world, '2', { answer: 'no' })
  complete(world, '2', { answer: 'SÍ' })
  assert.deepEqual(trays(world), ['Soporte / Secretaria: 4'])
  complete(world, '4')
  assert.equal(world.state.status, 'closed')
  assert.deepEqual(replay(world.acts), world.state)
})

test('a bare question after an activity of the same role is answered on its card', () => {
  const world = openWorld(simple)
  complete(world, '1')
  assert.equal(taskAt(world, '2').question, 3)
  assert.equal(refused(world, 'soporte / tecnico', { kind: 'complete-task', task: 2 }).code, 'answer-needed')
})

test('a task is completed once, and the second is told by whom', () => {
  const world = openWorld(simple)
  complete(world, '1')
  const refusal = refused(world, 'soporte / secretaria', { kind: 'complete-task', task: 1 })
  assert.equal(refusal.code, 'task-gone')
  assert.equal(refusal.data.by, 'soporte / secretaria')
})

test('completing a task that nobody has claims it, and the role is kept', () => {
  const world = openWorld(simple)
  complete(world, '1')
  assert.deepEqual(world.state.holders, { 'Soporte / Secretaria': 'soporte / secretaria' })
})

test('only those of the tray may complete', () => {
  const world = openWorld(simple)
  assert.equal(refused(world, 'soporte / tecnico', { kind: 'complete-task', task: 1 }).code, 'not-your-task')
  act(world, 'soporte / secretaria', { kind: 'claim-task', task: 1 })
})

test('what Ventanilla does of itself is not put down to the person in whose request it happens', () => {
  const world = openWorld(buildManual({ steps: [{ role: 'A', text: 'Pide.', jump: 'call 2' }] }))
  complete(world, '1')
  const acts = act(world, 'a', {
    kind: 'finish-child',
    task: taskAt(world, '1').id,
    number: '2026-7',
    status: 'closed',
  })
  assert.ok(acts.length > 0 && acts.every((a) => a.actor.kind === 'system'))
})
