import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { fixesOf, marksOf, readForEditor } from '../index.ts'
import type { Manual } from '../types.ts'
import { namesOf } from './names.ts'
import { suggest } from './suggest.ts'

const folder = new URL('../../../manuals/', import.meta.url)
const source = readdirSync(folder)
  .filter((name) => name.endsWith('.manual.md'))
  .map((name) => readFileSync(new URL(name, folder), 'utf8'))
  .sort((a, b) => b.length - a.length)[0]!

const TEXT = `---
manual: PRU-MNP-01
título: Prueba
institución: Ministerio
versión: 1
calendario: GT
---

## PROCEDIMIENTO No. 1. PRUEBA

1. Una norma.

| RESPONSABLE | PASO | ACTIVIDAD | TIEMPO |
|---|---|---|---|
| Área / Jefe | 1 | Recibe, ver norma 1. {#recibe} | 30 minutos |
| | 2 | Revisa. ¿Procede? | |
| | 2.1 | SÍ. (Continúa en paso 3). | |
| | 2.2 | NO. (Regresa a paso 1). | |
| Área / Técnico | 3 | Envía. (Fin). | — |

- Procedimiento, Inicio: solicitud «Prueba» por portal.
- Paso 2, Límite: 3 vueltas; al exceder, escala a Área / Jefe.
- Paso 3, Plazo: 6 días hábiles; al vencer, avisa a Área / Jefe.
`

const around = { calendars: ['GT', 'SV'], posts: ['Dirección / Director'], groups: [] }

function marked(text: string): [string, string][] {
  const { draft, findings } = readForEditor(text)
  return marksOf(text, draft!, findings).map(({ kind, from, to }) => [kind, text.slice(from, to)])
}

function namesIn(text: string) {
  return namesOf(readForEditor(text).draft as Manual)
}

/** What is offered where `‸` stands. */
function offered(text: string): string[] {
  const at = text.indexOf('‸')
  const plain = text.replace('‸', '')
  return (suggest(plain, at, namesIn(plain), around)?.options ?? []).map((option) => option.text)
}

describe('marks', () => {
  test('what the reader understood is marked, each for what it is', () => {
    const marks = marked(TEXT)
    for (const expected of [
      ['front-key', 'manual'],
      ['front-value', 'PRU-MNP-01'],
      ['procedure', '## PROCEDIMIENTO No. 1. PRUEBA'],
      ['role', 'Área / Jefe'],
      ['number', '2.1'],
      ['norm', 'ver norma 1'],
      ['id', '{#recibe}'],
      ['question', '¿Procede?'],
      ['answer', 'SÍ.'],
      ['jump', '(Continúa en paso 3).'],
      ['time', '30 minutos'],
      ['ficha-target', 'Paso 3'],
      ['ficha-key', 'Plazo'],
      ['time', '6 días hábiles'],
    ])
      assert.ok(
        marks.some(([kind, text]) => kind === expected[0] && text === expected[1]),
        `${expected.join(' ')} in ${JSON.stringify(marks)}`,
      )
  })

  test('what only looks like a phrase is not', () => {
    const wrong = TEXT.replace('(Continúa en paso 3).', '(Continúa en paso 9).').replace(
      'Paso 3, Plazo',
      'Paso 3, Plaso',
    )
    const marks = marked(wrong)
    assert.ok(!marks.some(([kind, text]) => kind === 'jump' && text.includes('9')))
    assert.ok(!marks.some(([, text]) => text === 'Plaso'))
    assert.ok(marks.some(([kind, text]) => kind === 'jump' && text === '(Regresa a paso 1).'))
  })

  test('marks are in order and never overlap, whatever is cut out of a real manual', () => {
    fc.assert(
      fc.property(fc.nat(source.length), fc.nat(400), (from, length) => {
        const text = source.slice(0, from) + source.slice(from + length)
        const { draft, findings } = readForEditor(text)
        let last = 0
        for (const mark of marksOf(text, draft!, findings)) {
          assert.ok(mark.from >= last && mark.to > mark.from && mark.to <= text.length, JSON.stringify(mark))
          last = mark.to
        }
      }),
      { numRuns: 25 },
    )
  })
})

