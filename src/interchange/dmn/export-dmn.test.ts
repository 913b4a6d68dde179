import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { DmnModdle } from 'dmn-moddle'
import { evaluate, unaryTest } from 'feelin'
import { readManual } from '#src/manual/index.ts'
import { decisionOfNorm } from './decision-of-norm.ts'
import { decisionsOf, exportDmn } from './export-dmn.ts'

const manuals = readdirSync('manuals')
  .filter((file) => file.endsWith('.manual.md'))
  .map((file) => ({ file, manual: readManual(readFileSync(`manuals/${file}`, 'utf8')).manual! }))

test('the tables of every manual are valid by the schema of the standard', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dmn-'))
  const files = manuals.flatMap(({ file, manual }) => {
    const xml = exportDmn(manual)
    if (xml === null) return []
    writeFileSync(join(folder, file), xml)
    return [join(folder, file)]
  })
  assert.ok(files.length > 0)
  const xsd = 'node_modules/dmn-moddle/resources/dmn/xsd/DMN13.xsd'
  execFileSync('xmllint', ['--noout', '--nonet', '--schema', xsd, ...files], { stdio: 'pipe' })
  rmSync(folder, { recursive: true })
})

test('another reader of DMN reads it without a warning and finds every table', async () => {
  for (const { manual } of manuals) {
    const xml = exportDmn(manual)
    if (xml === null) continue
    const { rootElement, warnings } = await new DmnModdle().fromXML(xml)
    assert.deepEqual(warnings, [])
    const decisions = rootElement.drgElement.filter(({ $type }: { $type: string }) => $type === 'dmn:Decision')
    assert.equal(decisions.length, decisionsOf(manual).length)
  }
})

test('evaluated as FEEL, what a row knows gives what the row gives', async () => {
  let rows = 0
  for (const { manual } of manuals) {
    const xml = exportDmn(manual)
    if (xml === null) continue
    const { rootElement } = await new DmnModdle().fromXML(xml)
    for (const decision of decisionsOf(manual)) {
      const table = rootElement.drgElement.find(({ id }: { id: string }) => id === decision.id).decisionLogic
      for (const { inputs, outputs } of decision.rules) {
        if (inputs.includes('-')) continue
        assert.deepEqual(
          decide(
            table,
            inputs.map((text) => resultOf(text)),
          ),
          outputs.map((text) => resultOf(text)),
        )
        rows += 1
      }
    }
  }
  assert.ok(rows >= 12)
})

test('the priority of the manual: each crossing by its row, the others by the last', async () => {
  const { manual } = manuals.find(({ file }) => file.startsWith('dti-servicios'))!
  const { rootElement } = await new DmnModdle().fromXML(exportDmn(manual)!)
  const table = rootElement.drgElement.find(({ id }: { id: string }) => id === 'Norma_general_5').decisionLogic
  const priority = (impact: string, urgency: string) => decide(table, [impact, urgency])[0]
  assert.equal(priority('alto', 'alta'), '1, crítica')
  assert.equal(priority('medio', 'alta'), '2, alta')
  assert.equal(priority('alto', 'media'), '2, alta')
  assert.equal(priority('bajo', 'alta'), '3, media')
  assert.equal(priority('bajo', 'baja'), '4, baja')
})

test('a matrix of impact and urgency, rows that repeat, and columns that Asigna reads', () => {
  const place = { id: 'N', name: 'N', assigned: ['Área'] }
  const norm = (columns: string[], rows: string[][]) => ({
    number: '1',
    text: 'x',
    table: { columns, rows },
    span: {} as never,
  })
  const matrix = decisionOfNorm(
    norm(
      ['Impacto / Urgencia', 'Alta', 'Baja'],
      [
        ['Alto', '1', '2'],
        ['Bajo', '2', '3'],
      ],
    ),
    place,
  )
  assert.deepEqual(matrix.rules[1], { inputs: ['"alto"', '"baja"'], outputs: ['"2"'] })
  const assigned = decisionOfNorm(
    norm(
      ['Área', 'Nivel'],
      [
        ['A', '3'],
        ['B', '3'],
      ],
    ),
    place,
  )
  assert.deepEqual(
    assigned.outputs.map(({ name }) => name),
    ['area_elegida', 'nivel'],
  )
  const repeated = decisionOfNorm(norm(['A'], [['x'], ['x']]), { ...place, assigned: [] })
  assert.equal(repeated.hitPolicy, 'ANY')
  const prose = decisionOfNorm(norm(['Impacto y urgencia', 'Prioridad'], [['Según se vea', '1']]), place)
  assert.deepEqual(
    prose.inputs.map(({ label }) => label),
    ['Impacto y urgencia'],
  )
})

interface Table {
  readonly hitPolicy?: string
  readonly input: readonly { inputExpression: { text: string } }[]
  readonly rule: readonly { inputEntry: readonly { text: string }[]; outputEntry: readonly { text: string }[] }[]
}

/** A decision table as the standard evaluates it: unary tests on each input, then the hit policy. */
function decide(table: Table, values: readonly unknown[]): unknown[] {
  const context = Object.fromEntries(
    table.input.map(({ inputExpression }, index) => [inputExpression.text, values[index]]),
  )
  const hits = table.rule.filter(({ inputEntry }) =>
    inputEntry.every(
      ({ text }, index) => text === '-' || unaryTest(text, { ...context, '?': values[index] }).value === true,
    ),
  )
  if (table.hitPolicy !== 'FIRST' && table.hitPolicy !== 'ANY') assert.equal(hits.length, 1)
  return hits[0]!.outputEntry.map(({ text }) => resultOf(text))
}

function resultOf(text: string): unknown {
  return evaluate(text).value
}
