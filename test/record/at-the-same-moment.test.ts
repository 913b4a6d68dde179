import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { TRIAL_MANUAL } from '#src/cases/fixtures/trial-manual.ts'
import type { Answer, Api } from '../support/program.ts'
import { closingBackwards, testProgram } from '../support/program.ts'
import { assertRecordIsSound, complete, openTrial, trial } from './desk.ts'

const context = closingBackwards()
const world = await testProgram(context)
const { api, db, publish, clock } = world
await publish(TRIAL_MANUAL)
const beside = await testProgram(context, { beside: world })

/** The only open task of a case. */
async function taskOf(who: Api, number: string): Promise<number> {
  const { json } = await who.get(`/api/cases/${number}`)
  assert.equal(json.tasks.length, 1)
  return json.tasks[0].task
}

function acts(number: string, kind: string) {
  return sql<{ by: string; text: string }>`
    select actor_person as by, text from act where kind = ${kind}
    and case_id = (select id from case_file where number = ${number}) order by seq`
    .execute(db)
    .then(({ rows }) => rows)
}

const statuses = (answers: readonly Answer[]) => answers.map(({ status }) => status).toSorted()

/** Two technicians of one tray, on two programs that share a database. */
const leandro = api('lhuaman')
const gladys = beside.api('gxol')

test('of two people who complete one step at the same moment one wins, and the other is told who did it and when', async () => {
  clock.set('2026-11-02T15:12:00Z')
  beside.clock.set('2026-11-02T15:12:00Z')
  for (let round = 0; round < 5; round += 1) {
    const number = await openTrial(api('lsolares'), 1)
    await complete(api('ebaquiax'), number)
    const task = await taskOf(leandro, number)
    const path = `/api/cases/${number}/tasks/${task}/completion`
    const answers = await Promise.all([leandro.post(path, { answer: 'SÍ' }), gladys.post(path, { answer: 'SÍ' })])
    assert.deepEqual(statuses(answers), [200, 409], answers.map(({ text }) => text).join())
    const [winner, loser] = answers[0]!.status === 200 ? answers : answers.toReversed()
    assert.equal(winner!.json.status, 'open')
    const name = answers[0] === winner ? 'Leandro Huamán' : 'Gladys Xol'
    assert.equal(loser!.json.code, 'task-gone')
    assert.match(loser!.json.title, new RegExp(name))
    assert.match(loser!.json.title, /9:12/, 'the office’s clock')
    assert.match(loser!.headers.get('content-type')!, /^application\/problem\+json/)
    const done = (await acts(number, 'task-completed')).filter(({ text }) => JSON.parse(text).body.task === task)
    assert.equal(done.length, 1)
  }
})

test('the same with a claim: one has it, the other learns who', async () => {
  const number = await openTrial(api('lsolares'), 1)
  await complete(api('ebaquiax'), number)
  const path = `/api/cases/${number}/tasks/${await taskOf(leandro, number)}/claim`
  const answers = await Promise.all([leandro.post(path), gladys.post(path)])
  assert.deepEqual(statuses(answers), [200, 409])
  const loser = answers.find(({ status }) => status === 409)!
  assert.equal(loser.json.code, 'claimed-by-other')
  assert.match(loser.json.title, answers[0]!.status === 200 ? /Leandro Huamán/ : /Gladys Xol/)
  assert.match(loser.json.title, /9:12/)
  assert.equal((await acts(number, 'task-claimed')).filter(({ text }) => /Infraestructura/.test(text)).length, 1)
})

test('twenty at once: one completes, nineteen are refused, and the record holds it once', async () => {
  const number = await openTrial(api('lsolares'), 1)
  await complete(api('ebaquiax'), number)
  const path = `/api/cases/${number}/tasks/${await taskOf(leandro, number)}/completion`
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, at) => (at % 2 === 0 ? leandro : gladys).post(path, { answer: 'SÍ' })),
  )
  assert.deepEqual(statuses(answers), [200, ...Array(19).fill(409)], answers.map(({ text }) => text).join('\n'))
  assert.equal((await acts(number, 'task-completed')).length, 2)
  await assertRecordIsSound(db)
})

test('twenty claims at once leave one claim', async () => {
  const number = await openTrial(api('lsolares'), 1)
  await complete(api('ebaquiax'), number)
  const path = `/api/cases/${number}/tasks/${await taskOf(leandro, number)}/claim`
  const answers = await Promise.all(Array.from({ length: 20 }, (_, at) => (at % 2 === 0 ? leandro : gladys).post(path)))
  // Claiming what one already has is no fault.
  const winners = new Set(
    answers.map(({ status }, at) => (status === 200 ? at % 2 : null)).filter((each) => each !== null),
  )
  assert.equal(winners.size, 1)
  assert.deepEqual(new Set(statuses(answers)), new Set([200, 409]))
  assert.equal((await acts(number, 'task-claimed')).filter(({ text }) => /Infraestructura/.test(text)).length, 1)
})

test('who saw an older state of the case is told that it moved on, when the number of acts is sent', async () => {
  const number = await openTrial(api('lsolares'), 1)
  const { seq } = (await api('ebaquiax').get(`/api/cases/${number}`)).json
  const task = await taskOf(api('ebaquiax'), number)
  await api('lsolares').post(`/api/cases/${number}/notes`, { note: 'Es urgente' })
  const late = await api('ebaquiax').post(`/api/cases/${number}/tasks/${task}/completion`, { expectedSeq: seq })
  assert.deepEqual([late.status, late.json.code], [409, 'case-moved'])
  await complete(api('ebaquiax'), number, { expectedSeq: seq + 1 })
})

