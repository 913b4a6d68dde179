import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { lockCase } from '#src/cases/case.store.ts'
import { runAsSystem } from '#src/cases/command.ts'
import { TRIAL_MANUAL } from '#src/cases/fixtures/trial-manual.ts'
import { advance } from '#src/cases/move-case.ts'
import { writeRegisters } from '#src/registers/write-register.ts'
import { TRAY_PAGE } from '#src/trays/tray.store.ts'
import { testProgram } from '../support/program.ts'
import { assertRecordIsSound, complete, openTrial, trial } from './desk.ts'

const { api, db, publish, clock, program } = await testProgram()
await publish(TRIAL_MANUAL)

const requester = api('lsolares')
const reception = api('ebaquiax')
const technician = api('lhuaman')
const secretary = api('rcotom')
const director = api('mtobar')

async function read(number: string, who = requester) {
  const { status, json, text } = await who.get(`/api/cases/${number}`)
  assert.equal(status, 200, text)
  return json
}

async function childOf(number: string): Promise<string> {
  const { rows } = await sql<{ number: string }>`
    select number from case_file where parent_case = (select id from case_file where number = ${number}) order by id desc limit 1`.execute(
    db,
  )
  return rows[0]!.number
}

const walkToEnd = async (number: string) => {
  await complete(reception, number)
  await complete(technician, number, { answer: 'SÍ' })
  await complete(reception, number)
}

test('a linked case opens, ends, and the case that waited for it goes on', async () => {
  const parent = await openTrial(requester, 2)
  await complete(reception, parent)
  const child = await childOf(parent)
  assert.deepEqual(
    (await read(parent, reception)).tasks.map((task: { kind: string }) => task.kind),
    ['child'],
  )
  assert.equal((await read(child, reception)).requester, parent)
  await walkToEnd(child)
  assert.equal((await read(child, reception)).status, 'closed')
  assert.deepEqual(
    (await read(parent, reception)).tasks.map((task: { row: string }) => task.row),
    ['2'],
  )
  await complete(reception, parent)
  assert.equal((await read(parent, reception)).status, 'closed')
})

test('an annulled linked case gives the step back to its owner, who may ask anew', async () => {
  const parent = await openTrial(requester, 2)
  await complete(reception, parent)
  const child = await childOf(parent)
  const annulled = await director.post(`/api/cases/${child}/annulment`, { reason: 'Se pidió por error' })
  assert.equal(annulled.status, 200, annulled.text)
  assert.deepEqual(
    (await read(parent, reception)).tasks.map((task: { row: string; kind: string }) => [task.row, task.kind]),
    [['1', 'step']],
  )
  await complete(reception, parent)
  const second = await childOf(parent)
  assert.notEqual(second, child)
  await walkToEnd(second)
  await complete(reception, parent)
  assert.equal((await read(parent, reception)).status, 'closed')
})

test('a case that is annulled while its linked case runs stays annulled when that one ends', async () => {
  const parent = await openTrial(requester, 2)
  await complete(reception, parent)
  const child = await childOf(parent)
  assert.equal((await director.post(`/api/cases/${parent}/annulment`, { reason: 'Ya no hace falta' })).status, 200)
  await walkToEnd(child)
  assert.equal((await read(child, reception)).status, 'closed')
  assert.equal((await read(parent, reception)).status, 'annulled')
  assert.deepEqual((await read(parent, reception)).tasks, [])
})

test('rows side by side are each somebody’s, and the step after them opens when all are done', async () => {
  for (const order of [0, 1]) {
    const number = await openTrial(requester, 3)
    await complete(reception, number)
    const [first, second] = order === 0 ? [api('rcotom'), api('dxicara')] : [api('dxicara'), api('rcotom')]
    await complete(first!, number)
    assert.deepEqual((await read(number)).tasks.length, 1)
    await complete(second!, number)
    assert.deepEqual(
      (await read(number)).tasks.map((task: { row: string }) => task.row),
      ['3'],
    )
    await complete(reception, number)
    assert.equal((await read(number)).status, 'closed')
  }
})

test('rows side by side completed at the same moment open the step after them once', async () => {
  for (let round = 0; round < 5; round += 1) {
    const number = await openTrial(requester, 3)
    await complete(reception, number)
    await Promise.all([complete(api('rcotom'), number), complete(api('dxicara'), number)])
    assert.deepEqual(
      (await read(number)).tasks.map((task: { row: string }) => task.row),
      ['3'],
    )
  }
})

