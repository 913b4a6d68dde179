import assert from 'node:assert/strict'
import { test } from 'node:test'
import { buildManual } from '#src/procedure/fixtures/test-manual.ts'
import { compileProcedure } from '#src/procedure/index.ts'
import { chartFaults } from './check-geometry.ts'
import { cheapestCuts } from './cuts.ts'
import { drawFlowchart, layFlowchart } from './draw-flowchart.ts'

const chartOf = (steps: Parameters<typeof buildManual>[0]['steps']) => compileProcedure(buildManual({ steps }), '1')

// Twelve officials, each with a run of steps: together their lanes are wider than any sheet.
const twelve = chartOf(
  Array.from({ length: 48 }, (_, at) => ({
    role: `Unidad / Encargado ${Math.floor(at / 4) + 1}`,
    text: 'Revisa el expediente y lo pasa a quien sigue.',
  })),
)

test('a page has only the lanes that have steps on it, and says which it leaves out', () => {
  const { pages, scale } = layFlowchart(twelve, { paper: 'letter' })
  assert.equal(scale, 1)
  for (const { lanes, absent } of pages) {
    assert.equal(lanes.length + absent.length, 12)
    assert.ok(absent.length > 0)
  }
  const { svg } = drawFlowchart(twelve, { paper: 'letter' }).pages[0]!
  assert.match(svg, />Sin pasos en esta hoja: [^<]*Encargado 12/)
  assert.doesNotMatch(drawFlowchart(twelve, { paper: 'screen' }).pages[0]!.svg, /Sin pasos/)
})

test('only what no page can hold side by side is drawn smaller, and keeps the gates', () => {
  const block = chartOf([
    { role: 'Unidad / Jefe', text: 'Pide informes.' },
    {
      role: 'Unidad / Jefe',
      text: 'Reparte. A la vez:',
      parallel: Array.from({ length: 11 }, (_, at) => ({ role: `Unidad / Técnico ${at + 1}`, text: 'Informa.' })),
    },
    { role: 'Unidad / Jefe', text: 'Reúne los informes.' },
  ])
  const chart = layFlowchart(block, { paper: 'letter' })
  assert.ok(chart.scale < 1 && chart.scale > 0.5)
  assert.ok(chart.paper!.width > chart.paper!.height)
  assert.deepEqual(chartFaults(chart), [])
})

test('a word longer than any box does not make the chart smaller', () => {
  const long = chartOf([{ role: 'Unidad / Jefe', text: `Abre ${'https://ejemplo.gob.gt/'.repeat(4)} y lo guarda.` }])
  assert.equal(layFlowchart(long, { paper: 'letter' }).scale, 1)
})

test('the cheapest cuts are found, and none where no page can be', () => {
  const pages = (most: number) => (from: number, to: number) =>
    to - from > most ? Number.POSITIVE_INFINITY : 1 + ((most - to + from) / most) ** 2
  assert.deepEqual(cheapestCuts(9, pages(4))!.cuts, [3, 6])
  assert.deepEqual(cheapestCuts(3, pages(4))!.cuts, [])
  assert.equal(cheapestCuts(3, pages(0)), null)
})
