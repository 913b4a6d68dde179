import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { readManual } from '#src/manual/index.ts'
import { ImportRefused } from '../notation/report.ts'
import { exportBpmn } from './export-bpmn.ts'
import { importBpmn } from './import-bpmn.ts'
import { everyProcedure } from './test-diagrams.ts'

const fixture = (name: string) => readFileSync(`src/interchange/bpmn/fixtures/${name}.bpmn`, 'utf8')
const has = (source: string, ...lines: string[]) => {
  for (const line of lines) assert.ok(source.split('\n').includes(line), `${line}\n\n${source}`)
}

test('a Camunda process: groups are roles, conditions and programs are doubts, a timer is a deadline', async () => {
  const { source, report } = await importBpmn(fixture('camunda-compra'))
  has(
    source,
    '## PROCEDIMIENTO No. 1. COMPRA MENOR',
    '| compras | 1 | Revisar el pedido. | |',
    '| | 2.1 | SÍ. (Continúa en paso 3). | |',
    '| | 2.2 | OTRO CASO. (Continúa en paso 7). | |',
    '| | 3 | Consultar precios. ⚠ (en el original lo hace un programa). | |',
    '| | 4 | ¿⚠ (el original no dice la pregunta)? | |',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a condition as Camunda writes it.
    '| | 4.1 | CAMINO 1. ⚠ (el original no nombra este camino; su condición es ${monto mayor que 5000}). (Continúa en paso 5). | |',
    '| | 7 | Pedir lo que falta. (Regresa a paso 1). | |',
    '- Paso 5, Plazo: 3 días calendario; al vencer, continúa en paso 6.',
  )
  assert.equal(kindOf(report, 'error'), 'no-equivalent')
  assert.equal(kindOf(report, 'cotizar'), 'doubtful')
  assert.equal(kindOf(report, 'vence'), 'kept')
  assert.ok(report.some(({ id, message }) => id === 'revisar' && message.includes('camunda:formData')))
  assert.deepEqual(errorsOf(source), [])
})

test('a Bizagi process: nested lanes, a block whose way is longer than a row, a sub-process, objects and notes', async () => {
  const { source, report } = await importBpmn(fixture('bizagi-licencias'))
  has(
    source,
    '| Empleado | 1 | Llena el formulario \\| firma y lo entrega. | |',
    '| Recursos Humanos / Analista | 2 | A la vez: | |',
    '| Recursos Humanos / Analista | 2.2 | Se encarga de este camino. (Aplica procedimiento 3). | |',
    '| Recursos Humanos / Jefe-Jefa | 3 | Autoriza la licencia. | |',
    '| | 4 | Archivo del expediente. (Aplica procedimiento 2). | |',
    '- Procedimiento, Inicio: solicitud «Licencia».',
    '- Paso 1, Entrega: Formulario de licencia.',
    '- Paso 2.1, Usa: Formulario de licencia.',
    '- Paso 2.1, Nota: El saldo se ve en la planilla.',
    '## PROCEDIMIENTO No. 2. ARCHIVO DEL EXPEDIENTE',
  )
  assert.equal(kindOf(report, 'Id_gr'), 'no-equivalent')
  assert.equal(kindOf(report, 'Id_ds'), 'no-equivalent')
  assert.deepEqual(errorsOf(source), [])
})

test('a Signavio process: several pools and starts, events, inclusive and complex gateways', async () => {
  const { source, report } = await importBpmn(fixture('signavio-reclamos'))
  has(
    source,
    '| Oficina de Reclamos | 1 | ¿⚠ (el original empieza en varios puntos)? | |',
    '- Paso 4, Espera: respuesta de Unidad Técnica.',
    '- Paso 5, Plazo: 10 días calendario; al vencer, SIN RESPUESTA.',
    '| Oficina de Reclamos | 6.1 | Devuelve el pago. ⚠ (solo si Cobro indebido). | |',
    '## PROCEDIMIENTO No. 4. UNIDAD TÉCNICA',
  )
  for (const id of ['p2', 'cg', 'co', 'es']) assert.equal(kindOf(report, id), 'no-equivalent', id)
  assert.deepEqual(errorsOf(source), [])
})

