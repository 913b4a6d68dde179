// Writes src/flowchart/roboto-widths.ts: how far each character of Roboto advances, read from the fonts that pdfmake brings.
import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

const require = createRequire(import.meta.url)
const fontkit = createRequire(require.resolve('pdfmake/package.json'))('fontkit')
const FIRST = 0x20
const LAST = 0x17f
const EXTRA = '–—‘’“”„…•→←↑↓≤≥≠№€™⚠✓×'

const styles = { regular: 'Regular', medium: 'Medium' }
const tables = Object.entries(styles).map(([name, file]) => {
  const font = fontkit.openSync(require.resolve(`pdfmake/fonts/Roboto/Roboto-${file}.ttf`))
  const advance = (code) => (font.hasGlyphForCodePoint(code) ? font.glyphForCodePoint(code).advanceWidth : 0)
  const run = Array.from({ length: LAST - FIRST + 1 }, (_, at) => advance(FIRST + at))
  const extra = [...EXTRA].flatMap((sign) =>
    advance(sign.codePointAt(0)) > 0 ? [[sign, advance(sign.codePointAt(0))]] : [],
  )
  const pairs = extra.map(([sign, width]) => `'${sign}': ${width}`).join(', ')
  return `  ${name}: {\n    em: ${font.unitsPerEm},\n    run: [${run.join(', ')}],\n    extra: { ${pairs} },\n  },`
})

const text = `/** Written by scripts/roboto-widths.mjs from the fonts that pdfmake brings; \`run\` starts at U+0020, 0 is a sign that the font lacks. */
export const ROBOTO_WIDTHS = {
${tables.join('\n')}
} as const satisfies Record<'regular' | 'medium', RobotoTable>

interface RobotoTable {
  readonly em: number
  readonly run: readonly number[]
  readonly extra: Readonly<Record<string, number>>
}
`
writeFileSync(fileURLToPath(new URL('../src/flowchart/roboto-widths.ts', import.meta.url)), text)
