// Keys of programs: they act as their person and never more, each route asks its scope in one place, and what they are is told nobody.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { insertKey } from '#src/people/keys/key.store.ts'
import { REQUESTS_A_MINUTE } from '#src/people/keys/key-pace.ts'
import { SCOPES } from '#src/people/keys/scopes.ts'
import { isInternalAct } from '#src/procedure/index.ts'
import { othersAtRest } from '../support/database.ts'
import { testProgram } from '../support/program.ts'

const desk = await testProgram(undefined, { cases: true, now: '2026-11-03T14:00:00Z' })
const { api, anonymous, clock, db, program } = desk
const EXPIRES = '2027-11-03T00:00:00Z'

const json = { 'content-type': 'application/json' }

/** A key of a person, made without the page. */
async function keyOf(username: string, scopes: readonly string[], networks: readonly string[] = []) {
  const person = desk.personId(username)
  const now = clock.now().toString()
  const { token } = await insertKey(db, {
    person,
    name: 'De prueba',
    scopes,
    networks,
    madeBy: person,
    expiresAt: EXPIRES,
    now,
  })
  return { authorization: `Bearer ${token}` }
}

const all = Object.keys(SCOPES)

/** What programs read outside `/api`: files, and what the manuals and cases are exported as. */
const DOWNLOAD = /^\/archivos\/:id$|^\/(?:expedientes|manuales)\/.*(?:exportacion\.json|\.(?:xes|bpmn|dmn|svg|md))$/

test('a person makes a key, which is shown once, works without a token of forms, and ends when it is revoked', async () => {
  const mine = api('lsolares')
  const fields = { name: 'Tablero', scopes: 'cases:read', expires: '2027-01-31', networks: '127.0.0.1' }
  const made = await mine.form('/mis-llaves', fields)
  assert.equal(made.status, 200, made.text)
  const token = /vnt_[\w-]{43}/.exec(made.text)?.[0]
  assert.ok(token)
  const page = await mine.get('/mis-llaves')
  assert.match(page.text, /Tablero/)
  assert.ok(!page.text.includes(token))
  const asked = await anonymous.get('/api/catalogue', { authorization: `Bearer ${token}` })
  assert.equal(asked.status, 200, asked.text)
  const { rows } = await db.executeQuery<{ text: string }>(
    sql`select row_to_json(k)::text as text from api_key k`.compile(db),
  )
  assert.ok(
    rows.every(({ text }) => !text.includes(token)),
    'the token is nowhere in the database',
  )
  const id = /\/mis-llaves\/([0-9a-f-]{36})\/revocar/.exec(page.text)![1]!
  assert.equal((await api('kflamenco').form(`/mis-llaves/${id}/revocar`, {})).status, 404, 'nobody else revokes it')
  assert.equal((await mine.form(`/mis-llaves/${id}/revocar`, {})).status, 303)
  const refused = await anonymous.get('/api/catalogue', { authorization: `Bearer ${token}` })
  assert.equal(refused.status, 401)
  assert.equal(refused.json.code, 'key-revoked')
  const acts = await api('eurizar').get('/administracion/registro')
  assert.match(acts.text, /Nueva llave propia/)
  assert.match(acts.text, /Revocar una llave propia/)
})

test('a refused key keeps what was typed and says what to write', async () => {
  const refused = await api('lsolares').form('/mis-llaves', { name: 'Tablero', expires: '2031-01-01', networks: '' })
  assert.equal(refused.status, 422)
  assert.match(refused.text, /value="Tablero"/)
  assert.match(refused.text, /Elija al menos un permiso/)
})

