import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { createServer } from '#src/platform/http/server.ts'
import { settableClock } from '../../test/support/clock.ts'
import { testDatabase } from '../../test/support/database.ts'
import { ADMIN_COMMANDS } from './admin/commands.ts'
import { loadCalendars } from './calendars.ts'
import { loadDirectory } from './directory.ts'
import { calendars, ministry, NOW, PASSWORD } from './fixtures/ministry.ts'
import { loadPeople } from './load-people.ts'
import { registerPeople } from './routes.ts'

const { db, log, ownerUrl } = await testDatabase()
await loadPeople(db, ministry, { calendars, now: NOW, demoPassword: PASSWORD })
const clock = settableClock(NOW)
type Method = 'GET' | 'POST' | 'DELETE'
const served: { readonly method: Method; readonly url: string }[] = []
const commands = new Set<string>(ADMIN_COMMANDS.map(({ api }) => api))
const serverWith = async (embedded: boolean) => {
  const server = await createServer({ log })
  server.addHook('onRoute', ({ method, url }) => {
    for (const each of ['GET', 'POST', 'DELETE'] as const)
      if ([method].flat().includes(each)) served.push({ method: each, url })
  })
  registerPeople(server, { db, now: clock.now, https: false, secret: new Uint8Array(32), embedded, nav: () => [] })
  server.get('/', async () => 'start')
  after(() => server.close())
  return server
}
const server = await serverWith(true)
type Cookies = Readonly<Record<string, string>>

const named = async (username: string) => (await loadDirectory(db, NOW)).personByUsername(username)!
const tokenIn = (body: string) => /name="_csrf" value="([^"]+)"/.exec(body)![1]!
const form = (fields: Readonly<Record<string, string | readonly string[]>>) => ({
  payload: new URLSearchParams(
    Object.entries(fields).flatMap(([name, value]) => [value].flat().map((each) => [name, each as string])),
  ).toString(),
  headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' },
})

/** Somebody's browser: signs in over the API and sends forms and JSON with the session's token. */
async function browser(username: string, password = PASSWORD) {
  const answer = await server.inject({ method: 'POST', url: '/api/session', payload: { username, password } })
  assert.equal(answer.statusCode, 201, answer.body)
  const cookies: Cookies = { ventanilla: answer.cookies.find(({ name }) => name === 'ventanilla')!.value }
  const csrf: string = answer.json().csrf
  return {
    cookies,
    csrf,
    get: (url: string) => server.inject({ method: 'GET', url, cookies, headers: { accept: 'text/html' } }),
    send: (url: string, fields: Readonly<Record<string, string | readonly string[]>>) =>
      server.inject({ method: 'POST', url, cookies, ...form({ _csrf: csrf, ...fields }) }),
    api: (method: Method, url: string, payload?: object) =>
      server.inject({ method, url, cookies, headers: { 'x-csrf-token': csrf }, ...(payload ? { payload } : {}) }),
  }
}

test('signing in by the page: the form’s token, the cookie’s flags, the page one wanted', async () => {
  const page = await server.inject({ method: 'GET', url: '/entrar?volver=/administracion' })
  const visit = { ventanilla_visita: page.cookies[0]!.value }
  const fields = { username: 'admin', password: PASSWORD, volver: '/administracion' }
  const without = await server.inject({ method: 'POST', url: '/entrar', cookies: visit, ...form(fields) })
  assert.equal(without.statusCode, 403)
  assert.match(without.body, /value="admin"/, 'what was typed is kept')
  assert.doesNotMatch(without.body, new RegExp(`value="${PASSWORD}"`))
  const wrong = await server.inject({
    method: 'POST',
    url: '/entrar',
    cookies: visit,
    ...form({ ...fields, password: 'no', _csrf: tokenIn(page.body) }),
  })
  assert.equal(wrong.statusCode, 401)
  assert.match(wrong.body, /El usuario o la contraseña no son correctos/)
  const right = await server.inject({
    method: 'POST',
    url: '/entrar',
    cookies: visit,
    ...form({ ...fields, _csrf: tokenIn(page.body) }),
  })
  assert.equal(right.statusCode, 303)
  assert.equal(right.headers.location, '/administracion')
  const cookie = String([right.headers['set-cookie']].flat().find((each) => each?.startsWith('ventanilla=')))
  assert.match(cookie, /HttpOnly/)
  assert.match(cookie, /SameSite=Lax/)
  assert.doesNotMatch(cookie, /Secure/)
})

