import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { csvRow, readCsv, textOfCsv } from './csv.ts'

test('files as spreadsheets save them', () => {
  assert.deepEqual(readCsv('\uFEFFnombre;teléfonos\r\n"Sic; Nora";2410-5000\r\n;\r\n'), [
    ['nombre', 'teléfonos'],
    ['Sic; Nora', '2410-5000'],
  ])
  assert.deepEqual(readCsv('nombre,notas\n"Dice ""sí""","dos\nlíneas"'), [
    ['nombre', 'notas'],
    ['Dice "sí"', 'dos\nlíneas'],
  ])
  assert.deepEqual(readCsv('nombre\tentidad\nAna\tHospital'), [
    ['nombre', 'entidad'],
    ['Ana', 'Hospital'],
  ])
  assert.equal(textOfCsv(Uint8Array.from([0x4e, 0xf1])), 'Nñ')
  assert.equal(textOfCsv(Uint8Array.from([0x50, 0x4b, 0, 3])), null)
})

test('no cell of an export is a formula, and it comes back as it was', () => {
  assert.equal(csvRow(['=1+1', '+502', '-2', '@x', ' =cmd', '|x']), "'=1+1,'+502,'-2,'@x,' =cmd,'|x\r\n")
  const cell = fc.string({ unit: fc.constantFrom(...'aá ;,"\n\r=+-@\'0'), maxLength: 8 })
  fc.assert(
    fc.property(fc.array(cell, { minLength: 1, maxLength: 4 }), (cells) => {
      const row = csvRow(['x', ...cells])
      for (const each of readCsv(row).flat()) assert.equal(typeof each, 'string')
      const formulas = cells.filter((each) => /^\s*[=+\-@]/.test(each))
      for (const formula of formulas) assert.ok(row.includes(`'${formula.replaceAll('"', '""')}`))
      // A cell that began with an apostrophe and a sign of a formula loses it: nobody's name does.
      if (!cells.some((each) => /^'(?:\s*[=+\-@]|\r)/.test(each))) assert.deepEqual(readCsv(row), [['x', ...cells]])
    }),
  )
})
