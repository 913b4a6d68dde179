import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Manual } from '#src/manual/types.ts'
import { apply, replay } from './apply.ts'
import { type CompiledProcedure, compileProcedure } from './compile-procedure.ts'
import { changeVersion, fatesOf } from './decide/change-version.ts'
import { buildManual, duration, SPAN, type StepGiven } from './fixtures/test-manual.ts'
import { soundManual } from './fixtures/test-procedures.ts'
import { moveByChance, walkToFin } from './fixtures/test-walks.ts'
import { act, complete, contextOf, local, openWorld, taskAt, trays, type World } from './fixtures/test-world.ts'
import { proposeStepMap, type StepMap } from './step-map.ts'

const manualOf = (steps: readonly StepGiven[], version = '2'): Manual => {
  const manual = buildManual({ steps })
  return { ...manual, front: { ...manual.front, version } }
}
const versionOf = (steps: readonly StepGiven[]) => compileProcedure(manualOf(steps), '1')

/** The case under the new version, or the refusal. */
function moved(world: World, to: CompiledProcedure, map?: StepMap): World | string {
  const decision = changeVersion(
    world.version,
    to,
    world.state,
    map ?? proposeStepMap(world.version, to),
    contextOf(world, null),
  )
  if ('refusal' in decision) return decision.refusal.code
  let { state } = world
  for (const each of decision.acts) state = apply(state, each)
  return { ...world, version: to, state, acts: [...world.acts, ...decision.acts] }
}

function movedWorld(world: World, to: CompiledProcedure, map?: StepMap): World {
  const after = moved(world, to, map)
  if (typeof after === 'string') throw new Error(after)
  return after
}

const RECEIVE: StepGiven = { role: 'U / Secretaria', text: 'Recibe.', time: '30 minutos' }
const REPAIR: StepGiven = { role: 'U / Técnico', text: 'Repara.', time: '4 horas' }
const ASK: StepGiven = { text: '', question: 'Funciona', answers: { SÍ: {}, NO: { text: 'Anota.', jump: '<2' } } }
const DELIVER: StepGiven = { role: 'U / Secretaria', text: 'Entrega.' }

test('a step that was inserted before shifts the open task, which keeps its number, holder and start', () => {
  const world = openWorld(manualOf([RECEIVE, REPAIR, DELIVER], '1'))
  complete(world, '1')
  act(world, 'u / tecnico', { kind: 'claim-task', task: taskAt(world, '2').id })
  const before = taskAt(world, '2')
  world.now = '2026-11-02 10:00'
  const to = versionOf([RECEIVE, { role: 'U / Jefe', text: 'Asigna.' }, { ...REPAIR, time: '2 días hábiles' }, DELIVER])
  const after = movedWorld(world, to)
  const task = taskAt(after, '3')
  assert.equal(task.id, before.id)
  assert.equal(task.arrivedAt, before.arrivedAt)
  assert.equal(task.tray?.assignee, 'u / tecnico')
  assert.equal(local(task.due!.at), '2026-11-04 16:00')
  assert.equal(after.state.version, '2')
  assert.ok(after.state.completed['1'] && !after.state.completed['2'])
  complete(after, '3')
  assert.deepEqual(trays(after), ['U / Secretaria: 4'])
})

test('a task whose row asks for something else begins its step anew, and one without a step is refused', () => {
  const waits = { kind: 'reply', from: { kind: 'requester' }, span: SPAN } as const
  const world = openWorld(manualOf([{ ...RECEIVE, facts: { wait: waits } }, DELIVER], '1'))
  complete(world, '1')
  assert.deepEqual(trays(world), ['U / Secretaria: 1 reply'])
  const to = versionOf([RECEIVE, DELIVER])
  assert.deepEqual(
    fatesOf(world.version, to, world.state, proposeStepMap(world.version, to), contextOf(world, null)).map(
      ({ kind }) => kind,
    ),
    ['begins-anew'],
  )
  assert.deepEqual(trays(movedWorld(world, to)), ['U / Secretaria: 1'])
  assert.equal(moved(world, to, { 1: null, 2: 2 }), 'step-unmapped')
})

test('a pending signature stays with its signer; when the new version asks another, the step begins anew', () => {
  const signed = (role: string): StepGiven => ({ ...REPAIR, facts: { signatures: [['firma', role]] } })
  const world = openWorld(manualOf([signed('U / Jefe'), DELIVER], '1'))
  complete(world, '1')
  assert.deepEqual(trays(movedWorld(world, versionOf([signed('U / Jefe'), DELIVER]))), ['U / Jefe: 1 signature'])
  assert.deepEqual(trays(movedWorld(world, versionOf([signed('V / Analista'), DELIVER]))), ['U / Técnico: 1'])
})

