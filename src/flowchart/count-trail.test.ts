import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { buildManual, duration, SPAN } from '#src/procedure/fixtures/test-manual.ts'
import { soundManual } from '#src/procedure/fixtures/test-procedures.ts'
import { act, complete, contextOf, openWorld, passTo, personOf } from '#src/procedure/fixtures/test-world.ts'
import { changeVersion, compileProcedure, procedureGraph, replay } from '#src/procedure/index.ts'
import { countTrail } from './count-trail.ts'
import { edgeKey } from './plan.ts'

const trailOf = ({ version, acts, state }: ReturnType<typeof openWorld>) => countTrail(version, acts, state.tasks)

test('a loop is counted at each round, and answers on a card that asks pass by the question', () => {
  const world = openWorld(
    buildManual({
      steps: [
        { role: 'U / Técnico', text: 'Hace.' },
        { question: 'Sirve', answers: { SÍ: {}, NO: { text: 'Anota.', jump: '<1' } } },
        { text: 'Entrega.' },
      ],
    }),
  )
  complete(world, '1', { answer: 'NO' })
  complete(world, '1', { answer: 'NO' })
  complete(world, '1', { answer: 'SÍ' })
  assert.deepEqual(trailOf(world), {
    current: ['3'],
    visits: { 1: 3, 2: 3, 2.2: 2, 3: 1 },
    edges: { 'INICIO>1': 1, '1>2': 3, '2>2.2:NO': 2, '2.2>1': 2, '2>3:SÍ': 1 },
  })
  complete(world, '3')
  assert.equal(trailOf(world).edges['3>FIN'], 1)
  assert.deepEqual(trailOf(world).current, [])
})

test('the rows of a block are counted each, and the bar that waits for them', () => {
  const world = openWorld(
    buildManual({
      steps: [
        {
          role: 'U / Técnico',
          text: 'Reparte.',
          parallel: [{ text: 'Uno.' }, { role: 'U / Secretaria', text: 'Dos.' }],
        },
        { role: 'U / Técnico', text: 'Reúne.' },
      ],
    }),
  )
  complete(world, '1')
  complete(world, '1.2')
  assert.deepEqual(trailOf(world).edges, { 'INICIO>1': 1, '1>1+': 1, '1+>1.1': 1, '1+>1.2': 1, '1.2>1=': 1 })
  complete(world, '1.1')
  const { edges, current } = trailOf(world)
  assert.deepEqual([edges['1.1>1='], edges['1=>2'], current], [1, 1, ['2']])
})

test('the signatures and the reply of a row belong to its one visit', () => {
  const world = openWorld(
    buildManual({
      steps: [
        {
          role: 'U / Técnico',
          text: 'Pide.',
          facts: {
            wait: { kind: 'reply', from: { kind: 'requester' }, span: SPAN },
            signatures: [['firma', 'U / Jefe']],
          },
        },
        { text: 'Entrega.' },
      ],
    }),
  )
  for (let task = 0; task < 3; task++) complete(world, '1')
  assert.deepEqual(trailOf(world), { current: ['2'], visits: { 1: 1, 2: 1 }, edges: { 'INICIO>1': 1, '1>2': 1 } })
})

test('the reply that an answer waits for is counted at each round', () => {
  const reply = { wait: { kind: 'reply', from: { kind: 'requester' }, span: SPAN } } as const
  const world = openWorld(
    buildManual({
      steps: [
        {
          role: 'U / Técnico',
          text: 'Mira.',
          question: 'Sirve',
          answers: { SÍ: { text: 'Pide.', facts: reply }, NO: {} },
        },
        { text: 'Prueba.', question: 'Funciona', answers: { SÍ: {}, NO: { jump: '<1' } } },
      ],
    }),
  )
  for (const answer of ['NO', 'SÍ']) {
    complete(world, '1', { answer: 'SÍ' })
    complete(world, '1.1')
    complete(world, '2', { answer })
  }
  const { visits, edges } = trailOf(world)
  assert.deepEqual([visits[1], visits['1.1'], visits[2]], [2, 2, 2])
  assert.deepEqual([edges['1?>1.1:SÍ'], edges['1.1>2'], edges['2?>1:NO'], edges['2?>FIN:SÍ']], [2, 2, 1, 1])
})

