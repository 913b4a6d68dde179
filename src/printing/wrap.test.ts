import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { lettersOf } from './paper/letters.ts'
import { openDocument } from './paper/open-document.ts'
import { wrap } from './paper/wrap.ts'

const letters = lettersOf(openDocument({ title: '', author: '', subject: '', date: new Date(0), content: '' }))

test('no line is wider than its column, and no word is lost or moved', () => {
  const word = fc.string({ unit: fc.constantFrom(...'aáñWil.,-()1234 \n'), maxLength: 60 })
  const runs = fc.array(fc.record({ text: word, bold: fc.boolean(), italic: fc.boolean() }), { maxLength: 6 })
  fc.assert(
    fc.property(runs, fc.integer({ min: 30, max: 400 }), fc.integer({ min: 6, max: 20 }), (given, width, size) => {
      const lines = wrap(letters, given, size, width)
      assert.ok(lines.length > 0)
      for (const line of lines) assert.ok(line.width <= width + 0.5, `${line.width} in ${width}`)
      const bare = (text: string) => text.replaceAll(/\s/g, '')
      const shown = lines.flatMap(({ pieces }) => pieces.map(({ run }) => run.text)).join('')
      assert.equal(bare(shown), bare(given.map(({ text }) => text).join('')))
    }),
    { numRuns: 300 },
  )
})

test('what the letter has no sign for is replaced, one for one, and never left out', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (text) => {
      const shown = letters.shown(text)
      for (const sign of shown) assert.ok(sign === '\n' || !/[\p{Cc}\p{Cf}\p{Cs}]/u.test(sign), JSON.stringify(text))
      if (/^[ -~áéíóúñ¿¡]*$/.test(text)) assert.equal(shown, text.normalize('NFC'))
    }),
  )
})