describe('fixes', () => {
  const cases: readonly [string, string, string, string][] = [
    ['salto-mal-escrito', 'SÍ. (Continúa en paso 3).', 'SÍ. Sigue en el paso 3.', 'SÍ. (Continúa en paso 3).'],
    [
      'salto-mal-escrito',
      'NO. (Regresa a paso 1).',
      'NO. Vuelve al paso 1 y avisa.',
      'NO. y avisa. (Regresa a paso 1).',
    ],
    ['salto-en-mal-sentido', '(Regresa a paso 1).', '(Continúa en paso 1).', '(Regresa a paso 1).'],
    ['falta-punto-final', 'Envía. (Fin).', 'Envía todo', 'Envía todo.'],
    ['clave-desconocida', 'Plazo:', 'Plaso:', 'Plazo:'],
    ['respuesta-mal-escrita', 'SÍ. (Continúa', 'Sí, procede. (Continúa', 'SÍ. (Continúa'],
    ['paso-salteado', '| Área / Técnico | 3 |', '| Área / Técnico | 4 |', '| Área / Técnico | 3 |'],
    ['norma-mal-citada', 'ver norma 1', 'de acuerdo con la norma 1', 'según norma 1'],
  ]
  for (const [code, right, wrong, expected] of cases)
    test(`${code}: «${wrong}» becomes «${expected}»`, () => {
      const text = TEXT.replace(right, wrong)
      const { draft, findings } = readForEditor(text)
      const finding = findings.find((each) => each.code === code)
      assert.ok(finding, JSON.stringify(findings.map((each) => each.code)))
      const [fix] = fixesOf(finding, text, draft)
      assert.ok(fix, finding.message)
      const fixed = text.slice(0, fix.from) + fix.insert + text.slice(fix.to)
      assert.equal(fixed, TEXT.replace(right, expected))
    })

  test('a ficha that is missing is added below the others', () => {
    const text = TEXT.replace(/- Paso 2, Límite.*\n/, '')
    const { draft, findings } = readForEditor(text)
    const finding = findings.find(({ code }) => code === 'lazo-sin-limite')!
    const [fix] = fixesOf(finding, text, draft)
    const fixed = text.slice(0, fix!.from) + fix!.insert + text.slice(fix!.to)
    assert.match(fixed, /avisa a Área \/ Jefe\.\n- Paso 2, Límite: 3 vueltas/)
  })
})

describe('suggestions', () => {
  const row = (cell: string) => TEXT.replace('Envía. (Fin).', cell)
  test('roles of the manual, then of the directory', () => {
    assert.deepEqual(offered(TEXT.replace('| Área / Técnico | 3', '| ‸ | 3')), ['Área / Jefe', 'Dirección / Director'])
    assert.deepEqual(offered(TEXT.replace('| Área / Técnico | 3', '| dir‸ | 3')), ['Dirección / Director'])
  })
  test('jumps to the steps that are there, in the right direction', () => {
    assert.deepEqual(offered(row('Envía. (‸')), [
      '(Regresa a paso 3).',
      '(Regresa a paso 2).',
      '(Regresa a paso 1).',
      '(Fin).',
    ])
    assert.deepEqual(offered(TEXT.replace('(Continúa en paso 3).', '(con‸')), ['(Continúa en paso 3).'])
  })
  test('norms, phrases and times', () => {
    assert.deepEqual(offered(row('Envía, ver norma ‸')), ['1'])
    assert.ok(offered(row('Envía, seg‸')).includes('según norma '))
    assert.ok(offered(TEXT.replace('| — |', '| ‸ |')).includes('1 día hábil'))
  })
  test('fichas: rows, keys where they may stand, and values', () => {
    const line = (text: string) => offered(`${TEXT}${text}`)
    assert.ok(line('- Pas‸').includes('Paso 2.1, '))
    assert.ok(line('- Paso 2, ‸').includes('Plazo: ') && !line('- Paso 2, ‸').includes('Inicio: '))
    assert.deepEqual(line('- Procedimiento, ini‸'), ['Inicio: '])
    assert.deepEqual(line('- Paso 2, Firma: área / t‸'), ['Área / Técnico.'])
    assert.ok(line('- Paso 2, Plazo: 3 días hábiles; al vencer, ‸').includes('NO.'))
    assert.deepEqual(line('- Procedimiento, Calendario: s‸'), ['SV.'])
  })
  test('the front matter', () => {
    assert.deepEqual(offered(TEXT.replace('calendario: GT', 'calendario: ‸')), ['GT', 'SV'])
    assert.deepEqual(offered(TEXT.replace('versión: 1', 'ver‸')), ['versión: '])
  })
})
