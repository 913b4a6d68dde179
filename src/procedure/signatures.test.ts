import assert from 'node:assert/strict'
import { test } from 'node:test'
import { buildManual } from './fixtures/test-manual.ts'
import { act, complete, openWorld, personOf, refused, taskAt, trays } from './fixtures/test-world.ts'

const signed = buildManual({
  steps: [
    {
      role: 'U / Secretaria',
      text: 'Redacta el oficio.',
      facts: {
        signatures: [
          ['firma', 'U / Jefe'],
          ['visto-bueno', 'Dirección / Director'],
        ],
        register: 'libro de oficios',
      },
    },
    { role: 'U / Secretaria', text: 'Lo entrega.', facts: { signatures: [['conformidad', 'solicitante']] } },
  ],
})

test('signatures come in the order written, and the row leaves its effects when all are given', () => {
  const world = openWorld(signed)
  assert.ok(complete(world, '1').every((a) => a.body.kind !== 'register-written'))
  assert.deepEqual(trays(world), ['U / Jefe: 1 signature'])
  complete(world, '1')
  assert.deepEqual(trays(world), ['Dirección / Director: 1 signature'])
  const acts = complete(world, '1')
  assert.ok(acts.some((a) => a.body.kind === 'register-written'))
  assert.deepEqual(trays(world), ['U / Secretaria: 2'])
})

test('approved and then rejected stays rejected: the row returns as a new visit and every signature is asked for again', () => {
  const world = openWorld(signed)
  complete(world, '1')
  complete(world, '1')
  const director = taskAt(world, '1')
  assert.equal(
    refused(world, personOf(director), { kind: 'refuse-signature', task: director.id, reason: ' ' }).code,
    'reason-needed',
  )
  const acts = act(world, personOf(director), {
    kind: 'refuse-signature',
    task: director.id,
    reason: 'Falta el motivo.',
  })
  assert.deepEqual(
    acts.map((a) => a.body.kind),
    ['task-claimed', 'signature-refused', 'task-arrived'],
  )
  assert.equal(acts[1]!.private?.reason, 'Falta el motivo.')
  assert.deepEqual(trays(world), ['U / Secretaria: 1'])
  assert.equal(world.state.visits['1'], 2)
  assert.equal(taskAt(world, '1').tray!.assignee, 'u / secretaria', 'who drafted it keeps the role')
  complete(world, '1')
  assert.deepEqual(trays(world), ['U / Jefe: 1 signature'], 'the first signature of the earlier round does not count')
})

test('only a signature can be refused', () => {
  const world = openWorld(signed)
  assert.equal(
    refused(world, 'u / secretaria', { kind: 'refuse-signature', task: 1, reason: 'No.' }).code,
    'not-a-signature',
  )
})

test('the head above does not sign for who has the signature', () => {
  const world = openWorld(signed)
  complete(world, '1')
  const task = taskAt(world, '1')
  act(world, personOf(task), { kind: 'claim-task', task: task.id })
  world.directory = { ...world.directory, headOfPosition: () => 'above' }
  assert.equal(refused(world, 'above', { kind: 'complete-task', task: task.id }).code, 'claimed-by-other')
})

test('the requester gives his conformity himself; of somebody without an account the owner of the row records it', () => {
  const world = openWorld(signed)
  for (const _ of [1, 2, 3]) complete(world, '1')
  complete(world, '2')
  assert.equal(taskAt(world, '2').tray!.assignee, 'solicitante')
  complete(world, '2')
  assert.equal(world.state.status, 'closed')

  const contact = openWorld(signed, { open: { requester: { kind: 'contact' } } })
  for (const _ of [1, 2, 3]) complete(contact, '1')
  complete(contact, '2')
  const task = taskAt(contact, '2')
  assert.equal(personOf(task), 'u / secretaria')
  const done = complete(contact, '2').find((a) => a.body.kind === 'task-completed')
  assert.ok(done?.body.kind === 'task-completed' && done.body.external === true)
})

test('a refused signature of a branch returns to its question, where another answer can be given', () => {
  const world = openWorld(
    buildManual({
      steps: [
        {
          role: 'U / Técnico',
          question: 'Procede',
          answers: { SÍ: { text: 'Autoriza.', facts: { signatures: [['firma', 'U / Jefe']] } }, NO: { jump: 'fin' } },
        },
        { text: 'Sigue.' },
      ],
    }),
  )
  complete(world, '1', { answer: 'SÍ' })
  const task = taskAt(world, '1.1')
  act(world, personOf(task), { kind: 'refuse-signature', task: task.id, reason: 'No hay fondos.' })
  complete(world, '1', { answer: 'NO' })
  assert.equal(world.state.status, 'closed')
})
