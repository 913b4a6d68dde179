import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { checkManual, readManual } from '../index.ts'
import type { Manual } from '../types.ts'
import { describeChanges } from './describe-changes.ts'

const folder = new URL('../../../manuals/', import.meta.url)
const sources = readdirSync(folder)
  .filter((name) => name.endsWith('.manual.md'))
  .map((name) => readFileSync(new URL(name, folder), 'utf8'))
const manuals = sources.map(read)

function read(source: string): Manual {
  const { manual, findings } = checkManual(source)
  assert.ok(manual, findings.map(({ message }) => message).join('\n'))
  return manual
}

interface Row {
  readonly id: number
  readonly role: string
  readonly text: string
  /** Index, in this list, of the row to which it returns. */
  readonly back?: number
}

/** A manual of one procedure whose rows are these. */
function written(rows: readonly Row[], more = ''): string {
  const table = rows.map(({ role, text, back }, at) => {
    const to = rows.findIndex(({ id }) => id === back)
    const jump = to === -1 ? '' : ` ${to <= at ? `(Regresa a paso ${to + 1}).` : `(Continúa en paso ${to + 1}).`}`
    return `| ${role} | ${at + 1} | ${text}${jump} | |`
  })
  return `---
manual: PRU-MNP-01
título: Prueba
institución: Ministerio
versión: 1
calendario: GT
---

# NORMAS

1. Primera norma.
2. Segunda norma.

## PROCEDIMIENTO No. 1. PRUEBA

| RESPONSABLE | PASO | ACTIVIDAD | TIEMPO |
|---|---|---|---|
${table.join('\n')}

- Procedimiento, Inicio: solicitud «Prueba» por portal.
- Paso 1, Plazo: 6 días hábiles; al vencer, avisa a Área / Jefe.
${more}
# ANEXOS

### FORMA SOL-01. SOLICITUD

| CAMPO | TIPO | OBLIGATORIO | AYUDA |
|---|---|---|---|
| Asunto | texto | sí | |
`
}

const VERBS = ['Recibe', 'Revisa', 'Anota', 'Envía', 'Archiva', 'Firma', 'Entrega', 'Prepara', 'Consulta', 'Mide']
const THINGS = ['la solicitud', 'el informe', 'el oficio', 'la bitácora', 'el equipo', 'el contrato', 'la factura']
const rowsOf = (count: number): Row[] =>
  Array.from({ length: count }, (_, id) => ({
    id,
    role: id % 3 === 1 ? 'Área / Técnico' : 'Área / Jefe',
    text: `${VERBS[id % VERBS.length]} ${THINGS[id % THINGS.length]} en su turno.`,
  }))
const said = (before: string, after: string) =>
  describeChanges(readManual(before).manual!, readManual(after).manual!).map(({ sentence }) => sentence)
const base = rowsOf(6)
const text = written(base)

describe('describeChanges tells', () => {
  const cases: readonly [string, string, string, string][] = [
    [
      'a deadline',
      text,
      text.replace('6 días', '4 días'),
      'El paso 1 ahora vence en 4 días hábiles (antes, 6 días hábiles).',
    ],
    [
      'a consequence',
      text,
      text.replace('avisa a', 'escala a'),
      'El paso 1 ahora vence en 6 días hábiles; al vencer, escala a Área / Jefe (antes, 6 días hábiles; al vencer, avisa a Área / Jefe).',
    ],
    [
      'a step in other hands',
      text,
      written(base.map((row) => (row.id === 3 ? { ...row, role: 'Área / Técnico' } : row))),
      'El paso 4 pasa de Área / Jefe a Área / Técnico.',
    ],
    [
      'a step more, and the numbers that it moves',
      text,
      written([...base.slice(0, 2), { id: 99, role: 'Área / Jefe', text: 'Sella el sobre.' }, ...base.slice(2)]),
      'Se añade el paso 3, «Sella el sobre.», de Área / Jefe; los pasos 3 a 6 son ahora 4 a 7.',
    ],
    [
      'a step less',
      text,
      written(base.filter(({ id }) => id !== 4)),
      'Se quita el paso 5, «Archiva el equipo en su turno.»; el paso 6 es ahora el 5.',
    ],
    [
      'a norm',
      text,
      text.replace('Segunda norma.', 'Segunda norma, con más.'),
      'La norma general 2 cambia su texto: «Segunda norma, con más.» (antes, «Segunda norma.»).',
    ],
    [
      'a field more',
      text,
      text.replace('| Asunto | texto | sí | |', '| Asunto | texto | sí | |\n| Ambiente | texto | no | |'),
      'La forma SOL-01 pide además «Ambiente».',
    ],
    ['a title', text, text.replace('título: Prueba', 'título: Otra'), 'El título es ahora «Otra» (antes, «Prueba»).'],
    [
      'a procedure more',
      text,
      text.replace(
        '# ANEXOS',
        '## PROCEDIMIENTO No. 2. OTRO\n\n| RESPONSABLE | PASO | ACTIVIDAD |\n|---|---|---|\n| Área / Jefe | 1 | Hace. |\n\n# ANEXOS',
      ),
      'Se añade el procedimiento 2, «OTRO».',
    ],
  ]
  for (const [name, before, after, sentence] of cases)
    test(name, () => assert.deepEqual(said(before, after), [sentence]))

  test('a step between a question and its answers: the branch that came', () => {
    const asks = (rows: string) =>
      written(base)
        .replace('| Área / Jefe | 6 | Firma la factura', `| Área / Jefe | 6 | Firma la factura`)
        .replace(/\| Área \/ Jefe \| 6 .*\n/, `| Área / Jefe | 6 | Revisa. ¿Procede? | |\n${rows}`)
    assert.match(asks('| | 6.1 | SÍ. Fin del turno. | |\n'), /6\.1/)
    const two = asks('').replace(
      /\| Área \/ Jefe \| 6 .*\n/,
      '| Área / Técnico | 6 | Revisa. ¿Procede? | |\n| | 6.1 | SÍ. Anota. (Fin). | |\n| | 6.2 | NO. (Regresa a paso 1). | |\n',
    )
    const three = two.replace('| | 6.2 |', '| | 6.2 | QUIZÁ. (Regresa a paso 2). | |\n| | 6.3 |')
    assert.deepEqual(said(two, three), ['Se añade el paso 6.2: la respuesta «QUIZÁ».'])
    assert.deepEqual(said(three, two), ['Se quita la respuesta «QUIZÁ» del paso 6.'])
    assert.deepEqual(said(two, two.replace('a paso 1', 'a paso 3')), [
      'El paso 6.2 ahora va al paso 3 (antes, va al paso 1).',
    ])
  })
})

