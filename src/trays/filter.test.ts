// Whatever somebody writes into the address of a tray becomes a bounded filter, and a query that runs with it bound.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { loadDirectory } from '#src/people/index.ts'
import { testProgram } from '../../test/support/program.ts'
import { type FilterFacts, filterCondition, filterFacts } from './filter-condition.ts'
import { MOST_CHARACTERS, MOST_VALUES, readFilter, writeFilter } from './filter-query.ts'
import { countFiltered, listTray } from './tray.store.ts'
import { FILTER_PARTS, type TrayFilter, withoutPart } from './tray-filter.ts'
import { lookText, readLook, readLookText } from './tray-look.ts'
import { ORDERS, type TrayOrder } from './tray-order.ts'

const { db, api, clock } = await testProgram(undefined, { cases: true, now: '2026-11-03T14:00:00Z' })
const person = api('acastellon').person
const directory = await loadDirectory(db, clock.now().toString())
const units = directory.rows.units.map(({ id }) => id)

const names = Object.values(FILTER_PARTS).map(({ es }) => es)
const nasty = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 120 }),
  fc.constantFrom(
    "'; drop table task; --",
    '%',
    '_',
    '\\',
    '{1}',
    '1',
    '4',
    'me',
    'nobody',
    'overdue',
    'none',
    'step',
    '2026-02-30',
    '2026-11-02',
    'DTI-MNP-01/8',
    '{}',
    '3.1',
    'null',
    units[0]!,
  ),
)
const query = fc.dictionary(
  fc.constantFrom(...names, 'orden', 'columnas', 'filas', 'x'),
  fc.oneof(nasty, fc.array(nasty, { maxLength: 30 }), fc.constant(undefined), fc.object({ maxDepth: 1 })),
  { maxKeys: 8 },
)

const facts = (filter: TrayFilter): FilterFacts => filterFacts(filter, directory, person, clock.now())

test('any parameters give a bounded filter, and its text reads back as the same', () => {
  fc.assert(
    fc.property(query, (given) => {
      const { look, faults } = readLook(given, 'es')
      for (const value of Object.values(look.filter)) {
        const values = [value].flat()
        assert.ok(values.length >= 1 && values.length <= MOST_VALUES)
        for (const each of values) assert.ok(String(each).length <= MOST_CHARACTERS)
      }
      assert.deepEqual(readLookText(lookText(look)), look)
      assert.ok(faults.every((name) => given[name] !== undefined))
      assert.deepEqual(readFilter(Object.fromEntries(grouped(writeFilter(look.filter, 'es'))), 'es'), {
        filter: look.filter,
        faults: [],
      })
    }),
    { numRuns: 1_000 },
  )
})

test('any filter gives one query that runs in every order, and every value in it is bound', async () => {
  const shape = filterCondition(facts({}))
  const text = (filter: TrayFilter) => sql`select ${filterCondition(facts(filter))}`.compile(db).sql
  const order = fc.record<TrayOrder>({ by: fc.constantFrom(...ORDERS), descending: fc.boolean() })
  await fc.assert(
    fc.asyncProperty(query, order, async (given, by) => {
      const { filter } = readFilter(given, 'es')
      assert.equal(text(filter), sql`select ${shape}`.compile(db).sql)
      const scope = { kind: 'unit' as const, units }
      const found = await listTray(db, { scope, order: by, filter: facts(filter), place: null })
      assert.ok(found.tasks.length <= 50)
      assert.equal(await countFiltered(db, { scope, filter: facts(filter) }), found.tasks.length)
    }),
    { numRuns: 120 },
  )
})

test('odd values are left out and named', () => {
  const { filter, faults } = readFilter(
    {
      prioridad: '9',
      llego: '2026-02-30',
      texto: 'ñ'.repeat(101),
      vence: 'ayer',
      paso: "1'",
      dependencia: 'x',
      canal: ['a', 3],
    },
    'es',
  )
  assert.deepEqual(filter, {})
  assert.deepEqual(faults.toSorted(), ['canal', 'dependencia', 'llego', 'paso', 'prioridad', 'texto', 'vence'])
})

test('a part is taken away value by value', () => {
  const filter: TrayFilter = { priorities: [1, 2], text: 'servidor' }
  assert.deepEqual(withoutPart(filter, 'priorities', '1'), { priorities: [2], text: 'servidor' })
  assert.deepEqual(withoutPart({ priorities: [2] }, 'priorities', '2'), {})
  assert.deepEqual(withoutPart(filter, 'text', 'servidor'), { priorities: [1, 2] })
})

function grouped(entries: readonly [string, string][]): [string, string | string[]][] {
  return [...Map.groupBy(entries, ([name]) => name)].map(([name, values]) => [name, values.map(([, value]) => value)])
}
