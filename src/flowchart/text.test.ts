import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { test } from 'node:test'
import fc from 'fast-check'
import { ROBOTO_WIDTHS } from './roboto-widths.ts'
import { cutText, textWidth, wrapText } from './text.ts'

interface Font {
  readonly unitsPerEm: number
  hasGlyphForCodePoint(code: number): boolean
  glyphForCodePoint(code: number): { readonly advanceWidth: number }
  layout(text: string): { readonly advanceWidth: number }
}

const require = createRequire(import.meta.url)
const fontkit = createRequire(require.resolve('pdfmake/package.json'))('fontkit')
const fonts: Readonly<Record<'regular' | 'medium', Font>> = {
  regular: fontkit.openSync(require.resolve('pdfmake/fonts/Roboto/Roboto-Regular.ttf')),
  medium: fontkit.openSync(require.resolve('pdfmake/fonts/Roboto/Roboto-Medium.ttf')),
}
const SENTENCES = [
  'Recibe la solicitud con su forma y las pasa a la Secretaria de Infraestructura, ver norma 1.',
  '¿Trae los datos de ubicación mínimos?',
  'PROCEDIMIENTO No. 8. CREACIÓN DE SERVIDORES VIRTUALES',
  'AVANZA Y VA A TEVAR; “niñez”, pingüino — 10 %',
]

for (const weight of ['regular', 'medium'] as const) {
  test(`the table of widths is that of the font, ${weight}`, () => {
    const { em, run, extra } = ROBOTO_WIDTHS[weight]
    const font = fonts[weight]
    const advance = (code: number) => (font.hasGlyphForCodePoint(code) ? font.glyphForCodePoint(code).advanceWidth : 0)
    assert.equal(em, font.unitsPerEm)
    assert.deepEqual(
      run,
      Array.from(run, (_, at) => advance(0x20 + at)),
    )
    for (const [sign, width] of Object.entries(extra)) assert.equal(width, advance(sign.codePointAt(0)!), sign)
  })

  test(`no text is wider than it is measured, ${weight}`, () => {
    for (const text of SENTENCES) {
      const real = (fonts[weight].layout(text).advanceWidth / ROBOTO_WIDTHS[weight].em) * 8
      const measured = textWidth(text, 8, weight)
      assert.ok(measured >= real - 0.01, `${text}: ${measured} < ${real}`)
      assert.ok(measured < real * 1.03, `${text}: ${measured} is far more than ${real}`)
    }
  })
}

test('lines are no wider than their room, and nothing but blanks is lost', () => {
  const words = fc.array(fc.string({ minLength: 1, maxLength: 30 }), { minLength: 1, maxLength: 20 })
  fc.assert(
    fc.property(words, fc.integer({ min: 40, max: 200 }), (given, width) => {
      const text = given.join(' ')
      const lines = wrapText(text, 8, width)
      for (const line of lines) assert.ok(textWidth(line, 8) <= width || [...line].length === 1)
      assert.equal(lines.join('').replace(/\s/g, ''), text.replace(/\s/g, ''))
    }),
  )
})

test('a text that is cut ends in an ellipsis and fits', () => {
  const cut = cutText(SENTENCES[0]!, 8, 60)
  assert.match(cut, /^Recibe la.*…$/)
  assert.ok(textWidth(cut, 8) <= 60)
  assert.equal(cutText('Corto', 8, 60), 'Corto')
})
