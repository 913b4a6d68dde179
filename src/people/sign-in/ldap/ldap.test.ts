// Against Debian's own slapd.
import assert from 'node:assert/strict'
import { createServer } from 'node:net'
import { after, test } from 'node:test'
import { Attribute, Change, Client } from 'ldapts'
import { dnOf, freePort, groupDn, SEARCHER, SUFFIX, startSlapd } from '../../../../test/support/slapd.ts'
import { authenticate } from './authenticate.ts'
import { withDirectory } from './connect.ts'
import { findEntry, outsideOf } from './entries.ts'
import { LdapFault, type LdapFaultCode } from './faults.ts'
import { groupsOf } from './groups.ts'
import { listPeople } from './list-people.ts'
import { LDAP_DEFAULTS, type LdapAccess, type LdapSettings } from './settings.ts'
import { tryConnection } from './try-connection.ts'

const many = Array.from({ length: 1_200 }, (_, at) => ({ uid: `empleado${at}`, name: `Empleada Número ${at}` }))
const slapd = await startSlapd([
  { uid: 'msol', name: 'María Sol', password: 'una frase larga', mail: 'msol@caminos.example' },
  { uid: 'ptun', name: 'Pedro Tun', password: 'otra frase larga' },
  { uid: 'sinclave', name: 'Sin Clave' },
  { uid: 'a(b)*', name: 'Nombre Raro', password: 'rara rara rara' },
  ...many,
])

const settings: LdapSettings = {
  ...LDAP_DEFAULTS,
  urls: [slapd.url],
  startTls: true,
  ca: slapd.ca,
  bindDn: SEARCHER.dn,
  base: `ou=personas,${SUFFIX}`,
  groupBase: `ou=grupos,${SUFFIX}`,
  timeout: 10,
  pageSize: 200,
}
const access = (more: Partial<LdapSettings> = {}, password = SEARCHER.password): LdapAccess => ({
  settings: { ...settings, ...more },
  password,
})
const who = (username: string, password: string, more: Partial<LdapSettings> = {}) =>
  authenticate(access(more), { username, password })

async function group(name: string, ...members: string[]) {
  const client = await slapd.admin()
  await client.add(groupDn(name), { objectClass: ['groupOfNames'], cn: name, member: members })
  await client.unbind()
}

await group('Soporte', dnOf('msol'), dnOf('ptun'))
await group('Tecnologia', groupDn('Soporte'))
await group('Todos', groupDn('Tecnologia'), groupDn('Circulo'))
// A circle: Circulo holds Todos, which holds Circulo.
await group('Circulo', groupDn('Todos'))
await group('Jefaturas', dnOf('ptun'))

test('the right password gives the person with the groups, those around a group too, each once', async () => {
  const found = await who('msol', 'una frase larga')
  assert.equal(found?.username, 'msol')
  assert.equal(found.name, 'María Sol')
  assert.equal(found.email, 'msol@caminos.example')
  assert.match(found.subject, /^[0-9a-f-]{36}$/)
  assert.deepEqual(found.groups.map(({ name }) => name).toSorted(), ['Circulo', 'Soporte', 'Tecnologia', 'Todos'])
  const direct = await who('msol', 'una frase larga', { nested: false })
  assert.deepEqual(
    direct?.groups.map(({ name }) => name),
    ['Soporte'],
  )
})

test('memberOf comes as one text or as a list, and both are read', async () => {
  // No group can be searched for under this base: what is known comes from memberOf alone.
  const groupBase = `ou=personas,${SUFFIX}`
  const [one, two] = [
    await who('msol', 'una frase larga', { groupBase, nested: false }),
    await who('ptun', 'otra frase larga', { groupBase, nested: false }),
  ]
  assert.deepEqual(
    one?.groups.map(({ name }) => name),
    ['Soporte'],
  )
  assert.deepEqual(two?.groups.map(({ name }) => name).toSorted(), ['Jefaturas', 'Soporte'])
})

test('a wrong password, an unknown name and an account without password are nobody', async () => {
  assert.equal(await who('msol', 'equivocada'), null)
  assert.equal(await who('nadie', 'una frase larga'), null)
  assert.equal(await who('sinclave', 'cualquiera'), null)
})

test('an empty password never reaches the directory, which would say yes', async () => {
  const client = new Client({ url: slapd.url, strictDN: false })
  // What is being kept out: a name without a password is taken for a visitor, or refused, by the server's own choice.
  await client.bind(dnOf('msol'), '').catch(() => {})
  await client.unbind()
  const down = access({ urls: [`ldap://localhost:${await freePort()}`] })
  for (const password of ['', '\0'.slice(1)])
    assert.equal(await authenticate(down, { username: 'msol', password }), null, 'not even a connection is made')
  assert.equal(await who('', 'una frase larga'), null)
})

test('the searching account needs its password too', async () => {
  await assert.rejects(authenticate(access({}, ''), { username: 'msol', password: 'x' }), faultOf('bind'))
})

test('what is typed as a name stays a name', async () => {
  assert.equal((await who('a(b)*', 'rara rara rara'))?.name, 'Nombre Raro')
  for (const username of ['*', 'm*', 'msol)(uid=*', '*)(objectClass=*', 'msol\0', 'msol)(|(uid=*', '\\2a'])
    assert.equal(await who(username, 'una frase larga'), null, username)
})

