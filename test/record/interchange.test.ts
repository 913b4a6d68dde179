import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { TRIAL_MANUAL } from '#src/cases/fixtures/trial-manual.ts'
import { importBpmn } from '#src/interchange/index.ts'
import { formatManual } from '#src/manual/index.ts'
import { commandLine } from '../support/command-line.ts'
import { testProgram } from '../support/program.ts'
import { complete, openTrial } from './desk.ts'

const world = await testProgram()
const { api, anonymous, publish } = world
await publish(TRIAL_MANUAL)
const lucrecia = api('lsolares')
const mine = await openTrial(lucrecia, 8, { title: 'Pedido reservado', form: { Asunto: 'Papelería' } })
await complete(api('ebaquiax'), mine, { note: 'Completo.' })
const another = await openTrial(api('lhuaman'), 1)
const folder = mkdtempSync(join(tmpdir(), 'interchange-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const XSD = 'src/interchange/xes/fixtures/xes-1849.xsd'
const LOG = '/manuales/PRU-MNP-01/registro.xes'
const traces = (xes: string) =>
  [...xes.matchAll(/<trace>\s*<string key="concept:name" value="([^"]+)"/g)].map(([, number]) => number)

const ventanilla = commandLine({ env: { ...process.env, DATA_DIR: join(folder, 'datos') } })

test('the log of a manual has the cases that one may read, and no others', async () => {
  const answer = await lucrecia.get(LOG)
  assert.equal(answer.status, 200, answer.text)
  assert.match(answer.headers.get('content-disposition') ?? '', /PRU-MNP-01\.xes/)
  assert.deepEqual(traces(answer.text), [mine])
  const file = join(folder, 'log.xes')
  writeFileSync(file, answer.text)
  execFileSync('xmllint', ['--noout', '--nonet', '--schema', XSD, file], { stdio: 'pipe' })
  assert.ok(!answer.text.includes(lucrecia.person))
  assert.ok(!answer.text.includes('Pedido reservado'))
  assert.deepEqual(traces((await api('lhuaman').get(LOG)).text).includes(another), true)
  assert.deepEqual(traces((await api('yhuarcaya').get('/api/manuals/PRU-MNP-01/log')).text), [])
  const named = (await lucrecia.get(`${LOG}?nombres=si`)).text
  assert.match(named, /Pedido reservado/)
  assert.equal((await anonymous.get(LOG)).status, 303)
  assert.equal((await lucrecia.get('/manuales/NO-HAY/registro.xes')).status, 404)
})

test('many cases come in order, each once', async () => {
  const numbers: string[] = []
  for (let count = 0; count < 60; count += 1) numbers.push(await openTrial(api('mguarcax'), 1))
  const log = (await api('mguarcax').get(LOG)).text
  const found = traces(log).filter((number) => numbers.includes(number!))
  assert.deepEqual(found, numbers)
})

test('a manual is downloaded as BPMN and DMN; what is not there is told', async () => {
  const bpmn = await lucrecia.get('/manuales/DTI-MNP-01/procedimientos/8/diagrama.bpmn')
  assert.equal(bpmn.status, 200, bpmn.text)
  const { source } = await importBpmn(bpmn.text)
  assert.equal(source, formatManual((await lucrecia.get('/manuales/DTI-MNP-01/fuente.md')).text))
  const dmn = await lucrecia.get('/manuales/DTI-MNP-01/normas.dmn')
  assert.match(dmn.text, /Procedimiento_2_norma_2/)
  assert.equal((await lucrecia.get('/manuales/DTI-MNP-01/procedimientos/99/diagrama.bpmn')).status, 404)
  assert.equal((await lucrecia.get('/manuales/SSI-MNP-03/normas.dmn')).status, 404)
  const page = (await lucrecia.get('/manuales/DTI-MNP-01')).text
  for (const href of ['procedimientos/8/diagrama.bpmn', 'normas.dmn', 'registro.xes'])
    assert.ok(page.includes(`/manuales/DTI-MNP-01/${href}`), href)
})

test('sealed cases become a log without the database; an altered one is refused', async () => {
  const key = join(folder, 'llave.pem')
  writeFileSync(key, (await anonymous.get('/.well-known/ventanilla/public-key.pem')).text)
  const sealed = join(folder, 'caso.json')
  const text = (await lucrecia.get(`/api/cases/${mine}/export`)).text
  writeFileSync(sealed, text)
  const log = join(folder, 'salida.xes')
  const done = await ventanilla('export', '--xes', '--key', key, sealed, '-o', log)
  assert.equal(done.status, 0, done.stderr)
  execFileSync('xmllint', ['--noout', '--nonet', '--schema', XSD, log], { stdio: 'pipe' })
  const written = readFileSync(log, 'utf8')
  assert.ok(written.includes('persona-1') && !written.includes('Pedido reservado'))
  const named = await ventanilla('export', '--xes', '--names', '--key', key, sealed)
  assert.match(named.stdout, /Pedido reservado/)
  const altered = join(folder, 'alterado.json')
  writeFileSync(altered, text.replace('portal', 'correo'))
  const refused = await ventanilla('export', '--xes', '--key', key, altered, '-o', join(folder, 'no.xes'))
  assert.equal(refused.status, 1)
  assert.match(refused.stderr, /solo entran expedientes íntegros/)
  assert.ok(!existsSync(join(folder, 'no.xes')))
})

test('the command exports a procedure, all of them, tables, drawings and text, and says what is wrong', async () => {
  const manual = 'manuals/dti-servicios.manual.md'
  const one = join(folder, 'x.bpmn')
  assert.equal((await ventanilla('export', '--bpmn', manual, '--procedure', '8', '-o', one)).status, 0)
  assert.match(readFileSync(one, 'utf8'), /Procedimiento_8/)
  const all = join(folder, 'todos')
  assert.equal((await ventanilla('export', '--bpmn', manual, '-o', all)).status, 0)
  assert.ok(readdirSync(all).length >= 5)
  assert.match((await ventanilla('export', '--dmn', manual)).stdout, /decisionTable/)
  assert.match((await ventanilla('export', '--svg', manual, '--procedure', '8')).stdout, /^<svg/)
  assert.equal((await ventanilla('export', '--markdown', manual)).stdout, formatManual(readFileSync(manual, 'utf8')))
  const wrong: [string[], RegExp][] = [
    [['--bpmn', manual, '--procedure', '99'], /no tiene el procedimiento 99/],
    [['--bpmn', '--dmn', manual], /un formato, y uno solo/],
    [[manual], /un formato, y uno solo/],
    [['--bpmn'], /Falta el archivo/],
    [['--bpmn', 'no-hay.md'], /no existe/],
    [['--bpmn', manual, '-o', 'todo.bpmn'], /dé una carpeta/],
    [['--dmn', 'src/manual/fixtures/atencion-de-oficios.manual.md'], /ninguna norma tiene una tabla/],
  ]
  for (const [args, sentence] of wrong) {
    const { status, stderr } = await ventanilla('export', ...args)
    assert.deepEqual([status, sentence.test(stderr)], [2, true], `${args.join(' ')}: ${stderr}`)
  }
})

test('the command imports what it exported, and tells what a foreign file does not say', async () => {
  const bpmn = join(folder, 'x.bpmn')
  const back = join(folder, 'vuelve.manual.md')
  const own = await ventanilla('import', bpmn, '-o', back)
  assert.equal(own.status, 0, own.stderr)
  assert.equal(readFileSync(back, 'utf8'), formatManual(readFileSync('manuals/dti-servicios.manual.md', 'utf8')))
  assert.match((await ventanilla('import', bpmn, '-o', back)).stderr, /ya existe/)
  const foreign = await ventanilla(
    'import',
    'src/interchange/bpmn/fixtures/camunda-compra.bpmn',
    '-o',
    join(folder, 'c.manual.md'),
  )
  assert.equal(foreign.status, 1)
  assert.match(foreign.stdout, /sin equivalente: bpmn:BoundaryEvent error: /)
  const process = 'src/interchange/znuny/fixtures/prestamo-de-equipo.yml'
  assert.equal((await ventanilla('import', process, '-o', join(folder, 'z.manual.md'))).status, 1)
  const bad = join(folder, 'malo.bpmn')
  writeFileSync(bad, '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><a></definitions>')
  assert.match((await ventanilla('import', bad, '-o', join(folder, 'm.md'))).stderr, /mal formado/)
})