test('rounds of a loop go over, so that a limit is not forgotten', () => {
  const limited = (rounds: number): StepGiven => ({ ...ASK, facts: { limit: { rounds, role: 'U / Jefe' } } })
  const world = openWorld(manualOf([RECEIVE, REPAIR, limited(2), DELIVER], '1'))
  complete(world, '1')
  complete(world, '2', { answer: 'NO' })
  complete(world, '2', { answer: 'NO' })
  const after = movedWorld(world, versionOf([RECEIVE, REPAIR, limited(2), { ...DELIVER, text: 'Entrega y archiva.' }]))
  complete(after, '2', { answer: 'NO' })
  assert.deepEqual(trays(after), ['U / Jefe: 3'])
})

test('an open block goes over to a block of as many rows, and to nothing else', () => {
  const block: StepGiven = {
    text: '',
    parallel: [
      { role: 'U / Técnico', text: 'Mide.' },
      { role: 'V / Analista', text: 'Revisa.' },
    ],
  }
  const world = openWorld(manualOf([RECEIVE, block, DELIVER], '1'))
  complete(world, '1')
  complete(world, '2.1')
  const after = movedWorld(world, versionOf([RECEIVE, REPAIR, block, DELIVER]))
  assert.deepEqual(trays(after), ['V / Analista: 3.2'])
  complete(after, '3.2')
  assert.deepEqual(trays(after), ['U / Secretaria: 4'])
  assert.equal(moved(world, versionOf([RECEIVE, REPAIR, DELIVER]), { 1: 1, 2: 2, 3: 3 }), 'step-unmapped')
})

test('a deadline that has had its consequence does not have it again', () => {
  const dated: StepGiven = {
    ...REPAIR,
    facts: { deadline: { duration: duration('2 horas'), onExpiry: { kind: 'notify', role: 'U / Jefe' }, span: SPAN } },
  }
  const world = openWorld(manualOf([dated, DELIVER], '1'))
  world.now = '2026-11-02 11:00'
  act(world, null, { kind: 'pass-time' })
  const after = movedWorld(world, versionOf([dated, DELIVER]))
  assert.deepEqual(act(after, null, { kind: 'pass-time' }), [])
})

test('a closed case stays as it is', () => {
  const world = openWorld(manualOf([RECEIVE], '1'))
  complete(world, '1')
  assert.equal(moved(world, versionOf([RECEIVE])), 'case-closed')
})

const moves = fc.array(fc.nat(1_000_000), { maxLength: 30 })

test('over to the same text nothing changes but the version, whatever the case has been through', () => {
  fc.assert(
    fc.property(soundManual, moves, (manual, picks) => {
      const world = openWorld(manual)
      for (const pick of picks) if (world.state.status === 'open') moveByChance(world, pick)
      if (world.state.status !== 'open') return
      const next = compileProcedure({ ...manual, front: { ...manual.front, version: '2' } }, '1')
      const after = movedWorld(world, next, Object.fromEntries([...next.steps.keys()].map((step) => [step, step])))
      const { seq: _a, version: _b, tasks, ...rest } = after.state
      const { seq: _c, version: _d, tasks: old, ...before } = world.state
      assert.deepEqual(rest, before)
      const bare = (list: typeof tasks) => list.map(({ due: _, ...task }) => task)
      assert.deepEqual(bare(tasks), bare(old))
    }),
    { numRuns: 200 },
  )
})

test('between any two sound versions a case goes over and can reach FIN, or is refused and stays', () => {
  let went = 0
  fc.assert(
    fc.property(soundManual, soundManual, moves, fc.nat(1_000_000), (manual, other, picks, seed) => {
      const world = openWorld(manual)
      for (const pick of picks) if (world.state.status === 'open') moveByChance(world, pick)
      if (world.state.status !== 'open') return
      const to = compileProcedure({ ...other, front: { ...other.front, version: '2' } }, '1')
      const proposed = proposeStepMap(world.version, to)
      const map = Object.fromEntries(
        Object.entries(proposed).map(([step, target]) => [step, target ?? 1 + ((seed + Number(step)) % to.steps.size)]),
      )
      const after = moved(world, to, map)
      if (typeof after === 'string') {
        assert.match(after, /^(?:step|block)-unmapped$/)
        return
      }
      went += 1
      assert.deepEqual(replay(JSON.parse(JSON.stringify(after.acts))), after.state)
      walkToFin(after)
      assert.deepEqual([after.state.tasks, after.state.blocks], [[], {}])
    }),
    { numRuns: 300 },
  )
  assert.ok(went > 50, `only ${went} went over`)
})
