import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readManual } from './index.ts'

const FRONT = '---\nmanual: M\ntítulo: T\ninstitución: I\nversión: 1\ncalendario: GT\n---\n\n'
const HEAD = '## PROCEDIMIENTO No. 1. X\n\n1. Uno.\n2. Dos.\n\n| RESPONSABLE | PASO | ACTIVIDAD |\n|---|---|---|\n'

/** What is said of a cell that stands at step 4 of 6, `code message` each. */
function saidOf(cell: string): string[] {
  const rows = ['Hace.', 'Hace.', 'Hace.', cell, 'Hace.', 'Hace.'].map(
    (text, index) => `| A / B | ${index + 1} | ${text} |`,
  )
  return readManual(`${FRONT}${HEAD}${rows.join('\n')}\n`).findings.map(({ code, message }) => `${code} ${message}`)
}

const NEAR: readonly (readonly [cell: string, code: string, phrase: string])[] = [
  ['Vuelve al paso 3.', 'salto-mal-escrito', '(Regresa a paso 3).'],
  ['Regresar a paso 3.', 'salto-mal-escrito', '(Regresa a paso 3).'],
  ['Se continúa en el paso No. 6.', 'salto-mal-escrito', '(Continúa en paso 6).'],
  ['Hace. (continúa en paso 6)', 'salto-mal-escrito', '(Continúa en paso 6).'],
  ['Hace. (Regresa a paso 3.1).', 'salto-mal-escrito', '(Regresa a paso 3).'],
  ['Hace. [Continúa en paso 6].', 'salto-mal-escrito', '(Continúa en paso 6).'],
  ['Hace. ( Continúa en paso 6 ).', 'salto-mal-escrito', '(Continúa en paso 6).'],
  ['Hace. (Vaya al 6).', 'salto-mal-escrito', '(Continúa en paso 6).'],
  ['Repite desde el paso 2.', 'salto-mal-escrito', '(Regresa a paso 2).'],
  ['Hace. (Continúa en paso seis).', 'salto-mal-escrito', 'Diga el número'],
  ['Retorna al paso anterior.', 'salto-mal-escrito', 'Diga el número'],
  ['Hace. (Regresa al inicio).', 'salto-mal-escrito', 'Diga el número'],
  ['Hace. (FIN DEL PROCEDIMIENTO)', 'salto-mal-escrito', '(Fin).'],
  ['Hace. Fin.', 'salto-mal-escrito', '(Fin).'],
  ['Termina el procedimiento.', 'salto-mal-escrito', '(Fin).'],
  ['Aplicar procedimiento No. 1.', 'salto-mal-escrito', '(Aplica procedimiento 1).'],
  ['Hace. (Continúa en paso 5). (Fin).', 'salto-no-al-final', 'una sola vez'],
  ['Hace según norma número 2.', 'norma-mal-citada', 'según norma 2'],
  ['Hace, véase la norma 2.', 'norma-mal-citada', 'ver norma 2'],
  ['De acuerdo con lo establecido en la norma 2, hace.', 'norma-mal-citada', 'según norma 2'],
  ['Hace, ver normas generales 2.', 'norma-mal-citada', 'ver norma general 2'],
]

for (const [cell, code, phrase] of NEAR) {
  test(`«${cell}» is answered with the right phrase`, () => {
    const said = saidOf(cell)
    assert.equal(said.length, 1)
    assert.ok(said[0]!.startsWith(`${code} `) && said[0]!.includes(phrase), said[0]!)
  })
}

const PROSE = [
  'Revisa lo hecho en el paso 3.',
  'Pasa el expediente al Coordinador.',
  'Registra el fin de la atención.',
  'Continúa la labor hasta terminar.',
  'Finaliza el proceso de carga.',
  'Imprime 2 copias (original y copia).',
  'Regresa el equipo a la bodega 3.',
  'Sigue las normas de seguridad.',
  'Inicia el procedimiento de baja.',
  'Trabaja a la vez que vigila.',
  'Según norma general de la casa, cierra.',
  'Vuelve a llamar (3 intentos).',
  'Lee el manual, ver norma 2, y firma.',
]

test('sentences that only use the same words are prose', () => {
  for (const cell of PROSE) assert.deepEqual(saidOf(cell), [], cell)
})

test('phrases with meaning are read whatever their case and accents', () => {
  for (const cell of [
    'Hace. (CONTINUA EN PASO 5).',
    'Hace. (regresa a paso 4).',
    'Hace, VER NORMA 2. (FIN).',
    'Hace. (Aplica procedimiento 9 del manual X-1).',
  ]) {
    assert.deepEqual(saidOf(cell), [], cell)
  }
})