test('an administrator makes a service account and its key; nobody makes a key of another person', async () => {
  const admin = api('eurizar')
  const account = await admin.post('/api/service-accounts', {
    name: 'Sistema de Compras',
    username: 'sistema.compras',
    purpose: 'Abre expedientes de compras',
  })
  assert.equal(account.status, 200, account.text)
  const id = account.json.subject.id as string
  const body = { name: 'Producción', scopes: ['directory:read'], expires: '2027-01-31', networks: [] }
  const made = await admin.post(`/api/service-accounts/${id}/keys`, body)
  assert.equal(made.status, 200, made.text)
  const authorization = `Bearer ${made.json.token}`
  assert.equal((await anonymous.get('/api/units', { authorization })).status, 200)
  const other = await admin.post(`/api/service-accounts/${desk.personId('mtobar')}/keys`, body)
  assert.equal(other.status, 404, 'a key of mtobar would be signing in as mtobar')
  assert.equal((await api('lsolares').post(`/api/service-accounts/${id}/keys`, body)).status, 403)
  const entered = await anonymous.post('/api/session', { username: 'sistema.compras', password: 'ventanilla' })
  assert.equal(entered.status, 401, 'it has no password')
})

test('a key reads what its person may read, and a foreign case is as if it were not there', async () => {
  const { json: tray } = await api('ebaquiax').get('/api/trays/unidad')
  const number = tray.tasks[0].number as string
  const own = await keyOf('ebaquiax', ['cases:read'])
  const foreign = await keyOf('nquispe', all)
  assert.equal((await anonymous.get(`/api/cases/${number}`, own)).status, 200)
  const unseen = await anonymous.get(`/api/cases/${number}`, foreign)
  const unknown = await anonymous.get('/api/cases/2026-999999', foreign)
  assert.equal(unseen.status, 404)
  assert.equal(unseen.text.replaceAll(number, ''), unknown.text.replaceAll('2026-999999', ''))
})

test('every route is closed to a key without its scope, and to every key where it has none', async () => {
  const routes = program.server.keyRoutes.filter(({ method }) => method !== 'HEAD' && method !== 'OPTIONS')
  assert.ok(routes.length > 150)
  const tags = new Set(routes.map(({ scope }) => scope))
  for (const scope of [
    'cases:read',
    'cases:write',
    'trays:read',
    'registers:read',
    'manuals:read',
    'directory:read',
    'events:read',
    'metrics:read',
  ])
    assert.ok(tags.has(scope as never), scope)
  const admin = 'eurizar'
  const without = new Map<string | null, { authorization: string }>([[null, await keyOf(admin, all)]])
  for (const scope of all)
    without.set(
      scope,
      await keyOf(
        admin,
        all.filter((each) => each !== scope),
      ),
    )
  for (const { method, url, scope } of routes) {
    const path = url.replaceAll(/:\w+/g, '00000000-0000-7000-8000-000000000000').replace('*', 'x')
    const body = method === 'GET' ? {} : { body: '{}', headers: { ...json, ...without.get(scope)! } }
    const {
      status,
      json: problem,
      text,
    } = await anonymous.send(path, { method, headers: without.get(scope)!, ...body })
    assert.equal(status, 403, `${method} ${url}: ${status} ${text.slice(0, 200)}`)
    assert.equal(problem?.code, scope === null ? 'closed-to-keys' : 'key-scope', `${method} ${url}`)
    // Every page, and what makes keys, proves who signs, or gives passwords, is closed.
    if (!url.startsWith('/api/'))
      assert.ok(scope === null || scope === 'metrics:read' || (method === 'GET' && DOWNLOAD.test(url)), url)
  }
  for (const closed of [
    '/api/signature-proofs',
    '/api/service-accounts/:id/keys',
    '/api/people/:id/password-reset',
    '/api/webhooks',
  ])
    assert.equal(routes.find(({ method, url }) => method === 'POST' && url === closed)?.scope, null, closed)
})

