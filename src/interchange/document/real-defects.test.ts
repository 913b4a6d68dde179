// The defects that real manuals had, in five texts of invented institutions that have the same shapes. Each is reported at its place:
// by the reader of documents, with the line of the document, or by the linter on what was written.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { checkManual } from '#src/manual/index.ts'
import { readText, understand } from './index.ts'

const load = (name: string) => {
  const bytes = readFileSync(new URL(`./fixtures/${name}.txt`, import.meta.url))
  const { source, report } = understand(readText(bytes))
  return { source, report, findings: checkManual(source).findings }
}
const many = load('muchos-procedimientos')
const stages = load('etapas-de-una-tabla')
const list = load('lista-con-tiempos')
const oneTime = load('un-tiempo-para-todo')
const told = load('contado-sin-tabla')

type Loaded = ReturnType<typeof load>

/** `procedure/step` of each finding of this code. */
const places = ({ findings }: Loaded, code: string) =>
  findings.filter((finding) => finding.code === code).map(({ procedure = '', step = '' }) => `${procedure}/${step}`)

/** Places of what the reader said with this code, in the document. */
const said = ({ report }: Loaded, code: string) =>
  report.filter((entry) => entry.code === code).map(({ id, where }) => `${id} (${where})`)

describe('thirteen procedures of one institute', () => {
  test('«Formas 00» though step 1 receives a form', () => {
    assert.deepEqual(places(many, 'conteo-distinto'), ['5/1', '8/1'])
  })
  test('the head of another department signs', () => {
    assert.deepEqual(places(many, 'firma-de-otra-jefatura'), ['8/2'])
  })
  test('sent to the secretary of one department, whatever the department', () => {
    assert.deepEqual(places(many, 'destino-distinto'), ['4/3'])
  })
  test('back to a question without repeating what feeds it', () => {
    assert.deepEqual(places(many, 'regresa-a-pregunta'), ['5/6.2'])
  })
  test('escalates, and there is no level above', () => {
    assert.deepEqual(places(many, 'escala-sin-nivel'), ['2/4.2'])
  })
  test('loops without limit', () => {
    assert.deepEqual(places(many, 'lazo-sin-limite'), ['2/4.2', '3/3.2', '5/6.2'])
  })
  test('«correspondiente» roles without a rule', () => {
    assert.deepEqual(places(many, 'rol-sin-asigna'), ['1/1', '1/2', '2/3', '2/4', '4/2', '4/3', '4/4'])
  })
  test('registers the exit of somebody who never entered', () => {
    assert.deepEqual(places(many, 'salida-sin-ingreso'), ['1/6'])
  })
  test('one unit with two names in two norm tables', () => {
    assert.deepEqual(places(many, 'dependencia-con-dos-nombres'), ['3/'])
  })
  test('a norm sends the request elsewhere than step 1 receives it', () => {
    assert.deepEqual(places(many, 'norma-contra-tabla'), ['7/'])
  })
  test('a table without RESPONSABLE', () => {
    assert.deepEqual(said(many, 'sin-responsable'), ['6, paso 1 (línea 253)', '6, paso 2 (línea 254)'])
    assert.equal(places(many, 'duda-pendiente').filter((place) => place.startsWith('6/')).length, 2)
  })
  test('the cover and the resolution have two dates', () => {
    const [first] = many.findings.filter(({ code }) => code === 'fechas-contradictorias')
    assert.match(
      first!.message,
      /«31-DG\/2024» lleva dos fechas: «Resolución» es de 2024-12-01 y «Aprobación» de 2024-09-01/,
    )
  })
  test('a norm that sets a time and is never cited', () => {
    assert.deepEqual(places(many, 'tiempo-de-norma-sin-uso'), ['6/'])
  })
  test('near misses with one reading are corrected and said', () => {
    const jumps = many.report.filter(({ code }) => code === 'salto-normalizado').map(({ message }) => message)
    assert.deepEqual(jumps, [
      '«(Continúa en paso 6)» se escribió «(Continúa en paso 6).».',
      '«Regresa al paso 4.» se escribió «(Regresa a paso 4).».',
    ])
    assert.equal(said(many, 'respuesta-en-mayusculas').length, 3)
    assert.deepEqual(
      many.report.filter(({ code }) => code === 'norma-normalizada').map(({ message }) => message),
      [
        '«según norma específica No. 1» se escribió «según norma 1».',
        '«según norma número 2» se escribió «ver norma 2».',
      ],
    )
  })
  test('torn cells and lost numbers are put together again', () => {
    assert.match(many.source, /\| Dirección de Acopio y Control \/ Autoridad correspondiente \| 1 \|/)
    assert.match(many.source, /\| Departamento de Almacenes Refrigerados \/ Secretaria \| 2 \|/)
    assert.match(many.source, /a la Secretaria del Departamento de Almacenes Refrigerados\. \|/)
    assert.match(many.source, /^ {3}2\.1\. La etiqueta\.$/m)
    assert.equal(said(many, 'linea-ilegible').length, 1)
    assert.ok(many.report.some(({ code, message }) => code === 'nombre-mal-leido' && message.includes('Fefrigerados')))
  })
})

