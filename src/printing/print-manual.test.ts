import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { readManual } from '#src/manual/index.ts'
import type { Manual } from '#src/manual/types.ts'
import type { ManualPrintOptions, PrintedManual } from './index.ts'
import { printManual } from './print.ts'
import { assertConforms } from './test-conformance.ts'
import { pdfText, readPdf } from './test-pdf.ts'

const folder = mkdtempSync(join(tmpdir(), 'ventanilla-print-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const OPTIONS: ManualPrintOptions = {
  paper: 'letter',
  state: 'in-force',
  modifications: [
    { version: '1.0', date: '2026-10-01', what: 'Primera versión.', approvedBy: 'Ministro de Servicios Públicos' },
  ],
  given: [],
}

const manualsFolder = join(import.meta.dirname, '../../manuals')
const manuals = readdirSync(manualsFolder)
  .filter((name) => name.endsWith('.manual.md'))
  .map((name) => manualOf(readFileSync(join(manualsFolder, name), 'utf8')))

/** What the lesser tests print: the manual with the shortest text that has every part. */
const short = manuals.toSorted((a, b) => length(a) - length(b))[0]!

function length({ procedures }: Manual): number {
  return procedures.reduce((sum, { steps }) => sum + steps.length, 0)
}

type ReadPrint = PrintedManual & { readonly sheets: readonly string[] }

function manualOf(source: string): Manual {
  const { manual, findings } = readManual(source)
  assert.ok(manual, findings.map(({ message }) => message).join('\n'))
  return manual
}

/** The pages as `pdftotext` reads them, blanks as one. */
function pagesOf(bytes: Uint8Array): string[] {
  const file = join(folder, 'manual.pdf')
  writeFileSync(file, bytes)
  const text = execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8', maxBuffer: 64_000_000 })
  return text.split('\f').slice(0, -1)
}

const flat = (text: string) => text.replaceAll(/\s+/g, ' ')

for (const manual of manuals) {
  const { front } = manual
  let printed: Promise<ReadPrint> | undefined
  // A long manual takes seconds of processor: once is enough for all that is held against it.
  const print = () => {
    printed ??= printManual(manual, OPTIONS).then((made) => ({ ...made, sheets: pagesOf(made.bytes) }))
    return printed
  }
  test(`${front.code} is printed whole, as PDF/A-2b`, async () => {
    const { bytes, pages, approvals, sheets } = await print()
    assertConforms(bytes)
    assert.equal(sheets.length, pages)
    for (const [at, sheet] of sheets.entries()) {
      assert.match(flat(sheet), new RegExp(`Página ${at + 1} de ${pages}\\b`))
      assert.ok(sheet.includes(front.code))
      assert.ok(!sheet.includes('BORRADOR'))
    }
    const raw = flat(wordsOf(bytes))
    for (const section of manual.sections) assert.ok(raw.includes(section.title.toUpperCase()), section.title)
    for (const procedure of manual.procedures) {
      assert.ok(raw.includes(procedure.title), procedure.title)
      for (const step of procedure.steps) {
        assert.ok(raw.includes(flat(step.text)), `${procedure.number}, ${step.number}: ${step.text}`)
        if (step.question !== undefined) assert.ok(raw.includes(`¿${step.question}?`), step.question)
        for (const branch of step.branches) {
          assert.ok(raw.includes(flat(`${branch.number}. ${branch.answer ?? ''}`.trim())), branch.number)
          assert.ok(raw.includes(flat(branch.text)), branch.text)
        }
      }
      const count = String(procedure.steps.length).padStart(2, '0')
      assert.ok(raw.includes(`Pasos ${count}`), `Pasos ${count}`)
    }
    for (const form of manual.forms) {
      assert.ok(raw.includes(`FORMA ${form.code}`), form.code)
      for (const field of form.fields) assert.ok(raw.includes(field.name), field.name)
    }

    // One box on the cover for each approval, wide enough to sign in, none over another.
    assert.deepEqual(
      approvals.map(({ act, post, page }) => [act, post, page]),
      front.approvals.map(({ act, post }) => [act, post, 1]),
    )
    for (const [at, { rect }] of approvals.entries()) {
      const [left, bottom, right, top] = rect
      assert.ok(right - left > 100 && top - bottom > 40 && left > 0 && right < 612 && bottom > 0 && top < 792)
      const above = approvals[at - 1]
      if (above !== undefined) assert.ok(top <= above.rect[1] + 0.01)
    }
  })

  test(`${front.code}: no type on its pages is under seven points`, async () => {
    const pdf = readPdf((await print()).bytes)
    for (const at of pdf.pages.keys()) {
      const content = pdf.content(at)
      const sizes = [...content.matchAll(/\/F\d+ ([\d.]+) Tf/g)].map(([, size]) => Number(size))
      assert.ok(Math.min(...sizes) >= 7, `page ${at + 1}: ${Math.min(...sizes)} points`)
      // The sizes are true: no text is made smaller by the matrix that it stands in.
      for (const [, across, down] of content.matchAll(/^(\S+) \S+ \S+ (\S+) \S+ \S+ (?:cm|Tm)$/gm))
        assert.deepEqual([Math.abs(Number(across)), Math.abs(Number(down))], [1, 1], `page ${at + 1}`)
    }
  })

  test(`${front.code}: the index and the reader’s panel lead to the right pages`, async () => {
    const { bytes, sheets: laidOut } = await print()
    const sheets = laidOut.map(flat)
    // A long index goes over pages; the first mention of a title is there.
    const index = sheets.slice(1, 5).join(' ')
    const entries = [
      ...manual.sections.map(({ title }) => [title.toUpperCase(), title.toUpperCase()]),
      ...manual.procedures.map(({ number, title }) => [
        `PROCEDIMIENTO No. ${number}. ${title}`,
        `PROCEDIMIENTO No. ${number} ${title}`,
      ]),
      ...manual.forms.map(({ code, title }) => [`Forma ${code}. ${title}`, `FORMA ${code} ${title}`]),
      ['REGISTRO DE MODIFICACIONES', 'REGISTRO DE MODIFICACIONES'],
    ] as const
    for (const [entry, heading] of entries) {
      const page = Number(new RegExp(`${quoted(entry)} (\\d+)(?: |$)`).exec(index)?.[1])
      assert.ok(page > 2, `${entry} in the index`)
      assert.ok(sheets[page - 1]!.includes(heading), `${entry} on page ${page}`)
    }
    const pdf = readPdf(bytes)
    const titles = [...pdf.objects.values()]
      .filter((object) => /\/Title [(<]/.test(object) && object.includes('/Dest'))
      .map((object) => pdfText(/\/Title (\((?:\\.|[^\\)])*\)|<[^>]*>)/.exec(object)![1]!))
    for (const { number, title } of manual.procedures) {
      assert.ok(titles.includes(`Procedimiento No. ${number}. ${title}`))
      assert.ok(titles.includes(`Flujograma del procedimiento No. ${number}`))
    }
  })
}

test('both papers have their size, the same bytes each time, and flowcharts may lie on their side', async () => {
  for (const [paper, width, height] of [
    ['letter', 612, 792],
    ['a4', 595.28, 841.89],
  ] as const) {
    const { bytes } = await printManual(short, { ...OPTIONS, paper })
    for (const page of readPdf(bytes).pages) {
      const box = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(page)!.slice(1).map(Number)
      assert.deepEqual(
        box.toSorted((a, b) => a - b),
        [width, height],
      )
    }
    assertConforms(bytes)
    assert.deepEqual(Buffer.from((await printManual(short, { ...OPTIONS, paper })).bytes), Buffer.from(bytes))
  }
})

test('a draft says so on every page, and so does a version that no longer rules', async () => {
  const draft = await printManual(short, { ...OPTIONS, state: 'draft' })
  for (const sheet of pagesOf(draft.bytes)) assert.ok(sheet.includes('BORRADOR'))
  const past = await printManual(short, {
    ...OPTIONS,
    state: 'past',
    inForceFrom: '2026-10-01',
    inForceUntil: '2026-12-01',
  })
  const sheets = pagesOf(past.bytes)
  for (const sheet of sheets) assert.ok(sheet.includes('VERSIÓN SIN VIGENCIA'))
  assert.ok(flat(sheets[0]!).includes('Rigió desde el 01/10/2026 hasta el 01/12/2026'))
})

test('an approval that was given names who gave it', async () => {
  const { act, post } = short.front.approvals.at(-1)!
  const given = [{ act, post, name: 'Persona que Aprueba', date: '2026-09-30' }]
  const { bytes } = await printManual(short, { ...OPTIONS, given })
  const cover = flat(pagesOf(bytes)[0]!)
  assert.ok(cover.includes('Persona que Aprueba') && cover.includes('30/09/2026'))
})

test('titles with marks of XML, and texts that try to be something else, are printed as text', async () => {
  const source = `---
manual: XSS-01
título: 'Compras & <script>alert(1)</script> (pagos)'
institución: 'Ministerio "A & B"'
versión: "1"
calendario: GT
---

# OBJETIVO

<b>negrita</b> [malo](javascript:alert(1)) [bueno](https://example.org/) ![foto](https://example.org/x.png) =1+1

${`${'palabra '.repeat(100)}\n`.repeat(30)}

${'x'.repeat(4900)}

## PROCEDIMIENTO No. 1. UNO & OTRO

| RESPONSABLE | PASO | ACTIVIDAD |
|---|---|---|
| Unidad / Técnico | 1 | Compara si a < b & c > d. |

- Procedimiento, Inicio: alerta.
`
  const { bytes } = await printManual(manualOf(source), { ...OPTIONS, modifications: [] })
  assertConforms(bytes)
  const text = flat(pagesOf(bytes).join(' '))
  assert.ok(text.includes('<b>negrita</b> malo bueno foto =1+1'))
  const links = [...readPdf(bytes).objects.values()].filter((object) => object.includes('/URI'))
  assert.ok(links.length > 0 && links.every((link) => !link.includes('javascript')))
})

/** The words in the order of the tags, without the layout. */
function wordsOf(bytes: Uint8Array): string {
  const file = join(folder, 'words.pdf')
  writeFileSync(file, bytes)
  return execFileSync('pdftotext', ['-raw', file, '-'], { encoding: 'utf8', maxBuffer: 64_000_000 })
}

function quoted(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
