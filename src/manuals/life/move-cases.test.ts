import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { rebuildProjections } from '#src/cases/rebuild-projections.ts'
import { loadDirectory } from '#src/people/index.ts'
import { testProgram } from '../../../test/support/program.ts'

const world = await testProgram()
const { api, db, clock } = world

const manual = (version: string, steps: string, front = '') => `---
manual: TRA-MNP-09
título: Trámite que cambia
institución: Ministerio de Servicios Públicos de Valdoria
versión: "${version}"
calendario: GT
${front}---

## PROCEDIMIENTO No. 1. TRÁMITE QUE CAMBIA

| RESPONSABLE | PASO | ACTIVIDAD | TIEMPO |
|---|---|---|---|
${steps}

- Procedimiento, Inicio: solicitud «Trámite que cambia» por portal.
`
const FIRST = manual(
  '1',
  `| Dirección de Tecnología / Secretaria de Recepción | 1 | Recibe la solicitud. | 30 minutos |
| Departamento de Soporte Técnico / Técnico de Soporte Remoto | 2 | Atiende la solicitud. | 4 horas |
| | 3 | Registra lo hecho. | 30 minutos |`,
)
const SECOND = manual(
  '2',
  `| Dirección de Tecnología / Secretaria de Recepción | 1 | Recibe la solicitud. | 30 minutos |
| Departamento de Soporte Técnico / Jefe del Departamento de Soporte Técnico | 2 | Asigna a quien atiende. | 1 hora |
| Departamento de Soporte Técnico / Técnico de Soporte Remoto | 3 | Atiende la solicitud. | 2 días hábiles |
| | 4 | Registra lo hecho y avisa. | 30 minutos |`,
)

const post = async (who: string, path: string, body: unknown, status = 200) => {
  const answer = await api(who).post(path, body)
  assert.equal(answer.status, status, answer.text)
  return answer.json
}
const taskOf = async (number: string) => {
  const { rows } = await sql<{ id: number; kind: string; row: string; due: string; person: string | null }>`
    select t.id, t.kind, row_number as row, due_at as due, assignee as person from task t join case_file c on c.id = t.case_id
    where c.number = ${number}`.execute(db)
  return rows[0]!
}
const complete = async (who: string, number: string, input: object = {}, status = 200) => {
  const { id, kind } = await taskOf(number)
  const proof = kind === 'signature' ? { proof: await api(who).prove(number, id) } : {}
  return post(who, `/api/cases/${number}/tasks/${id}/completion`, { ...proof, ...input }, status)
}
const openOne = async (title: string) => {
  const { number } = await post('lsolares', '/api/cases', {
    manual: 'TRA-MNP-09',
    procedure: '1',
    start: 'Trámite que cambia',
    channel: 'portal',
    title,
  })
  return number as string
}

test('open cases go over to a new version by a signed map: none before it is complete, all of them at once', async () => {
  await world.publish(FIRST)
  const received = await openOne('Recién pedido')
  const attended = await openOne('En atención')
  const done = await openOne('Casi terminado')
  for (const number of [attended, done]) await complete('ebaquiax', number)
  await complete('kflamenco', done)
  assert.equal((await taskOf(done)).row, '3')

  const published = await api('eurizar').post('/api/manuals', { text: SECOND })
  assert.equal(published.status, 201, published.text)
  const late = await openOne('Bajo la nueva')

  const { number: move } = await post('rtuyuc', '/api/cases', {
    manual: 'DDI-MNP-01',
    procedure: '2',
    start: 'Traslado de expedientes a la versión vigente',
    channel: 'portal',
    title: 'Traslado a la versión 2',
    form: { 'Código del manual': 'TRA-MNP-09', Motivo: 'La versión anterior no asigna.' },
  })
  // Nothing is prepared yet.
  const early = await api('hzelada').post(`/api/cases/${move}/tasks/1/completion`, {})
  assert.equal(early.json.code, 'plan-missing', early.text)

  const page = await api('hzelada').get(`/expedientes/${move}/traslado`)
  assert.equal(page.status, 200)
  for (const number of [received, attended, done]) assert.ok(page.text.includes(number), number)
  assert.ok(!page.text.includes(late), 'a case of the new version has nowhere to go')
  assert.ok(!page.text.includes('Recién pedido'), 'the title of a case that one may not read')
  assert.ok(!page.text.includes(`/expedientes/${received}`))

  const { rows } = await sql<{ id: number }>`
    select id from manual_version where manual_code = 'TRA-MNP-09' and version = '1'`.execute(db)
  const choice = (step: number) => `paso:${rows[0]!.id}:1:${step}`
  // The third step has other words in the new version: with no place for it the case there would be lost.
  const holed = { [choice(1)]: '1', [choice(2)]: '3', [choice(3)]: '', hacer: 'guardar' }
  assert.equal((await api('hzelada').form(`/expedientes/${move}/traslado`, holed)).status, 303)
  const refused = await api('hzelada').post(`/api/cases/${move}/tasks/1/completion`, {})
  assert.equal(refused.json.code, 'plan-stale', refused.text)
  assert.match(refused.json.title ?? refused.text, new RegExp(done))

  const whole = { [choice(1)]: '1', [choice(2)]: '3', [choice(3)]: '4', hacer: 'guardar' }
  assert.equal((await api('hzelada').form(`/expedientes/${move}/traslado`, whole)).status, 303)
  // Nobody else may change the map, and the reviewer sees it.
  assert.equal((await api('rtuyuc').form(`/expedientes/${move}/traslado`, whole)).status, 403)
  await complete('hzelada', move)
  assert.match((await api('rtuyuc').get(`/expedientes/${move}/traslado`)).text, /Dónde quedaría/)
  await complete('rtuyuc', move, { answer: 'SÍ' })
  await complete('rtuyuc', move)
  const before = await taskOf(attended)
  clock.set('2026-11-03T14:00:00Z')
  await complete('hzelada', move, { form: {} })

  assert.deepEqual(
    await Promise.all([received, attended, done, late].map(async (number) => (await taskOf(number)).row)),
    ['1', '3', '4', '1'],
  )
  const after = await taskOf(attended)
  assert.equal(after.id, before.id)
  assert.ok(Date.parse(after.due) > Date.parse(before.due), 'two working days instead of four hours')
  const seen = await api('lsolares').get(`/api/cases/${attended}`)
  assert.match(seen.text, /version-changed/)
  const { rows: versions } = await sql<{ version: string }>`
    select distinct v.version from case_file c join manual_version v on v.id = c.manual_version_id
    where c.number = any(${[received, attended, done, late]})`.execute(db)
  assert.deepEqual(versions, [{ version: '2' }])
  // The acts alone give the same.
  const state = () => sql`select number, state, manual_version_id from case_file order by id`.execute(db)
  const projected = (await state()).rows
  await rebuildProjections(db, await loadDirectory(db, clock.now().toString()))
  assert.deepEqual((await state()).rows, projected)
  await complete('kflamenco', attended)
  assert.equal((await taskOf(attended)).row, '4')
})