test('the same POST twice, one after the other or at once, gives the same answer and one act', async () => {
  const who = api('lsolares')
  const key = { 'idempotency-key': 'pedido-de-lucrecia-1' }
  const first = await who.post('/api/cases', trial(1), key)
  const again = await who.post('/api/cases', trial(1), key)
  assert.equal(first.status, 200)
  assert.deepEqual(again.json, first.json)
  const other = { 'idempotency-key': 'pedido-de-lucrecia-2' }
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, at) =>
      (at % 2 === 0 ? who : beside.api('lsolares')).post('/api/cases', trial(1), other),
    ),
  )
  assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([200]))
  assert.equal(new Set(answers.map(({ json }) => json.number)).size, 1)
  assert.notEqual(answers[0]!.json.number, first.json.number)

  const number = first.json.number
  const reception = api('ebaquiax')
  const path = `/api/cases/${number}/tasks/${await taskOf(reception, number)}/completion`
  const done = await Promise.all(
    Array.from({ length: 8 }, () => reception.post(path, { note: 'Recibido' }, { 'idempotency-key': 'completar-1' })),
  )
  assert.deepEqual(new Set(done.map(({ text }) => text)).size, 1)
  assert.equal(done[0]!.status, 200)
  assert.equal((await acts(number, 'task-completed')).length, 1)
})

test('a key is bound to its content, and to its person', async () => {
  const key = { 'idempotency-key': 'clave-compartida' }
  const first = await api('lsolares').post('/api/cases', trial(1), key)
  const changed = await api('lsolares').post('/api/cases', trial(1, { title: 'Otro asunto' }), key)
  assert.deepEqual([changed.status, changed.json.code], [422, 'idempotency-key-reused'])
  const elsewhere = await api('lsolares').post(`/api/cases/${first.json.number}/notes`, { note: 'Hola' }, key)
  assert.deepEqual([elsewhere.status, elsewhere.json.code], [422, 'idempotency-key-reused'])
  const another = await api('hzelada').post('/api/cases', trial(1), key)
  assert.equal(another.status, 200)
  assert.notEqual(another.json.number, first.json.number)
  for (const bad of ['corta', 'x'.repeat(201)]) {
    assert.equal((await api('lsolares').post('/api/cases', trial(1), { 'idempotency-key': bad })).status, 400)
  }
})

test('what was refused under a key may be sent again under it, put right', async () => {
  const number = await openTrial(api('lsolares'), 1)
  await complete(api('ebaquiax'), number)
  const path = `/api/cases/${number}/tasks/${await taskOf(leandro, number)}/completion`
  const key = { 'idempotency-key': 'respuesta-1' }
  assert.equal((await leandro.post(path, {}, key)).status, 422)
  assert.equal((await leandro.post(path, { answer: 'SÍ' }, key)).status, 200)
})

test('a double press of a page’s button does one thing', async () => {
  const page = await api('lsolares').get('/tramites/PRU-MNP-01/1/pedido-sencillo', { accept: 'text/html' })
  assert.equal(page.status, 200, page.text)
  const clave = /name="clave" value="([^"]+)"/.exec(page.text)![1]!
  const fields = { clave, canal: 'portal', asunto: 'Con doble pulsación' }
  const press = () => api('lsolares').form('/tramites/PRU-MNP-01/1/pedido-sencillo', fields)
  const [one, two] = await Promise.all([press(), press()])
  assert.deepEqual([one.status, two.status], [303, 303], one.text + two.text)
  assert.equal(one.headers.get('location'), two.headers.get('location'))
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from case_file where title = 'Con doble pulsación'`.execute(db)
  assert.equal(rows[0]!.count, 1)
})

test('after all of this every chain is valid and the tables are what the acts say', async () => {
  await assertRecordIsSound(db)
})

/** A request that needs no transaction of its own. */
const support = (title: string) => ({
  manual: 'DTI-MNP-01',
  procedure: '2',
  start: 'Soporte técnico',
  channel: 'teléfono',
  title,
  form: { Asunto: title, Descripción: 'Desde ayer.', Impacto: 'medio', Urgencia: 'media' },
})

test('cases that are opened at the same moment, by two programs, have numbers one after another, each once', async () => {
  const numbers: string[] = []
  for (let round = 0; round < 3; round += 1) {
    const answers = await Promise.all(
      Array.from({ length: 24 }, (_, at) =>
        (at % 2 === 0 ? api : beside.api)('lsolares').post('/api/cases', support('No enciende')),
      ),
    )
    for (const { status, json, text } of answers) {
      assert.equal(status, 200, text)
      numbers.push(json.number)
    }
  }
  const { rows } = await sql<{ first: string; last: number; cases: number }>`
    select (select min(number) from case_file where number like '2026-%') as first,
      (select last from case_number where year = 2026) as last,
      (select count(*)::int from case_file where number like '2026-%') as cases`.execute(db)
  assert.equal(new Set(numbers).size, 72)
  assert.deepEqual(rows, [{ first: '2026-000001', last: rows[0]!.cases, cases: rows[0]!.cases }])
  await assertRecordIsSound(db)
})

test('a key sent three times at the same moment opens one case', async () => {
  const key = { 'idempotency-key': 'una-sola-vez-0001' }
  const answers = await Promise.all(
    [api, beside.api, api].map((each) => each('lsolares').post('/api/cases', support('Una vez'), key)),
  )
  assert.deepEqual(
    answers.map(({ status }) => status),
    [200, 200, 200],
    answers.map(({ text }) => text).join('\n'),
  )
  assert.equal(new Set(answers.map(({ json }) => json.number)).size, 1)
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from case_file where title = 'Una vez'`.execute(db)
  assert.equal(rows[0]!.count, 1)
})
