import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { replay } from './apply.ts'
import { branchOf } from './compile-procedure.ts'
import { nextTimer } from './decide/pass-time.ts'
import { decide } from './decide.ts'
import { later } from './due.ts'
import { anyPlainManual, soundManual } from './fixtures/test-procedures.ts'
import { act, contextOf, local, openWorld, personOf, refused, type World } from './fixtures/test-world.ts'
import { FIN, INICIO, procedureGraph, unsoundRows } from './procedure-graph.ts'
import type { Command, Task } from './types.ts'

const RUNS = { numRuns: 250 }
const moves = fc.array(fc.nat(1_000_000), { maxLength: 40 })

test('every sound procedure can always reach FIN, from wherever chance has taken it', () => {
  fc.assert(
    fc.property(soundManual, moves, (manual, picks) => {
      const world = openWorld(manual)
      assert.deepEqual(unsoundRows(world.version), { unreachable: [], stuck: [] })
      for (const pick of picks) if (world.state.status === 'open') moveByChance(world, pick)
      const distance = distances(world)
      for (let steps = 0; world.state.status === 'open'; steps++) {
        assert.ok(steps < 400, 'FIN was not reached')
        moveTowardsFin(world, distance)
      }
      assert.deepEqual([world.state.tasks, world.state.blocks], [[], {}])
    }),
    RUNS,
  )
})

test('the acts alone give the same case, count without gaps and complete no task twice', () => {
  fc.assert(
    fc.property(soundManual, moves, (manual, picks) => {
      const world = openWorld(manual)
      for (const pick of picks) if (world.state.status === 'open') moveByChance(world, pick)
      assert.deepEqual(replay(JSON.parse(JSON.stringify(world.acts))), world.state)
      assert.deepEqual(
        world.acts.map((a) => a.seq),
        world.acts.map((_, i) => i + 1),
      )
      const completed = world.acts.flatMap((a) => (a.body.kind === 'task-completed' ? [a.body.task] : []))
      assert.equal(new Set(completed).size, completed.length)
      for (const task of completed) {
        const code = refused(world, 'u / tecnico', { kind: 'complete-task', task }).code
        assert.ok(code === 'task-gone' || code === 'case-closed', code)
      }
    }),
    RUNS,
  )
})

test('any command on any case is decided or refused with a sentence, never thrown, and changes nothing when refused', () => {
  const id = fc.oneof(fc.integer({ min: -1, max: 30 }), fc.double())
  const text = fc.oneof(fc.constantFrom('SÍ', 'NO', '', ' ', 'x'), fc.string())
  const command = fc.oneof(
    fc.record({ kind: fc.constantFrom('claim-task', 'release-task'), task: id }),
    fc.record({ kind: fc.constant('hand-over-task'), task: id, to: text }),
    fc.record(
      { kind: fc.constant('complete-task'), task: id, answer: text, choice: fc.double(), reason: text },
      { requiredKeys: ['kind', 'task'] },
    ),
    fc.record({ kind: fc.constant('refuse-signature'), task: id, reason: text }),
    fc.record({ kind: fc.constant('correct-answer'), step: fc.nat(9), reason: text }),
    fc.record({ kind: fc.constantFrom('annul-case', 'reopen-case'), reason: text }),
    fc.record({ kind: fc.constant('give-ruling'), to: fc.oneof(fc.nat(9), fc.constant('end')), reason: text }),
    fc.record({ kind: fc.constant('add-note'), note: text }),
    fc.record({ kind: fc.constant('link-child'), task: id, number: text }),
    fc.record({
      kind: fc.constant('finish-child'),
      task: id,
      number: text,
      status: fc.constantFrom('closed', 'annulled'),
    }),
    fc.record({ kind: fc.constantFrom('pass-time', 'recompute-dues') }),
  ) as fc.Arbitrary<Command>
  const person = fc.constantFrom(
    null,
    'u / tecnico',
    'u / secretaria',
    'v / analista',
    'u / jefe',
    'solicitante',
    'extraño',
  )
  fc.assert(
    fc.property(
      soundManual,
      fc.array(fc.tuple(person, command, fc.nat(1_000_000)), { maxLength: 30 }),
      (manual, given) => {
        const world = openWorld(manual)
        for (const [who, asked, pick] of given) {
          if (world.state.status === 'open') moveByChance(world, pick)
          const before = world.state
          const decision = decide(world.version, world.state, asked, contextOf(world, who))
          assert.equal(world.state, before)
          if ('acts' in decision) act(world, who, asked)
          else assert.match(decision.refusal.code, /^[a-z-]+$/)
        }
        assert.deepEqual(replay(world.acts), world.state)
      },
    ),
    RUNS,
  )
})