test('the page after signing in is never another site’s', async () => {
  const page = await server.inject({ method: 'GET', url: '/entrar?volver=//evil.example/x' })
  assert.match(page.body, /name="volver" value="\/"/)
})

test('a change without the session’s token, or from another site, is refused', async () => {
  const admin = await browser('admin')
  const other = await browser('dlux')
  const count = async () => (await loadDirectory(db, NOW)).rows.groups.length
  const before = await count()
  const url = '/administracion/grupos/nuevo'
  const fields = { code: 'nuevo', name: 'Nuevo' }
  const forms = [form(fields), form({ ...fields, _csrf: 'x' }), form({ ...fields, _csrf: other.csrf })]
  for (const sent of forms) {
    const answer = await server.inject({ method: 'POST', url, cookies: admin.cookies, ...sent })
    assert.equal(answer.statusCode, 403)
  }
  const foreign = await server.inject({
    method: 'POST',
    url: '/api/groups',
    cookies: admin.cookies,
    payload: fields,
    headers: { 'x-csrf-token': admin.csrf, 'sec-fetch-site': 'cross-site' },
  })
  assert.equal(foreign.statusCode, 403)
  assert.equal(foreign.json().code, 'stale-form')
  const bare = await server.inject({ method: 'POST', url: '/api/groups', cookies: admin.cookies, payload: fields })
  assert.equal(bare.statusCode, 403)
  assert.equal(await count(), before)
  assert.equal((await admin.send(url, fields)).statusCode, 303)
  assert.equal(await count(), before + 1)
})

test('an ordinary person and a stranger are refused on every route of the administration', async () => {
  const ordinary = await browser('rmon')
  const some = (await named('jsol')).id
  const fill = (path: string) => path.replace(/:code/g, 'GT').replace(/:\w+/g, some)
  // As the server itself lists them, so that a route added later is asked too.
  const routes = served.filter(
    ({ method, url }) =>
      url.startsWith('/administracion') || (method === 'POST' && commands.has(url)) || url === '/api/admin-acts',
  )
  assert.ok(routes.length > ADMIN_COMMANDS.length * 3)
  const acts = async () =>
    (await sql<{ count: number }>`select count(*) as count from admin_act`.execute(db)).rows[0]!.count
  const before = await acts()
  for (const { method, url } of routes) {
    const path = fill(url)
    const payload = method === 'POST' ? {} : undefined
    assert.equal((await ordinary.api(method, path, payload)).statusCode, 403, `${method} ${path}`)
    const stranger = await server.inject({ method, url: path, ...(payload ? { payload } : {}) })
    const sent = stranger.statusCode === 303 && String(stranger.headers.location).startsWith('/entrar?')
    assert.ok(sent || stranger.statusCode === 401, `${method} ${path}: ${stranger.statusCode}`)
  }
  assert.equal(await acts(), before)
})

