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

test('shares, lengths of time and days are values in a workbook, and text in CSV', async () => {
  const rows: Cell[][] = [
    [
      { kind: 'share', share: 0.83, text: '83 %' },
      { kind: 'length', milliseconds: 5_400_000, text: '1 h 30 min' },
      { kind: 'day', day: Temporal.PlainDate.from('2026-11-02'), text: '2 nov 2026' },
      { kind: 'stars', stars: 4.3, text: '4.3 / 5' },
    ],
  ]
  const table: Sheet = {
    title: 'x',
    columns: [{ label: '% a tiempo' }, { label: '=b' }, { label: 'c' }, { label: 'd' }],
    rows,
  }
  for (const [format, read] of [
    ['xlsx', readXlsx],
    ['ods', readOds],
  ] as const) {
    const { bytes } = await writeSheets(format, 'x', [table])
    const { sheets } = await read(bytes, { readStyles: true })
    const [heads, first] = sheets[0]!.rows
    assert.deepEqual(heads, ['% a tiempo', '=b', 'c', 'd'], 'no heading has an apostrophe')
    assert.deepEqual([first![0], first![3]], [0.83, 4.3], format)
    // Of a length the reader makes a moment of the day: an hour and a half are a sixteenth of one.
    const parts = Object.values(unzipSync(bytes)).map((part) => Buffer.from(part).toString())
    assert.match(parts.join(''), format === 'xlsx' ? /<v>0\.0625<\/v>/ : /office:value="0\.0625"/)
    assert.ok(first![2] instanceof Date)
    assert.equal(first![2].toISOString().slice(0, 10), '2026-11-02')
    const formats = [0, 1, 2, 3].map((at) => sheets[0]!.cells?.get(`1,${at}`)?.style?.numFmt)
    assert.match(String(formats[0]), /%$/, format)
    assert.match(String(formats[1]), /\[h+\]/i, format)
    assert.match(String(formats[2]), /y.*m.*d/i, format)
    assert.match(String(formats[3]), /0\.0.*5/, format)
  }
  const csv = Buffer.from((await writeSheets('csv', 'x', [table])).bytes).toString()
  assert.equal(csv, "\ufeff'% a tiempo,'=b,c,d\r\n83 %,1 h 30 min,2 nov 2026,4.3 / 5\r\n")
})

test('a character that XML cannot hold leaves the workbook readable, wherever it stands', async () => {
  const odd = 'Falla\u0001 en \ufffe el\uffff piso\ud800 2\tsur\r\nnorte\u001f'
  const clean = 'Falla\ufffd en \ufffd el\ufffd piso\ufffd 2\tsur\nnorte\ufffd'
  for (const [format, read] of [
    ['xlsx', readXlsx],
    ['ods', readOds],
  ] as const) {
    const bytes = (await writeSheets(format, odd, [{ title: odd, columns: [{ label: odd }], rows: [[odd]] }])).bytes
    for (const [name, part] of Object.entries(unzipSync(bytes)))
      if (name.endsWith('.xml'))
        assert.doesNotMatch(Buffer.from(part).toString(), /[\0-\x08\v\f\x0e-\x1f\ufffe\uffff]/, name)
    const { sheets } = await read(bytes)
    if (format === 'xlsx') assert.deepEqual(sheets[0]!.rows, [[clean], [clean]])
    assert.match(sheets[0]!.name, /^Falla\ufffd en/)
  }
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
    // A text that is no more than blanks is no cell of CSV.
    .filter((each) => each.trim() !== '' && !/[']|\p{Cs}/u.test(each))
  await fc.assert(
    fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 5 }), async (texts) => {
      const { bytes } = await writeSheets('xlsx', 'x', [sheet(texts.map((each) => [each, null, null]))])
      const parts = Object.values(unzipSync(bytes)).map((part) => Buffer.from(part).toString())
      assert.doesNotMatch(parts.join(''), /<f[ >]/)
      const { sheets } = await readXlsx(bytes)
      const kept = (each: string) =>
        each.replace(/\r\n?/g, '\n').replace(/[\0-\x08\v\f\x0e-\x1f\ufffe\uffff]/g, '\ufffd')
      for (const [at, each] of texts.entries()) assert.equal(String(sheets[0]!.rows[at + 1]?.[0]), kept(each))
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
