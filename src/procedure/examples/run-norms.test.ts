import assert from 'node:assert/strict'
import { test } from 'node:test'
import { buildManual } from '../fixtures/test-manual.ts'
import { officeCalendar } from '../fixtures/test-world.ts'
import { runExamples } from './run-examples.ts'

const norm = { general: false, number: '1' }
const manual = buildManual({
  starts: [],
  norms: [
    {
      number: '1',
      text: 'Por tema:',
      table: {
        columns: ['Tema', 'Dependencia', 'Cargo'],
        rows: [
          ['Correo', 'Departamento de Sistemas', 'Analista'],
          ['Red', 'Departamento de Redes', 'Técnico'],
        ],
      },
    },
  ],
  assignments: [
    { role: 'Cargo correspondiente', by: { kind: 'column', column: 'Cargo', choosers: [], norm } },
    { role: 'Jefatura correspondiente', by: { kind: 'head-of-column', column: 'Dependencia', choosers: [], norm } },
    { role: 'Turno', by: { kind: 'group', group: 'guardia' } },
    { role: 'Usuario', by: { kind: 'requester' } },
  ],
  steps: [
    { role: 'U / Secretaria', text: 'Clasifica según norma 1.', applies: '1' },
    { role: 'Jefatura correspondiente', text: 'Asigna.' },
    { role: 'Cargo correspondiente', text: 'Pide la compra.', jump: 'call 12' },
    {
      role: null,
      parallel: [
        { role: 'Turno', text: 'Vigila.' },
        { role: 'U / Secretaria', text: 'Avisa.' },
      ],
    },
    { role: 'Usuario', text: 'Recibe.' },
  ],
})
const run = (text: string) =>
  runExamples(manual, text, { calendar: () => officeCalendar() }).flatMap((r) => r.findings.map((f) => f.message))

const text = `## Ejemplo. La red (PROCEDIMIENTO No. 1)
Empieza el lunes 2 de noviembre de 2026 a las 8:00.

| CUÁNDO | QUIÉN | HACE | QUEDA |
|---|---|---|---|
| 8:00 | Secretaria | paso 1, elige «Red» | Jefatura correspondiente: paso 2 |
| 8:10 | Jefatura de Departamento de Redes | paso 2 | Departamento de Redes / Técnico: paso 3 |
| 8:20 | Técnico | paso 3 | en espera: paso 3 |
| 9:00 | — | termina anulado | Técnico: paso 3 |
| 9:10 | Cargo correspondiente | paso 3 | en espera: paso 3 |
| 9:20 | — | termina | Turno: paso 4.1; Secretaria: paso 4.2 |
| 9:30 | Secretaria | paso 4.2 | grupo guardia: paso 4.1 |
| 9:40 | Turno | paso 4.1 | Solicitante: paso 5 |
| 9:50 | Solicitante | paso 5 | FIN |
`

test('norm rows, heads, groups, the requester, linked cases and rows side by side are told by their names', () => {
  assert.deepEqual(run(text), [])
})

test('a cell that the norm does not have, and rows that are left out, are told', () => {
  assert.match(run(text.replace('elige «Red»', 'elige «Radio»')).join(), /no tiene la celda «Radio».*«Correo», «Red»/)
  assert.match(run(text.replace(', elige «Red»', '')).join(), /Elija la fila de la norma 1/)
  assert.match(run(text.replace('Turno: paso 4.1; ', '')).join(), /Queda además Turno: paso 4.1/)
})
