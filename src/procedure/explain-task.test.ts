import assert from 'node:assert/strict'
import { test } from 'node:test'
import { explainTask } from './explain-task.ts'
import { buildManual, duration, SPAN } from './fixtures/test-manual.ts'
import {
  act,
  complete,
  contextOf,
  officeCalendar,
  openWorld,
  passTo,
  taskAt,
  type World,
} from './fixtures/test-world.ts'

const names: Record<string, string> = { 'u / tecnico': 'Ana Pérez', 'u / secretaria': 'Eva Ruiz' }
const explain = (world: World, row: string, locale: 'es' | 'en' = 'es') =>
  explainTask(
    world.version,
    world.state,
    taskAt(world, row),
    contextOf(world, null),
    locale,
    (person) => names[person] ?? person,
  )

test('a printed role, a role kept, and the norm time', () => {
  const world = openWorld(
    buildManual({
      steps: [
        { role: 'U / Técnico', text: 'Uno.', time: '4 horas' },
        { role: 'U / Secretaria', text: 'Dos.' },
        { role: 'U / Técnico', text: 'Tres.' },
      ],
    }),
  )
  const first = explain(world, '1')
  assert.equal(first.why, 'El manual asigna el paso 1 a U / Técnico.')
  assert.match(
    first.due!,
    /^Vence el lunes 2 de noviembre de 2026 a las 12:00.*tiempo de norma: se mide y no tiene consecuencia\.$/,
  )
  complete(world, '1')
  complete(world, '2')
  assert.equal(
    explain(world, '3').why,
    'Ana Pérez conserva en este expediente el rol de U / Técnico: completó el paso 1 el lunes 2 de noviembre de 2026 a las 08:00.',
  )
  assert.match(explain(world, '3', 'en').why, /^Ana Pérez keeps the role of U \/ Técnico/)
})

test('a deadline names its consequence and the decreed holiday; after it, the escalation', () => {
  const deadline = {
    duration: duration('2 días hábiles'),
    onExpiry: { kind: 'escalate', role: 'U / Jefe' },
    span: SPAN,
  } as const
  const world = openWorld(buildManual({ steps: [{ role: 'U / Técnico', text: 'Uno.', facts: { deadline } }] }))
  world.calendar = officeCalendar([
    { id: 'd', name: 'Asueto por elecciones', source: 'Acuerdo 1-2026', day: { kind: 'date', date: '2026-11-03' } },
  ])
  act(world, null, { kind: 'recompute-dues' })
  assert.match(
    explain(world, '1').due!,
    /jueves 5 de noviembre.*Asueto por elecciones.*al vencer se escala a U \/ Jefe\.$/,
  )
  passTo(world, '2026-11-05 16:00')
  assert.equal(
    explain(world, '1').why,
    'El plazo de U / Técnico venció el jueves 5 de noviembre de 2026 a las 16:00 sin que completara el paso 1, y la tarea se escaló a U / Jefe.',
  )
  assert.match(explain(world, '1').due!, /ya venció\.$/)
})

test('the row chosen in a norm table, and by whom', () => {
  const norm = { general: false, number: '2' }
  const world = openWorld(
    buildManual({
      norms: [{ number: '2', text: '', table: { columns: ['Tema', 'Cargo'], rows: [['Red', 'Técnico en Redes']] } }],
      assignments: [{ role: 'Técnico correspondiente', by: { kind: 'column', column: 'Cargo', choosers: [], norm } }],
      steps: [
        { role: 'U / Secretaria', text: 'Clasifica.', applies: '2' },
        { role: 'Técnico correspondiente', text: 'Atiende.' },
      ],
    }),
  )
  complete(world, '1', { choice: 0 })
  assert.equal(
    explain(world, '2').why,
    'En el paso 1, Eva Ruiz eligió la fila de la norma 2 en que «Cargo» es Técnico en Redes: el paso 2 corresponde a Técnico en Redes.',
  )
})

test('the limit, a signature, a wait, a linked case and a role without a position', () => {
  const world = openWorld(
    buildManual({
      steps: [
        { role: 'U / Técnico', text: 'Repara.' },
        {
          question: 'Sirve',
          answers: { SÍ: {}, NO: { jump: '<1' } },
          facts: { limit: { rounds: 1, role: 'U / Jefe' } },
        },
        { text: 'Redacta.', facts: { signatures: [['visto-bueno', 'U / Jefe']] } },
        { text: 'Pide.', jump: 'call 12' },
        { text: 'Cierra.', facts: { wait: { kind: 'duration', duration: duration('1 horas'), span: SPAN } } },
      ],
    }),
  )
  complete(world, '1', { answer: 'NO' })
  complete(world, '1', { answer: 'NO' })
  assert.equal(
    explain(world, '2').why,
    'La pregunta ya volvió 1 vez, que es el límite: U / Jefe decide y da su motivo.',
  )
  complete(world, '2', { answer: 'SÍ', reason: 'Sí.' })
  complete(world, '3')
  assert.match(explain(world, '3').why, /U \/ Jefe/)
  complete(world, '3')
  complete(world, '4')
  act(world, null, { kind: 'link-child', task: taskAt(world, '4').id, number: '2026-7' })
  assert.equal(explain(world, '4').why, 'El paso 4 espera el fin del expediente 2026-7, del procedimiento 12.')
  act(world, null, { kind: 'finish-child', task: taskAt(world, '4').id, number: '2026-7', status: 'closed' })
  assert.equal(explain(world, '5').why, 'El paso 5 todavía no empieza: el manual manda esperar.')
  assert.match(explain(world, '5').due!, /Entonces empieza el paso\.$/)

  const lost = openWorld(buildManual({ steps: [{ role: 'U / Técnico', text: 'Uno.' }] }), {
    directory: { position: () => null },
  })
  assert.equal(
    explain(lost, '1').why,
    'El directorio no tiene un puesto para U / Técnico; el paso 1 pasó a la mesa de operación.',
  )
})
