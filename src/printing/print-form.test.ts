import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { readManual } from '#src/manual/index.ts'
import { type FilledForm, type FormPrint, formSigners } from './index.ts'
import { printForm } from './print.ts'
import { assertConforms } from './test-conformance.ts'
import { readPdf } from './test-pdf.ts'

const folder = mkdtempSync(join(tmpdir(), 'ventanilla-form-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const source = readFileSync(join(import.meta.dirname, '../../manuals/dti-servicios.manual.md'), 'utf8')
const manual = readManual(source).manual!

function print(code: string, filled?: Partial<FilledForm>): FormPrint {
  return {
    paper: 'letter',
    institution: manual.front.institution,
    manual: { code: manual.front.code, version: manual.front.version, title: manual.front.title },
    form: manual.forms.find((form) => form.code === code)!,
    signers: formSigners(manual, code),
    date: '2026-11-02',
    ...(filled === undefined
      ? {}
      : {
          filled: {
            folio: '2026-000123',
            about: 'CREACIÓN DE SERVIDORES VIRTUALES',
            filledAt: '2 nov 2026, 08:00',
            filledBy: 'Persona que Llena',
            values: {},
            verification: {
              code: '7K3M-99AB-CDEF-GH12-3456',
              url: 'https://ventanilla.example/verificacion/7K3M-99AB-CDEF-GH12-3456',
              digest: 'a'.repeat(64),
            },
            ...filled,
          },
        }),
  }
}

function textOf(bytes: Uint8Array, from = 1): string {
  const file = join(folder, 'form.pdf')
  writeFileSync(file, bytes)
  return execFileSync('pdftotext', ['-raw', '-f', String(from), file, '-'], { encoding: 'utf8' }).replaceAll(
    /\s+/g,
    ' ',
  )
}

test('every form of a manual is a sheet to be filled by hand', async () => {
  for (const form of manual.forms) {
    const { bytes, pages } = await printForm(manual, print(form.code))
    const text = textOf(bytes)
    // A form of many fields goes on overleaf.
    assert.ok(pages <= 2, form.code)
    for (const { name, help, type } of form.fields) {
      assert.ok(text.includes(name), name)
      assert.ok(text.includes(help), help)
      if (type.kind === 'list') for (const option of type.options) assert.ok(text.includes(option), option)
    }
    assert.ok(text.includes('Folio:') && text.includes('Firma de quien la llena'))
    // Nobody signs a sheet on which nothing but the signature stands.
    const last = textOf(bytes, pages)
    assert.ok(
      form.fields.some(({ name }) => last.includes(name)),
      form.code,
    )
  }
})

test('a sheet names who signs by the manual', async () => {
  const text = textOf((await printForm(manual, print('SOL-WEB-01'))).bytes)
  assert.match(text, /Firma Jefe de la dependencia solicitante/)
  assert.match(text, /Sello Jefe de la dependencia solicitante/)
})

test('a filled form shows folio, values, signatures and code, as PDF/A-2b, the same each time', async () => {
  const filled = print('SOL-VM-01', {
    values: { Dependencia: 'Dirección de Compras', 'Sistema operativo': 'Debian 12', Procesadores: '4', Oficio: null },
  })
  const given = { name: 'Anselmo Prueba', at: '2 nov 2026, 09:00' }
  const signed = {
    ...filled,
    signers: [
      { kind: 'firma' as const, role: 'Dirección / Jefe', given },
      { kind: 'visto-bueno' as const, role: 'Director' },
    ],
  }
  const { bytes, approvals } = await printForm(manual, signed)
  assert.deepEqual(Buffer.from((await printForm(manual, signed)).bytes), Buffer.from(bytes))
  assertConforms(bytes)
  const text = textOf(bytes)
  for (const said of [
    '2026-000123',
    'Dirección de Compras',
    'Debian 12',
    'Persona que Llena',
    '7K3M-99AB-CDEF-GH12-3456',
    'a'.repeat(64),
    'Anselmo Prueba',
    'Dada en la Ventanilla el 2 nov 2026, 09:00',
  ])
    assert.ok(text.includes(said), said)
  assert.deepEqual(
    approvals.map(({ act, post, page }) => [act, post, page]),
    [
      ['Firma', 'Dirección / Jefe', 1],
      ['Visto bueno', 'Director', 1],
    ],
  )
})

test('values of every kind stay what they are: text on paper, whole, and nothing that runs', async () => {
  const long = Array.from({ length: 1200 }, (_, at) => `palabra${at}`).join(' ')
  const nasty = {
    Dependencia: '<script>alert(1)</script> & <b>x</b>',
    'Uso del servidor': `${long}\n\n\n${'y'.repeat(10_000)}`,
    'Sistema operativo': 'uno que no está en la lista',
    Procesadores: '=1+1',
    'Responsable del servidor':
      '\u202eadnamed \u05d0\u05d1\u05d2 \u0645\u0631\u062d\u0628\u0627 \u{1f600} \u{1f468}\u200d\u{1f469}\u200d\u{1f467} \u0000\u0007 a\u0301',
    Oficio: '/JavaScript (app.alert) endobj stream',
  }
  const { bytes, pages } = await printForm(manual, print('SOL-VM-01', { values: nasty }))
  assertConforms(bytes)
  assert.ok(pages > 3)
  const text = textOf(bytes)
  assert.ok(text.includes('<script>alert(1)</script> & <b>x</b>'))
  assert.ok(text.includes('=1+1') && text.includes('uno que no está en la lista'))
  assert.ok(text.includes('/JavaScript (app.alert) endobj stream'))
  for (const at of [0, 600, 1199]) assert.ok(text.includes(`palabra${at}`), `palabra${at}`)
  assert.equal(text.match(/y{5,}/g)!.join('').length, 10_000, 'a word without end is cut, not lost')
  // What the letter lacks is replaced where everybody sees it, one sign for one.
  assert.match(text, /\ufffdadnamed \ufffd\ufffd\ufffd \ufffd{5} \ufffd \ufffd \ufffd\ufffd á/)
  assert.ok(text.includes('El signo \ufffd ocupa el lugar'))
  for (const page of readPdf(bytes).pages) assert.ok(!page.includes('/AA'))
})