test('what a key does stands under its person, and an upload needs no token of forms', async () => {
  const key = await keyOf('lsolares', ['cases:write', 'cases:read'])
  const opened = await anonymous.send('/api/cases', {
    method: 'POST',
    headers: { ...json, ...key },
    body: JSON.stringify({
      manual: 'DTI-MNP-01',
      procedure: '2',
      start: 'Soporte técnico',
      channel: 'portal',
      title: 'Por llave',
      form: { Asunto: 'Por llave', Descripción: 'x', Impacto: 'bajo', Urgencia: 'baja' },
    }),
  })
  assert.equal(opened.status, 200, opened.text)
  const { json: file } = await anonymous.get(`/api/cases/${opened.json.number}`, key)
  assert.match(JSON.stringify(file.record), /Solares/)
  const upload = new FormData()
  upload.append('file', new Blob(['hola']), 'nota.txt')
  const stored = await anonymous.send('/api/files', { method: 'POST', headers: key, body: upload })
  assert.equal(stored.status, 201, stored.text)
})

test('bad keys are told apart only to whoever holds them', async () => {
  const ask = (authorization: string) => anonymous.get('/api/catalogue', { authorization })
  const unknown = await ask(`Bearer vnt_${'x'.repeat(43)}`)
  assert.equal(unknown.status, 401)
  assert.equal(unknown.json.code, 'unknown-key')
  assert.match(unknown.headers.get('www-authenticate') ?? '', /^Bearer/)
  assert.equal((await ask('Bearer nada')).json.code, 'unknown-key')
  const elsewhere = await keyOf('lsolares', all, ['10.0.0.0/8'])
  assert.equal((await ask(elsewhere.authorization)).json.code, 'key-network')
  const twice = await api('lsolares').get('/api/catalogue', await keyOf('lsolares', all))
  assert.equal(twice.json.code, 'two-identities')
  const late = await keyOf('lsolares', all)
  clock.set('2027-11-04T00:00:00Z')
  assert.equal((await ask(late.authorization)).json.code, 'key-expired')
  clock.set('2026-11-03T14:00:00Z')
})

test('a key that asks too often waits for the next minute', async () => {
  const key = await keyOf('lsolares', ['directory:read'])
  for (let sent = 0; sent < REQUESTS_A_MINUTE; sent += 50)
    await Promise.all(Array.from({ length: 50 }, () => anonymous.get('/api/groups', key)))
  const refused = await anonymous.get('/api/groups', key)
  assert.equal(refused.status, 429)
  assert.equal(refused.json.code, 'key-too-fast')
  assert.ok(Number(refused.headers.get('retry-after')) > 0)
  clock.set(clock.now().add({ minutes: 1 }).toString())
  assert.equal((await anonymous.get('/api/groups', key)).status, 200)
})

test('the stream gives each person the acts of the cases that they may read, in order, and goes on where it stood', async () => {
  const reader = await keyOf('mtobar', ['events:read'])
  await othersAtRest(desk.database)
  const events: { case: { number: string }; act: { seq: number } }[] = []
  let after = 'start'
  for (let page = 0; page < 100; page++) {
    const { json: answer, status, text } = await anonymous.get(`/api/events?after=${after}&limit=40`, reader)
    assert.equal(status, 200, text)
    events.push(...answer.events)
    after = answer.next
    if (!answer.more) break
  }
  assert.ok(events.length > 20)
  const seqs = Map.groupBy(events, (event) => event.case.number)
  for (const [number, ofCase] of seqs) {
    assert.deepEqual(
      ofCase.map(({ act }) => act.seq),
      await seqsThatAreNotInternal(number),
      number,
    )
    assert.equal((await api('mtobar').get(`/api/cases/${number}`)).status, 200, number)
  }
  const few = await keyOf('nquispe', ['events:read'])
  const { json: fewer } = await anonymous.get('/api/events?after=start&limit=200', few)
  const theirs = new Set<string>(fewer.events.map((event: { case: { number: string } }) => event.case.number))
  assert.ok(theirs.size < seqs.size)
  for (const number of theirs) assert.equal((await api('nquispe').get(`/api/cases/${number}`)).status, 200, number)

  const waiting = anonymous.get(`/api/events?after=${after}&wait=20`, reader)
  const { json: tray } = await api('mtobar').get('/api/trays/unidad')
  const noted = await api('mtobar').post(`/api/cases/${tray.tasks[0].number}/notes`, { note: 'Seguimiento de Xiomara' })
  assert.equal(noted.status, 200, noted.text)
  const woken = await waiting
  assert.equal(woken.json.events[0].event, 'case.message')
  assert.doesNotMatch(woken.text, /Xiomara/)
  assert.equal((await anonymous.get('/api/events?after=nada', reader)).json.code, 'unknown-place')
  const begin = await anonymous.get('/api/events', reader)
  assert.deepEqual(begin.json.events, [])
  assert.deepEqual((await anonymous.get(`/api/events?after=${begin.json.next}`, reader)).json.events, [])
})

