import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'
import { buildManual, duration, SPAN } from '#src/procedure/fixtures/test-manual.ts'
import { compileProcedure } from '#src/procedure/index.ts'
import { chartFaults } from './check-geometry.ts'
import { drawFlowchart, layFlowchart } from './draw-flowchart.ts'

// One of everything that the notation can print.
const everything = compileProcedure(
  buildManual({
    steps: [
      {
        role: 'U / Técnico',
        text: 'Recibe <lo que & como> llegue.',
        facts: { form: 'SOL-1', notes: ['así se acordó.'] },
      },
      {
        text: 'Reparte.',
        parallel: [
          { text: 'Uno.' },
          { role: 'U / Secretaria', text: 'Dos.', jump: 'call 9' },
          { role: 'V / Analista', text: 'Tres.' },
        ],
      },
      {
        role: 'U / Secretaria',
        text: 'Firma y sella.',
        facts: {
          signatures: [
            ['firma', 'U / Jefe'],
            ['visto-bueno', 'U / Jefe'],
            ['sello', 'U / Jefe'],
            ['conformidad', 'solicitante'],
          ],
          archive: { object: 'oficio', kind: 'permanent' },
        },
      },
      {
        question: 'Qué sigue',
        answers: {
          UNO: {},
          DOS: { text: 'Corrige.', jump: '<3' },
          TRES: { jump: 'fin' },
          CUATRO: { text: 'Anota.' },
          CINCO: {},
        },
      },
      {
        text: 'Espera.',
        facts: {
          wait: { kind: 'duration', duration: duration('2 días hábiles'), span: SPAN },
          deadline: { duration: duration('4 horas'), onExpiry: { kind: 'continue', step: 7 }, span: SPAN },
          archive: { object: 'oficio', kind: 'temporary', duration: { duration: duration('1 meses') } },
        },
      },
      { text: 'Aplica.', jump: 'call 9' },
      { role: null, text: 'Queda cerrado.' },
    ],
  }),
  '1',
)

test('every symbol is drawn, once for each thing that it stands for', () => {
  const { svg } = drawFlowchart(everything, { paper: 'screen' }).pages[0]!
  const count = (name: string) => svg.match(new RegExp(`class="[^"]*\\b${name}\\b[^"]*"`, 'g'))?.length ?? 0
  const expected = {
    'fc-node fc-start': 1,
    'fc-node fc-end': 1,
    'fc-node fc-activity': 6,
    'fc-node fc-question': 1,
    'fc-node fc-answer': 5,
    'fc-node fc-parallel': 1,
    'fc-node fc-join': 1,
    'fc-node fc-parallel-row': 3,
    'fc-node fc-call': 2,
    'fc-form': 1,
    'fc-tie': 1,
    'fc-tag': 4,
    'fc-permanent': 1,
    'fc-temporary': 1,
    'fc-clock fc-wait': 1,
    'fc-clock fc-deadline': 1,
  }
  for (const [name, times] of Object.entries(expected))
    assert.ok(count(name) >= times, `${name}: ${count(name)} of ${times}`)
  assert.match(svg, /stroke-dasharray="4 2.5"[^>]*class="fc-line fc-expiry/)
  assert.match(svg, />al vencer</)
  for (const tag of ['Firma', 'VB', 'Sello', 'Conf.']) assert.match(svg, new RegExp(`>${tag.replace('.', '\\.')}<`))
})

test('a chart of everything keeps the gates, on every paper', () => {
  for (const paper of ['screen', 'letter', 'a4'] as const)
    assert.deepEqual(chartFaults(layFlowchart(everything, { paper })), [])
})

test('in a frame the pages are as large as it, and keep the gates', () => {
  const frame = { upright: { width: 496, height: 632 }, lying: { width: 712, height: 482 } }
  const { pages } = drawFlowchart(everything, { paper: 'letter', frame })
  for (const { width, height, svg } of pages) {
    assert.deepEqual({ width, height }, width > height ? frame.lying : frame.upright)
    assert.match(svg, new RegExp(`viewBox="0 0 ${width} ${height}"`))
  }
  assert.deepEqual(chartFaults(layFlowchart(everything, { paper: 'letter', frame })), [])
})

test('pages are valid XML without style or script, and the same each time', () => {
  for (const paper of ['screen', 'letter'] as const) {
    const { pages } = drawFlowchart(everything, { paper })
    assert.deepEqual(drawFlowchart(everything, { paper }).pages, pages)
    for (const { svg } of pages) {
      const { status, stderr } = spawnSync('xmllint', ['--noout', '--nonet', '-'], { input: svg, encoding: 'utf8' })
      assert.equal(status, 0, stderr)
      assert.doesNotMatch(svg, /\sstyle=|<style|<script|\son\w+=/)
      assert.match(svg, /role="img" aria-label="Flujograma\. PROCEDIMIENTO No\. 1\./)
    }
  }
})

test('the same is said in sentences, one a step', () => {
  const { text } = drawFlowchart(everything, { paper: 'screen' })
  assert.equal(text.length, 8)
  assert.equal(text[0], 'El procedimiento empieza en el paso 1.')
  assert.equal(
    text[2],
    'Paso 2, Técnico: Reparte. A la vez: 2.1, Técnico: Uno. 2.2, Secretaria: Dos. Aplica el procedimiento 9. 2.3, Analista: Tres. Cuando todos terminan, sigue el paso 3.',
  )
  assert.match(
    text[4]!,
    /¿Qué sigue\? UNO: sigue el paso 5\. DOS: Corrige\. Regresa al paso 3\. TRES: termina el procedimiento\./,
  )
})

test('lines that end in one channel from both sides do not meet there', () => {
  const chart = layFlowchart(
    compileProcedure(
      buildManual({
        steps: [
          { role: 'U / Técnico', question: 'Sirve', answers: { SÍ: {}, NO: { jump: 'fin' }, 'EN PARTE': {} } },
          { role: 'V / Analista', text: 'Hace.', jump: '<1' },
          { question: 'Sirve', answers: { SÍ: {}, NO: { text: 'Anota.' }, 'EN PARTE': { jump: '<3' } } },
          { role: 'U / Técnico', text: 'Hace.' },
          { text: 'Hace.' },
        ],
      }),
      '1',
    ),
    { paper: 'screen' },
  )
  assert.deepEqual(chartFaults(chart), [])
})
