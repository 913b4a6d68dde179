import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { replay } from './apply.ts'
import { branchOf } from './compile-procedure.ts'
import { decide } from './decide.ts'
import { anyPlainManual, soundManual } from './fixtures/test-procedures.ts'
import { answersOf, moveByChance, walkToFin } from './fixtures/test-walks.ts'
import { act, contextOf, openWorld, personOf, refused, type World } from './fixtures/test-world.ts'
import { FIN, INICIO, procedureGraph, unsoundRows } from './procedure-graph.ts'
import type { Command } from './types.ts'

const RUNS = { numRuns: 250 }
const moves = fc.array(fc.nat(1_000_000), { maxLength: 40 })

test('every sound procedure can always reach FIN, from wherever chance has taken it', () => {
  fc.assert(
    fc.property(soundManual, moves, (manual, picks) => {
      const world = openWorld(manual)
      assert.deepEqual(unsoundRows(world.version), { unreachable: [], stuck: [] })
      for (const pick of picks) if (world.state.status === 'open') moveByChance(world, pick)
      walkToFin(world)
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
