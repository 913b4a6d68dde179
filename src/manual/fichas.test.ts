import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readManual } from './index.ts'

const FRONT = '---\nmanual: M\ntítulo: T\ninstitución: I\nversión: 1\ncalendario: GT\n---\n\n'
const TABLE =
  '## PROCEDIMIENTO No. 1. X\n\n| RESPONSABLE | PASO | ACTIVIDAD |\n|---|---|---|\n| A / B | 1 | Hace. |\n| A / C | 2 | Hace. ¿Sirve? |\n| | 2.1 | SÍ. |\n| | 2.2 | NO. (Regresa a paso 1). |\n| A / B | 3 | Hace. |\n\n'

/** The codes found in a small procedure with this line under its table. */
function codesOf(line: string): string[] {
  return readManual(`${FRONT}${TABLE}${line}\n`).findings.map(({ code }) => code)
}

const NEAR: Readonly<Record<string, string>> = {
  '- Paso 2: Plazo, 3 horas.': 'ficha-mal-escrita',
  '- paso2, Firma: B.': 'ficha-mal-escrita',
  '- **Paso 2**, Firma: B.': 'ficha-mal-escrita',
  '- Plazo: 3 horas; al vencer, NO.': 'ficha-mal-escrita',
  '- Pasos 1-3, Tiempo: 2 horas.': 'ficha-mal-escrita',
  '- Procedimiento Inicio: alerta.': 'ficha-mal-escrita',
  '- El paso 2, Plazo: 3 horas; al vencer, NO.': 'ficha-mal-escrita',
  '1. Paso 2, Firma: B.': 'ficha-mal-escrita',
  'Paso 2, Firma: B.': 'ficha-mal-escrita',
  '- Paso 2, Firma: B..': 'falta-punto-final',
  '- Paso 2, VoBo: B.': 'clave-desconocida',
  '- Paso 2, Plazo: 3 días; al vencer, NO.': 'plazo-mal-escrito',
  '- Paso 2, Plazo: 3 horas; al vencer, notifica a B.': 'plazo-mal-escrito',
  '- Paso 2, Plazo: 3 horas; al vencer, avisa a solicitante.': 'responsable-mal-escrito',
  '- Paso 2, Espera: respuesta del Departamento de Redes.': 'valor-mal-escrito',
  '- Paso 2.2, Límite: 3 vueltas; al exceder, escala al B.': 'valor-mal-escrito',
  '- Procedimiento, Asigna: B = jefatura del solicitante.': 'valor-mal-escrito',
  '- Procedimiento, Asigna: B = «Cargo».': 'valor-mal-escrito',
  '- Procedimiento, Inicio: solicitud "X" por portal.': 'valor-mal-escrito',
  '- Procedimiento, Inicio: cada lunes.': 'valor-mal-escrito',
  '- Paso 3, Plazo: 3 horas desde paso 9; al vencer, escala a C.': 'salto-a-paso-desconocido',
}

for (const [line, code] of Object.entries(NEAR)) {
  test(`${line} → ${code}`, () => assert.deepEqual(codesOf(line), [code]))
}

test('fichas well written, whatever their case and blanks, have nothing said of them', () => {
  const lines = [
    '- PASO 2,  firma : b.',
    '- Paso 2.2, Limite: 1 vuelta; al exceder, escala a A / C.',
    '- Paso 1–3, Tiempo: 2 a 4 horas.',
    '- Procedimiento, Asigna: B = externa, en la bandeja de C.',
    '- Procedimiento, Prohíbe: telefonía.grabar, telefonía.desviar.',
    '- Paso 3, Espera: respuesta de solicitante.',
    '- Paso 3, Acción: respaldos.copiar (opcional).',
    '- Una línea de prosa, sin clave.',
  ]
  assert.deepEqual(codesOf(lines.join('\n')), [])
})
