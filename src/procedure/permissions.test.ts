import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mayAnnul } from './authority.ts'
import { buildManual, duration, SPAN } from './fixtures/test-manual.ts'
import { act, complete, openWorld, refused, taskAt, trays } from './fixtures/test-world.ts'
import { refusalSentence } from './refusals.ts'

const manual = buildManual({
  steps: [
    { role: 'U / Técnico', text: 'Revisa.' },
    { question: 'Procede', answers: { SÍ: { jump: '>3' }, NO: { jump: '>4' } } },
    { role: 'U / Técnico', text: 'Atiende.', jump: 'fin' },
    { role: 'U / Jefe', text: 'Informa.' },
  ],
})

function staffed() {
  const staff: Record<string, string[]> = { 'u / tecnico': ['ana', 'luis'], 'u / jefe': ['rosa'] }
  return openWorld(manual, {
    directory: {
      holds: (person, position) => (staff[position] ?? []).includes(person),
      holders: (p) => staff[p] ?? [],
    },
  })
}

test('of two who claim, the second is told who has it', () => {
  const world = staffed()
  act(world, 'ana', { kind: 'claim-task', task: 1 })
  assert.deepEqual(act(world, 'ana', { kind: 'claim-task', task: 1 }), [], 'claiming again changes nothing')
  const refusal = refused(world, 'luis', { kind: 'claim-task', task: 1 })
  assert.deepEqual([refusal.code, refusal.data.by], ['claimed-by-other', 'ana'])
  act(world, 'ana', { kind: 'release-task', task: 1 })
  assert.equal(world.state.holders['U / Técnico'], undefined)
  act(world, 'luis', { kind: 'claim-task', task: 1 })
})

test('a task is released by who has it or by the head', () => {
  const world = staffed()
  assert.equal(refused(world, 'ana', { kind: 'release-task', task: 1 }).code, 'not-claimed')
  act(world, 'ana', { kind: 'claim-task', task: 1 })
  assert.equal(refused(world, 'luis', { kind: 'release-task', task: 1 }).code, 'claimed-by-other')
  act(world, 'rosa', { kind: 'release-task', task: 1 })
})

test('a holder hands over within the tray; the head to anybody, who may then act', () => {
  const world = staffed()
  act(world, 'ana', { kind: 'claim-task', task: 1 })
  assert.equal(refused(world, 'ana', { kind: 'hand-over-task', task: 1, to: 'eva' }).code, 'not-of-that-tray')
  assert.equal(refused(world, 'luis', { kind: 'hand-over-task', task: 1, to: 'luis' }).code, 'claimed-by-other')
  act(world, 'ana', { kind: 'hand-over-task', task: 1, to: 'luis' })
  assert.equal(world.state.holders['U / Técnico'], 'luis')
  act(world, 'rosa', { kind: 'hand-over-task', task: 1, to: 'eva', reason: 'Apoyo.' })
  assert.equal(refused(world, 'ana', { kind: 'complete-task', task: 1, answer: 'SÍ' }).code, 'claimed-by-other')
  act(world, 'eva', { kind: 'complete-task', task: 1, answer: 'SÍ' })
  assert.equal(taskAt(world, '3').tray!.assignee, null, 'she does not hold the position, so the role is not kept')
})

test('whoever heads a unit above hands over and releases, without doing the task; a signature goes only to who holds the post', () => {
  const climbs: Record<string, string> = { 'u / tecnico': 'u / jefe', 'u / jefe': 'direccion', direccion: 'direccion' }
  const staff: Record<string, string[]> = { 'u / tecnico': ['ana'], 'u / jefe': ['rosa'], direccion: ['dora'] }
  const directory = {
    holds: (person: string, position: string) => (staff[position] ?? []).includes(person),
    holders: (position: string) => staff[position] ?? [],
    headOfPosition: (position: string) => climbs[position] ?? null,
  }
  const world = openWorld(manual, { directory })
  const unclaimed = refused(world, 'dora', { kind: 'claim-task', task: 1 })
  assert.match(refusalSentence(unclaimed, 'es'), /^Esta tarea corresponde a U \/ Técnico\. Como jefatura, usted decide/)
  act(world, 'dora', { kind: 'hand-over-task', task: 1, to: 'ana' })
  const held = refused(world, 'dora', { kind: 'complete-task', task: 1, answer: 'SÍ' })
  assert.match(refusalSentence(held, 'es'), /Como jefatura, usted puede pasarla/)
  act(world, 'dora', { kind: 'release-task', task: 1 })
  act(world, 'dora', { kind: 'hand-over-task', task: 1, to: 'eva', reason: 'Apoyo.' })

  const signing = openWorld(
    buildManual({
      steps: [{ role: 'U / Técnico', text: 'Firma.', facts: { signatures: [['firma', 'U / Técnico']] } }],
    }),
    { directory },
  )
  act(signing, 'ana', { kind: 'complete-task', task: 1 })
  const signature = signing.state.tasks[0]!
  assert.equal(signature.kind, 'signature')
  const given = refused(signing, 'dora', { kind: 'hand-over-task', task: signature.id, to: 'eva' })
  assert.match(refusalSentence(given, 'es'), /Una firma la da solo quien ocupa el puesto/)
})

