import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { BpmnModdle, type ModdleElement } from 'bpmn-moddle'
import { Linter } from 'bpmnlint'
import NodeResolver from 'bpmnlint/lib/resolver/node-resolver.js'
import fc from 'fast-check'
import { formatManual, readManual } from '#src/manual/index.ts'
import type { Manual } from '#src/manual/types.ts'
import { compileProcedure } from '#src/procedure/compile-procedure.ts'
import { soundManual } from '#src/procedure/fixtures/test-procedures.ts'
import type { ImportedNode } from '../notation/imported-process.ts'
import { writeManual } from '../notation/write-manual.ts'
import { type CarriedText, cutText, joinText } from './carried-text.ts'
import { exportBpmn } from './export-bpmn.ts'
import { flowOfProcedure } from './flow-of-procedure.ts'
import { importBpmn } from './import-bpmn.ts'
import { everyProcedure, withoutSpans } from './test-diagrams.ts'
import { writeBpmn } from './write-bpmn.ts'

const XSD = 'node_modules/bpmn-moddle/resources/bpmn/xsd/BPMN20.xsd'
const procedures = await Promise.all(
  everyProcedure().map(async (each) => ({ ...each, xml: await exportBpmn(each.manual, each.number) })),
)
const folder = mkdtempSync(join(tmpdir(), 'bpmn-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))

test('every procedure of every manual is valid by the schema of the standard', () => {
  const files = procedures.map(({ xml }, index) => {
    const file = join(folder, `${index}.bpmn`)
    writeFileSync(file, xml)
    return file
  })
  assert.ok(files.length >= 6)
  execFileSync('xmllint', ['--noout', '--nonet', '--schema', XSD, ...files], { stdio: 'pipe' })
})

test('another reader and writer of BPMN gives the same bytes, and the same manual gives the same bytes', async () => {
  const readAgain = new Map<Manual, Manual>(procedures.map(({ manual }) => [manual, manual]))
  for (const manual of readAgain.keys()) readAgain.set(manual, readManual(manual.source).manual!)
  for (const { manual, number, name, xml } of procedures) {
    const moddle = new BpmnModdle()
    const { rootElement, warnings } = await moddle.fromXML(xml)
    assert.deepEqual(warnings, [], name)
    assert.equal((await moddle.toXML(rootElement, { format: true })).xml, xml, name)
    assert.equal(await exportBpmn(readAgain.get(manual)!, number), xml, name)
  }
})

test('the recommended rules of bpmnlint find nothing', async () => {
  for (const { name, xml } of procedures) assert.deepEqual(await lint(xml), {}, name)
  const unnamed = procedures[0]!.xml.replace(/<bpmn:userTask id="Paso_1" name="[^"]*"/, '<bpmn:userTask id="Paso_1"')
  assert.deepEqual(Object.keys(await lint(unnamed)), ['label-required'])
})

test('what was exported comes back to the letter, whole manual and procedure alike', async () => {
  const usual = new Map<Manual, string>(procedures.map(({ manual }) => [manual, '']))
  for (const manual of usual.keys()) {
    const source = formatManual(manual.source)
    usual.set(manual, source)
    const again = readManual(source).manual
    assert.deepEqual(withoutSpans({ ...again, source: '' }), withoutSpans({ ...manual, source: '' }))
  }
  for (const { manual, name, xml } of procedures) {
    const { source, report } = await importBpmn(xml)
    assert.equal(source, usual.get(manual), name)
    assert.ok(
      report.every(({ kind }) => kind === 'kept'),
      name,
    )
  }
})

test('line ends, bars, quotes and signs of XML come back too', async () => {
  const { manual } = procedures.find(({ name }) => name.includes('ssi-soporte'))!
  const odd = manual.source
    .replace('Edita la base', 'Edita \\| la «base» & <b>"la\' otra</b> ]]> \u00a0😀')
    .replaceAll('\n', '\r\n')
  const read = readManual(odd).manual
  assert.ok(read)
  const number = read.procedures[0]!.number
  const xml = await exportBpmn(read, number)
  assert.equal((await importBpmn(xml)).source, formatManual(odd))
})

test('what any sound manual says is carried to the letter', () => {
  let count = 0
  for (const file of readdirSync('src/manual/fixtures').filter((name) => name.endsWith('.manual.md'))) {
    const { manual } = readManual(readFileSync(`src/manual/fixtures/${file}`, 'utf8'))
    for (const { number } of manual?.procedures ?? []) {
      assert.equal(joinText(cutText(manual!, number)), formatManual(manual!.source), file)
      count += 1
    }
  }
  assert.ok(count > 5, String(count))
})

test('random procedures written in the notation come back to the letter', async () => {
  let sound = 0
  await fc.assert(
    fc.asyncProperty(writtenManual, async (source) => {
      const { manual } = readManual(source)
      if (!manual) return
      sound += 1
      const { source: back } = await importBpmn(await exportBpmn(manual, '1'))
      assert.equal(back, formatManual(source))
    }),
    { numRuns: 30 },
  )
  assert.ok(sound > 15, `${sound} sound ones`)
})

test('shapes keep apart, ways dock on borders and lead through no shape, labels have places', async () => {
  for (const { name, xml } of procedures) checkDiagram(await treeOf(xml), name)
})

test('whatever a sound procedure has, its diagram is tidy, lints clean and validates', async () => {
  let count = 0
  await fc.assert(
    fc.asyncProperty(soundManual, async (manual) => {
      const version = compileProcedure(manual, '1')
      const xml = await writeBpmn(manual, version.procedure, flowOfProcedure(version), NOTHING_CARRIED)
      checkDiagram(await treeOf(xml), 'random')
      assert.deepEqual(await lint(xml), {})
      count += 1
      if (count % 10 !== 0) return
      const file = join(folder, 'random.bpmn')
      writeFileSync(file, xml)
      execFileSync('xmllint', ['--noout', '--nonet', '--schema', XSD, file], { stdio: 'pipe' })
    }),
    { numRuns: 60 },
  )
})

/** A manual of one procedure: tasks, questions, calls, blocks, deadlines, waits, signatures and forms, in any mixture. */
const writtenManual = fc
  .array(
    fc.record({
      kind: fc.constantFrom('on', 'on', 'question', 'block', 'call'),
      role: fc.constantFrom('Mesa / Técnico', 'Mesa / Jefe', 'Archivo / Secretaria'),
      text: fc.constantFrom('Revisa «lo pedido» & responde.', 'Anota 1 < 2.', 'Hace el trámite, ver norma 1.'),
      place: fc.nat(99),
      facts: fc.subarray([
        { key: 'Firma', value: 'Mesa / Jefe' },
        { key: 'Visto bueno', value: 'Archivo / Secretaria' },
        { key: 'Espera', value: '2 días hábiles' },
        { key: 'Nota', value: 'algo que decir' },
        { key: 'Entrega', value: 'informe' },
        { key: 'Plazo', value: '3 horas; al vencer, avisa a Mesa / Jefe' },
      ]),
    }),
    { minLength: 1, maxLength: 7 },
  )
  .map((drawn) => {
    const goal = (index: number, place: number) =>
      place % 3 === 0 ? null : `${(index + 1 + (place % 3)) % drawn.length}`
    const nodes = drawn.map(({ kind, role, text, place, facts }, index): ImportedNode => {
      const to = index + 1 < drawn.length ? String(index + 1) : null
      const base = { id: String(index), role, text, facts }
      if (kind === 'question') {
        const answers = [
          { answer: 'SÍ', text: '', to },
          { answer: 'NO', text: place % 2 ? 'Avisa.' : '', to: goal(index, place) },
        ]
        return { ...base, way: { kind, question: 'Procede', answers } }
      }
      if (kind === 'block') {
        const rows = ['Mesa / Técnico', 'Mesa / Jefe'].map((name) => ({ role: name, text: 'Hace lo suyo.', facts: [] }))
        return { ...base, way: { kind, rows, to } }
      }
      return { ...base, way: kind === 'call' ? { kind, procedure: '1', to } : { kind: 'on', to } }
    })
    const process = {
      number: '1',
      title: 'PRUEBA',
      entry: '0',
      nodes,
      facts: [{ key: 'Inicio', value: 'solicitud «Prueba»' }],
    }
    const manual = { code: 'P-1', title: 'Prueba', basedOn: 'x', processes: [process], forms: [], report: [] }
    return writeManual(manual).source.replace(
      '## PROCEDIMIENTO No. 1. PRUEBA\n',
      '## PROCEDIMIENTO No. 1. PRUEBA\n\n1. Norma con «comillas» y <signos>.\n',
    )
  })

const NOTHING_CARRIED: CarriedText = {
  before: '',
  after: '',
  head: '',
  header: '',
  rows: [],
  pieces: [],
  lineEnd: '\n',
}

async function treeOf(xml: string): Promise<ModdleElement> {
  return (await new BpmnModdle().fromXML(xml)).rootElement
}

async function lint(xml: string): Promise<Record<string, unknown>> {
  const linter = new Linter({ config: { extends: 'bpmnlint:recommended' }, resolver: new NodeResolver() })
  return linter.lint(await treeOf(xml))
}

interface Box {
  readonly id: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly host?: string
}

function checkDiagram(definitions: ModdleElement, name: string): void {
  const drawn: ModdleElement[] = definitions.diagrams[0].plane.planeElement
  const shapes = drawn.filter(({ bounds }) => bounds)
  const boxes = shapes
    .filter(({ bpmnElement }) => !/Lane|Participant/.test(bpmnElement.$type))
    .map(
      ({ bpmnElement, bounds }): Box => ({ id: bpmnElement.id, ...plain(bounds), host: bpmnElement.attachedToRef?.id }),
    )
  for (const [index, a] of boxes.entries()) {
    for (const b of boxes.slice(index + 1)) {
      if (a.host === b.id || b.host === a.id) continue
      const apart = a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y
      assert.ok(apart, `${name}: ${a.id} overlaps ${b.id}`)
    }
  }
  const lanes = new Map<string, Box>()
  for (const { bpmnElement, bounds } of shapes) {
    if (bpmnElement.$type !== 'bpmn:Lane') continue
    for (const { id } of bpmnElement.flowNodeRef) lanes.set(id, { id: bpmnElement.id, ...plain(bounds) })
  }
  for (const box of boxes) {
    const lane = lanes.get(box.id)
    assert.ok(lane, `${name}: ${box.id} is in no lane`)
    const inside =
      box.x > lane.x &&
      box.x + box.width <= lane.x + lane.width &&
      box.y > lane.y &&
      box.y + box.height < lane.y + lane.height
    assert.ok(inside, `${name}: ${box.id} leaves its lane`)
  }
  const byId = new Map(boxes.map((box) => [box.id, box]))
  for (const { bpmnElement, waypoint } of drawn.filter((each) => each.waypoint)) {
    checkWay(
      bpmnElement,
      waypoint.map(({ x, y }: ModdleElement) => ({ x, y })),
      byId,
      name,
    )
  }
  for (const { bpmnElement, label, bounds } of drawn) {
    const outside = bounds ? /Event|Gateway/.test(bpmnElement.$type) : true
    if (outside && bpmnElement.name)
      assert.ok(label?.bounds.width > 0 && label.bounds.height > 0, `${name}: ${bpmnElement.id} has no label`)
  }
}

function plain({ x, y, width, height }: ModdleElement) {
  return { x, y, width, height }
}

function checkWay(
  flow: ModdleElement,
  points: readonly { x: number; y: number }[],
  boxes: ReadonlyMap<string, Box>,
  name: string,
): void {
  const [source, target] = [boxes.get(flow.sourceRef.id)!, boxes.get(flow.targetRef.id)!]
  assert.ok(onBorder(points[0]!, source), `${name}: ${flow.id} does not leave the border of ${source.id}`)
  assert.ok(onBorder(points.at(-1)!, target), `${name}: ${flow.id} does not reach the border of ${target.id}`)
  for (const [index, a] of points.entries()) {
    const b = points[index + 1]
    if (!b) continue
    assert.ok(a.x === b.x || a.y === b.y, `${name}: ${flow.id} is slanted`)
    for (const box of boxes.values()) {
      // A deadline stands on its host: only there may a way begin inside a box.
      if (box.id === source.host) continue
      const clear: boolean =
        Math.max(a.x, b.x) <= box.x ||
        Math.min(a.x, b.x) >= box.x + box.width ||
        Math.max(a.y, b.y) <= box.y ||
        Math.min(a.y, b.y) >= box.y + box.height
      assert.ok(clear, `${name}: ${flow.id} leads through ${box.id}`)
    }
  }
}

function onBorder({ x, y }: { x: number; y: number }, box: Box): boolean {
  const inX = x >= box.x && x <= box.x + box.width
  const inY = y >= box.y && y <= box.y + box.height
  return (inX && (y === box.y || y === box.y + box.height)) || (inY && (x === box.x || x === box.x + box.width))
}