test('a calendar shows the steps of its person while they are open, at an address that only that person can make', async () => {
  const opened = await api('hzelada').post('/api/cases', {
    manual: 'DTI-MNP-01',
    procedure: '2',
    start: 'Soporte técnico',
    channel: 'portal',
    title: 'Con, coma; y punto',
    form: { Asunto: 'Con, coma; y punto', Descripción: 'x', Impacto: 'bajo', Urgencia: 'baja' },
  })
  assert.equal(opened.status, 200, opened.text)
  const { json: tray } = await api('kflamenco').get('/api/trays/cargo')
  const due = tray.tasks.find(
    (task: { number: string; dueAt: string | null }) => task.dueAt !== null && task.number === opened.json.number,
  )
  assert.ok(due, JSON.stringify(tray).slice(0, 500))
  const made = await api('kflamenco').form('/mi-calendario', {})
  const path = /\/calendario\/[\w-]{43}\.ics/.exec(made.text)?.[0]
  assert.ok(path, made.text)
  const calendar = await anonymous.get(path)
  assert.equal(calendar.status, 200)
  assert.match(calendar.headers.get('content-type') ?? '', /^text\/calendar/)
  const unfolded = calendar.text.replaceAll('\r\n ', '')
  assert.match(unfolded, new RegExp(`UID:${due.number}-${due.task}@`))
  const etag = calendar.headers.get('etag')!
  assert.equal((await anonymous.get(path, { 'if-none-match': etag })).status, 304)
  assert.equal((await anonymous.get(path, { 'if-modified-since': calendar.headers.get('last-modified')! })).status, 304)
  const annulled = await api('mtobar').post(`/api/cases/${due.number}/annulment`, { reason: 'Se pidió por error.' })
  assert.equal(annulled.status, 200, annulled.text)
  const then = await anonymous.get(path, { 'if-none-match': etag })
  assert.equal(then.status, 200)
  assert.doesNotMatch(then.text.replaceAll('\r\n ', ''), new RegExp(`UID:${due.number}-`))
  assert.equal((await api('kflamenco').form('/mi-calendario/quitar', {})).status, 303)
  assert.equal((await anonymous.get(path)).status, 404)
  assert.equal((await anonymous.get(`/calendario/${'x'.repeat(43)}.ics`)).status, 404)
})

test('metrics go to a key of their scope and to nobody else; their labels are templates', async () => {
  assert.equal((await anonymous.get('/metrics')).status, 403)
  const text = (await anonymous.get('/metrics', await keyOf('eurizar', ['metrics:read']))).text
  for (const name of [
    'ventanilla_http_request_seconds_bucket',
    'ventanilla_refusals_total',
    'ventanilla_timer_late_seconds',
    'ventanilla_follower_behind_seconds{follower="webhooks"}',
    'ventanilla_webhook_messages_waiting',
    'ventanilla_sessions',
    'ventanilla_tasks_open',
    'ventanilla_tasks_overdue',
    'ventanilla_live_streams',
    'ventanilla_nodejs_eventloop_lag_seconds',
    'ventanilla_process_resident_memory_bytes',
  ])
    assert.ok(text.includes(name), name)
  assert.match(text, /route="\/api\/cases\/:number"/)
  assert.doesNotMatch(text, /2026-0000|vnt_|\/calendario\/[\w-]{43}/)
  assert.match(text, /ventanilla_refusals_total\{code="key-scope"\} \d+/)
})

