import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { DmnModdle } from 'dmn-moddle'
import fc from 'fast-check'
import { evaluate, unaryTest } from 'feelin'
import { FIRST_TABLE, type PriorityTable, priorityOf, readPriorityTable, targetRuleOf } from '#src/procedure/index.ts'
import { exportPriorityDmn } from './export-priority-dmn.ts'
import { DmnRefused, importPriorityDmn } from './import-priority-dmn.ts'
import { durationText, IMPACTS, URGENCIES } from './priority-names.ts'

const grade = fc.constantFrom(1 as const, 2 as const, 3 as const)
const priority = fc.constantFrom(1 as const, 2 as const, 3 as const, 4 as const)
const duration = fc.option(
  fc.record({
    count: fc.integer({ min: 1, max: 500 }),
    unit: fc.constantFrom('minutes' as const, 'hours' as const, 'working-days' as const),
  }),
)
const kind = fc.record({ manual: fc.constantFrom('DTI-MNP-01', 'A & "B" <C>'), procedure: fc.constantFrom('1', '2.1') })
const key = (given: { manual: string; procedure: string } | null) =>
  given === null ? '' : `${given.manual} ${given.procedure}`
const row = fc.tuple(priority, priority, priority)

const table: fc.Arbitrary<PriorityTable> = fc.record({
  names: fc.constant(['Crítica', 'Alta', 'Media «normal»', 'Baja'] as const),
  impacts: fc.constant(FIRST_TABLE.impacts),
  urgencies: fc.constant(FIRST_TABLE.urgencies),
  matrix: fc.tuple(row, row, row),
  kinds: fc.uniqueArray(
    fc.tuple(kind, grade, grade, grade, fc.boolean()).map(([each, impact, urgency, level, declared]) => ({
      ...each,
      impact,
      urgency,
      level,
      ...(declared ? { declared: true as const } : {}),
    })),
    { selector: key, maxLength: 4 },
  ),
  setters: fc.constant([]),
  editors: fc.constant([]),
  targets: fc.uniqueArray(
    fc.record({
      kind: fc.option(kind),
      priority,
      attention: duration,
      solution: duration,
      suspends: fc.option(fc.constant('la norma 3')),
    }),
    { selector: (each) => `${key(each.kind)} ${each.priority}`, maxLength: 8 },
  ),
  warnings: fc.constant(FIRST_TABLE.warnings),
})

test('every table is one that is read, and comes back from DMN as it was', () => {
  fc.assert(
    fc.property(table, (drawn) => {
      const given: PriorityTable = JSON.parse(JSON.stringify(drawn))
      const read = readPriorityTable(JSON.parse(JSON.stringify(given)))
      assert.ok('table' in read, JSON.stringify(read))
      const back = importPriorityDmn(exportPriorityDmn(given, 'Prioridades'))
      assert.deepEqual(back.matrix, given.matrix)
      const used = new Set(given.matrix.flat())
      for (const number of used) assert.equal(back.names[number - 1], given.names[number - 1])
      assert.deepEqual(back.kinds ?? [], given.kinds)
      const ordered = given.targets.toSorted((a, b) => Number(a.kind === null) - Number(b.kind === null))
      assert.deepEqual(back.targets ?? [], ordered)
    }),
    { numRuns: 60 },
  )
})

test('it is valid by the schema, and evaluated as FEEL gives what the desk gives', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'dmn-'))
  const files: string[] = []
  for (const given of fc.sample(table, 12)) {
    const xml = exportPriorityDmn(given, 'Prioridades & plazos')
    files.push(join(folder, `${files.length}.dmn`))
    writeFileSync(files.at(-1)!, xml)
    const { rootElement, warnings } = await new DmnModdle().fromXML(xml)
    assert.deepEqual(warnings, [])
    const logic = (id: string) => rootElement.drgElement.find((each: { id: string }) => each.id === id)?.decisionLogic
    for (const impact of [1, 2, 3] as const)
      for (const urgency of [1, 2, 3] as const)
        assert.equal(
          decide(logic('Prioridad'), [IMPACTS[impact - 1], URGENCIES[urgency - 1]])?.[0],
          String(priorityOf(given, impact, urgency)),
        )
    for (const number of [1, 2, 3, 4] as const)
      for (const each of [
        { manual: 'DTI-MNP-01', procedure: '1' },
        { manual: 'X', procedure: '9' },
      ]) {
        const wanted = targetRuleOf(given, each, number)
        const found =
          given.targets.length === 0
            ? undefined
            : decide(logic('Plazos'), [each.manual, each.procedure, String(number)])
        assert.deepEqual(
          found ?? null,
          wanted === null
            ? null
            : [durationText(wanted.attention), durationText(wanted.solution), wanted.suspends ?? ''],
        )
      }
  }
  const xsd = 'node_modules/dmn-moddle/resources/dmn/xsd/DMN13.xsd'
  execFileSync('xmllint', ['--noout', '--nonet', '--schema', xsd, ...files], { stdio: 'pipe' })
  rmSync(folder, { recursive: true })
})

test('what is no such document is refused with a sentence that says what to do', () => {
  const good = exportPriorityDmn(FIRST_TABLE, 'Prioridades')
  const refused = (xml: string, says: RegExp) =>
    assert.throws(
      () => importPriorityDmn(xml),
      (error) => error instanceof DmnRefused && says.test(error.message),
    )
  refused('', /vacío/)
  refused('hola', /DMN/)
  refused(`<!DOCTYPE x [<!ENTITY a "b">]>${good}`, /DOCTYPE|mal formado/)
  refused('<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/"/>', /impacto/)
  refused(good.replace('<text>&quot;1&quot;</text>', '<text>now()</text>'), /sin expresiones/)
  refused(good.replaceAll('<text>&quot;bajo&quot;</text>', '<text>&quot;nulo&quot;</text>'), /impacto bajo/)
})

interface Logic {
  readonly input: readonly { inputExpression: { text: string } }[]
  readonly rule: readonly { inputEntry: readonly { text: string }[]; outputEntry: readonly { text: string }[] }[]
}

/** A decision table as the standard evaluates it: the first rule whose unary tests all hold. */
function decide(logic: Logic, values: readonly unknown[]): unknown[] | undefined {
  const context = Object.fromEntries(logic.input.map(({ inputExpression }, at) => [inputExpression.text, values[at]]))
  const hit = logic.rule.find(({ inputEntry }) =>
    inputEntry.every(({ text }, at) => text === '-' || unaryTest(text, { ...context, '?': values[at] }).value === true),
  )
  return hit?.outputEntry.map(({ text }) => evaluate(text).value)
}
