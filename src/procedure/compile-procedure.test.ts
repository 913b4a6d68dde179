import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readManual } from '#src/manual/index.ts'
import { compileProcedure, rowOf } from './compile-procedure.ts'
import { buildManual, SPAN, type StepGiven } from './fixtures/test-manual.ts'
import { SERVERS_MANUAL } from './fixtures/test-servers-manual.ts'
import { openWorld } from './fixtures/test-world.ts'
import { procedureGraph, unsoundRows } from './procedure-graph.ts'

const manual = readManual(SERVERS_MANUAL).manual!

test('rows are found by their printed number, with the row after them and the norms shown', () => {
  const version = compileProcedure(manual, '8')
  assert.deepEqual([...version.rows.keys()], ['1', '2', '3', '4', '4.1', '4.2', '5', '6', '6.1', '6.2', '7', '8'])
  assert.deepEqual([rowOf(version, 3).asks, rowOf(version, 3).next, rowOf(version, 8).next], [4, 4, null])
  assert.deepEqual(
    rowOf(version, '4.1').norms.map((n) => n.number),
    ['2'],
  )
  assert.throws(() => rowOf(version, 9))
  assert.throws(() => compileProcedure(manual, '9'))
})

test('a bare question stays a card of its own when anything stands between it and the activity', () => {
  const asks = (activity: StepGiven, question: StepGiven = {}) => {
    const steps = [
      { role: 'A', text: 'Hace.', ...activity },
      { question: 'Sirve', answers: { SÍ: {}, NO: {} }, ...question },
    ]
    return rowOf(compileProcedure(buildManual({ steps }), '1'), 1).asks
  }
  assert.equal(asks({}), 2)
  assert.equal(asks({}, { role: 'B' }), undefined)
  assert.equal(asks({}, { text: 'Mira.' }), undefined)
  assert.equal(asks({ jump: '>2' }), undefined)
  assert.equal(asks({ jump: 'call 3' }), undefined)
  assert.equal(asks({ facts: { signatures: [['firma', 'B']] } }), undefined)
  assert.equal(asks({ facts: { wait: { kind: 'reply', from: { kind: 'requester' }, span: SPAN } } }), undefined)
  assert.equal(asks({}, { facts: { form: 'F' } }), undefined)
  assert.equal(asks({}, { facts: { signatures: [['firma', 'B']] } }), undefined)
  assert.equal(asks({}, { facts: { limit: { rounds: 3, role: 'B' } } }), 2, 'a limit does not part them')
})

test('an empty time shares the one above; a dash has none and ends the sharing', () => {
  const anchors = (procedure: string) => {
    const version = compileProcedure(manual, procedure)
    return [...version.rows.values()].filter((r) => !r.branch).map((r) => r.time?.anchor ?? null)
  }
  assert.deepEqual(anchors('8'), ['1', '2', '3', '3', '5', '5', '7', '8'])
  assert.deepEqual(anchors('5'), [null, null, '3', null, '5'])
})

test('the time of a block runs from its first step', () => {
  const steps = [{ role: 'A', text: 'Uno.' }, { text: 'Dos.' }, { text: 'Tres.' }]
  const version = compileProcedure(
    buildManual({ steps, blockTimes: [{ from: 1, to: 2, time: { min: 1, max: 2, unit: 'working-days' } }] }),
    '1',
  )
  assert.deepEqual(
    [1, 2, 3].map((n) => rowOf(version, n).time?.anchor),
    ['1', '1', undefined],
  )
})

test('the graph draws a question as a gate, a branch with words as a box, and loops as returns', () => {
  const { nodes, edges } = procedureGraph(compileProcedure(manual, '8'))
  assert.deepEqual(
    nodes.map((n) => `${n.id} ${n.kind}`),
    [
      'INICIO start',
      '1 activity',
      '2 activity',
      '3 activity',
      '4 question',
      '4.1 branch',
      '4.2 branch',
      '5 activity',
      '6 question',
      '6.1 branch',
      '6.2 branch',
      '7 activity',
      '8 activity',
      'FIN end',
    ],
  )
  assert.deepEqual(
    edges.filter((e) => e.from.startsWith('6')).map((e) => [e.from, e.to, e.kind, e.label]),
    [
      ['6', '6.1', 'answer', 'SÍ'],
      ['6.1', '7', 'continue', undefined],
      ['6', '6.2', 'answer', 'NO'],
      ['6.2', '3', 'return', undefined],
    ],
  )
})

test('rows that cannot be reached, or cannot end, are named', () => {
  const version = compileProcedure(
    buildManual({
      steps: [{ role: 'A', text: 'Salta.', jump: '>3' }, { text: 'Nunca.' }, { text: 'Vuelve.', jump: '<3' }],
    }),
    '1',
  )
  assert.deepEqual(unsoundRows(version), { unreachable: ['2'], stuck: ['1', '2', '3'] })
})

test('one engine for every channel: what follows from a request does not depend on how it came', () => {
  const acts = (['portal', 'correo', 'teléfono', 'ventanilla', 'oficio'] as const).map((channel) => {
    const steps = [{ role: 'A', text: 'Uno.' }]
    const [, ...follow] = openWorld(buildManual({ steps }), { open: { channel } }).acts
    return follow
  })
  for (const follow of acts) assert.deepEqual(follow, acts[0])
})