test('every page of the administration opens for an administrator', async () => {
  const admin = await browser('admin')
  const person = await named('jsol')
  const { rows } = await loadDirectory(db, NOW)
  const fill: Record<string, string> = {
    code: 'GT',
    holiday: rows.institution!.calendar && (await firstHoliday()),
    tenure: rows.tenures.find((row) => row.person === person.id)!.id,
    absence: rows.absences.find((row) => row.person === person.id)!.id,
    deputy: rows.deputies[0]!.id,
  }
  const ids: Readonly<Record<string, string>> = {
    dependencias: rows.units[0]!.id,
    cargos: rows.posts[0]!.id,
    grupos: rows.groups[0]!.id,
    listas: rows.lists[0]!.id,
    personas: person.id,
  }
  const sections = [
    '',
    '/personas',
    `/personas/${person.id}`,
    '/personas?q=sol',
    '/cargos',
    '/dependencias',
    '/grupos',
    '/listas',
    '/calendarios',
    '/calendarios/GT?ano=2027',
    '/registro',
    '/ingreso',
    `/personas/${person.id}/ver-como`,
  ]
  const mapped = await admin.api('POST', '/api/sign-in/group-mappings', { group: 'Jefaturas', administrator: true })
  assert.equal(mapped.statusCode, 200, mapped.body)
  const { rows: mappings } = await sql<{ id: string }>`select id from group_mapping`.execute(db)
  fill.mapping = mappings[0]!.id
  const pages = [
    ...sections.map((path) => `/administracion${path}`),
    ...ADMIN_COMMANDS.map(({ page }) => page.replace(/:(\w+)/g, (_, name) => fill[name] ?? ids[page.split('/')[2]!]!)),
  ]
  for (const url of pages) {
    const answer = await admin.get(url)
    assert.equal(answer.statusCode, 200, `${url}: ${answer.body.slice(0, 300)}`)
    assert.match(answer.body, /<h1>[^<]+<\/h1>/, url)
  }
  const english = await server.inject({ url: '/administracion', cookies: { ...admin.cookies, idioma: 'en' } })
  assert.match(english.body, /<h1>Administration<\/h1>/)
})

const firstHoliday = async () =>
  (await sql<{ id: string }>`select data -> 'holidays' -> 0 ->> 'id' as id from calendar where code = 'GT'`.execute(db))
    .rows[0]!.id

test('a refused form answers 422 with its fault beside the field and what was typed; over the API as problem details', async () => {
  const admin = await browser('admin')
  const answer = await admin.send('/administracion/personas/nueva', {
    name: '<b>Rosa</b>',
    username: 'dlux',
    email: 'rosa',
    unit: '',
  })
  assert.equal(answer.statusCode, 422)
  assert.match(answer.body, /value="&lt;b&gt;Rosa&lt;\/b&gt;"/)
  assert.match(answer.body, /Escriba una dirección como/)
  assert.match(answer.body, /aria-invalid="true"/)
  const taken = await admin.api('POST', '/api/people', { name: 'Rosa', username: 'dlux' })
  assert.equal(taken.statusCode, 422)
  assert.equal(taken.json().code, 'invalid-input')
  assert.deepEqual(
    taken.json().errors.map(({ field, code }: { field: string; code: string }) => [field, code]),
    [['username', 'taken']],
  )
  const unknown = await admin.api('POST', '/api/people', { name: 'Rosa', username: 'rosa', administratorSince: NOW })
  assert.equal(unknown.statusCode, 400, 'fields that the command does not know')
})

test('a new person gets a one-time password, shown once, and must change it before anything else', async () => {
  const admin = await browser('admin')
  const made = await admin.api('POST', '/api/people', { name: 'Rosa Chen', username: 'rchen' })
  const { oneTimePassword, subject } = made.json()
  const { rows } = await sql<{
    text: string
  }>`select data::text as text from admin_act where subject_id = ${subject.id}`.execute(db)
  assert.equal(rows.length, 1)
  assert.equal(
    rows.some(({ text }) => text.includes(oneTimePassword)),
    false,
  )
  const rosa = await browser('rchen', oneTimePassword)
  assert.equal((await rosa.get('/administracion')).headers.location, '/contrasena')
  const refused = await rosa.api('GET', '/api/people')
  assert.equal(refused.json().code, 'must-change-password')
  const next = 'la casa de mi abuela'
  const changed = await rosa.send('/contrasena', { current: oneTimePassword, next, repeated: next })
  assert.equal(changed.statusCode, 303, changed.body)
  assert.equal((await rosa.get('/contrasena')).statusCode, 303, 'the old session is over')
  const again = await browser('rchen', next)
  assert.equal((await again.api('GET', '/api/people')).statusCode, 200)
})

test('resetting a password ends the person’s sessions and is recorded without it', async () => {
  const admin = await browser('admin')
  const diego = await browser('dlux')
  const { id } = await named('dlux')
  const answer = await admin.send(`/administracion/personas/${id}/contrasena`, {})
  assert.equal(answer.statusCode, 200)
  const password = /<code>([\w-]+)<\/code>/.exec(answer.body)![1]!
  assert.equal((await diego.api('GET', '/api/session')).statusCode, 401)
  const acts = (await admin.api('GET', '/api/admin-acts')).json()
  assert.equal(acts[0].action, 'person.reset-password')
  assert.equal(acts[0].actor, (await named('admin')).id)
  assert.equal(JSON.stringify(acts).includes(password), false)
  await browser('dlux', password)
})

