import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isWorkingInstant } from '#src/calendar/index.ts'
import type { Deadline, DurationFrom } from '#src/manual/types.ts'
import { buildManual, duration, SPAN } from './fixtures/test-manual.ts'
import { act, complete, local, officeCalendar, openWorld, passTo, taskAt, trays } from './fixtures/test-world.ts'

const within = (text: string, onExpiry: Deadline['onExpiry'], from?: DurationFrom['from']): Deadline => ({
  duration: duration(text),
  ...(from && { from }),
  onExpiry,
  span: SPAN,
})

test('a deadline that names an answer gives it as the system, by the way of a person', () => {
  const world = openWorld(
    buildManual({
      steps: [
        { role: 'Recepción', text: 'Recibe.' },
        {
          role: 'Especialista',
          text: 'Busca los datos.',
          question: 'Los obtuvo',
          answers: { SÍ: {}, NO: { text: 'Registra que no.', jump: '>4' } },
          facts: { deadline: within('6 días hábiles', { kind: 'answer', answer: 'NO' }, { kind: 'step', step: 1 }) },
        },
        { text: 'Atiende.', jump: 'fin' },
        { role: 'Recepción', text: 'Archiva.' },
      ],
    }),
  )
  complete(world, '1')
  world.now = '2026-11-03 09:00'
  assert.equal(local(taskAt(world, '2').due!.at), '2026-11-10 16:00', 'six working days from the completion of step 1')
  assert.deepEqual(passTo(world, '2026-11-10 15:59'), [])
  const acts = passTo(world, '2026-11-10 16:00')
  assert.deepEqual(
    acts.map((a) => [a.actor.kind, a.body.kind]),
    [
      ['system', 'deadline-expired'],
      ['system', 'task-completed'],
      ['system', 'task-arrived'],
    ],
  )
  assert.deepEqual(trays(world), ['Recepción: 4'])
  assert.equal(world.state.answers['2']?.by.kind, 'system')
})

test('notice is given once; escalation moves the task once and keeps its card', () => {
  const steps = (onExpiry: Deadline['onExpiry']) => ({
    steps: [{ role: 'U / Técnico', text: 'Repara.', facts: { deadline: within('1 horas', onExpiry) } }],
  })
  const told = openWorld(buildManual(steps({ kind: 'notify', role: 'U / Jefe' })))
  assert.deepEqual(
    passTo(told, '2026-11-02 09:00').map((a) => a.body.kind),
    ['deadline-expired', 'role-notified'],
  )
  assert.deepEqual(passTo(told, '2026-11-05 09:00'), [])
  assert.deepEqual(trays(told), ['U / Técnico: 1'])

  const moved = openWorld(buildManual(steps({ kind: 'escalate', role: 'U / Jefe' })))
  passTo(moved, '2026-11-02 09:00')
  assert.deepEqual(trays(moved), ['U / Jefe: 1'])
  assert.equal(taskAt(moved, '1').tray!.because.kind, 'escalated')
  assert.deepEqual(passTo(moved, '2026-11-05 09:00'), [])
  complete(moved, '1')
  assert.equal(moved.state.status, 'closed')
})

test('a deadline that continues withdraws the card and goes to its step', () => {
  const world = openWorld(
    buildManual({
      steps: [
        { role: 'A', text: 'Espera datos.', facts: { deadline: within('2 horas', { kind: 'continue', step: 3 }) } },
        { text: 'Los registra.' },
        { text: 'Cierra.' },
      ],
    }),
  )
  passTo(world, '2026-11-02 10:00')
  assert.deepEqual(trays(world), ['A: 3'])
})

test('escalation falls in working time, never at midnight', () => {
  const manual = buildManual({
    steps: [
      {
        role: 'U / Técnico',
        text: 'Repara.',
        facts: { deadline: within('5 horas', { kind: 'escalate', role: 'U / Jefe' }) },
      },
    ],
  })
  for (const now of ['2026-11-02 00:00', '2026-11-06 15:30', '2026-11-07 23:59', '2026-11-08 12:00']) {
    const world = openWorld(manual, { now })
    const { at } = taskAt(world, '1').due!
    const before = new Date(Date.parse(at) - 60_000).toISOString()
    assert.ok(isWorkingInstant(world.calendar, before), `${now} is due at ${local(at)}`)
  }
})

