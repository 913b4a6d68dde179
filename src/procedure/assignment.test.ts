import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Norm } from '#src/manual/types.ts'
import { buildManual } from './fixtures/test-manual.ts'
import { act, complete, openWorld, refused, taskAt, trays } from './fixtures/test-world.ts'

const ROLE = 'Dependencia correspondiente / Técnico correspondiente'
const HEAD = 'Dependencia correspondiente / Jefatura correspondiente'
const norm = { general: false, number: '2' }
const table: Omit<Norm, 'span'> = {
  number: '2',
  text: 'Según el tema:',
  table: {
    columns: ['Tema', 'Dependencia', 'Cargo'],
    rows: [
      ['Correo', 'Departamento de Sistemas', 'Analista'],
      ['Red', 'Departamento de Redes', 'Técnico en Redes'],
    ],
  },
}

const byNorm = buildManual({
  norms: [table],
  assignments: [
    { role: ROLE, by: { kind: 'column', column: 'Cargo', choosers: [1], norm } },
    { role: HEAD, by: { kind: 'head-of-column', column: 'Dependencia', choosers: [1, 3], norm } },
  ],
  steps: [
    { role: 'U / Secretaria', text: 'Clasifica según norma 2.', applies: '2' },
    { role: ROLE, text: 'Atiende.', facts: { signatures: [['firma', HEAD]] } },
    { role: 'U / Secretaria', text: 'Clasifica otra vez según norma 2.', applies: '2' },
    { role: HEAD, text: 'Revisa.' },
  ],
})

test('a row chosen in a norm table says who holds the role, with the unit of the same row', () => {
  const world = openWorld(byNorm)
  assert.equal(refused(world, 'u / secretaria', { kind: 'complete-task', task: 1 }).code, 'choice-needed')
  assert.equal(refused(world, 'u / secretaria', { kind: 'complete-task', task: 1, choice: 2 }).code, 'choice-unknown')
  complete(world, '1', { choice: 1 })
  const { tray } = taskAt(world, '2')
  assert.equal(tray!.position, 'departamento de redes / tecnico en redes')
  assert.deepEqual(tray!.because, {
    kind: 'column',
    column: 'Cargo',
    norm: '2',
    chosenAt: '1',
    cell: 'Técnico en Redes',
    head: false,
  })
  complete(world, '2')
  assert.equal(taskAt(world, '2').tray!.position, 'departamento de redes / jefatura de departamento de redes')
})

test('of several choosers the latest counts', () => {
  const world = openWorld(byNorm)
  complete(world, '1', { choice: 1 })
  complete(world, '2')
  complete(world, '2')
  complete(world, '3', { choice: 0 })
  assert.equal(taskAt(world, '4').tray!.position, 'departamento de sistemas / jefatura de departamento de sistemas')
})

test('a role that nothing chose waits for operations, and moves to its tray when the directory has its position', () => {
  const manual = buildManual({ steps: [{ role: 'U / Técnico', text: 'Atiende.' }] })
  const world = openWorld(manual, { directory: { position: () => null } })
  assert.deepEqual(taskAt(world, '1').tray, {
    role: 'U / Técnico',
    position: null,
    assignee: null,
    because: { kind: 'escalated', from: 'U / Técnico', cause: 'no-position' },
  })
  assert.equal(refused(world, 'alguien', { kind: 'complete-task', task: 1 }).code, 'role-without-position')
  world.directory = {
    ...world.directory,
    position: () => 'p7',
    holds: (person, position) => person === 'ana' && position === 'p7',
  }
  act(world, null, { kind: 'recompute-dues' })
  assert.equal(taskAt(world, '1').tray!.position, 'p7')
  act(world, 'ana', { kind: 'complete-task', task: 1 })
})

test('a role without a position goes to the authority where there is one', () => {
  const manual = buildManual({ authority: 'U / Director', steps: [{ role: 'U / Técnico', text: 'Atiende.' }] })
  const world = openWorld(manual, {
    directory: { position: (_unit, post) => (post === 'Director' ? 'director' : null) },
  })
  assert.deepEqual(trays(world), ['U / Director: 1'])
})

test('the requester, his head, the head of a role, a group and somebody external', () => {
  const manual = buildManual({
    assignments: [
      { role: 'Usuario', by: { kind: 'requester' } },
      { role: 'Jefe del usuario', by: { kind: 'head-of-requester' } },
      { role: 'Jefe del técnico', by: { kind: 'head-of-role', role: 'U / Técnico' } },
      { role: 'Turno', by: { kind: 'group', group: 'guardia' } },
      { role: 'Proveedor', by: { kind: 'external', handledBy: 'U / Técnico' } },
    ],
    steps: ['Usuario', 'Jefe del usuario', 'Jefe del técnico', 'Turno', 'Proveedor'].map((role) => ({
      role,
      text: 'Hace.',
    })),
  })
  const world = openWorld(manual)
  assert.equal(taskAt(world, '1').tray!.assignee, 'solicitante')
  assert.equal(refused(world, 'u / tecnico', { kind: 'complete-task', task: 1 }).code, 'claimed-by-other')
  complete(world, '1')
  assert.equal(taskAt(world, '2').tray!.because.kind, 'head-of-requester')
  complete(world, '2')
  assert.equal(taskAt(world, '3').tray!.position, 'u / jefatura de u')
  complete(world, '3')
  assert.equal(taskAt(world, '4').tray!.group, 'guardia')
  assert.equal(refused(world, 'u / tecnico', { kind: 'complete-task', task: 4 }).code, 'not-your-task')
  complete(world, '4')
  assert.equal(taskAt(world, '5').tray!.position, 'u / tecnico')
  const [, done] = complete(world, '5')
  assert.ok(done?.body.kind === 'task-completed' && done.body.external)
})

test('who holds a role in a case keeps it for its later rows, until he is away or leaves the position', () => {
  const manual = buildManual({
    steps: [
      { role: 'U / Técnico', text: 'Uno.' },
      { role: 'B', text: 'Dos.' },
      { role: 'U / Técnico', text: 'Tres.' },
    ],
  })
  const staff = new Set(['ana', 'luis'])
  const away = new Set<string>()
  const holds = (person: string, position: string) =>
    position === 'u / tecnico' ? staff.has(person) && !away.has(person) : person === position
  const world = openWorld(manual, { directory: { holds, away: (person) => away.has(person) } })
  act(world, 'ana', { kind: 'complete-task', task: 1 })
  complete(world, '2')
  assert.deepEqual([taskAt(world, '3').tray!.assignee, taskAt(world, '3').tray!.because.kind], ['ana', 'kept'])
  assert.equal(refused(world, 'luis', { kind: 'complete-task', task: 3 }).code, 'claimed-by-other')
  away.add('ana')
  act(world, 'luis', { kind: 'complete-task', task: 3 })
  assert.equal(world.state.holders['U / Técnico'], 'luis')
})

test('when a task arrives and the keeper is away it waits in the open tray', () => {
  const manual = buildManual({
    steps: [
      { role: 'U / Técnico', text: 'Uno.' },
      { role: 'B', text: 'Dos.' },
      { role: 'U / Técnico', text: 'Tres.' },
    ],
  })
  const away = new Set<string>()
  const world = openWorld(manual, { directory: { away: (person) => away.has(person) } })
  complete(world, '1')
  away.add('u / tecnico')
  complete(world, '2')
  assert.equal(taskAt(world, '3').tray!.assignee, null)
})
