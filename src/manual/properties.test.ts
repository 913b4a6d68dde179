import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { checkManual, formatManual, type Manual, readManual } from './index.ts'

const FRONT = '---\nmanual: M-1\ntítulo: Prueba\ninstitución: Ministerio\nversión: 1.2\ncalendario: GT\n---\n'

interface PlannedStep {
  readonly role: string
  readonly asks: boolean
  readonly onward: number
  readonly back: number
  readonly blanks: string
  readonly time: string
}

const plannedStep: fc.Arbitrary<PlannedStep> = fc.record({
  role: fc.constantFrom('Soporte / Técnico', 'Soporte / Coordinador', 'Dirección / Secretaria', ''),
  asks: fc.boolean(),
  onward: fc.nat(5),
  back: fc.nat(9),
  blanks: fc.constantFrom('', ' ', '   '),
  time: fc.constantFrom('', '—', '30 minutos', '1 a 2 días hábiles'),
})

/** Manuals that are sound by construction: each question goes on to a later step or back to an earlier one. */
const soundManual = fc.array(plannedStep, { minLength: 1, maxLength: 9 }).map((steps) => {
  const rows: string[] = []
  const fichas = ['-   procedimiento,  INICIO :  solicitud «Prueba» por portal.']
  for (const [index, { role, asks, onward, back, blanks, time }] of steps.entries()) {
    const n = index + 1
    const responsible = n === 1 && role === '' ? 'Soporte / Técnico' : role
    const row = (number: string, who: string, text: string, when: string) =>
      `|${blanks}${who} |${number}${blanks}|${blanks} ${text}${blanks}|${when}|`
    rows.push(row(`${n}`, responsible, `Hace la tarea ${n} \\| otra.${asks ? ' ¿Está bien?' : ''}`, time))
    if (!asks) continue
    const target = Math.min(steps.length, n + 1 + onward)
    rows.push(row(`${n}.1`, '', target > n ? `SÍ. (Continúa en paso ${target}).` : 'SÍ. Termina. (Fin).', ''))
    const before = 1 + (back % n)
    rows.push(row(`${n}.2`, '', `NO. Anota la falta. (Regresa a paso ${before}).`, ''))
    fichas.push(`- Paso ${n}, Límite: 2 vueltas; al exceder, escala a Soporte / Coordinador.`)
  }
  return `${FRONT}\n# OBJETIVO\n\nProsa   con  espacios  \ny *marcas*.\n\n## PROCEDIMIENTO No. 1. PRUEBA\n\n|RESPONSABLE|PASO|ACTIVIDAD|TIEMPO|\n|:--|-|-|--:|\n${rows.join('\n')}\n\n${fichas.join('\n')}\n\n\n`
})

function withoutPlaces(manual: Manual | null): string {
  return JSON.stringify({ ...manual, source: '' }, (key, value) => (key === 'span' ? undefined : value))
}

test('a sound manual reads without errors, and formats to the same manual once and for all', () => {
  fc.assert(
    fc.property(soundManual, (source) => {
      const { manual, findings } = readManual(source)
      assert.deepEqual(findings, [])
      const formatted = formatManual(source)
      assert.equal(formatManual(formatted), formatted)
      assert.equal(withoutPlaces(readManual(formatted).manual), withoutPlaces(manual))
      assert.ok(formatted.includes('Prosa   con  espacios  \ny *marcas*.'))
    }),
    { numRuns: 60 },
  )
})

const splinter = fc.constantFrom(
  '|',
  '\n',
  '¿',
  '?',
  '(',
  ').',
  'Paso',
  '- ',
  '\t',
  '{#',
  '---',
  '>',
  '#',
  '«',
  '\\',
  '\0',
  '\u2028',
  '5.1 ',
  'A la vez:',
  '😀',
  'SÍ',
  '`',
  '[',
)

test('however a manual is damaged it is read or something is found in it, and reading never throws', () => {
  const damage = fc.array(
    fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      cut: fc.nat(12),
      put: fc.oneof(splinter, fc.string({ maxLength: 5 })),
    }),
    { minLength: 1, maxLength: 6 },
  )
  fc.assert(
    fc.property(soundManual, damage, (source, blows) => {
      const text = blows.reduce((whole, { at, cut, put }) => {
        const from = Math.floor(at * whole.length)
        return whole.slice(0, from) + put + whole.slice(from + cut)
      }, source)
      const { manual, findings } = checkManual(text)
      assert.ok(manual !== null || findings.length > 0)
      for (const { span } of findings) assert.ok(span.start.offset <= span.end.offset && span.end.offset <= text.length)
      const formatted = formatManual(text)
      assert.equal(formatManual(formatted), formatted)
      assert.equal(withoutPlaces(readManual(formatted).manual), withoutPlaces(readManual(text).manual))
    }),
    { numRuns: 150 },
  )
})

test('any text at all gives a manual or findings', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(splinter, fc.string({ unit: 'binary', maxLength: 20 })), { maxLength: 40 }),
      (pieces) => {
        const { manual, findings } = checkManual(pieces.join(''))
        assert.ok(manual !== null || findings.length > 0)
      },
    ),
    { numRuns: 150 },
  )
})