test('a stranger may do nothing in a case', () => {
  const world = staffed()
  const codes = [
    { kind: 'claim-task', task: 1 } as const,
    { kind: 'complete-task', task: 1, answer: 'SÍ' } as const,
    { kind: 'hand-over-task', task: 1, to: 'ana' } as const,
    { kind: 'annul-case', reason: 'x' } as const,
    { kind: 'give-ruling', to: 3, reason: 'x' } as const,
    { kind: 'add-note', note: 'x' } as const,
    { kind: 'attach-files', files: [{ id: 'f', sha256: 'h', name: 'a.pdf' }] } as const,
  ].map((command) => refused(world, 'extraño', command).code)
  assert.deepEqual(codes, [
    'not-your-task',
    'not-your-task',
    'not-your-task',
    'may-not-annul',
    'not-the-authority',
    'no-part-in-case',
    'no-part-in-case',
  ])
})

test('correcting goes back to the question, withdraws what is open and erases nothing', () => {
  const world = staffed()
  assert.equal(refused(world, 'ana', { kind: 'correct-answer', step: 2, reason: 'x' }).code, 'nothing-to-correct')
  act(world, 'ana', { kind: 'complete-task', task: 1, answer: 'NO' })
  assert.deepEqual(trays(world), ['U / Jefe: 4'])
  assert.equal(refused(world, 'luis', { kind: 'correct-answer', step: 2, reason: 'x' }).code, 'not-your-answer')
  assert.equal(refused(world, 'ana', { kind: 'correct-answer', step: 2, reason: ' ' }).code, 'reason-needed')
  const before = world.acts.length
  const acts = act(world, 'ana', { kind: 'correct-answer', step: 2, reason: 'Me equivoqué.' })
  assert.deepEqual(
    acts.map((a) => a.body.kind),
    ['answer-corrected', 'task-withdrawn', 'task-arrived'],
  )
  assert.deepEqual(trays(world), ['U / Técnico: 2'])
  assert.equal(world.acts.length, before + 3)
  assert.equal(
    refused(world, 'ana', { kind: 'correct-answer', step: 2, reason: 'x' }).code,
    'nothing-to-correct',
    'it is open already',
  )
  act(world, 'ana', { kind: 'complete-task', task: taskAt(world, '2').id, answer: 'SÍ' })
  assert.deepEqual(trays(world), ['U / Técnico: 3'])
})

test('correcting inside a block closes the block', () => {
  const world = openWorld(
    buildManual({
      steps: [
        { role: 'A', question: 'Procede', answers: { SÍ: {}, NO: { jump: 'fin' } } },
        {
          role: null,
          parallel: [
            { role: 'B', text: 'Uno.' },
            { role: 'C', text: 'Dos.' },
          ],
        },
        { role: 'A', text: 'Une.' },
      ],
    }),
  )
  complete(world, '1', { answer: 'SÍ' })
  complete(world, '2.1')
  act(world, 'a', { kind: 'correct-answer', step: 1, reason: 'No procede.' })
  assert.deepEqual([trays(world), world.state.blocks], [['A: 1'], {}])
  complete(world, '1', { answer: 'SÍ' })
  assert.deepEqual(trays(world), ['B: 2.1', 'C: 2.2'])
})

test('the requester annuls before anybody else acted; afterwards a head does', () => {
  const early = staffed()
  act(early, 'solicitante', { kind: 'annul-case', reason: 'Ya no hace falta.' })
  assert.deepEqual([early.state.status, early.state.tasks], ['annulled', []])
  assert.equal(refused(early, 'rosa', { kind: 'reopen-case', reason: 'x' }).code, 'case-annulled')

  const late = staffed()
  act(late, 'ana', { kind: 'complete-task', task: 1, answer: 'SÍ' })
  assert.equal(refused(late, 'solicitante', { kind: 'annul-case', reason: 'x' }).code, 'others-acted')
  assert.equal(mayAnnul(late.version, late.state, 'rosa', late.directory), 'yes')
  act(late, 'rosa', { kind: 'annul-case', reason: 'Duplicado.' })
})

