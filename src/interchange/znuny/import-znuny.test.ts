import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { readManual } from '#src/manual/index.ts'
import { ImportRefused } from '../notation/report.ts'
import { importZnuny } from './import-znuny.ts'

const YAML = readFileSync('src/interchange/znuny/fixtures/prestamo-de-equipo.yml', 'utf8')

test('activities are steps, dialogs forms, transitions ways; what cannot be told is doubted', async () => {
  const { source, report } = await importZnuny(YAML)
  const lines = source.split('\n')
  for (const line of [
    '## PROCEDIMIENTO No. 1. PRÉSTAMO DE EQUIPO',
    '| ⚠ (en el original lo hace quien lo pide) | 1 | Recibir el pedido de equipo. | |',
    '| ⚠ (el original no dice el responsable) | 2 | Autorizar el préstamo: Decisión. | |',
    '| | 3 | Autorizar el préstamo: Cambio de propietario. | |',
    '| | 4 | ¿Autorizado? | |',
    '| | 4.1 | SÍ. (Continúa en paso 5). | |',
    '| | 4.2 | NO. (Continúa en paso 8). | |',
    '| | 5 | Entregar el equipo. ⚠ (no sigue hasta que Devuelto String 1). | |',
    '| | 7 | ¿⚠ (el original decide por condiciones)? | |',
    '| | 7.1 | SE PRESTA OTRA VEZ. ⚠ (su condición es Estado String bueno y Prioridad String 3 normal). (Regresa a paso 5). | |',
    '- Procedimiento, Inicio: solicitud «Préstamo de equipo».',
    '- Paso 1, Forma: DIALOGO-1.',
    '### FORMA DIALOGO-1. PEDIDO DE EQUIPO',
    '| Asunto | texto | sí | |',
    '| FechaEntrega | texto | no | Cuándo lo necesita. ⚠ (el original no dice el tipo) |',
  ]) {
    assert.ok(lines.includes(line) || lines.includes(line.replace('| |', '|  |')), `${line}\n\n${source}`)
  }
  assert.deepEqual(
    readManual(source)
      .findings.filter(({ severity }) => severity === 'error')
      .map(({ message }) => message),
    [],
  )
  const kind = (id: string) => report.find((note) => note.id === id)?.kind
  assert.equal(kind('TransitionAction-01'), 'no-equivalent')
  assert.equal(kind('TransitionAction-02'), 'no-equivalent')
  assert.equal(kind('Transition-02'), 'kept')
  assert.equal(kind('Transition-06'), 'doubtful')
  assert.equal(kind('Activity-02'), 'doubtful')
  assert.equal(kind('ActivityDialog-01'), 'doubtful')
})

test('what is no export, and what would hold the reader, is refused with a sentence', async () => {
  const bomb = [
    'a: &a [x,x,x,x,x,x,x,x,x]',
    ...'bcdefghi'.split('').map((k, i) => `${k}: &${k} [${Array(9).fill(`*${'abcdefgh'[i]}`).join(',')}]`),
    'Process: *i',
  ].join('\n')
  const refused: [string, RegExp][] = [
    ['hola', /falta «Process»/],
    ['', /falta «Process»/],
    ['Process: {', /mal formado/],
    ['Process:\n  Config: {}\n', /no tiene actividades/],
    [bomb, /repite partes|anidado/],
    ['['.repeat(100_000), /anidado/],
    [`Process:\n${Array.from({ length: 3000 }, (_, i) => `${' '.repeat(i)}a:`).join('\n')}`, /anidado|1 MB/],
    ['a'.repeat(2_000_000), /1 MB/],
    ['a: \u0000', /no es texto/],
  ]
  for (const [yaml, sentence] of refused) {
    const before = Date.now()
    await assert.rejects(
      importZnuny(yaml),
      (error: Error) => error instanceof ImportRefused && sentence.test(error.message),
      yaml.slice(0, 30),
    )
    assert.ok(Date.now() - before < 10_000)
  }
})
