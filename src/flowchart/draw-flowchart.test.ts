import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { checkManual } from '#src/manual/index.ts'
import { anyPlainManual, soundManual } from '#src/procedure/fixtures/test-procedures.ts'
import { compileProcedure } from '#src/procedure/index.ts'
import { chartFaults } from './check-geometry.ts'
import { layFlowchart } from './draw-flowchart.ts'
import { reportChart } from './report-chart.ts'

const PAPERS = ['screen', 'letter', 'a4'] as const
const folder = new URL('../../manuals/', import.meta.url)

for (const file of readdirSync(folder).filter((name) => name.endsWith('.manual.md'))) {
  const { manual } = checkManual(readFileSync(new URL(file, folder), 'utf8'))
  for (const { number, title } of manual?.procedures ?? []) {
    describe(`${file}, ${number}. ${title}`, () => {
      for (const paper of PAPERS) {
        test(`${paper}: nothing overlaps or crosses, every line has its way, labels are clear, connectors come in pairs`, (t) => {
          const chart = layFlowchart(compileProcedure(manual!, number), { paper })
          assert.deepEqual(chartFaults(chart), [])
          const { crossings, edges, routed } = reportChart(chart)
          assert.equal(routed, edges)
          assert.deepEqual(crossings, [])
          t.diagnostic(`${chart.pages.length} pages`)
        })
      }
    })
  }
}

for (const [name, manuals] of [
  ['sound procedures with blocks, waits, deadlines and loops', soundManual],
  ['any activities and questions', anyPlainManual],
] as const) {
  test(`the gates hold for ${name}`, () => {
    fc.assert(
      fc.property(manuals, fc.constantFrom(...PAPERS), (manual, paper) => {
        assert.deepEqual(chartFaults(layFlowchart(compileProcedure(manual, '1'), { paper })), [])
      }),
      { numRuns: 60 },
    )
  })
}
