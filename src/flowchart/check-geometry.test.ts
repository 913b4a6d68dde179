import assert from 'node:assert/strict'
import { test } from 'node:test'
import { buildManual } from '#src/procedure/fixtures/test-manual.ts'
import { compileProcedure } from '#src/procedure/index.ts'
import { chartFaults, type FaultKind } from './check-geometry.ts'
import type { Composition } from './compose.ts'
import { layFlowchart } from './draw-flowchart.ts'
import type { Geometry } from './geometry.ts'
import { reportChart } from './report-chart.ts'

// Step 2 answers NO beside it and returns; each test moves one thing of the good chart to where it must not be.
const manual = buildManual({
  steps: [
    { role: 'U / Técnico', text: 'Hace.' },
    { question: 'Sirve', answers: { SÍ: { text: 'Anota.' }, NO: { text: 'Repara.', jump: '<1' } } },
    { role: 'U / Secretaria', text: 'Entrega.' },
  ],
})
const good = layFlowchart(compileProcedure(manual, '1'), { paper: 'screen' })
const paged = (): Composition => {
  const steps = Array.from({ length: 24 }, (_, at) => ({
    role: at % 2 ? 'U / Técnico' : 'U / Secretaria',
    text: 'Hace lo que el paso manda y lo pasa a quien sigue.',
  }))
  return layFlowchart(compileProcedure(buildManual({ steps }), '1'), { paper: 'letter' })
}

const kindsOf = (chart: Composition) => [...new Set(chartFaults(chart).map(({ kind }) => kind))]
const spoiled = (change: (page: Geometry) => Partial<Geometry>): Composition => {
  const page = good.pages[0]!
  return { ...good, pages: [{ ...page, ...change(page) }] }
}
const withCell = (id: string, change: (cell: Geometry['cells'][number]) => object) =>
  spoiled(({ cells }) => ({
    cells: cells.map((cell) => (cell.cell.node.id === id ? { ...cell, ...change(cell) } : cell)),
  }))
const withLine = (key: string, change: (line: Geometry['lines'][number]) => object) =>
  spoiled(({ lines }) => ({
    lines: lines.map((line) => (line.edge.key === key ? { ...line, ...change(line) } : line)),
  }))

test('the chart as it was laid out has no fault', () => {
  assert.deepEqual(chartFaults(good), [])
  assert.deepEqual(reportChart(good).crossings, [])
})

const planted: readonly (readonly [what: string, kind: FaultKind, chart: () => Composition])[] = [
  ['a box on another', 'overlap', () => withCell('2.2', () => ({ x: good.pages[0]!.cells[3]!.x + 20 }))],
  [
    'a line through a box',
    'through-box',
    () => {
      const { x, y } = good.pages[0]!.cells.find(({ cell }) => cell.node.id === '2')!
      return withLine('INICIO>1', ({ points }: { points: readonly { x: number; y: number }[] }) => ({
        points: [points[0], { x: x + 1, y: points[0]!.y }, { x: x + 1, y: y + 80 }],
      }))
    },
  ],
  ['an edge without a line', 'not-drawn', () => spoiled(({ lines }) => ({ lines: lines.slice(1) }))],
  [
    'a line that ends in the air',
    'loose-end',
    () => withLine('INICIO>1', ({ points }) => ({ points: points.map(({ x, y }) => ({ x, y: y - 7 })) })),
  ],
  [
    'lines that run along each other',
    'together',
    () =>
      withLine('2.2>1', () => ({ points: good.pages[0]!.lines.find(({ edge }) => edge.key === '2>2.1:SÍ')!.points })),
  ],
  [
    'a label on a line',
    'label',
    () =>
      spoiled(({ labels, lines }) => ({
        labels: labels.map((label) => ({ ...label, x: lines[0]!.points[0]!.x - 2, y: lines[0]!.points[0]!.y + 4 })),
      })),
  ],
  ['something beyond the page', 'outside', () => spoiled(({ width }) => ({ width: width / 2 }))],
  [
    'a line on the border of a lane',
    'on-border',
    () =>
      withLine('2.2>1', ({ points }) => ({
        points: [points[0], { x: good.pages[0]!.borders[1]!, y: 0 }, { x: good.pages[0]!.borders[1]!, y: 90 }],
      })),
  ],
  [
    'a page connector without its other half',
    'connector',
    () => {
      const chart = paged()
      const [first, ...others] = chart.pages
      const cells = first!.cells.filter(({ cell }) => cell.node.kind !== 'page-out')
      return { ...chart, pages: [{ ...first!, cells }, ...others] }
    },
  ],
]

for (const [what, kind, chart] of planted) {
  test(`it finds ${what}`, () => assert.ok(kindsOf(chart()).includes(kind), kindsOf(chart()).join(', ')))
}

test('it finds lines that cross, and names both', () => {
  const chart = spoiled(({ lines }) => {
    const [start, end] = [lines[0]!.points[0]!, lines[0]!.points.at(-1)!]
    const y = (start.y + end.y) / 2
    return {
      lines: lines.map((line) =>
        line.edge.key === '2.1>3'
          ? {
              ...line,
              points: [
                { x: start.x - 30, y },
                { x: start.x + 30, y },
              ],
            }
          : line,
      ),
    }
  })
  assert.deepEqual(
    reportChart(chart).crossings.map(({ across, down }) => [across, down]),
    [['2.1>3', 'INICIO>1']],
  )
})