describe('stages of one table', () => {
  test('a step without a number', () => assert.deepEqual(said(stages, 'paso-sin-numero'), ['2, paso 3 (línea 48)']))
  test('«Técnico y/o Jefe»', () => assert.deepEqual(places(stages, 'responsable-doble'), ['2/2']))
  test('an acronym with two letters swapped', () => {
    const [found] = stages.findings.filter(({ code }) => code === 'siglas-cambiadas')
    assert.match(found!.message, /«UCMB» es «UCBM»/)
  })
  test('a decision hidden in prose', () => assert.deepEqual(places(stages, 'decision-en-prosa'), ['2/3']))
  test('what the document does not say is marked in the front matter', () => {
    assert.match(stages.source, /^manual: SIN-CODIGO # ⚠ \(la fuente no dice el código/m)
    assert.match(stages.source, /^calendario: GT # ⚠/m)
  })
})

describe('bullets with times', () => {
  test('no step numbers', () => assert.deepEqual(said(list, 'tabla-sin-numeros'), ['1, paso 1 (línea 41)']))
  test('one time for several steps', () => {
    assert.deepEqual(said(list, 'tiempo-compartido'), ['1, paso 2 (línea 42)', '1, paso 4 (línea 47)'])
  })
  test('«Encargado» and «Responsable» of the same', () => {
    const [found] = list.findings.filter(({ code }) => code === 'encargado-y-responsable')
    assert.match(found!.message, /«Encargado de Radio» y en la tabla «Responsable de Radio OT»/)
  })
  test('roles of the table absent from RESPONSABILIDADES', () => {
    assert.deepEqual(places(list, 'rol-sin-responsabilidades'), ['1/1', '1/2', '1/4'])
  })
  test('cover, dates and what it supersedes become front matter', () => {
    assert.match(
      list.source,
      /^manual: OT-DS-MNP-RAD-01\n.*\n.*\nversión: 4\nvigente: 2025-04-01\ncalendario: GT\nsustituye: OT-DS-MNP-RAD-01 versión 3\naprobaciones:\n {2}- acto: Aprobación\n {4}cargo: Directora General\n {4}fecha: 2025-03-12/m,
    )
    assert.doesNotMatch(list.source, /Fulana/)
  })
})

describe('one time for a whole table', () => {
  test('it is asked whose it is', () =>
    assert.deepEqual(said(oneTime, 'tiempo-compartido'), ['4.1, paso 1 (línea 50)']))
  test('two posts for one step', () => assert.deepEqual(places(oneTime, 'responsable-doble'), ['4.1/1']))
  test('roles absent from RESPONSABILIDADES', () =>
    assert.deepEqual(places(oneTime, 'rol-sin-responsabilidades'), ['4.1/1', '4.1/4']))
  test('heads of pages, index and flowchart are left out, and said', () => {
    assert.doesNotMatch(oneTime.source, /Página|ÍNDICE|FLUJOGRAMA/)
    for (const code of ['cabeceras-quitadas', 'indice-quitado', 'flujograma-quitado'])
      assert.equal(said(oneTime, code).length, 1, code)
  })
})

describe('told without a table', () => {
  test('each paragraph is a step, and the doubt is marked', () => {
    assert.deepEqual(said(told, 'sin-tabla'), ['2.1, paso 1 (línea 23)', '2.2, paso 1 (línea 29)'])
    assert.match(told.source, /\| Mesa de Reclamos de Agua \| 2 \| MRA Atiende/)
  })
  test('no branch for non-conformity', () => assert.deepEqual(places(told, 'conformidad-sin-salida'), ['2.2/3']))
  test('a product named in two ways', () => {
    const [found] = told.findings.filter(({ code }) => code === 'producto-con-dos-nombres')
    assert.match(found!.message, /«Caso Web SG» parece ser «SG Casos Web»/)
  })
  test('cases of their own, with nothing that decides them', () => assert.equal(said(told, 'caso-aparte').length, 3))
})

test('no fixture makes the reader of manuals stumble: only the linter and the doubts speak', () => {
  const lint = /^(?:duda-pendiente|rol-sin-asigna)$/
  for (const { findings } of [many, stages, list, oneTime, told])
    assert.deepEqual(
      findings
        .filter(({ severity, code }) => severity === 'error' && !lint.test(code))
        .map(({ code, span }) => `${code}:${span.start.line}`),
      [],
    )
})