test('more than a thousand people come page by page, though the server gives 500 at most', async () => {
  await assert.rejects(
    withDirectory(access(), ({ client }) => client.search(settings.base, { filter: '(uid=*)' })),
    faultOf('size'),
  )
  const people = await listPeople(access())
  assert.equal(people.length, many.length + 4)
  assert.equal(new Set(people.map(({ subject }) => subject)).size, people.length)
  const sol = people.find(({ username }) => username === 'msol')
  assert.deepEqual(sol?.groups.map(({ name }) => name).toSorted(), ['Circulo', 'Soporte', 'Tecnologia', 'Todos'])
  assert.deepEqual(people.find(({ username }) => username === 'empleado7')?.groups, [])
})

test('one person and the whole list say the same of everybody', async () => {
  const people = await listPeople(access())
  await withDirectory(access(), async ({ client }) => {
    for (const username of ['msol', 'ptun', 'sinclave']) {
      const entry = await findEntry(client, settings, username)
      const one = outsideOf(entry!, settings, await groupsOf(client, settings, entry!))
      const listed = people.find((each) => each.username === username)
      const sorted = (outside: typeof one) => ({
        ...outside,
        groups: outside?.groups.map(({ name }) => name).toSorted(),
      })
      assert.deepEqual(sorted(one), sorted(listed ?? null))
    }
  })
})

test('by ldaps too, and whoever takes the server’s place is refused', async () => {
  assert.equal((await who('msol', 'una frase larga', { urls: [slapd.tlsUrl], startTls: false }))?.username, 'msol')
  const elsewhere = (url: string) => url.replace('localhost', '127.0.0.1')
  // The certificate is for localhost, by an authority that this computer does not know.
  for (const [urls, more] of [
    [[elsewhere(slapd.tlsUrl)], { startTls: false }],
    [[elsewhere(slapd.url)], {}],
    [[slapd.tlsUrl], { startTls: false, ca: null }],
    [[slapd.url], { ca: null }],
  ] as const)
    await assert.rejects(who('msol', 'una frase larga', { urls, ...more }), faultOf('certificate'), String(urls[0]))
})

test('when the first server is down the next one answers', async () => {
  const gone = `ldap://localhost:${await freePort()}`
  const found = await who('msol', 'una frase larga', { urls: [gone, slapd.url] })
  assert.equal(found?.username, 'msol')
  // A wrong password is an answer: no other server is asked.
  assert.equal(await who('msol', 'equivocada', { urls: [slapd.url, gone] }), null)
})

test('each fault is told by its own sentence', async () => {
  const silent = createServer(() => {})
  silent.listen(0, '127.0.0.1')
  await new Promise((ready) => silent.once('listening', ready))
  after(() => silent.close())
  const { port } = silent.address() as { port: number }
  const cases: readonly (readonly [LdapFaultCode, Partial<LdapSettings>, string?])[] = [
    ['unreachable', { urls: [`ldap://localhost:${await freePort()}`] }],
    ['unknown-host', { urls: ['ldap://no-existe.invalid'] }],
    ['timeout', { urls: [`ldap://127.0.0.1:${port}`], timeout: 1 }],
    ['bind', {}, 'equivocada'],
    ['base', { base: `ou=nada,${SUFFIX}` }],
    ['certificate', { ca: null }],
  ]
  for (const [code, more, password] of cases) {
    await assert.rejects(listPeople(access(more, password ?? SEARCHER.password)), faultOf(code), code)
    const [trial] = await tryConnection(access(more, password ?? SEARCHER.password))
    assert.equal(trial?.good, false, code)
  }
  const [nobody] = await tryConnection(access({ userFilter: '(&(objectClass=device)(cn={usuario}))' }))
  assert.match(nobody!.es, /no encuentra a nadie/)
  const [nameless] = await tryConnection(access({ attributes: { ...settings.attributes, username: 'employeeNumber' } }))
  assert.match(nameless!.es, /les falta «employeeNumber»/)
  const [good, bad] = await tryConnection(access({ urls: [slapd.url, `ldap://localhost:${await freePort()}`] }))
  assert.ok(good?.good, JSON.stringify(good))
  assert.match(good.es, /leyó 100 personas/)
  assert.equal(bad?.good, false)
})

test('a connection that is lost is not taken up again in clear text', async () => {
  await withDirectory(access({ timeout: 2 }), async ({ client }) => {
    const { socket } = client as unknown as { socket: { destroy(): void; once(event: string, work: () => void): void } }
    const closed = new Promise<void>((settle) => socket.once('close', settle))
    socket.destroy()
    await closed
    await assert.rejects(client.bind(dnOf('msol'), 'una frase larga'))
  })
})

test('a new name there is the same person, by what never changes', async () => {
  const before = await who('ptun', 'otra frase larga')
  const client = await slapd.admin()
  await client.modify(
    dnOf('ptun'),
    new Change({
      operation: 'replace',
      modification: new Attribute({ type: 'mail', values: ['ptun@caminos.example'] }),
    }),
  )
  await client.modifyDN(dnOf('ptun'), 'uid=pedro.tun')
  await client.unbind()
  const renamed = await who('pedro.tun', 'otra frase larga')
  assert.equal(renamed?.subject, before?.subject)
  assert.equal(renamed?.email, 'ptun@caminos.example')
})

function faultOf(code: LdapFaultCode) {
  return (error: unknown) => {
    assert.ok(error instanceof LdapFault, String(error))
    assert.equal(error.code, code, error.message)
    return true
  }
}