test('a closed case is reopened at its last step or at the one given', () => {
  const world = staffed()
  assert.equal(refused(world, 'ana', { kind: 'reopen-case', reason: 'x' }).code, 'case-open')
  act(world, 'ana', { kind: 'complete-task', task: 1, answer: 'SÍ' })
  act(world, 'ana', { kind: 'complete-task', task: 2 })
  assert.equal(world.state.status, 'closed')
  assert.equal(refused(world, 'ana', { kind: 'complete-task', task: 2 }).code, 'task-gone')
  assert.equal(refused(world, 'extraño', { kind: 'reopen-case', reason: 'x' }).code, 'may-not-reopen')
  assert.equal(refused(world, 'ana', { kind: 'reopen-case', reason: 'x', step: 9 }).code, 'step-unknown')
  act(world, 'ana', { kind: 'reopen-case', reason: 'Faltó algo.' })
  assert.deepEqual([trays(world), 'closedAt' in world.state], [['U / Técnico: 3'], false])
})

test('the authority rules: on to a step, or to the end; without Autoridad it is the head at the top', () => {
  const world = staffed()
  assert.equal(refused(world, 'ana', { kind: 'give-ruling', to: 4, reason: 'x' }).code, 'not-the-authority')
  act(world, 'rosa', { kind: 'give-ruling', to: 4, reason: 'No previsto.' })
  assert.deepEqual(trays(world), ['U / Jefe: 4'])
  assert.equal(refused(world, 'rosa', { kind: 'give-ruling', to: 44, reason: 'x' }).code, 'step-unknown')
  act(world, 'rosa', { kind: 'give-ruling', to: 'end', reason: 'No previsto.' })
  assert.equal(world.state.status, 'closed')
})

test('whoever has a part adds notes and files, which stay private text', () => {
  const world = staffed()
  const [note] = act(world, 'solicitante', { kind: 'add-note', note: ' Urge. ' })
  assert.deepEqual([note!.body, note!.private], [{ kind: 'note-added' }, { note: 'Urge.' }])
  const [files] = act(world, 'luis', { kind: 'attach-files', files: [{ id: 'f1', sha256: 'aa', name: 'plano.pdf' }] })
  assert.deepEqual(
    [files!.body, files!.private],
    [{ kind: 'files-attached', files: [{ id: 'f1', sha256: 'aa' }] }, { fileNames: ['plano.pdf'] }],
  )
  act(world, null, { kind: 'add-note', note: 'Llegó un correo.' })
})

test('a task of somebody who left the position is open to its tray again', () => {
  const staff = new Set(['ana', 'luis'])
  const world = openWorld(manual, {
    directory: { holds: (person, position) => position === 'u / tecnico' && staff.has(person) },
  })
  act(world, 'ana', { kind: 'claim-task', task: 1 })
  staff.delete('ana')
  assert.equal(refused(world, 'ana', { kind: 'complete-task', task: 1, answer: 'SÍ' }).code, 'not-your-task')
  act(world, 'luis', { kind: 'complete-task', task: 1, answer: 'SÍ' })
  assert.equal(world.state.holders['U / Técnico'], 'luis')
})

test('the head above completes what another has, without taking the role from him', () => {
  const world = staffed()
  act(world, 'ana', { kind: 'claim-task', task: 1 })
  assert.equal(refused(world, 'rosa', { kind: 'claim-task', task: 1 }).code, 'claimed-by-other')
  act(world, 'rosa', { kind: 'complete-task', task: 1, answer: 'SÍ' })
  assert.equal(world.state.holders['U / Técnico'], 'ana')
})

test('a task waits in no tray while the case waits for an instant', () => {
  const wait = { kind: 'duration', duration: duration('1 horas'), span: SPAN } as const
  const world = openWorld(buildManual({ steps: [{ role: 'A', text: 'Uno.', facts: { wait } }] }))
  for (const command of [
    { kind: 'claim-task', task: 1 },
    { kind: 'complete-task', task: 1 },
    { kind: 'release-task', task: 1 },
  ] as const) {
    assert.equal(refused(world, 'a', command).code, 'task-in-no-tray')
  }
  assert.equal(refused(world, null, { kind: 'claim-task', task: 1 }).code, 'person-needed')
  assert.equal(refused(world, 'a', { kind: 'claim-task', task: 2 }).code, 'task-unknown')
})
