// Trays with orders and pages, views, batches, undoing, following and presence, by the real program.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { TRIAL_MANUAL } from '#src/cases/fixtures/trial-manual.ts'
import { readCsv } from '#src/interchange/spreadsheet/index.ts'
import { render } from '#src/platform/http/html.ts'
import { tabs } from '#src/web/components/tabs.ts'
import { assertRecordIsSound, openTrial } from '../../test/record/desk.ts'
import { type Api, testProgram } from '../../test/support/program.ts'

const { api, clock, db, publish } = await testProgram()
await publish(TRIAL_MANUAL)
const secretary = api('ebaquiax')
const technician = api('lhuaman')
const colleague = api('rcotom')
const head = api('acastellon')
const requester = api('lsolares')
const stranger = api('yhuarcaya')
const administrator = api('eurizar')

interface Row {
  readonly number: string
  readonly task: number
  readonly title: string
  readonly priority: number
  readonly dueAt: string | null
  readonly arrivedAt: string
}

/** Sixty cases for the secretary, half a minute between them. */
const numbers: string[] = []
for (let at = 0; at < 60; at++) {
  clock.set(clock.now().add({ seconds: 30 }).toString())
  numbers.push(await openTrial(requester, 1, { title: `Pedido ${String(at).padStart(2, '0')}` }))
}

async function walk(who: Api, query: string): Promise<Row[]> {
  const rows: Row[] = []
  let next: string | null = null
  do {
    const page = await who.get(`/api/trays/cargo?${query}${next === null ? '' : `&desde=${next}`}`)
    assert.equal(page.status, 200, page.text)
    rows.push(...page.json.tasks)
    next = page.json.next
  } while (next !== null)
  return rows
}

test('every order goes through the whole tray, both ways, without leaving out or repeating', async () => {
  const all = await walk(secretary, 'order=number')
  assert.ok(all.length >= 60)
  for (const by of ['priority', 'due', 'arrival', 'number'] as const) {
    const up = await walk(secretary, `order=${by}`)
    const down = await walk(secretary, `order=-${by}`)
    assert.equal(new Set(up.map(keyOf)).size, all.length, by)
    assert.deepEqual(down.map(keyOf), up.map(keyOf).toReversed(), by)
    const first = await secretary.get(`/api/trays/cargo?order=${by}`)
    const second = await secretary.get(`/api/trays/cargo?order=${by}&desde=${first.json.next}`)
    const again = await secretary.get(`/api/trays/cargo?order=${by}&antes=${second.json.previous}`)
    assert.deepEqual(again.json.tasks, first.json.tasks, `${by}: the page before is the one that was there`)
    assert.equal(again.json.previous, null)
    assert.equal(first.json.previous, null)
  }
  const arrived = (await walk(secretary, 'order=-arrival')).map(({ arrivedAt }) => arrivedAt)
  assert.deepEqual(arrived, arrived.toSorted().toReversed())
})

test('filters find by subject without accents, by number, requester, step and channel; together they narrow', async () => {
  const titles = async (query: string) =>
    ((await secretary.get(`/api/trays/cargo?${query}`)).json.tasks as Row[]).map(({ title }) => title)
  // A word is one of the subject or a piece of the number, and the number of «Pedido 06» ends in 07.
  assert.deepEqual(await titles('text=P%C3%89DIDO%2007'), ['Pedido 06', 'Pedido 07'])
  assert.deepEqual(await titles(`text=${numbers[7]}`), ['Pedido 07'])
  assert.deepEqual(await titles('text=%25'), [], 'a wildcard is a letter like another')
  assert.equal((await titles('requester=solares&text=pedido')).length, 50)
  assert.deepEqual(await titles('requester=nadie&text=pedido'), [])
  assert.equal((await titles('step=1&procedure=PRU-MNP-01/1')).length, 50)
  assert.deepEqual(await titles('step=99'), [])
  assert.deepEqual(await titles('channel=oficio&text=pedido'), [])
  assert.equal((await titles('level=1&text=pedido')).length, 50)
  assert.deepEqual(await titles('level=2&level=3&text=pedido'), [])
  assert.equal((await secretary.get('/api/trays/cargo?level=4')).status, 422)
  assert.deepEqual(await titles('arrivedSince=2027-01-01'), [])
  assert.deepEqual(await titles('due=overdue&text=pedido'), [])
  const bad = await secretary.get('/api/trays/cargo?priority=9&text=x')
  assert.equal(bad.status, 422)
  assert.match(bad.json.title, /priority/)
  const page = await secretary.get('/bandejas/cargo?prioridad=9&texto=Pedido%2003', { accept: 'text/html' })
  assert.equal(page.status, 200)
  assert.match(page.text, /Se dejó fuera lo que no se entiende de la dirección: prioridad/)
  assert.match(page.text, /Quitar el filtro Asunto o número: Pedido 03/)
})

