import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { unzipSync } from 'fflate'
import { readOds } from 'hucre/ods'
import { readXlsx } from 'hucre/xlsx'
import { type Cell, readCsv, type Sheet, writeList, writeSheets } from './index.ts'

const sheet = (rows: Cell[][]): Sheet => ({
  title: 'Vencidas: [mías] / 2026',
  columns: [{ label: 'Asunto' }, { label: 'Días' }, { label: 'Vence', moments: true }],
  rows,
})
const due = Temporal.PlainDateTime.from('2026-11-02T08:30')

test('texts, numbers and moments come out as what they are', async () => {
  const rows: Cell[][] = [
    ['Impresora del 2.º piso', -3, due],
    ['Sin fecha', 0, null],
  ]
  const about: Sheet = { title: 'Acerca de', columns: [{ label: 'Dicho', width: 90 }], rows: [] }
  for (const [format, read] of [
    ['xlsx', readXlsx],
    ['ods', readOds],
  ] as const) {
    const { type, bytes } = await writeSheets(format, 'Bandeja', [sheet(rows), about, about])
    assert.match(type, /^application\/vnd\./)
    const { sheets } = await read(bytes)
    assert.deepEqual(
      sheets.map(({ name }) => name),
      ['Vencidas   mías    2026', 'Acerca de', 'Acerca de 2'],
    )
    const [heads, first, second] = sheets[0]!.rows
    assert.deepEqual(heads, ['Asunto', 'Días', 'Vence'])
    assert.deepEqual(first!.slice(0, 2), ['Impresora del 2.º piso', -3])
    assert.ok(first![2] instanceof Date, `${format}: a date that can be sorted`)
    assert.equal(first![2].toISOString(), '2026-11-02T08:30:00.000Z', 'the office’s hour, as it was given')
    assert.deepEqual(second!.slice(0, 2), ['Sin fecha', 0])
  }
  const csv = Buffer.from((await writeSheets('csv', 'Bandeja', [sheet(rows)])).bytes).toString()
  assert.equal(csv, '\ufeffAsunto,Días,Vence\r\nImpresora del 2.º piso,-3,2026-11-02 08:30\r\nSin fecha,0,\r\n')
  const several = Buffer.from((await writeSheets('csv', 'Bandeja', [sheet([]), about])).bytes).toString()
  assert.equal(several, '\ufeffVencidas: [mías] / 2026\r\nAsunto,Días,Vence\r\n\r\nAcerca de\r\nDicho\r\n')
})

test('what is said of a table stands on a sheet of its own, and in CSV only that there is more', async () => {
  const beside = { title: 'Acerca de', about: 'Bandeja, descargada hoy', notes: ['Hay más de 5 000 filas.'] }
  const { sheets } = await readXlsx((await writeList('xlsx', sheet([['x', 1, null]]), beside)).bytes)
  assert.deepEqual(sheets[1]!.rows, [['Bandeja, descargada hoy'], ['Hay más de 5 000 filas.']])
  const csv = Buffer.from((await writeList('csv', sheet([['x', 1, null]]), beside)).bytes).toString()
  assert.equal(csv, '\ufeffAsunto,Días,Vence\r\nx,1,\r\nHay más de 5 000 filas.\r\n')
})

test('no text is a formula, whatever it is, and CSV comes back as it was', async () => {
  const text = fc
    .tuple(fc.constantFrom('', ' ', '=', '+', '-', '@', '\t', '\r', '|', '%'), fc.string({ maxLength: 12 }))
    .map(([sign, rest]) => `${sign}${rest}`)
    // A text that is no more than blanks is no cell, and what XML cannot say is refused before it is kept.
    .filter((each) => each.trim() !== '' && !/[\0-\x08\v\f\x0e-\x1f'\ufffe\uffff]|\p{Cs}/u.test(each))
  await fc.assert(
    fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 5 }), async (texts) => {
      const { bytes } = await writeSheets('xlsx', 'x', [sheet(texts.map((each) => [each, null, null]))])
      const parts = Object.values(unzipSync(bytes)).map((part) => Buffer.from(part).toString())
      assert.doesNotMatch(parts.join(''), /<f[ >]/)
      const { sheets } = await readXlsx(bytes)
      for (const [at, each] of texts.entries())
        if (/^\s*[=+\-@|%]|^[\t\r]/.test(each)) assert.match(String(sheets[0]!.rows[at + 1]?.[0]), /^'/)
      const csv = await writeSheets('csv', 'x', [sheet(texts.map((each) => [each, null, null]))])
      assert.deepEqual(
        readCsv(Buffer.from(csv.bytes).toString())
          .slice(1)
          .map(([cell]) => cell),
        texts,
      )
    }),
    { numRuns: 60 },
  )
})
