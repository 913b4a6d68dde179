import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { readManual } from '#src/manual/index.ts'
import { SERVERS_MANUAL } from '../fixtures/test-servers-manual.ts'
import { officeCalendar } from '../fixtures/test-world.ts'
import { exampleCoverage } from './coverage.ts'
import { readExamples } from './read-examples.ts'
import { runExamples } from './run-examples.ts'

const manual = readManual(SERVERS_MANUAL).manual!
const GT = officeCalendar()
const run = (text: string) => runExamples(manual, text, { calendar: () => GT })
const messages = (text: string) => run(text).flatMap((r) => r.findings.map((f) => f.message))

const LOOP = `# Ejemplos

## Ejemplo. La segunda revisión excede el límite (PROCEDIMIENTO No. 8)
Empieza el lunes 2 de noviembre de 2026 a las 8:00 por oficio.

| CUÁNDO | QUIÉN | HACE | QUEDA |
|---|---|---|---|
| 8:00 | Secretaria de Recepción | paso 1, forma SOL-VM-01 | Departamento de Infraestructura / Secretaria: paso 2; vence 2 de noviembre de 2026 a las 8:30 |
| 8:20 | Secretaria | paso 2 | Técnico en Infraestructura: paso 3 |
| 9:00 | Técnico en Infraestructura | paso 4: SÍ | Técnico en Infraestructura: paso 4.1 |
| 10:00 | Técnico en Infraestructura | responde | Técnico en Infraestructura: paso 5; vence miércoles 4 de noviembre de 2026 a las 16:00 |
| 11:00 | Técnico en Infraestructura | paso 6: NO | Técnico en Infraestructura: paso 3 |
| 11:10 | Técnico en Infraestructura | paso 3: SÍ | Técnico en Infraestructura: paso 4.1 |
| 11:20 | Técnico en Infraestructura | responde | Técnico en Infraestructura: paso 5 |
| 11:30 | Técnico en Infraestructura | paso 6: NO | Jefe del Departamento de Infraestructura: paso 6 |
| martes 3 de noviembre de 2026 a las 8:00 | Jefe del Departamento de Infraestructura | paso 6: SÍ, motivo: se acepta así | Secretaria: paso 7 |
| 9:00 | Secretaria | paso 7 | Jefe del Departamento de Infraestructura: paso 7 |
| 9:10 | Jefe del Departamento de Infraestructura | rehúsa: falta el número | Secretaria: paso 7 |
| 9:20 | Secretaria | paso 7 | Jefe del Departamento de Infraestructura: paso 7 |
| 9:30 | Jefe del Departamento de Infraestructura | firma | Secretaria: paso 8 |
| 9:40 | Secretaria | paso 8 | FIN |
`

const LETTER = `
## Ejemplo. El oficio sin teléfono espera (PROCEDIMIENTO No. 5)
Empieza el lunes 2 de noviembre de 2026 a las 8:00 por oficio.

| CUÁNDO | QUIÉN | HACE | QUEDA |
|---|---|---|---|
| 8:00 | Recepción | paso 1 | Coordinador: paso 2 |
| 9:00 | Coordinador | paso 2 | Especialista: paso 3; vence 10 de noviembre de 2026 a las 16:00 |
| 10 de noviembre de 2026 a las 15:59 | — | nada | Especialista: paso 3 |
| 16:00 | — | nada | Recepción: paso 4 |
| 11 de noviembre de 2026 a las 8:00 | Recepción | paso 4 | en espera: paso 5; vence 1 de diciembre de 2026 a las 16:00 |
| 2 de diciembre de 2026 a las 8:00 | — | nada | Recepción: paso 5 |
| 9:00 | Recepción | paso 5 | FIN |
`

test('worked examples hold: loop, limit, reply, refused signature, deadline and wait', () => {
  assert.deepEqual(messages(LOOP + LETTER), [])
  assert.deepEqual(
    run(LOOP + LETTER).map((r) => [r.procedure, r.passed, r.held]),
    [
      ['8', true, 14],
      ['5', true, 7],
    ],
  )
})

test('coverage names what no example visits', () => {
  assert.deepEqual(exampleCoverage(run(LOOP + LETTER)), [
    { procedure: '8', rows: [], branches: ['4.2'], expiries: [], limits: [] },
    { procedure: '5', rows: [], branches: ['3.1'], expiries: [], limits: [] },
  ])
})

test('corrections, annulments, reopenings and rulings are told in an example', () => {
  const text = `
## Ejemplo. Se corrige, se cierra, se reabre y se anula (PROCEDIMIENTO No. 8)
Empieza el lunes 2 de noviembre de 2026 a las 8:00 por portal.

| CUÁNDO | QUIÉN | HACE | QUEDA |
|---|---|---|---|
| 8:00 | Secretaria de Recepción | paso 1 | Secretaria: paso 2 |
| 8:10 | Secretaria | paso 2 | Técnico en Infraestructura: paso 3 |
| 8:20 | Técnico en Infraestructura | paso 4: NO | Secretaria: paso 7 |
| 8:30 | Técnico en Infraestructura | corrige paso 4: sí hay, me equivoqué | Técnico en Infraestructura: paso 4 |
| 8:40 | Técnico en Infraestructura | paso 4: NO | Secretaria: paso 7 |
| 8:50 | Jefatura de Dirección de Tecnología | resuelve fin: caso no previsto | FIN |
| 9:00 | Secretaria | reabre: faltó el oficio | Técnico en Infraestructura: paso 4 |
| 9:10 | Jefe del Departamento de Infraestructura | anula: duplicado | FIN |
`
  assert.deepEqual(messages(text), [])
})

