import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { buildManual, duration, SPAN } from '#src/procedure/fixtures/test-manual.ts'
import { soundManual } from '#src/procedure/fixtures/test-procedures.ts'
import { act, complete, openWorld, passTo, personOf, taskAt, type World } from '#src/procedure/fixtures/test-world.ts'
import { eventsOfCase } from './events-of-case.ts'
import type { LoggedCase } from './types.ts'
import { logWriter } from './write-log.ts'

const folder = mkdtempSync(join(tmpdir(), 'xes-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))

const logged = (world: World, number = '2026-000001'): LoggedCase => ({
  number,
  title: 'Asunto de "María" & otros <1>',
  manual: { code: 'M', version: '1' },
  procedure: '1',
  acts: world.acts,
})

const told = (world: World) =>
  eventsOfCase(logged(world), {}).map(({ activity, transition, outcome }) =>
    [activity, transition, outcome].filter(Boolean).join(' · '),
  )

test('a task is scheduled, assigned and started by its claim, and completed with its answer', () => {
  const world = openWorld(
    buildManual({
      steps: [
        { role: 'U / Técnico', text: 'Revisa.', facts: { signatures: [['firma', 'U / Jefe']] } },
        {
          role: 'U / Técnico',
          text: '',
          question: 'Sirve',
          answers: { SÍ: { text: '', jump: 'fin' }, NO: { text: '', jump: '<1' } },
        },
      ],
    }),
  )
  const task = taskAt(world, '1')
  act(world, personOf(task), { kind: 'claim-task', task: task.id })
  complete(world, '1')
  const signing = taskAt(world, '1')
  act(world, personOf(signing), { kind: 'refuse-signature', task: signing.id, reason: 'No.' })
  complete(world, '1')
  complete(world, '1')
  complete(world, '2', { answer: 'SÍ' })
  const events = told(world)
  assert.deepEqual(events.slice(0, 5), [
    'INICIO · complete',
    'Paso 1 · schedule',
    'Paso 1 · assign',
    'Paso 1 · start',
    'Paso 1 · complete',
  ])
  assert.ok(events.includes('Paso 1, firma · complete · rehusada'))
  assert.ok(events.includes('Paso 2 · complete · SÍ'))
  assert.equal(events.at(-1), 'FIN · complete')
})

test('an answer that a deadline gives is an autoskip; a wait is suspended and resumed; an escalation reassigns', () => {
  const world = openWorld(
    buildManual({
      steps: [
        {
          role: 'U / Técnico',
          text: 'Busca.',
          question: 'Está',
          answers: { SÍ: { text: '' }, NO: { text: '' } },
          facts: {
            deadline: { duration: duration('1 horas'), onExpiry: { kind: 'answer', answer: 'NO' }, span: SPAN },
          },
        },
        {
          role: 'U / Técnico',
          text: 'Archiva.',
          facts: { wait: { kind: 'duration', duration: duration('1 horas'), span: SPAN } },
        },
        {
          role: 'U / Técnico',
          text: 'Cierra.',
          facts: {
            deadline: { duration: duration('1 horas'), onExpiry: { kind: 'escalate', role: 'U / Jefe' }, span: SPAN },
          },
        },
      ],
    }),
  )
  passTo(world, '2026-11-02 09:30')
  passTo(world, '2026-11-02 11:00')
  complete(world, '2')
  passTo(world, '2026-11-02 13:00')
  const events = told(world)
  for (const event of [
    'Paso 1 · autoskip · NO',
    'Paso 2, espera · suspend',
    'Paso 2, espera · resume',
    'Paso 3 · reassign',
  ]) {
    assert.ok(events.includes(event), `${event} in ${events.join('\n')}`)
  }
})

test('persons have numbers unless names are asked for, and no title is told', () => {
  const world = openWorld(buildManual({ steps: [{ role: 'U / Técnico', text: 'Revisa.' }] }))
  const [task] = world.state.tasks
  const person = personOf(task!)
  complete(world, '1')
  const plain = logWriter('Registro').trace(logged(world))
  assert.ok(!plain.includes(`value="${person}"`))
  assert.ok(!plain.includes('María'))
  assert.match(plain, /org:resource" value="persona-1"/)
  const named = logWriter('Registro', { nameOf: (id) => `Nombre de ${id}` }).trace(logged(world))
  assert.ok(named.includes(`Nombre de ${person}`))
  assert.ok(named.includes('Asunto de &quot;María&quot; &amp; otros &lt;1&gt;'))
})

test('whatever happens in a case, its log is valid by the schema, and an assigned task ends once at most', async () => {
  const writer = logWriter('Registro')
  const traces: string[] = []
  fc.assert(
    fc.property(soundManual, fc.array(fc.nat(1_000_000), { maxLength: 25 }), (manual, picks) => {
      const world = openWorld(manual)
      for (const pick of picks) moveByChance(world, pick)
      const events = eventsOfCase(logged(world), {})
      const ends = events.filter(({ transition }) =>
        ['complete', 'autoskip', 'withdraw', 'pi_abort'].includes(transition),
      )
      const instances = ends.flatMap(({ instance }) => instance ?? [])
      assert.equal(new Set(instances).size, instances.length)
      traces.push(writer.trace(logged(world, `2026-${traces.length}`)))
    }),
    { numRuns: 100 },
  )
  const file = join(folder, 'log.xes')
  writeFileSync(file, writer.head() + traces.join('') + writer.foot())
  execFileSync('xmllint', ['--noout', '--nonet', '--schema', 'src/interchange/xes/fixtures/xes-1849.xsd', file], {
    stdio: 'pipe',
  })
  writeFileSync(file, writer.head() + traces[0]!.replace('<string', '<text') + writer.foot())
  assert.throws(() =>
    execFileSync('xmllint', ['--noout', '--nonet', '--schema', 'src/interchange/xes/fixtures/xes-1849.xsd', file], {
      stdio: 'pipe',
    }),
  )
})

function moveByChance(world: World, pick: number): void {
  if (world.state.status !== 'open') return
  const tasks = world.state.tasks.filter(({ tray }) => tray)
  const task = tasks[pick % Math.max(1, tasks.length)]
  if (!task || pick % 5 === 0) {
    const day = String(2 + (world.acts.length % 27)).padStart(2, '0')
    const later = `2026-12-${day} 09:00`
    if (later > world.now) passTo(world, later)
    return
  }
  if (task.signature && pick % 3 === 0) {
    act(world, personOf(task), { kind: 'refuse-signature', task: task.id, reason: 'No.' })
    return
  }
  const answers =
    task.question === undefined ? [] : world.version.steps.get(task.question)!.branches.map(({ answer }) => answer!)
  const answer = answers[pick % Math.max(1, answers.length)]
  act(world, personOf(task), {
    kind: 'complete-task',
    task: task.id,
    reason: 'Sí.',
    ...(answer !== undefined && { answer }),
  })
}