test('a signature given and then one refused leave the letter refused, and it starts over', async () => {
  const number = await openTrial(requester, 7)
  await complete(secretary, number)
  await complete(api('acastellon'), number)
  const [vistoBueno] = (await read(number, director)).tasks
  assert.equal(vistoBueno.kind, 'signature')
  const refused = await director.post(`/api/cases/${number}/tasks/${vistoBueno.task}/refusal`, {
    reason: 'Falta el número del acuerdo',
  })
  assert.equal(refused.status, 200, refused.text)
  const after = await read(number, secretary)
  assert.deepEqual(
    after.tasks.map((task: { row: string; kind: string }) => [task.row, task.kind]),
    [['1', 'step']],
  )
  // Neither the first signature nor the old card counts any more.
  assert.equal((await director.post(`/api/cases/${number}/tasks/${vistoBueno.task}/completion`, {})).status, 409)
  await complete(secretary, number)
  assert.deepEqual((await read(number, secretary)).tasks.length, 1)
  assert.equal((await read(number, api('acastellon'))).tasks[0].mayAct, true)
  await complete(api('acastellon'), number)
  await complete(director, number)
  assert.deepEqual(
    (await read(number, secretary)).tasks.map((task: { row: string }) => task.row),
    ['2'],
  )
})

test('books have no gaps, whoever writes at once and whatever rolls back', async () => {
  const numbers = await Promise.all(
    Array.from({ length: 16 }, () => openTrial(requester, 8, { form: { Asunto: 'Papel' } })),
  )
  await Promise.all(numbers.map((number) => complete(reception, number)))
  // Some fail after the book was written: their folios must be given again.
  const failing = { ...program.cases, projections: [writeRegisters, async () => Promise.reject(new Error('no'))] }
  const fail = (number: string) =>
    runAsSystem(failing, async (call) => {
      const file = await lockCase(call.tx, number, null)
      const actor = { kind: 'person', person: reception.person } as const
      await advance({ ...call, actor }, file!, { kind: 'complete-task', task: 2 })
    })
  await Promise.all([
    ...numbers.slice(0, 8).map((number) => assert.rejects(fail(number), /no/)),
    ...numbers.slice(8).map((number) => complete(reception, number)),
  ])
  await Promise.all(numbers.slice(0, 8).map((number) => complete(reception, number)))
  const { rows } = await sql<{ folio: number; form: string; fields: Record<string, unknown> }>`
    select e.folio, e.form, p.fields from register_entry e join register r on r.id = e.register_id
    join register_entry_private p on p.register_id = e.register_id and p.folio = e.folio
    where r.name = 'libro de pedidos con forma' order by e.folio`.execute(db)
  assert.deepEqual(
    rows.map(({ folio }) => folio),
    Array.from({ length: 16 }, (_, at) => at + 1),
  )
  const last = await sql<{
    last: number
  }>`select last_folio as last from register where name = 'libro de pedidos con forma'`.execute(db)
  assert.equal(last.rows[0]!.last, 16)
})

test('trays come by priority and then by due time, and pages leave nothing out and give nothing twice', async () => {
  clock.set('2026-11-16T14:00:00Z')
  const order = [3, 1, 4, 2]
  // Many equal keys: the same priority and the same due instant.
  const opened = await Promise.all(
    Array.from({ length: 130 }, (_, at) => openTrial(requester, 5, { priority: order[at % 4]! })),
  )
  clock.set('2026-11-16T15:00:00Z')
  const later = await Promise.all(Array.from({ length: 10 }, () => openTrial(requester, 5, { priority: 1 })))
  const pages: { number: string; priority: number; dueAt: string | null; task: number }[] = []
  let next: string | null = null
  let count = 0
  do {
    const page = await secretary.get(`/api/trays/cargo${next === null ? '' : `?desde=${next}`}`)
    assert.equal(page.status, 200, page.text)
    assert.ok(page.json.tasks.length <= TRAY_PAGE)
    pages.push(...page.json.tasks)
    next = page.json.next
    count += 1
    // Something of an earlier place goes away meanwhile: what follows is not moved by it.
    if (count === 1) await secretary.post(`/api/cases/${pages[0]!.number}/tasks/${pages[0]!.task}/claim`)
  } while (next !== null)
  assert.ok(count >= 3)
  const mine = pages.filter(({ number }) => opened.includes(number) || later.includes(number))
  assert.equal(new Set(mine.map(({ number }) => number)).size, mine.length, 'nothing twice')
  assert.equal(mine.length, 140, 'nothing left out')
  const keys = pages.map(({ priority, dueAt }) => `${priority} ${dueAt ?? '~'}`)
  assert.deepEqual(keys, keys.toSorted())
  const first = pages.filter(({ priority }) => priority === 1).map(({ number }) => number)
  assert.ok(
    first.findIndex((number) => later.includes(number)) > first.findLastIndex((number) => opened.includes(number)),
  )
  assert.ok((await secretary.get('/api/trays/mias')).text.includes(pages[0]!.number))
})

test('what each of these walks left in the record is sound', async () => {
  await assertRecordIsSound(db)
})

test('a request that names another requester, channel or version than the manual offers is refused', async () => {
  for (const [extra, code] of [
    [{ channel: 'fax' }, 'channel-not-offered'],
    [{ start: 'Nada' }, 'offer-unknown'],
    [{ manual: 'NO-HAY' }, 'offer-unknown'],
    [{ requester: '01890000-0000-7000-8000-000000000000' }, 'requester-unknown'],
  ] as const) {
    const answer = await requester.post('/api/cases', trial(1, extra))
    assert.equal(answer.json.code, code)
  }
})