describe('properties', () => {
  test('manuals that say the same have no changes, however they are laid out', () => {
    for (const [at, manual] of manuals.entries()) {
      assert.deepEqual(describeChanges(manual, manual), [])
      const spaced = sources[at]!.replaceAll('\n\n', '\n\n\n').replaceAll('| |', '|  |')
      assert.deepEqual(describeChanges(manual, read(spaced)), [])
    }
  })

  test('a step inserted, taken out or moved is one sentence, whatever jumps over it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 3, max: 9 }),
        fc.nat(),
        fc.nat(),
        fc.constantFrom('insert', 'remove', 'move'),
        (count, a, b, how) => {
          const backAt = count - 1
          const rows = rowsOf(count).map((row) => (row.id === backAt ? { ...row, back: b % (count - 1) } : row))
          const target = rows[backAt]!.back!
          const at = a % (count - 1)
          const without = rows.filter((_, index) => index !== at)
          const changed =
            how === 'insert'
              ? [...rows.slice(0, at), { id: 99, role: 'Área / Jefe', text: 'Sella el sobre azul.' }, ...rows.slice(at)]
              : how === 'remove'
                ? without
                : [...without.slice(0, b % count), rows[at]!, ...without.slice(b % count)]
          fc.pre(how !== 'remove' || at !== target)
          // The deadline is of the first row by its number, not of what it does: leave it out.
          const plain = (all: readonly Row[]) => written(all).replace(/- Paso 1.*\n/, '')
          const same = plain(rows) === plain(changed)
          assert.equal(
            said(plain(rows), plain(changed)).length,
            same ? 0 : 1,
            said(plain(rows), plain(changed)).join('\n'),
          )
        },
      ),
    )
  })

  test('each member of a manual that is planted differently gives one sentence, and it names the place', () => {
    const places = manuals.flatMap((manual) => placesOf(manual).map((path) => ({ manual, path })))
    assert.ok(places.length > 500)
    fc.assert(
      fc.property(fc.constantFrom(...places), ({ manual, path }) => {
        const after = plant(manual, path)
        const changes = describeChanges(manual, after)
        assert.equal(changes.length, 1, `${path.join('.')}\n${changes.map(({ sentence }) => sentence).join('\n')}`)
        const back = describeChanges(after, manual)
        assert.equal(back.length, 1, `${path.join('.')} back`)
      }),
      { numRuns: 400 },
    )
  })
})

type Path = readonly (string | number)[]

/** Every text and number of a manual that has an effect of its own: not numbers that others cite, not what follows from others. */
function placesOf(manual: Manual): Path[] {
  const found: Path[] = []
  const walk = (value: unknown, path: Path) => {
    const last = path.at(-1)
    if (typeof last === 'string' && UNPLANTED.has(last)) return
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
      if (last !== 'kind' && !isFollowing(path)) found.push(path)
    } else if (Array.isArray(value)) for (const [at, each] of value.entries()) walk(each, [...path, at])
    else if (value !== null && typeof value === 'object')
      for (const [key, each] of Object.entries(value)) walk(each, [...path, key])
  }
  walk(manual, [])
  return found
}

// Places and what the reader derives; numbers and answers by which others are found; the neighbours of a norm's or a jump's number.
const UNPLANTED = new Set([
  'span',
  'source',
  'roles',
  'number',
  'step',
  'procedure',
  'from',
  'to',
  'choosers',
  'unit',
  'markdown',
])

function isFollowing(path: Path): boolean {
  const last = path.at(-1)
  // An answer is always of whoever asks.
  if (last === 'role' && path.includes('branches') && !path.includes('facts')) return true
  return last === 'weekday' || last === 'month' || last === 'parallel' || last === 'general'
}

function plant(manual: Manual, path: Path): Manual {
  const copy = structuredClone(manual)
  let holder = copy as unknown as Record<string | number, unknown>
  for (const key of path.slice(0, -1)) holder = holder[key] as typeof holder
  const last = path.at(-1)!
  const value = holder[last]
  holder[last] = typeof value === 'number' ? value + 1 : typeof value === 'boolean' ? !value : `${value as string} X`
  return copy
}
