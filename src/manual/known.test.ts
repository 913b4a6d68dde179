import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { marksOf, nothingKnown, readForEditor } from './index.ts'

const read = (folder: URL) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.manual.md'))
    .map((name) => readFileSync(new URL(name, folder), 'utf8'))
const manuals = [...read(new URL('../../manuals/', import.meta.url)), ...read(new URL('./fixtures/', import.meta.url))]

/** What writers type, paste and break: rows, fichas, headings, marks that open something and are not closed. */
const FRAGMENTS = [
  'x',
  ' ',
  '.',
  '\n',
  '\n\n',
  '|',
  '⚠ (duda)',
  '```\n',
  '~~~~\n',
  '<!--',
  '-->',
  '# NORMAS\n',
  '#12 ',
  '### Otra parte\n',
  '\n## PROCEDIMIENTO No. 1. OTRO\n',
  '\n## PROCEDIMIENTO No. 77. NUEVO\n\n| RESPONSABLE | PASO | ACTIVIDAD |\n|---|---|---|\n| Otra Dependencia / Jefe | 1 | Firma. |\n\n',
  '| Jefe | 1 | Recibe. |\n',
  '\n- Paso 1, Entrega: acta.\n',
  '\n- Paso 2, Usa: acta.\n',
  '\n- Procedimiento, Autoridad: Otra Dependencia / JEFE.\n',
  ' (Aplica procedimiento 2).',
  ' (Regresa a paso 1).',
  '## ',
  '  ',
  '\r\n',
]

const edit = fc.oneof(
  fc.record({ kind: fc.constant('insert' as const), at: fc.nat(), text: fc.constantFrom(...FRAGMENTS) }),
  fc.record({ kind: fc.constant('delete' as const), at: fc.nat(), count: fc.integer({ min: 1, max: 60 }) }),
  fc.record({
    kind: fc.constant('lines' as const),
    at: fc.nat(),
    to: fc.nat(),
    count: fc.integer({ min: 1, max: 40 }),
  }),
  fc.record({ kind: fc.constant('join' as const), at: fc.nat() }),
)

/** The text after one edit; places are taken modulo what there is, near line ends as often as anywhere. */
function edited(text: string, change: typeof edit extends fc.Arbitrary<infer T> ? T : never): string {
  const at = change.at % (text.length + 1)
  switch (change.kind) {
    case 'insert': {
      const place = change.at % 2 === 0 ? at : text.indexOf('\n', at) + 1
      return text.slice(0, place) + change.text + text.slice(place)
    }
    case 'delete':
      return text.slice(0, at) + text.slice(at + change.count)
    case 'lines': {
      const lines = text.split('\n')
      const moved = lines.splice(change.at % lines.length, change.count)
      lines.splice(change.to % (lines.length + 1), 0, ...moved)
      return lines.join('\n')
    }
    case 'join':
      return text.slice(0, at) + text.slice(at).replace('\n', ' ')
  }
}

test('a text read with what is known of the one before is read as if anew', () => {
  fc.assert(
    fc.property(fc.constantFrom(...manuals), fc.array(edit, { minLength: 1, maxLength: 6 }), (source, edits) => {
      const known = nothingKnown()
      let text = source
      readForEditor(text, known)
      for (const change of edits) {
        const before = text
        text = edited(text, change)
        // Back and forth too: what was known of another text must not stay.
        for (const each of [text, before, text]) {
          const reading = readForEditor(each, known)
          const anew = readForEditor(each)
          assert.deepEqual(reading, anew)
          if (anew.draft)
            assert.deepEqual(
              marksOf(each, reading.draft!, reading.findings, known),
              marksOf(each, anew.draft, anew.findings),
            )
        }
      }
    }),
    { numRuns: 12 },
  )
})