test('a deadline that expires takes its own edge; a correction takes none', () => {
  const world = openWorld(
    buildManual({
      steps: [
        {
          role: 'U / Técnico',
          text: 'Busca.',
          facts: {
            deadline: { duration: duration('1 días hábiles'), onExpiry: { kind: 'continue', step: 3 }, span: SPAN },
          },
        },
        { text: 'Atiende.' },
        { text: 'Archiva.' },
      ],
    }),
  )
  passTo(world, '2026-11-05 08:00')
  assert.deepEqual(trailOf(world), {
    current: ['3'],
    visits: { 1: 1, 3: 1 },
    edges: { 'INICIO>1': 1, '1>3:al vencer': 1 },
  })
})

test('a case that went over to another version keeps its visits under the new numbers, and no edge of the old chart', () => {
  const step = (text: string) => ({ role: 'U / Técnico', text })
  const world = openWorld(buildManual({ steps: [step('Recibe.'), step('Hace.'), step('Entrega.')] }))
  complete(world, '1')
  const to = compileProcedure(
    buildManual({ steps: [step('Recibe.'), step('Revisa.'), step('Hace.'), step('Entrega.')] }),
    '1',
  )
  const decision = changeVersion(world.version, to, world.state, { 1: 1, 2: 3, 3: 4 }, contextOf(world, null))
  assert.ok('acts' in decision)
  const acts = [...world.acts, ...decision.acts]
  const moved = { ...world, version: to, acts, state: replay(acts) }
  complete(moved, '3')
  assert.deepEqual(trailOf(moved), { current: ['4'], visits: { 1: 1, 3: 1, 4: 1 }, edges: { '3>4': 1 } })
})

test('a question handed on because its returns are used up is not visited again', () => {
  const limit = { rounds: 1, role: 'U / Jefe' }
  const world = openWorld(
    buildManual({
      steps: [
        { role: 'U / Técnico', text: 'Recibe.' },
        { text: 'Hace.', question: 'Sirve', answers: { SÍ: {}, NO: { jump: '<1' } }, facts: { limit } },
        { text: 'Entrega.' },
      ],
    }),
  )
  for (const round of [1, 2]) {
    complete(world, '1')
    complete(world, '2', { answer: 'NO' })
    assert.equal(world.state.tasks[0]!.overLimit !== undefined, round === 2)
  }
  assert.deepEqual(trailOf(world).visits, { 1: 2, 2: 2 })
})

test('every edge counted is one of the chart, and a row is visited as often as it is entered', () => {
  fc.assert(
    fc.property(soundManual, fc.array(fc.nat(5), { maxLength: 25 }), (manual, picks) => {
      const world = openWorld(manual)
      const keys = new Set(procedureGraph(world.version).edges.map(edgeKey))
      for (const pick of picks) {
        const task = world.state.tasks.filter(({ tray }) => tray !== null)[0]
        if (task === undefined || task.overLimit) break
        const answers = task.question === undefined ? [] : world.version.steps.get(task.question)!.branches
        const answer = answers.length === 0 ? {} : { answer: answers[pick % answers.length]!.answer! }
        act(world, personOf(task), { kind: 'complete-task', task: task.id, ...answer })
      }
      const { edges, visits } = trailOf(world)
      assert.deepEqual(
        Object.keys(edges).filter((key) => !keys.has(key)),
        [],
      )
      for (const [row, times] of Object.entries(visits)) {
        const into = Object.entries(edges).filter(([key]) => key.split('>').at(-1)!.split(':')[0] === row)
        const sum = into.reduce((total, [, count]) => total + count, 0)
        assert.ok(sum === times, `row ${row} visited ${times}, entered ${sum}`)
      }
    }),
    { numRuns: 100 },
  )
})