test('of two who edit the same thing, the second is told', async () => {
  const admin = await browser('admin')
  const { id, revision, name, code } = (await loadDirectory(db, NOW)).rows.units.find((unit) => unit.code === 'DST')!
  const fields = { code, name, parent: '', head: '', office: 'Mixco', closedOn: '', revision: String(revision) }
  assert.equal((await admin.send(`/administracion/dependencias/${id}`, fields)).statusCode, 303)
  const late = await admin.send(`/administracion/dependencias/${id}`, { ...fields, office: 'Quetzaltenango' })
  assert.equal(late.statusCode, 409)
  assert.match(late.body, /Otra persona guardó cambios/)
  assert.match(late.body, /value="Quetzaltenango"/)
  assert.equal((await loadDirectory(db, NOW)).unitById(id)!.office, 'Mixco')
})

test('a unit cannot be put below itself, and two cannot bear one name', async () => {
  const admin = await browser('admin')
  const { rows } = await loadDirectory(db, NOW)
  const [top, below] = ['MC', 'DIT'].map((code) => rows.units.find((unit) => unit.code === code)!)
  const edit = (over: object) =>
    admin.api('POST', `/api/units/${top!.id}`, { code: top!.code, name: top!.name, revision: top!.revision, ...over })
  assert.equal((await edit({ parent: below!.id })).json().errors[0].code, 'loop')
  assert.equal((await edit({ name: 'direccion de tecnologia' })).json().errors[0].code, 'taken')
})

test('appointing, an absence with its deputy, and the end of post change who acts', async () => {
  const admin = await browser('admin')
  const [rene, elena] = [await named('rmon'), await named('eruiz')]
  const directory = await loadDirectory(db, NOW)
  const support = directory.position('DST', 'Técnico de Soporte')!
  const done = async (url: string, payload: object) => {
    const answer = await admin.api('POST', url, payload)
    assert.equal(answer.statusCode, 200, answer.body)
  }
  await done(`/api/people/${elena.id}/tenures`, { position: support, from: '2026-11-02' })
  const twice = await admin.api('POST', `/api/people/${elena.id}/tenures`, { position: support, from: '2027-01-01' })
  assert.equal(twice.json().errors[0].code, 'overlap')
  const full = await admin.api('POST', `/api/people/${elena.id}/tenures`, {
    position: directory.position('DT', 'Director de Tecnología')!,
    from: '2026-11-02',
  })
  assert.equal(full.json().errors[0].code, 'full')
  assert.deepEqual((await loadDirectory(db, NOW)).holders(support), [elena.id])
  await done(`/api/people/${elena.id}/absences`, {
    from: '2026-11-02',
    until: '2026-11-03',
    reason: 'Comisión',
    deputy: rene.id,
  })
  assert.deepEqual((await loadDirectory(db, NOW)).holders(support), [rene.id])
  await done(`/api/people/${elena.id}/departure`, { leftOn: '2026-11-02' })
  const later = await loadDirectory(db, NOW)
  assert.deepEqual(later.holders(support), [])
  assert.equal(later.away(elena.id), true)
  assert.equal(
    later.activePeople.some(({ id }) => id === elena.id),
    false,
  )
})

test('the last administrator stays, and a named one may go', async () => {
  const admin = await browser('admin')
  const [ada, tomas] = [await named('admin'), await named('tcal')]
  const withdraw = (id: string) => admin.api('POST', `/api/people/${id}/administrator/end`, {})
  assert.equal((await withdraw(ada.id)).json().code, 'last-administrator')
  assert.equal((await admin.api('POST', `/api/people/${tomas.id}/administrator`, {})).statusCode, 200)
  const second = await browser('tcal')
  assert.equal((await second.get('/administracion')).statusCode, 200)
  assert.equal((await withdraw(tomas.id)).statusCode, 200)
  assert.equal((await second.get('/administracion')).statusCode, 303, 'the session ended with the power')
  assert.equal((await (await browser('tcal')).get('/administracion')).statusCode, 403)
})