test('the process says that it lives and is ready, and not ready from when it is told to stop', async () => {
  assert.deepEqual((await anonymous.get('/salud/viva')).json, { estado: 'viva' })
  const ready = await anonymous.get('/salud/lista')
  assert.equal(ready.status, 200, ready.text)
  await program.follow()
  const { json: tray } = await api('mtobar').get('/api/trays/unidad')
  const noted = await api('mtobar').post(`/api/cases/${tray.tasks[0].number}/notes`, { note: 'Uno más' })
  assert.equal(noted.status, 200, noted.text)
  assert.equal((await anonymous.get('/salud/lista')).status, 200, 'what has just been written is not late')
  clock.set(clock.now().add({ hours: 1 }).toString())
  const stuck = await anonymous.get('/salud/lista')
  assert.equal(stuck.status, 503)
  assert.equal(stuck.json.seguidores, 'detenidos')
  await program.follow()
  assert.equal((await anonymous.get('/salud/lista')).json.estado, 'lista')
  program.drain()
  const leaving = await anonymous.get('/salud/lista')
  assert.equal(leaving.status, 503)
  assert.equal(leaving.json.deteniendo, true)
  assert.equal((await anonymous.get('/salud/viva')).status, 200)
  assert.equal((await api('lsolares').get('/bandejas/mias')).status, 200, 'it goes on answering')
})

test('the OpenAPI document names each operation once, says who may ask, and every plain reading of it answers', async () => {
  const { json: document } = await anonymous.get('/api/openapi.json')
  assert.equal(document.openapi, '3.1.0')
  const operations = Object.entries<Record<string, Operation>>(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, ...operation })),
  )
  assert.ok(operations.length > 40)
  const names = operations.map(({ operationId }) => operationId)
  assert.deepEqual(
    names.filter((name, at) => names.indexOf(name) !== at),
    [],
  )
  for (const { path, method, security, responses, summary } of operations) {
    assert.ok(summary, path)
    assert.ok(security !== undefined, path)
    assert.ok(responses['4XX']?.content?.['application/problem+json'], `${method} ${path}`)
  }
  const key = await keyOf('eurizar', all)
  for (const { path, method, security, parameters = [] } of operations) {
    if (method !== 'get' || path.includes('{') || !security.some((each) => 'key' in each)) continue
    const asked = parameters.filter(({ required }) => required).map(({ name }) => `${name}=correo`)
    assert.equal((await anonymous.get(`${path}?${asked.join('&')}`, key)).status, 200, path)
  }
})

test('where the institution asks for a second factor, a key serves whoever has one, and programs', async () => {
  const person = await keyOf('lsolares', ['directory:read'])
  const { rows } = await sql<{ id: string }>`select person_id as id from service_account`.execute(db)
  const now = clock.now().toString()
  const { token } = await insertKey(db, {
    person: rows[0]!.id,
    name: 'Otra',
    scopes: ['directory:read'],
    networks: [],
    madeBy: desk.personId('eurizar'),
    expiresAt: EXPIRES,
    now,
  })
  const asked = await api('eurizar').post('/api/sign-in/second-factor-policy', { policy: 'everybody' })
  assert.equal(asked.status, 200, asked.text)
  const refused = await anonymous.get('/api/units', person)
  assert.equal(refused.status, 403)
  assert.equal(refused.json.code, 'key-without-factor')
  assert.equal((await anonymous.get('/api/units', { authorization: `Bearer ${token}` })).status, 200)
})

interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly required?: boolean }[]
  readonly operationId: string
  readonly summary?: string
  readonly security: readonly Record<string, readonly string[]>[]
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, unknown>> }>>
}

/** What the stream may tell of a case: all of its record but what only its officials know. */
async function seqsThatAreNotInternal(number: string): Promise<number[]> {
  const { rows } = await sql<{ seq: number; text: string }>`
    select act.seq, act.text from act join case_file on case_file.id = act.case_id
    where case_file.number = ${number} order by act.seq`.execute(db)
  return rows.filter(({ text }) => !isInternalAct(JSON.parse(text).body)).map(({ seq }) => seq)
}
