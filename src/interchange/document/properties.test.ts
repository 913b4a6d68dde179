import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { checkManual } from '#src/manual/index.ts'
import { Refused } from '#src/platform/refusal.ts'
import { importFile } from '../import/import-file.ts'

const PIECES = [
  'PROCEDIMIENTO No. 1',
  'NORMAS ESPECÍFICAS',
  'RESPONSABLE\tPASO\tACTIVIDAD',
  'RESPONSABLE',
  'PASO',
  'Pasos 08 Formas 00',
  'INICIO',
  'FIN',
  'Departamento de Soporte Técnico Secretaria\t01\tRecibe la solicitud',
  '\t02\t¿Procede?',
  '\t\t2.1. Sí. (Continúa en paso 3)',
  '\t\t2.2. No. Regresa al paso 1.',
  'Técnico y/o Jefe\t\tAnaliza.',
  '\t\tTecnológica.',
  '- 1. Se pide por escrito.',
  '- Se guarda 3 días.',
  '7. PROCEDIMIENTO:',
  '7.1. Algo',
  'ETAPA 2: OTRA',
  'ÍNDICE',
  '1. OBJETIVO:.....\t3',
  'Página 2 de 7',
  '**8. ANEXOS:**',
  '| a | b |',
  '<ul><li>uno</li></ul>',
  '⚠ (ya estaba)',
  '---',
  '# uno',
  '- Paso 1, Plazo: x',
  '',
  '\t',
]
const line = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...PIECES) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 40 }) },
)

test('any text is read or refused with a sentence, and what is written keeps every doubt that is told', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(line, { maxLength: 40 }), async (lines) => {
      const bytes = new TextEncoder().encode(lines.join('\n'))
      try {
        const { source, report } = await importFile(bytes, 'a.txt')
        const { findings } = checkManual(source)
        const doubts = report.filter(({ kind }) => kind === 'doubtful').length
        const marks = findings.filter(({ code }) => code === 'duda-pendiente').length
        assert.ok(marks >= Math.min(doubts, 1), 'a doubt without its mark')
        const last = source.split('\n').length
        for (const entry of report) assert.ok(entry.line === undefined || (entry.line >= 1 && entry.line <= last))
      } catch (fault) {
        if (!(fault instanceof Refused)) throw fault
      }
    }),
    { numRuns: 300 },
  )
})