test('the rows that the graph reaches are those that the engine reaches, sound or not', () => {
  fc.assert(
    fc.property(anyPlainManual, (manual) => {
      const start = openWorld(manual)
      const seen = new Set<string>()
      const visited = new Set<string>()
      const open: World[] = [start]
      for (let world = open.pop(); world; world = open.pop()) {
        const task = world.state.tasks[0]
        if (!task || seen.has(task.row)) continue
        seen.add(task.row)
        visited.add(task.row)
        if (task.question !== undefined) visited.add(String(task.question))
        for (const answer of answersOf(world, task)) {
          const next = { ...world, acts: [] }
          if (answer !== undefined) visited.add(branchOf(world.version, task.question!, answer).number)
          act(next, personOf(task), { kind: 'complete-task', task: task.id, ...(answer !== undefined && { answer }) })
          open.push(next)
        }
      }
      const { unreachable } = unsoundRows(start.version)
      const drawn = new Set(procedureGraph(start.version).nodes.map((n) => n.row))
      for (const row of start.version.rows.keys()) {
        if (drawn.has(row)) assert.equal(visited.has(row), !unreachable.includes(row), `row ${row}`)
      }
    }),
    RUNS,
  )
})

test('the graph has one INICIO and one FIN, and every edge joins two of its nodes', () => {
  fc.assert(
    fc.property(soundManual, (manual) => {
      const { nodes, edges } = procedureGraph(openWorld(manual).version)
      const ids = new Set(nodes.map((n) => n.id))
      assert.equal(ids.size, nodes.length)
      assert.deepEqual([nodes[0]?.id, nodes.at(-1)?.id], [INICIO, FIN])
      for (const { from, to } of edges) assert.ok(ids.has(from) && ids.has(to), `${from} → ${to}`)
    }),
    RUNS,
  )
})

/** One lawful thing that could happen now, chosen by a number. */
function moveByChance(world: World, pick: number): void {
  const timer = nextTimer(world.state)
  const tasks = world.state.tasks.filter((t) => t.tray)
  if (timer !== null && (tasks.length === 0 || pick % 7 === 0)) {
    passToTimer(world, timer)
    return
  }
  const task = tasks[pick % tasks.length]
  if (!task) return
  if (task.signature && pick % 3 === 0) {
    act(world, personOf(task), { kind: 'refuse-signature', task: task.id, reason: 'No.' })
    return
  }
  const answers = answersOf(world, task)
  finish(world, task, answers[(pick >> 4) % answers.length])
}

function moveTowardsFin(world: World, distance: ReadonlyMap<string, number>): void {
  const task = world.state.tasks.find((t) => t.tray)
  if (!task) {
    passToTimer(world, nextTimer(world.state)!)
    return
  }
  const nearest = answersOf(world, task).toSorted(
    (a, b) => branchDistance(world, task, a, distance) - branchDistance(world, task, b, distance),
  )
  finish(world, task, nearest[0])
}

function finish(world: World, task: Task, answer: string | undefined): void {
  act(world, personOf(task), {
    kind: 'complete-task',
    task: task.id,
    reason: 'Porque sí.',
    ...(answer !== undefined && { answer }),
  })
}

function answersOf(world: World, task: Task): (string | undefined)[] {
  return task.question === undefined
    ? [undefined]
    : world.version.steps.get(task.question)!.branches.map((b) => b.answer)
}

function passToTimer(world: World, timer: string): void {
  const now = contextOf(world, null).now
  if (later(timer, now)) world.now = local(timer)
  act(world, null, { kind: 'pass-time' })
}

/** Steps to FIN from each node of the graph by what people do; the walker does not wait for a deadline to expire. */
function distances(world: World): ReadonlyMap<string, number> {
  const edges = procedureGraph(world.version).edges.filter((edge) => edge.kind !== 'expiry')
  const distance = new Map([[FIN, 0]])
  for (const id of distance.keys()) {
    for (const { from, to } of edges) if (to === id && !distance.has(from)) distance.set(from, distance.get(id)! + 1)
  }
  return distance
}

function branchDistance(
  world: World,
  task: Task,
  answer: string | undefined,
  distance: ReadonlyMap<string, number>,
): number {
  if (answer === undefined || task.question === undefined) return 0
  const branch = branchOf(world.version, task.question, answer)
  // A way back may be the shorter one on paper, and be cut by a deadline that has expired already.
  if (branch.jump?.kind === 'return') return Number.POSITIVE_INFINITY
  const drawn = distance.get(branch.number)
  if (drawn !== undefined) return drawn
  const { jump, next } = branch
  const target =
    jump?.kind === 'continue' ? String(jump.step) : jump?.kind === 'end' || next === null ? FIN : String(next)
  return (distance.get(target) ?? Number.POSITIVE_INFINITY) + 1
}
