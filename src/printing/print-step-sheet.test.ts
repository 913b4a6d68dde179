import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { readManual } from '#src/manual/index.ts'
import { printStepSheet } from './form/print-step-sheet.ts'
import type { StepSheetPrint } from './index.ts'
import { assertConforms } from './test-conformance.ts'

const folder = mkdtempSync(join(tmpdir(), 'ventanilla-sheet-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const PRINT: StepSheetPrint = {
  paper: 'letter',
  institution: 'Ministerio de Servicios Públicos de Valdoria',
  manual: { code: 'PRU-MNP-01', version: '1.0', title: 'Procedimientos de prueba' },
  procedure: '7. OFICIO CON FIRMAS',
  folio: '2026-000123',
  step: '1',
  facts: [
    ['Expediente', '2026-000123. Oficio & <b>firma</b>'],
    ['Solicitante', 'Persona que Pide'],
  ],
  activity: 'Redacta el oficio.',
  note: 'Con la enmienda\nde ayer',
  filled: null,
  signers: [
    { kind: 'firma', role: 'Jefe del Departamento' },
    { kind: 'sello', role: 'Jefe del Departamento' },
    { kind: 'visto-bueno', role: 'solicitante' },
  ],
  date: '2026-11-02',
}

function textOf(bytes: Uint8Array): string {
  const file = join(folder, 'sheet.pdf')
  writeFileSync(file, bytes)
  return execFileSync('pdftotext', ['-raw', file, '-'], { encoding: 'utf8' }).replaceAll(/\s+/g, ' ')
}

test('the sheet of a step tells what was done and keeps an empty box for each signature, as PDF/A-2b, the same each time', async () => {
  const { bytes, approvals } = await printStepSheet(PRINT)
  assert.deepEqual(Buffer.from((await printStepSheet(PRINT)).bytes), Buffer.from(bytes))
  assertConforms(bytes)
  const text = textOf(bytes)
  for (const said of [
    'CONSTANCIA DEL PASO 1',
    'Oficio & <b>firma</b>',
    'Redacta el oficio.',
    'Con la enmienda de ayer',
    'Visto bueno Solicitante',
  ])
    assert.ok(text.includes(said), `${said} in ${text}`)
  assert.deepEqual(
    approvals.map(({ act, post, page }) => [act, post, page]),
    [
      ['Firma', 'Jefe del Departamento', 1],
      ['Sello', 'Jefe del Departamento', 1],
      ['Visto bueno', 'solicitante', 1],
    ],
  )
  for (const [at, { rect }] of approvals.entries()) {
    const [left, bottom, right, top] = rect
    assert.ok(right - left > 200 && top - bottom > 80)
    if (at > 0) assert.ok(top <= approvals[at - 1]!.rect[1] + 0.01)
  }
})

test('a form that the step filled stands on its sheet, however long what was written', async () => {
  const source = readFileSync(join(import.meta.dirname, '../../manuals/dti-servicios.manual.md'), 'utf8')
  const form = readManual(source).manual!.forms.find(({ code }) => code === 'SOL-VM-01')!
  const long = Array.from({ length: 1500 }, (_, at) => `palabra${at}`).join(' ')
  const values = { Dependencia: 'Dirección de Compras', 'Uso del servidor': long }
  const { bytes, pages, approvals } = await printStepSheet({ ...PRINT, note: null, filled: { form, values } })
  assertConforms(bytes)
  assert.ok(pages > 1)
  const text = textOf(bytes)
  assert.ok(text.includes('FORMA SOL-VM-01') && text.includes('Dirección de Compras') && text.includes('palabra1499'))
  for (const { page } of approvals) assert.equal(page, pages)
})