test('a decreed holiday is added with its source, and its calendar counts with it', async () => {
  const admin = await browser('admin')
  const stored = (await admin.api('GET', '/api/calendars'))
    .json()
    .find(({ data }: { data: { code: string } }) => data.code === 'GT')
  const holiday = {
    date: '2026-11-20',
    name: 'Asueto por elecciones',
    source: 'Acuerdo Gubernativo 1-2026',
    revision: stored.revision,
  }
  assert.deepEqual((await loadCalendars(db))('GT').slotsOn('2026-11-20'), [{ from: '08:00', to: '16:00' }])
  const added = await admin.api('POST', '/api/calendars/GT/holidays', holiday)
  assert.equal(added.statusCode, 200, added.body)
  const calendar = (await loadCalendars(db))('GT')
  assert.deepEqual(calendar.slotsOn('2026-11-20'), [])
  assert.equal(calendar.holidayOn('2026-11-20')?.source, 'Acuerdo Gubernativo 1-2026')
  assert.equal((await admin.api('POST', '/api/calendars/GT/holidays', holiday)).json().code, 'changed')
  const page = await admin.get('/administracion/calendarios/GT?ano=2026')
  assert.match(page.body, /Acuerdo Gubernativo 1-2026/)
  const week = {
    revision: stored.revision + 1,
    day1: '08:00-12:00, 13:00-16:00',
    day2: '8:00 a 16:00',
    day3: '',
    day4: '',
    day5: '',
  }
  const bad = await admin.api('POST', '/api/calendars/GT/week', { ...week, day2: 'de ocho a cuatro' })
  assert.deepEqual(
    bad.json().errors.map(({ field }: { field: string }) => field),
    ['day2'],
  )
  assert.equal((await admin.api('POST', '/api/calendars/GT/week', week)).statusCode, 200)
  assert.equal((await loadCalendars(db))('GT').slotsOn('2026-11-23').length, 2)
})

test('«Entrar como» is there only in the demonstration on the embedded database', async () => {
  const page = await server.inject({ url: '/entrar' })
  assert.match(page.body, /Julia Sol/)
  const { id } = await named('jsol')
  const enter = (to: typeof server, cookies: Cookies, csrf: string) =>
    to.inject({ method: 'POST', url: '/entrar/como', cookies, ...form({ _csrf: csrf, person: id, volver: '/' }) })
  const visit = (answer: typeof page) => ({ ventanilla_visita: answer.cookies[0]!.value })
  assert.equal((await enter(server, visit(page), tokenIn(page.body))).statusCode, 303)
  const external = await serverWith(false)
  const plain = await external.inject({ url: '/entrar' })
  assert.doesNotMatch(plain.body, /Julia Sol/)
  assert.equal((await enter(external, visit(plain), tokenIn(plain.body))).statusCode, 404)
  await sql`update institution set demo = false`.execute(db)
  assert.equal((await enter(server, visit(page), tokenIn(page.body))).statusCode, 404)
})

test('colleagues see how to reach one another, and no more', async () => {
  const ordinary = await browser('rmon')
  const seen = (await ordinary.api('GET', '/api/people')).json()
  assert.ok(seen.length > 3)
  for (const person of seen)
    assert.equal('username' in person || 'administratorSince' in person || 'absences' in person, false)
})

test('signing out ends the session on the server', async () => {
  const person = await browser('rmon')
  const answer = await person.send('/salir', {})
  assert.equal(answer.headers.location, '/entrar')
  assert.equal((await person.api('GET', '/api/session')).statusCode, 401)
})

test('admin acts cannot be changed or removed, by the program’s role or the owner’s', async () => {
  const { openDatabase } = await import('#src/platform/db/pool.ts')
  const owner = openDatabase<unknown>({ url: ownerUrl, log })
  for (const role of [db, owner.db])
    for (const statement of [
      sql`update admin_act set data = '{}'`,
      sql`delete from admin_act`,
      sql`truncate admin_act`,
    ])
      await assert.rejects(statement.execute(role), /append-only|permission denied/)
  await owner.close()
})