test('a wait of a duration holds the row, and its time is not taken from the deadline', () => {
  const world = openWorld(
    buildManual({
      steps: [
        { role: 'A', text: 'Pide.' },
        {
          role: 'A',
          text: 'Revisa.',
          facts: {
            wait: { kind: 'duration', duration: duration('3 días hábiles'), span: SPAN },
            deadline: within('2 días hábiles', { kind: 'notify', role: 'Jefe' }),
          },
        },
      ],
    }),
  )
  // Friday to Wednesday over a weekend: the pause must not be counted again in the deadline.
  passTo(world, '2026-11-06 09:00')
  complete(world, '1')
  assert.equal(taskAt(world, '2').kind, 'wait')
  assert.equal(local(taskAt(world, '2').due!.at), '2026-11-11 16:00')
  passTo(world, '2026-11-11 16:00')
  assert.equal(taskAt(world, '2').kind, 'step')
  assert.equal(local(taskAt(world, '2').due!.at), '2026-11-13 16:00')
})

test('a wait counted from an earlier step can be over when it begins', () => {
  const world = openWorld(
    buildManual({
      steps: [
        { role: 'A', text: 'Pide.' },
        { text: 'Archiva.' },
        {
          text: 'Cierra.',
          facts: {
            wait: {
              kind: 'duration',
              duration: duration('1 días hábiles'),
              from: { kind: 'step', step: 1 },
              span: SPAN,
            },
          },
        },
      ],
    }),
  )
  complete(world, '1')
  passTo(world, '2026-11-20 10:00')
  complete(world, '2')
  assert.deepEqual(trays(world), ['A: 3'])
})

test('a row that waits for a reply keeps the case with its owner until he registers it, and its deadline runs over that wait', () => {
  const manual = buildManual({
    steps: [
      {
        role: 'A',
        text: 'Pide los parámetros.',
        facts: {
          wait: { kind: 'reply', from: { kind: 'unit', unit: 'Redes' }, span: SPAN },
          deadline: within('2 horas', { kind: 'continue', step: 3 }),
        },
      },
      { text: 'Los anota.' },
      { text: 'Sigue sin ellos.' },
    ],
  })
  const replied = openWorld(manual)
  assert.equal(taskAt(replied, '1').due, undefined)
  complete(replied, '1')
  assert.deepEqual(trays(replied), ['A: 1 reply'])
  assert.equal(local(taskAt(replied, '1').due!.at), '2026-11-02 10:00')
  complete(replied, '1')
  assert.deepEqual(trays(replied), ['A: 2'])

  const silent = openWorld(manual)
  complete(silent, '1')
  passTo(silent, '2026-11-02 10:00')
  assert.deepEqual(trays(silent), ['A: 3'])
})

test('on a branch that waits for a reply the deadline may answer the question anew', () => {
  const world = openWorld(
    buildManual({
      steps: [
        {
          role: 'A',
          text: 'Revisa.',
          question: 'Falta algo',
          answers: {
            SÍ: {
              text: 'Lo pide.',
              facts: {
                wait: { kind: 'reply', from: { kind: 'requester' }, span: SPAN },
                deadline: within('5 días hábiles', { kind: 'answer', answer: 'NO' }),
              },
            },
            NO: { jump: '>3' },
          },
        },
        { text: 'Lo agrega.' },
        { text: 'Resuelve.' },
      ],
    }),
  )
  complete(world, '1', { answer: 'SÍ' })
  assert.deepEqual(trays(world), ['A: 1.1 reply'])
  passTo(world, '2026-11-09 16:00')
  assert.deepEqual(trays(world), ['A: 3'])
  assert.equal(world.state.answers['1']!.answer, 'NO')
})