test('what does not hold is told at its cell, with what is', () => {
  const wrong = LOOP.replace('| Secretaria: paso 7 |', '| Secretaria: paso 8 |')
  const [result] = run(wrong)
  const finding = result!.findings[0]!
  assert.match(
    finding.message,
    /Se esperaba «Secretaria: paso 8», y queda «Departamento de Infraestructura \/ Secretaria: paso 7»/,
  )
  const { line, column } = finding.span.start
  assert.ok(
    wrong
      .split('\n')
      [line - 1]!.slice(column - 1)
      .startsWith('Secretaria: paso 8'),
  )
  assert.equal(result!.held, 8)
})

const change = (from: string, to: string) => {
  assert.ok(LOOP.includes(from), from)
  return messages(LOOP.replace(from, to)).join(' ')
}

test('a near miss is an error that says what to write', () => {
  assert.match(change('el lunes 2', 'el martes 2'), /es lunes, no martes/)
  assert.match(change('| 8:20 |', '| 7:20 |'), /anterior al de la fila de arriba/)
  assert.match(change('| martes 3 de noviembre', '| jueves 3 de noviembre'), /es martes, no jueves/)
  assert.match(change('paso 1, forma SOL-VM-01', 'paso 1, forma SOL-99'), /lleva la forma SOL-VM-01, no SOL-99/)
  assert.match(change('| paso 2 |', '| completa el paso 2 |'), /no se entiende: escriba «paso n»/)
  assert.match(change('paso 4: SÍ', 'paso 4'), /Falta la respuesta. Elija una: SÍ, NO/)
  assert.match(change('paso 4: SÍ', 'paso 4: QUIZÁ'), /«QUIZÁ» no es una respuesta/)
  assert.match(change('| rehúsa: falta el número |', '| rehúsa |'), /Falta el motivo/)
  assert.match(change(', motivo: se acepta así', ''), /Escriba el motivo/)
  assert.match(
    change('| Técnico en Infraestructura: paso 3 |', '| Técnico en Infraestructura: paso 4 |'),
    /se responde en la tarjeta del paso 3/,
  )
  assert.match(
    change('| 9:40 | Secretaria | paso 8 | FIN |', '| 9:40 | Secretaria | paso 8 | Secretaria: paso 9 |'),
    /queda «FIN»/,
  )
  assert.match(
    change('| 9:40 | Secretaria | paso 8 |', '| 9:40 | Secretario | paso 8 |'),
    /«Secretario» no es un rol del manual/,
  )
  assert.match(
    change('| 8:20 | Secretaria | paso 2', '| 8:20 | Técnico en Infraestructura | paso 2'),
    /Esta tarea corresponde a/,
  )
  assert.match(change('a las 8:30 |', 'a las 9:30 |'), /vence el lunes 2 de noviembre de 2026 a las 8:30/)
  assert.match(change('(PROCEDIMIENTO No. 8)', '(PROCEDIMIENTO No. 9)'), /tiene 8, 5/)
  assert.match(change(' (PROCEDIMIENTO No. 8)', ''), /escriba «## Ejemplo. Título/)
  assert.match(change('| CUÁNDO | QUIÉN | HACE | QUEDA |', '| CUÁNDO | HACE | QUEDA |'), /Falta la tabla/)
  assert.match(change('| responde |', '| paso 4.1 |'), /espera una respuesta, escriba «responde»/)
  assert.match(change('| firma |', '| paso 7 |'), /espera una firma, escriba «firma»/)
  assert.match(change('| paso 2 |', '| firma |'), /No se espera ninguna firma. Está abierto: .*Secretaria: paso 2/)
  assert.match(change('por oficio.', 'por correo.'), /no se recibe por correo/)
})

test('what is not said to be open is a finding', () => {
  assert.match(change('Departamento de Infraestructura / Secretaria: paso 2; vence', 'FIN; vence'), /Se esperaba FIN/)
})

test('any text is read without throwing, and any mutation of a good file runs without throwing', () => {
  fc.assert(fc.property(fc.string(), (text) => Array.isArray(readExamples(text).findings)))
  const pieces = (LOOP + LETTER).split(/(?<=[ |:;])/)
  const mutated = fc.tuple(
    fc.nat(pieces.length - 1),
    fc.nat(pieces.length - 1),
    fc.constantFrom('', '|', ';', 'paso ', '9', 'FIN', '«'),
  )
  fc.assert(
    fc.property(mutated, ([at, from, text]) => {
      const changed = pieces.with(at, text || pieces[from]!)
      return run(changed.join('')).every((r) => r.passed === (r.findings.length === 0))
    }),
    { numRuns: 60 },
  )
})