test('a tray is taken along whole, in its order, with its filters, and only by who has it', async () => {
  const rows = async (who: Api, path: string) => {
    const answer = await who.get(path)
    assert.equal(answer.status, 200, answer.text)
    assert.match(answer.headers.get('content-disposition') ?? '', /^attachment/)
    return readCsv(answer.text)
  }
  const all = await rows(secretary, '/bandejas/cargo/tareas.csv?orden=numero')
  assert.deepEqual(all[0]!.slice(0, 5), ['Expediente', 'Asunto', 'Procedimiento', 'Paso', 'Qué se hace'])
  const asListed = await walk(secretary, 'order=number')
  assert.ok(asListed.length > 50, 'more than a page')
  assert.deepEqual(
    all.slice(1).map(([number, title]) => [number, title]),
    asListed.map(({ number, title }) => [number, title]),
  )
  assert.match(all[1]![7]!, /^2026-\d\d-\d\d \d\d:\d\d$/)
  const some = await rows(secretary, '/bandejas/cargo/tareas.csv?texto=p%C3%A9dido+07')
  assert.deepEqual(
    some
      .slice(1)
      .map(([, title]) => title)
      .toSorted(),
    ['Pedido 06', 'Pedido 07'],
  )
  for (const [format, type] of [
    ['xlsx', /spreadsheetml/],
    ['ods', /opendocument/],
  ] as const) {
    const answer = await secretary.get(`/bandejas/cargo/tareas.${format}`)
    assert.equal(answer.status, 200)
    assert.match(answer.headers.get('content-type') ?? '', type)
  }
  assert.equal((await rows(stranger, '/bandejas/unidad/tareas.csv')).length, 1, 'no more than the heads of columns')
  assert.equal((await stranger.get('/bandejas/sin-puesto/tareas.csv')).status, 404)
  const unclear = await secretary.get('/bandejas/cargo/tareas.csv?prioridad=77')
  assert.equal(unclear.status, 422, 'half of a filter would be taken for all of it')
  const page = await secretary.get('/bandejas/cargo?texto=pedido&abrir=archivo', { accept: 'text/html' })
  assert.match(page.text, /href="\/bandejas\/cargo\/tareas\.xlsx\?texto=pedido/)
})

test('heads see what is overdue below them, administrators what has no position, others neither', async () => {
  assert.equal((await technician.get('/api/trays/vencidas')).status, 404)
  assert.equal((await technician.get('/api/trays/sin-puesto')).status, 404)
  assert.equal((await head.get('/api/trays/sin-puesto')).status, 404)
  assert.equal((await administrator.get('/api/trays/sin-puesto')).status, 200)
  assert.equal((await head.get('/api/trays/vencidas')).status, 200)
  const number = numbers[0]!
  const { rows } = await sql<{ id: number; unit: string; due: string }>`
    select t.case_id as id, unit_id as unit, due_at as due from task t join case_file c on c.id = t.case_id where c.number = ${number}`.execute(
    db,
  )
  const due = clock.now().subtract({ hours: 1 }).toString()
  await sql`update task set unit_id = (select unit_id from position p join tenure e on e.position_id = p.id
    where e.person_id = ${head.person}::uuid limit 1), due_at = ${due}::timestamptz where case_id = ${rows[0]!.id}`.execute(
    db,
  )
  const overdue = (await head.get('/api/trays/vencidas')).json.tasks as Row[]
  assert.ok(overdue.some((row) => row.number === number))
  assert.ok(((await head.get('/api/trays/vencidas?due=overdue')).json.tasks as Row[]).length >= 1)
  await sql`update task set unit_id = ${rows[0]!.unit}::uuid, due_at = ${rows[0]!.due}::timestamptz where case_id = ${rows[0]!.id}`.execute(
    db,
  )

  await sql`update task set position_id = null, unit_id = null where case_id = ${rows[0]!.id}`.execute(db)
  const unplaced = (await administrator.get('/api/trays/sin-puesto')).json.tasks as Row[]
  const found = unplaced.find((row) => row.number === number)
  assert.equal(found?.title, null, 'an administrator without part does not read the subject')
  const page = await administrator.get('/bandejas/sin-puesto', { accept: 'text/html' })
  assert.ok(page.text.includes(number) && !page.text.includes('Pedido 00'))
  assert.ok(!page.text.includes(`href="/expedientes/${number}"`))
  await sql`update task set unit_id = ${rows[0]!.unit}::uuid, position_id = (select position_id from task where case_id <> ${rows[0]!.id} and row_number = '1' and position_id is not null and unit_id = ${rows[0]!.unit}::uuid limit 1) where case_id = ${rows[0]!.id}`.execute(
    db,
  )
})

test('a batch does what it can, says of each row what became of it, and does nothing twice', async () => {
  const [one, two, three, gone] = numbers.slice(10, 14) as [string, string, string, string]
  assert.equal((await api('ebaquiax').post(`/api/cases/${two}/tasks/1/claim`)).status, 200)
  const foreign = await foreignCase()
  const rows = [one, two, three, foreign, '2026-999999'].map((number) => ({ number, task: 1 }))
  const before = await seqOf(three)
  const send = () => secretary.post('/api/bulk', { action: 'claim', rows }, { 'idempotency-key': 'lote-de-prueba-1' })
  const first = await send()
  assert.equal(first.status, 200, first.text)
  const outcomes = first.json.results.map(({ outcome }: { outcome: string }) => outcome)
  assert.deepEqual(outcomes, ['done', 'already', 'done', 'refused', 'refused'])
  assert.deepEqual(
    first.json.results[3].refusal,
    first.json.results[4].refusal,
    'a foreign case is like an unknown one',
  )
  assert.deepEqual((await send()).json, first.json)
  assert.equal(await seqOf(three), before + 1)
  const other = { action: 'claim', rows: [{ number: gone, task: 1 }] }
  assert.equal((await secretary.post('/api/bulk', other, { 'idempotency-key': 'lote-de-prueba-1' })).status, 422)
  const page = await secretary.get(`/bandejas/lote/${first.json.id}`, { accept: 'text/html' })
  assert.match(page.text, /Hechas: 2\. Ya estaban así: 1\. Rechazadas: 2/)
  assert.equal((await head.get(`/bandejas/lote/${first.json.id}`)).status, 404, 'a batch is its person’s')
  const undone = await secretary.form(`/bandejas/lote/${first.json.id}/deshacer`, {})
  assert.equal(undone.status, 303, undone.text)
  const result = await secretary.get(undone.headers.get('location')!, { accept: 'text/html' })
  assert.match(result.text, /Hechas: 2\. Ya estaban así: 0\. Rechazadas: 0/)
  assert.equal(await holderOf(one), null)
  assert.equal(await holderOf(two), secretary.person)
  await assertRecordIsSound(db)
})

test('a batch completes steps that ask nothing, adds notes, hands over, and refuses the rest with a sentence', async () => {
  const rows = numbers.slice(20, 23).map((number) => ({ number, task: 1 }))
  const noted = await secretary.post('/api/bulk', { action: 'note', rows, note: 'Se avisó por teléfono.' })
  assert.deepEqual(
    noted.json.results.map(({ outcome }: { outcome: string }) => outcome),
    ['done', 'done', 'done'],
  )
  const done = await secretary.post('/api/bulk', { action: 'complete', rows })
  assert.deepEqual(
    done.json.results.map(({ outcome }: { outcome: string }) => outcome),
    ['done', 'done', 'done'],
    done.text,
  )
  const again = await secretary.post('/api/bulk', { action: 'complete', rows })
  assert.deepEqual(
    again.json.results.map(({ refusal }: { refusal: { code: string } }) => refusal.code),
    ['task-gone', 'task-gone', 'task-gone'],
  )
  const missing = await secretary.post('/api/bulk', { action: 'note', rows })
  assert.equal(missing.status, 422)
  assert.match(missing.json.title, /Escriba la nota/)
  const nobody = await secretary.post('/api/bulk', { action: 'hand-over', rows: rows.slice(0, 1) })
  assert.match(nobody.json.title, /Elija una opción/)
  const many = Array.from({ length: 201 }, (_, at) => ({ number: '2026-000001', task: at }))
  assert.equal((await secretary.post('/api/bulk', { action: 'claim', rows: many })).status, 400)
})

test('a batch grades cases by the table, asks for the grades and a reason, and keeps what was chosen when one is missing', async () => {
  const [first, second] = numbers.slice(40, 42) as [string, string]
  const fila = [`${first}/1`, `${second}/1`]
  const ask = new URLSearchParams([['accion', 'prioritise'], ...fila.map((row): [string, string] => ['fila', row])])
  const form = await secretary.get(`/bandejas/lote?${ask}`, { accept: 'text/html' })
  assert.match(form.text, /Fijar la prioridad[\s\S]*Impacto[\s\S]*Urgencia[\s\S]*Motivo/)
  const chosen = {
    accion: 'prioritise',
    pedido: '1',
    fila: fila[0]!,
    impacto: '1',
    urgencia: '2',
    clave: 'lote-grados-1',
  }
  const missing = await secretary.form('/bandejas/lote', { ...chosen, motivo: ' ' })
  assert.equal(missing.status, 422, missing.text)
  assert.match(missing.text, /<option value="2" selected>/)
  const graded = await secretary.post('/api/bulk', {
    action: 'prioritise',
    rows: [first, second].map((number) => ({ number, task: 1 })),
    impact: 1,
    urgency: 1,
    reason: 'Toda la sede está sin servicio.',
  })
  assert.deepEqual(
    graded.json.results.map(({ outcome }: { outcome: string }) => outcome),
    ['done', 'done'],
    graded.text,
  )
  const { rows } = await sql<{ priority: number }>`
    select priority from case_file where number = any(${[first, second]}::text[])`.execute(db)
  assert.deepEqual(rows, [{ priority: 1 }, { priority: 1 }])
  await assertRecordIsSound(db)
})

test('one’s last claim, release or hand-over is taken back for some minutes, unless the case moved on', async () => {
  const number = numbers[30]!
  const claimed = await secretary.post(`/api/cases/${number}/tasks/1/claim`)
  const other = await requester.post(`/api/cases/${number}/undo`, { seq: claimed.json.seq })
  assert.equal(other.json.code, 'undo-not-yours')
  assert.equal((await stranger.post(`/api/cases/${number}/undo`, { seq: claimed.json.seq })).status, 404)
  const undone = await secretary.post(`/api/cases/${number}/undo`, { seq: claimed.json.seq })
  assert.equal(undone.status, 200, undone.text)
  assert.equal(await holderOf(number), null)

  const again = await secretary.post(`/api/cases/${number}/tasks/1/claim`)
  const released = await secretary.post(`/api/cases/${number}/tasks/1/release`)
  assert.equal((await secretary.post(`/api/cases/${number}/undo`, { seq: again.json.seq })).json.code, 'undo-moved')
  await secretary.post(`/api/cases/${number}/undo`, { seq: released.json.seq })
  assert.equal(await holderOf(number), secretary.person)

  const boss = api('gxol')
  const colleagues = await sql<{ person: string }>`
    select e.person_id as person from tenure e where e.position_id = (select position_id from task t join case_file c on c.id = t.case_id where c.number = ${number})
      and e.person_id <> ${secretary.person}::uuid`.execute(db)
  const to = colleagues.rows[0]?.person ?? boss.person
  const handed = await secretary.post(`/api/cases/${number}/tasks/1/hand-over`, { to })
  if (handed.status === 200) {
    await secretary.post(`/api/cases/${number}/undo`, { seq: handed.json.seq })
    assert.equal(await holderOf(number), secretary.person)
  } else assert.equal(colleagues.rows.length, 0, handed.text)

  const late = await secretary.post(`/api/cases/${numbers[31]}/tasks/1/claim`)
  clock.set(clock.now().add({ minutes: 11 }).toString())
  assert.equal((await secretary.post(`/api/cases/${numbers[31]}/undo`, { seq: late.json.seq })).json.code, 'undo-late')
  await assertRecordIsSound(db)
})

test('views are one’s own until the head shares them, and show each reader only what that one may read', async () => {
  const made = await secretary.post('/api/views', {
    name: 'Pedidos de hoy',
    tray: 'cargo',
    query: 'text=pedido&order=-arrival',
    pinned: true,
  })
  assert.equal(made.status, 201, made.text)
  const { id, revision } = made.json
  assert.equal((await stranger.get('/api/views')).json.views.length, 0)
  assert.equal((await stranger.get(`/bandejas/cargo?vista=${id}`)).status, 404)
  for (const answer of [await change(stranger, id, { name: 'Mía' }), await remove(stranger, id)])
    assert.equal(answer.status, 404)
  assert.equal(
    (await secretary.post('/api/views', { name: 'pedidos de HOY', tray: 'mias' })).json.code,
    'view-name-taken',
  )
  assert.equal(
    (await secretary.post('/api/views', { name: 'x', tray: 'cargo', query: 'priority=77' })).json.code,
    'filter-unclear',
  )
  const unit = await sql<{
    id: string
    code: string
  }>`select unit_id as id, '' as code from position p join tenure e on e.position_id = p.id where e.person_id = ${head.person}::uuid`.execute(
    db,
  )
  const shared = {
    name: 'De la jefatura',
    tray: 'unidad',
    query: 'due=overdue',
    sharedWith: { unit: unit.rows[0]!.id },
  }
  assert.equal((await technician.post('/api/views', shared)).json.code, 'view-share-refused')
  const ofHead = await head.post('/api/views', shared)
  assert.equal(ofHead.status, 201, ofHead.text)
  const seen = (await technician.get('/api/views')).json.views as { id: string; pinned: boolean }[]
  assert.deepEqual(
    seen.map((view) => view.id),
    [ofHead.json.id],
  )
  assert.equal((await change(technician, ofHead.json.id, { name: 'Otra' })).json.code, 'view-not-yours')
  assert.equal((await change(technician, ofHead.json.id, { pinned: true, first: true })).status, 200)
  assert.equal((await technician.get('/bandejas')).headers.get('location'), `/bandejas/unidad?vista=${ofHead.json.id}`)
  assert.equal((await head.get('/bandejas')).headers.get('location'), '/bandejas/mias')
  const page = await technician.get(`/bandejas/unidad?vista=${ofHead.json.id}`, { accept: 'text/html' })
  assert.equal(page.status, 200)
  assert.ok(!page.text.includes('Pedido 0'), 'the reader’s own unit, not the sharer’s reach')
  assert.equal((await remove(technician, ofHead.json.id)).status, 403)
  assert.equal((await change(secretary, id, { name: 'Pedidos', revision })).status, 200)
  assert.equal((await change(secretary, id, { name: 'Otra vez', revision })).json.code, 'view-changed')
  assert.equal((await remove(head, ofHead.json.id)).status, 204)
  assert.deepEqual((await technician.get('/api/views')).json.views, [])
})

test('a counter that was counted no further says that there are more', () => {
  const drawn = (count: number) =>
    render(tabs({ locale: 'es' }, 'Bandejas', [{ label: 'De mi unidad', href: '/bandejas/unidad', count, cap: 100 }]))
  assert.match(drawn(99), /<span class="count">99</)
  assert.match(drawn(100), /<span class="count">99\+</)
})

test('positions of the same name are told apart by their unit where a view is shared', async () => {
  const page = await api('mtobar').get('/bandejas/unidad?abrir=vista', { accept: 'text/html' })
  const names = [...page.text.matchAll(/<option value="p:[^"]+">([^<]+)</g)].map(([, name]) => name!)
  assert.ok(names.includes('Cargo: Secretaria (Departamento de Soporte Técnico)'), names.join('; '))
  assert.equal(new Set(names).size, names.length)
})

test('no more views than allowed', async () => {
  for (let at = 0; at < 50; at++)
    assert.equal((await colleague.post('/api/views', { name: `V${at}`, tray: 'mias' })).status, 201)
  assert.equal((await colleague.post('/api/views', { name: 'una más', tray: 'mias' })).json.code, 'views-full')
})

test('who follows a case finds it in a tray of its own, also when it has ended, and no longer when it may not be read', async () => {
  const number = await openTrial(requester, 1, { title: 'Pedido que se retira' })
  assert.equal((await stranger.post(`/api/cases/${number}/following`)).status, 404)
  assert.equal((await requester.form(`/expedientes/${number}/seguir`, {})).status, 303)
  assert.equal((await requester.form(`/expedientes/${number}/seguir`, {})).status, 303)
  const followed = async () =>
    ((await requester.get('/api/trays/seguidas')).json.tasks as Row[]).map((row) => row.number)
  assert.deepEqual(await followed(), [number])
  const annulled = await requester.post(`/api/cases/${number}/annulment`, { reason: 'Ya no hace falta.' })
  assert.equal(annulled.status, 200, annulled.text)
  assert.deepEqual(await followed(), [number])
  const page = await requester.get('/bandejas/seguidas', { accept: 'text/html' })
  assert.match(page.text, /Terminado/)
  await sql`insert into case_follower (person_id, case_id, since) select ${stranger.person}::uuid, id, now() from case_file where number = ${number}`.execute(
    db,
  )
  assert.deepEqual((await stranger.get('/api/trays/seguidas')).json.tasks, [])
  assert.equal((await requester.form(`/expedientes/${number}/dejar-de-seguir`, {})).status, 303)
  assert.deepEqual(await followed(), [])
})

test('officials who have a case open are told who else has, for thirty seconds; its requester and strangers are told nothing', async () => {
  const number = numbers[45]!
  const here = (who: Api, fields: Record<string, string> = {}) =>
    who.form(`/expedientes/${number}/presencia`, { pestana: `tab${who.username}`.slice(0, 20), ...fields })
  const director = api('mtobar')
  assert.equal((await here(secretary)).text, '')
  assert.match((await here(director)).text, /también mira este expediente/)
  assert.match((await here(director, { escribe: '1' })).text, /Elvira/)
  assert.match((await here(secretary)).text, /está escribiendo/)
  assert.equal((await here(stranger)).status, 404)
  assert.equal((await here(director, { sale: '1' })).status, 204)
  assert.deepEqual([(await here(requester, { escribe: '1' })).text, (await here(secretary)).text], ['', ''])
  assert.doesNotMatch((await requester.get(`/expedientes/${number}`, { accept: 'text/html' })).text, /presencia/)
  assert.match((await secretary.get(`/expedientes/${number}`, { accept: 'text/html' })).text, /presencia/)
  await here(director)
  clock.set(clock.now().add({ seconds: 31 }).toString())
  assert.equal((await here(secretary)).text, '')
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from case_presence`.execute(db)
  assert.equal(rows[0]!.count, 1, 'nothing is kept')
})

function keyOf({ number, task }: Row): string {
  return `${number}/${task}`
}

async function seqOf(number: string): Promise<number> {
  return (await secretary.get(`/api/cases/${number}`)).json.seq
}

async function holderOf(number: string): Promise<string | null> {
  return (await secretary.get(`/api/cases/${number}`)).json.tasks[0].assignee
}

function change(who: Api, id: string, body: unknown) {
  return json(who, `/api/views/${id}`, 'PATCH', body)
}

async function json(who: Api, path: string, method: string, body?: unknown) {
  const { csrf } = await who.session()
  const type = body === undefined ? {} : { 'content-type': 'application/json' }
  return who.send(path, {
    method,
    headers: { 'x-csrf-token': csrf, ...type },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
}

function remove(who: Api, id: string) {
  return json(who, `/api/views/${id}`, 'DELETE')
}

/** A case of which the secretary has no part. */
async function foreignCase(): Promise<string> {
  const number = await openTrial(requester, 1, { title: 'Ajeno' })
  await sql`delete from case_reader where case_id = (select id from case_file where number = ${number})`.execute(db)
  return number
}