test('a question that waits for a reply is asked when the reply is registered', () => {
  const world = openWorld(
    buildManual({
      steps: [
        {
          role: 'A',
          text: 'Envía el programa.',
          question: 'Da su conformidad',
          answers: { SÍ: {}, NO: { jump: '<1' } },
          facts: { wait: { kind: 'reply', from: { kind: 'requester' }, span: SPAN } },
        },
      ],
    }),
  )
  assert.equal(taskAt(world, '1').question, undefined)
  complete(world, '1')
  assert.equal(taskAt(world, '1').question, 1)
  complete(world, '1', { answer: 'NO' })
  assert.deepEqual(trays(world), ['A: 1'])
})

test('norm time is measured without effect; rows without one share that of the row above', () => {
  const world = openWorld(
    buildManual({
      steps: [
        { role: 'A', text: 'Uno.', time: '4 horas' },
        { role: 'B', text: 'Dos.' },
        { text: 'Tres.', time: '1 horas' },
      ],
    }),
  )
  assert.equal(local(taskAt(world, '1').due!.at), '2026-11-02 12:00')
  passTo(world, '2026-11-02 09:00')
  complete(world, '1')
  assert.equal(taskAt(world, '2').due!.source, 'norm')
  assert.equal(local(taskAt(world, '2').due!.at), '2026-11-02 12:00')
  assert.deepEqual(passTo(world, '2026-11-03 09:00'), [])
  complete(world, '2')
  assert.equal(local(taskAt(world, '3').due!.at), '2026-11-03 10:00')
})

test('a row that comes again without passing where its time is printed starts its own count', () => {
  const world = openWorld(
    buildManual({
      steps: [
        { role: 'A', text: 'Uno.', time: '4 horas' },
        { role: 'B', text: 'Dos.' },
        { role: 'A', question: 'Sirve', answers: { SÍ: {}, NO: { jump: '<2' } } },
      ],
    }),
  )
  complete(world, '1')
  complete(world, '2')
  passTo(world, '2026-11-04 08:00')
  complete(world, '3', { answer: 'NO' })
  assert.equal(local(taskAt(world, '2').due!.at), '2026-11-04 12:00')
})

test('a decreed holiday moves the dues that it touches, and only those', () => {
  const deadline = within('2 días hábiles', { kind: 'notify', role: 'Jefe' })
  const world = openWorld(buildManual({ steps: [{ role: 'A', text: 'Uno.', facts: { deadline } }] }))
  assert.deepEqual(act(world, null, { kind: 'recompute-dues' }), [])
  world.calendar = officeCalendar([
    { id: 'd', name: 'Asueto', source: 'Acuerdo 1-2026', day: { kind: 'date', date: '2026-11-03' } },
  ])
  const acts = act(world, null, { kind: 'recompute-dues' })
  assert.deepEqual(
    acts.map((a) => a.body.kind),
    ['due-moved'],
  )
  assert.equal(local(taskAt(world, '1').due!.at), '2026-11-05 16:00')
  assert.equal(taskAt(world, '1').due!.because.holidays[0]?.name, 'Asueto')
})

test('timers that are due together are handled in order of their instants, at the instant of the scan', () => {
  const wait = (text: string) => ({ wait: { kind: 'duration', duration: duration(text), span: SPAN } as const })
  const world = openWorld(
    buildManual({
      steps: [
        {
          role: null,
          parallel: [
            { role: 'A', text: 'Uno.', facts: wait('2 horas') },
            { role: 'B', text: 'Dos.', facts: wait('1 horas') },
          ],
        },
        { role: 'A', text: 'Une.' },
      ],
    }),
  )
  const acts = passTo(world, '2026-11-02 15:00')
  assert.deepEqual(
    acts.flatMap((a) => (a.body.kind === 'wait-ended' ? [a.body.row] : [])),
    ['1.2', '1.1'],
  )
  assert.ok(acts.every((a) => local(a.at) === '2026-11-02 15:00'))
})
