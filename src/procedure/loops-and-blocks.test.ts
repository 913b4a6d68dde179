import assert from 'node:assert/strict'
import { test } from 'node:test'
import { buildManual } from './fixtures/test-manual.ts'
import { act, complete, openWorld, personOf, refused, taskAt, trays } from './fixtures/test-world.ts'

const limited = buildManual({
  steps: [
    { role: 'U / Técnico', text: 'Repara.' },
    {
      question: 'Funciona',
      answers: { SÍ: {}, NO: { jump: '<1' } },
      facts: { limit: { rounds: 2, role: 'U / Jefe' } },
    },
    { text: 'Cierra.' },
  ],
})

test('after its limit a return hands the question to the role, who may give any answer with a reason', () => {
  const world = openWorld(limited)
  for (const _ of [1, 2]) complete(world, '1', { answer: 'NO' })
  assert.equal(world.state.rounds['2.2'], 2)
  const acts = complete(world, '1', { answer: 'NO' })
  assert.ok(acts.some((a) => a.body.kind === 'limit-exceeded'))
  assert.deepEqual(trays(world), ['U / Jefe: 2'])
  const task = taskAt(world, '2')
  assert.equal(
    refused(world, personOf(task), { kind: 'complete-task', task: task.id, answer: 'SÍ' }).code,
    'reason-needed',
  )
  complete(world, '2', { answer: 'NO', reason: 'Se compra la pieza.' })
  assert.deepEqual(trays(world), ['U / Técnico: 1'])
  complete(world, '1', { answer: 'NO' })
  assert.deepEqual(trays(world), ['U / Jefe: 2'], 'the next one is over the limit again')
  complete(world, '2', { answer: 'SÍ', reason: 'Basta.' })
  assert.deepEqual(trays(world), ['U / Técnico: 3'])
})

test('an outer loop starts the count of the inner question anew, not the other way round', () => {
  const world = openWorld(
    buildManual({
      steps: [
        { role: 'A', text: 'Uno.' },
        { question: 'Sirve', answers: { SÍ: {}, NO: { jump: '<1' } } },
        { text: 'Dos.' },
        { question: 'Gusta', answers: { SÍ: {}, NO: { jump: '<1' } } },
      ],
    }),
  )
  complete(world, '1', { answer: 'NO' })
  complete(world, '1', { answer: 'SÍ' })
  complete(world, '3', { answer: 'NO' })
  assert.deepEqual(world.state.rounds, { '2.2': 0, '4.2': 1 })
  complete(world, '1', { answer: 'NO' })
  assert.deepEqual(world.state.rounds, { '2.2': 1, '4.2': 1 })
})

test('rows side by side join when all are done, whatever the order', () => {
  const world = openWorld(
    buildManual({
      steps: [
        {
          role: 'A',
          text: 'Reparte.',
          parallel: [
            { role: 'B', text: 'Cables.' },
            { role: 'C', text: 'Equipo.', facts: { signatures: [['firma', 'D']] } },
          ],
        },
        { role: 'A', text: 'Une.' },
      ],
    }),
  )
  assert.deepEqual(trays(world), ['A: 1'], 'a block whose row has words of its own is work before it opens')
  complete(world, '1')
  assert.deepEqual(trays(world), ['B: 1.1', 'C: 1.2'])
  complete(world, '1.2')
  complete(world, '1.1')
  assert.deepEqual(trays(world), ['D: 1.2 signature'])
  complete(world, '1.2')
  assert.deepEqual(trays(world), ['A: 2'])
  assert.deepEqual(world.state.blocks, {})
})

test('a question entered by a jump is a card of its own', () => {
  const world = openWorld(
    buildManual({
      steps: [
        { role: 'A', text: 'Llega.', jump: '>3' },
        { role: 'B', text: 'Revisa.' },
        { question: 'Procede', answers: { SÍ: {}, NO: { jump: '<2' } } },
      ],
    }),
  )
  complete(world, '1')
  assert.deepEqual(trays(world), ['B: 3'])
  complete(world, '3', { answer: 'NO' })
  assert.deepEqual([taskAt(world, '2').row, taskAt(world, '2').question], ['2', 3])
})

test('a row of nobody is recorded and passed by', () => {
  const world = openWorld(
    buildManual({
      steps: [
        { role: null, text: 'El sistema registra.' },
        { role: 'A', text: 'Atiende.' },
      ],
    }),
  )
  assert.deepEqual(trays(world), ['A: 2'])
  assert.equal(world.state.completed['1']?.by.kind, 'system')
})

test('a row that applies another procedure waits for the end of the linked case', () => {
  const manual = buildManual({ steps: [{ role: 'A', text: 'Pide la compra.', jump: 'call 12' }, { text: 'Recibe.' }] })
  const world = openWorld(manual)
  complete(world, '1')
  const child = taskAt(world, '1')
  assert.deepEqual([child.kind, child.child], ['child', { procedure: '12' }])
  act(world, null, { kind: 'link-child', task: child.id, number: '2026-7' })
  assert.equal(
    refused(world, null, { kind: 'link-child', task: child.id, number: '2026-8' }).code,
    'child-linked-already',
  )
  assert.equal(
    refused(world, null, { kind: 'finish-child', task: child.id, number: '2026-8', status: 'closed' }).code,
    'other-child',
  )
  act(world, null, { kind: 'finish-child', task: child.id, number: '2026-7', status: 'closed' })
  assert.deepEqual(trays(world), ['A: 2'])
  assert.equal(
    refused(world, null, { kind: 'finish-child', task: child.id, number: '2026-7', status: 'closed' }).code,
    'no-child-awaited',
  )
})

test('when the linked case was annulled the row returns to its owner', () => {
  const world = openWorld(
    buildManual({ steps: [{ role: 'A', text: 'Pide la compra.', jump: 'call 12' }, { text: 'Recibe.' }] }),
  )
  complete(world, '1')
  act(world, null, { kind: 'finish-child', task: taskAt(world, '1').id, number: '2026-7', status: 'annulled' })
  assert.deepEqual(trays(world), ['A: 1'])
})

test('a circle of rows of nobody stops as a task for operations', () => {
  const world = openWorld(buildManual({ steps: [{ role: null, text: 'Da vueltas.', jump: '<1' }] }))
  assert.deepEqual([trays(world), taskAt(world, '1').tray!.position], [['—: 1'], null])
})

test('a ruling starts every count anew, a correction does not', () => {
  const world = openWorld(limited)
  for (const answer of ['NO', 'NO', 'SÍ']) complete(world, '1', { answer })
  act(world, 'u / jefe', { kind: 'correct-answer', step: 2, reason: 'Se mira otra vez.' })
  assert.deepEqual(world.state.rounds, { '2.2': 2 })
  act(world, 'u / jefe', { kind: 'give-ruling', to: 1, reason: 'Se empieza de nuevo.' })
  assert.deepEqual(world.state.rounds, {})
})