test('a file of ours that was changed elsewhere is read by its diagram and keeps the rest of the manual', async () => {
  const { manual, number } = everyProcedure().find(
    (each) => each.name.includes('dti-servicios') && each.number === '8',
  )!
  const xml = await exportBpmn(manual, number)
  const changed = xml.replace(/name="Crea el servidor[^"]*"/, 'name="Crea el servidor con plantilla"')
  assert.notEqual(changed, xml)
  const { source, report } = await importBpmn(changed)
  assert.match(source, /Crea el servidor con plantilla\./)
  assert.match(source, /Acción: servidores\.crear\./)
  assert.ok(source.startsWith(manual.source.slice(0, 500)))
  assert.ok(source.includes('## PROCEDIMIENTO No. 9.'))
  assert.ok(report.some(({ message }) => message.includes('cambió fuera de Ventanilla')))
})

test('a diagram that was only moved on its sheet is still ours to the letter', async () => {
  const { manual, number } = everyProcedure()[0]!
  const xml = await exportBpmn(manual, number)
  const moved = xml.replaceAll(/(<dc:Bounds x=")(\d+)/g, (_, head: string, x: string) => `${head}${Number(x) + 7}`)
  assert.equal((await importBpmn(moved)).source, (await importBpmn(xml)).source)
})

test('hostile and foreign files are refused quickly with a sentence', async () => {
  const refused: [string, RegExp][] = [
    ['<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><definitions>&e;</definitions>', /DOCTYPE/],
    [`<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><definitions>&b;</definitions>`, /DOCTYPE/],
    ['<a>'.repeat(100_000), /niveles/],
    [`<a>${'<b/>'.repeat(60_000)}</a>`, /elementos/],
    [`<a>${' '.repeat(100_000_000)}</a>`, /MB/],
    [`<${'n'.repeat(1_000_000)}/>`, /nombre/],
    ['hola', /no es XML/],
    ['', /vacío/],
    ['<a><b></a>', /mal formado/],
    ['<html/>', /BPMN/],
    ['<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="x"/>', /ningún proceso/],
  ]
  for (const [xml, sentence] of refused) {
    const before = Date.now()
    await assert.rejects(
      importBpmn(xml),
      (error: Error) => error instanceof ImportRefused && sentence.test(error.message),
    )
    assert.ok(Date.now() - before < 10_000)
  }
})

test('any graph of tasks and gateways becomes a text, and what is wrong in it is in the report', async () => {
  const kinds = [
    'task',
    'userTask',
    'exclusiveGateway',
    'parallelGateway',
    'inclusiveGateway',
    'eventBasedGateway',
    'endEvent',
    'intermediateCatchEvent',
    'subProcess',
  ]
  const graph = fc.record({
    nodes: fc.array(fc.record({ kind: fc.constantFrom(...kinds), name: fc.string({ maxLength: 12 }) }), {
      minLength: 1,
      maxLength: 12,
    }),
    flows: fc.array(fc.tuple(fc.nat(30), fc.nat(30), fc.string({ maxLength: 8 })), { maxLength: 24 }),
  })
  await fc.assert(
    fc.asyncProperty(graph, async ({ nodes, flows }) => {
      const inner = nodes.map(({ kind, name }, i) => `<${kind} id="n${i}" name="${escaped(name)}"/>`).join('')
      const arrows = flows
        .map(
          ([from, to, name], i) =>
            `<sequenceFlow id="f${i}" sourceRef="n${from % nodes.length}" targetRef="n${to % nodes.length}" name="${escaped(name)}"/>`,
        )
        .join('')
      const xml = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="x"><process id="p" name="P"><startEvent id="s"/>${inner}${arrows}<sequenceFlow id="fs" sourceRef="s" targetRef="n0"/></process></definitions>`
      const { source, report } = await importBpmn(xml)
      const told = report.filter(({ element }) => element === 'manual').length
      assert.equal(told, readManual(source).findings.filter(({ severity }) => severity === 'error').length)
    }),
    { numRuns: 200 },
  )
})

function escaped(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, ' ').replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)
}

function kindOf(report: readonly { id: string; kind: string }[], id: string): string | undefined {
  return report.find((note) => note.id === id)?.kind
}

function errorsOf(source: string): string[] {
  return readManual(source)
    .findings.filter(({ severity }) => severity === 'error')
    .map(({ message }) => message)
}
