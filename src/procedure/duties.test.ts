import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Form } from '#src/manual/types.ts'
import { buildManual, duration, SPAN } from './fixtures/test-manual.ts'
import { complete, local, openWorld, refused } from './fixtures/test-world.ts'

const form: Form = {
  code: 'SOL-01',
  title: 'SOLICITUD',
  span: SPAN,
  fields: [{ name: 'Uso', type: { kind: 'text' }, required: true, help: '' }],
}
const starts = [{ kind: 'request', name: 'Servidor', channels: ['portal', 'oficio'], span: SPAN }] as const

const withForm = buildManual({
  forms: [form],
  starts,
  steps: [
    { role: 'A', text: 'Recibe.', facts: { form: 'SOL-01' } },
    { text: 'Registra.', facts: { register: 'libro de servidores' } },
  ],
})

test('the form of a request through the portal comes with it and is confirmed at step 1', () => {
  const open = { start: 'servidor', channel: 'portal' }
  assert.throws(() => openWorld(withForm, { open }), /form-faults/)
  const world = openWorld(withForm, { open: { ...open, form: { Uso: 'Nómina' } } })
  assert.deepEqual(world.state.forms, { 'SOL-01': 1 })
  assert.deepEqual(world.acts[0]!.private, { form: { Uso: 'Nómina' } })
  complete(world, '1')
  const written = complete(world, '2').find((a) => a.body.kind === 'register-written')
  assert.deepEqual(written!.body, {
    kind: 'register-written',
    register: 'libro de servidores',
    row: '2',
    form: 'SOL-01',
    formSeq: 1,
  })
})

test('through another channel step 1 fills it, and fills it again where it was wrong', () => {
  const world = openWorld(withForm, { open: { start: 'Servidor', channel: 'oficio' } })
  const refusal = refused(world, 'a', { kind: 'complete-task', task: 1, form: { Uso: ' ', Otro: 'x' } })
  assert.deepEqual(
    [refusal.code, refusal.fields],
    ['form-faults', { Uso: { code: 'field-required', data: {} }, Otro: { code: 'field-unknown', data: {} } }],
  )
  const [, done] = complete(world, '1', { form: { Uso: 'Pagos' } })
  assert.equal(world.state.forms['SOL-01'], done!.seq)
  assert.equal(refused(world, 'a', { kind: 'complete-task', task: 2, form: { Uso: 'x' } }).code, 'no-form')
})

test('only what the manual offers starts a case, by the channels that it names', () => {
  assert.throws(() => openWorld(withForm, { open: { start: 'Otro', channel: 'oficio' } }), /start-not-offered/)
  assert.throws(() => openWorld(withForm, { open: { start: 'Servidor', channel: 'correo' } }), /channel-not-offered/)
  openWorld(withForm, {
    open: { start: 'Aplica procedimiento', channel: 'expediente', requester: { kind: 'case', number: '2026-1' } },
  })
})

test('a step that needs an object refuses until another has left it', () => {
  const world = openWorld(
    buildManual({
      steps: [
        { role: 'A', text: 'Va.', jump: '>2' },
        { question: 'Ya está', answers: { SÍ: { jump: '>4' }, NO: {} } },
        { text: 'Hace la imagen.', facts: { delivers: ['imagen'] } },
        { text: 'La instala.', facts: { uses: ['imagen'] } },
        { question: 'Quedó', answers: { SÍ: {}, NO: { jump: '<3' } } },
      ],
    }),
  )
  complete(world, '1')
  complete(world, '2', { answer: 'SÍ' })
  const refusal = refused(world, 'a', { kind: 'complete-task', task: 3, answer: 'SÍ' })
  assert.deepEqual([refusal.code, refusal.data.object], ['object-missing', 'imagen'])
})

test('verbs are done as the step offers them; what the procedure prohibits is refused', () => {
  const world = openWorld(
    buildManual({
      prohibits: ['pagos.hacer'],
      steps: [
        {
          role: 'A',
          text: 'Crea.',
          facts: {
            actions: [
              { verb: 'servidores.crear', optional: false },
              { verb: 'correo.avisar', optional: true },
              { verb: 'pagos.hacer', optional: true },
            ],
          },
        },
      ],
    }),
  )
  const codes = [['pagos.hacer', 'servidores.crear'], ['llamar'], ['correo.avisar']].map(
    (actions) => refused(world, 'a', { kind: 'complete-task', task: 1, actions }).code,
  )
  assert.deepEqual(codes, ['action-prohibited', 'action-unknown', 'action-needed'])
  const verbs = complete(world, '1').flatMap((a) => (a.body.kind === 'action-done' ? [a.body.verb] : []))
  assert.deepEqual(verbs, ['servidores.crear'])
})

test('papers go into custody, for good or until an instant of the calendar', () => {
  const world = openWorld(
    buildManual({
      steps: [
        {
          role: 'A',
          text: 'Guarda.',
          facts: {
            archive: { object: 'oficio', kind: 'temporary', duration: { duration: duration('21 días hábiles') } },
          },
        },
        { text: 'Archiva.', facts: { archive: { object: 'oficio', kind: 'permanent' } } },
      ],
    }),
  )
  complete(world, '1')
  complete(world, '2')
  const [temporary, permanent] = world.state.papers
  assert.equal(local(temporary!.until!.at), '2026-12-01 16:00')
  assert.deepEqual(permanent, { object: 'oficio', row: '2', kind: 'permanent' })
})

test('the branch that an answer takes brings its own duties to the card', () => {
  const norms = [{ number: '1', text: '', table: { columns: ['Tema'], rows: [['Red'], ['Correo']] } }]
  const world = openWorld(
    buildManual({
      norms,
      steps: [
        { role: 'A', text: 'Revisa.' },
        {
          question: 'Procede',
          answers: { SÍ: { text: 'Clasifica según norma 1.', applies: '1' }, NO: { jump: 'fin' } },
        },
        { text: 'Sigue.' },
      ],
    }),
  )
  assert.equal(refused(world, 'a', { kind: 'complete-task', task: 1, answer: 'SÍ' }).code, 'choice-needed')
  complete(world, '1', { answer: 'SÍ', choice: 1 })
  assert.deepEqual(world.state.choices['2.1']?.cells, ['Correo'])
})
