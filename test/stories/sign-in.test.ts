// Every way in, in a real browser: the second factor, passkeys, the institution's OpenID provider, sessions, and «Ver como».
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { codeOfStep, stepOf } from '#src/people/sign-in/totp/code.ts'
import { axeViolations } from '../support/browser.ts'
import { CLIENT, type OidcAccount, startOidc } from '../support/oidc.ts'
import { openDesk, signIn, type Tab } from './desk.ts'

const desk = await openDesk({ manuals: false })
// Browsers give passkeys to names, and to `localhost` without HTTPS.
const origin = desk.url.replace('127.0.0.1', 'localhost')
const { db, clock } = desk

/** The next code of an app that was given this key; the clock goes on, so that none comes twice. */
function codeFor(key: string): string {
  clock.set(clock.now().add({ seconds: 30 }).toString())
  return codeOfStep(fromBase32(key), stepOf(clock.now().epochMilliseconds))
}

function fromBase32(text: string): Buffer {
  const bits = [...text.replaceAll(' ', '')]
    .map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'))
    .join('')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
}

async function sound(tab: Tab, what: string): Promise<void> {
  assert.deepEqual(await axeViolations(tab), [], what)
  assert.ok(Number(await tab.evaluate('document.documentElement.scrollWidth - window.innerWidth')) <= 0, what)
}

async function typePassword(tab: Tab, username: string): Promise<void> {
  await tab.goto('/entrar')
  await tab.getByLabel('Usuario').fill(username)
  await tab.getByLabel('Contraseña').fill('ventanilla')
  await tab.getByRole('button', { name: 'Entrar', exact: true }).click()
}

async function enrol(tab: Tab): Promise<{ readonly key: string; readonly codes: readonly string[] }> {
  await tab.getByRole('button', { name: 'Activar el segundo factor' }).click()
  await tab.getByRole('img', { name: 'Código QR' }).waitFor()
  await sound(tab, 'the QR code')
  await tab.getByText('No puedo escanearlo').click()
  const key = await tab.locator('code.hash').innerText()
  await tab.getByLabel('Código de seis dígitos').fill('000000')
  await tab.getByRole('button', { name: 'Confirmar' }).click()
  await tab.getByText('Ese código no es correcto').waitFor()
  await tab.getByLabel('Código de seis dígitos').fill(codeFor(key))
  await tab.getByRole('button', { name: 'Confirmar' }).click()
  await tab.getByRole('heading', { name: 'Códigos de recuperación' }).waitFor()
  await sound(tab, 'the recovery codes')
  const codes = await tab.locator('.recovery-codes code').allInnerTexts()
  assert.equal(codes.length, 10)
  await tab.getByRole('link', { name: 'Ya los guardé, continuar' }).click()
  return { key, codes }
}

test('a second factor: set up, asked, used once, replaced by a recovery code, removed with the password', async () => {
  const tab = await desk.visitor()
  await signIn(tab, 'lsolares')
  const elsewhere = await desk.person('lsolares')
  await tab.goto('/mi-cuenta')
  const { key, codes } = await enrol(tab)
  await tab.getByText('Le quedan 10 códigos de recuperación').waitFor()
  await sound(tab, 'the account with a second factor')
  await elsewhere.goto('/mi-cuenta')
  assert.equal(new URL(elsewhere.url()).pathname, '/entrar', 'the sessions with one factor ended')

  const again = await desk.visitor()
  await typePassword(again, 'lsolares')
  await again.getByLabel('Código').waitFor()
  await sound(again, 'the code')
  assert.equal(
    (await again.context().cookies()).some(({ name }) => name === 'ventanilla'),
    false,
    'no session yet',
  )
  await again.goto('/mi-cuenta')
  assert.equal(new URL(again.url()).pathname, '/entrar')
  await again.goto('/entrar/segundo-factor?volver=/mi-cuenta')
  const code = codeFor(key)
  await again.getByLabel('Código').fill(code)
  await again.getByRole('button', { name: 'Continuar' }).click()
  await again.waitForURL('**/mi-cuenta')

  const replayed = await desk.visitor()
  await typePassword(replayed, 'lsolares')
  await replayed.getByLabel('Código').fill(code)
  await replayed.getByRole('button', { name: 'Continuar' }).click()
  await replayed.getByText('ya se usó').waitFor()
  await replayed.getByLabel('Código').fill(codes[3]!.toUpperCase())
  await replayed.getByRole('button', { name: 'Continuar' }).click()
  await replayed.waitForURL('**/bandejas/**')
  await replayed.goto('/mi-cuenta')
  await replayed.getByText('Le quedan 9 códigos').waitFor()

  const twice = await desk.visitor()
  await typePassword(twice, 'lsolares')
  await twice.getByLabel('Código').fill(codes[3]!)
  await twice.getByRole('button', { name: 'Continuar' }).click()
  await twice.getByText('ya se usó').waitFor()

  await replayed.getByText('Quitar el segundo factor').first().click()
  const removal = replayed.locator('form[action="/mi-cuenta/segundo-factor/quitar"]')
  await removal.getByLabel('Su contraseña').fill('equivocada')
  await removal.getByRole('button').click()
  await replayed.getByText('Esa no es su contraseña').first().waitFor()
  await removal.getByLabel('Su contraseña').fill('ventanilla')
  await removal.getByRole('button').click()
  await replayed.getByText('Su segundo factor quedó quitado.').waitFor()
  for (const each of [tab, again, replayed, twice]) assert.deepEqual(each.errors(), [])
})

test('when the institution asks for it, whoever has none is led to set it up, and does nothing else before', async () => {
  const admin = await desk.person('eurizar')
  await admin.goto('/administracion/ingreso')
  await sound(admin, 'the administration of signing in')
  const policy = await desk
    .api('eurizar')
    .post('/api/sign-in/second-factor-policy', { policy: 'administrators-and-heads' })
  assert.equal(policy.status, 200, policy.text)
  const clerk = await desk.person('nquispe')
  await clerk.goto('/bandejas/mias')
  assert.equal(new URL(clerk.url()).pathname, '/bandejas/mias', 'no head and no administrator')
  await admin.goto('/administracion/personas')
  assert.equal(new URL(admin.url()).pathname, '/mi-cuenta/segundo-factor')
  const { key } = await enrol(admin)
  await admin.goto('/mi-cuenta')
  await admin.getByText('Quitar el segundo factor').first().click()
  const removal = admin.locator('form[action="/mi-cuenta/segundo-factor/quitar"]')
  await removal.getByLabel('Su contraseña').fill('ventanilla')
  await removal.getByRole('button').click()
  await admin.getByText('no puede quedarse sin él').waitFor()

  const api = await desk.anonymous.post('/api/session', { username: 'eurizar', password: 'ventanilla' })
  assert.equal(api.json.code, 'second-factor-needed')
  const right = await desk.anonymous.post('/api/session', {
    username: 'eurizar',
    password: 'ventanilla',
    code: codeFor(key),
  })
  assert.equal(right.status, 201, right.text)
  const head = desk.api('mtobar')
  assert.equal((await head.get('/api/my-cases')).json.code, 'second-factor-required')

  // Back as it was, by whoever may; and a lost telephone is the administrator's to reset.
  const back = await admin.request.post(`${desk.url}/api/sign-in/second-factor-policy`, {
    data: { policy: 'nobody' },
    headers: { 'x-csrf-token': (await (await admin.request.get(`${desk.url}/api/session`)).json()).csrf },
  })
  assert.equal(back.status(), 200, await back.text())
  await admin.goto(`/administracion/personas/${desk.personId('eurizar')}/segundo-factor`)
  await admin.getByRole('button', { name: 'Quitar el segundo factor y las llaves' }).click()
  await admin.waitForURL('**/entrar?**')
  const { rows } = await sql`select 1 from admin_act where action = 'person.reset-second-factor'`.execute(db)
  assert.equal(rows.length, 1)
  assert.deepEqual(admin.errors(), [])
})

test('a passkey: made with a name, enough by itself without a user name, removed', async () => {
  const tab = await desk.visitor({ baseURL: origin })
  const devtools = await tab.context().newCDPSession(tab)
  await devtools.send('WebAuthn.enable')
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  await signIn(tab, 'kflamenco')
  await tab.goto('/mi-cuenta')
  await tab.getByText('Agregar una llave de acceso').click()
  const form = tab.locator('form[action="/mi-cuenta/llaves"]')
  await form.getByLabel('Nombre de la llave').fill('Teléfono')
  await form.getByLabel('Su contraseña').fill('equivocada')
  await form.getByRole('button', { name: 'Crear la llave' }).click()
  await tab.getByText('Esa no es su contraseña').first().waitFor()
  await form.getByLabel('Nombre de la llave').fill('Teléfono')
  await form.getByLabel('Su contraseña').fill('ventanilla')
  await form.getByRole('button', { name: 'Crear la llave' }).click()
  await tab.getByText('La llave quedó registrada.').waitFor()
  await tab.getByRole('rowheader', { name: 'Teléfono' }).waitFor()
  await sound(tab, 'the account with a passkey')

  await tab.locator('.person-menu summary').click()
  await tab.getByRole('button', { name: 'Cerrar sesión' }).click()
  await tab.waitForURL('**/entrar')
  await tab.getByRole('button', { name: 'Entrar con una llave de acceso' }).click()
  // No manual is in force: whoever neither heads nor administers lands in the portal.
  await tab.waitForURL('**/portal')
  await tab.goto('/mi-cuenta')
  await tab.getByText('Dos factores', { exact: true }).waitFor()
  const { rows } = await sql<{
    person: string
  }>`select person_id as person from session where method = 'passkey'`.execute(db)
  assert.deepEqual(rows, [{ person: desk.personId('kflamenco') }])

  // What the browser answered once is worth nothing a second time.
  const used = await desk.visitor({ baseURL: origin })
  await used.goto('/entrar')
  const replay = await used.request.post(`${origin}/entrar/llave`, {
    form: { _csrf: await used.locator('input[name="_csrf"]').first().inputValue(), response: '{"id":"x"}' },
  })
  assert.equal(replay.status(), 401)

  await tab.getByText('Quitar: Teléfono').click()
  const removal = tab.locator('form[action$="/quitar"]')
  await removal.getByLabel('Su contraseña').fill('ventanilla')
  await removal.getByRole('button', { name: 'Quitar' }).click()
  await tab.getByText('La llave quedó quitada.').waitFor()
  await tab.getByText('Todavía no tiene llaves de acceso.').waitFor()
  assert.deepEqual(tab.errors(), [])
})

test('by an address without a name the page offers no passkey, and says why', async () => {
  const tab = await desk.visitor()
  await tab.goto('/entrar')
  assert.equal(await tab.getByRole('button', { name: 'Entrar con una llave de acceso' }).count(), 0)
  const person = await desk.person('nquispe')
  await person.goto('/mi-cuenta')
  await person.getByText('no admite llaves de acceso').waitFor()
})

test('sessions are listed with their device, and end one by one or all the others', async () => {
  const [first, second, third] = [
    await desk.visitor({
      userAgent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0',
    }),
    await desk.visitor({
      userAgent: 'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36',
    }),
    await desk.visitor(),
  ]
  for (const tab of [first, second, third]) await signIn(tab, 'rtuyuc')
  await third.goto('/mi-cuenta')
  const phone = third.getByRole('row').filter({ hasText: 'Chrome, Android' })
  await third.getByText('Firefox, Windows').waitFor()
  await phone.getByRole('button', { name: 'Cerrar' }).click()
  await third.getByText('La sesión quedó cerrada.').waitFor()
  await second.goto('/mi-cuenta')
  assert.equal(new URL(second.url()).pathname, '/entrar')
  await first.goto('/mi-cuenta')
  assert.equal(new URL(first.url()).pathname, '/mi-cuenta')
  await third.getByRole('button', { name: 'Cerrar todas las demás' }).click()
  await third.getByText('Las demás sesiones quedaron cerradas.').waitFor()
  await first.goto('/mi-cuenta')
  assert.equal(new URL(first.url()).pathname, '/entrar')
  const foreign = await desk.api('lsolares').form('/mi-cuenta/sesiones/018f0000-0000-7000-8000-000000000000/cerrar', {})
  assert.equal(foreign.status, 404)
})

test('«Ver como» shows what the other sees, lets nothing be done, and the other reads of it', async () => {
  const admin = await desk.person('eurizar')
  const seen = desk.personId('nquispe')
  await admin.goto(`/administracion/personas/${seen}`)
  await admin.getByRole('link', { name: 'Ver como esta persona' }).click()
  await sound(admin, 'before viewing as')
  await admin.getByRole('button', { name: 'Empezar a ver' }).click()
  await admin.getByText('Escriba el motivo').first().waitFor()
  await admin.getByLabel('Motivo').fill('Reporta que no ve su bandeja')
  const before = (await admin.context().cookies()).find(({ name }) => name === 'ventanilla')?.value
  await admin.getByRole('button', { name: 'Empezar a ver' }).click()
  await admin.waitForURL('**/bandejas/**')
  await admin.getByText('solo para mirar').waitFor()
  await sound(admin, 'viewing as')
  const { value } = (await admin.context().cookies()).find(({ name }) => name === 'ventanilla')!
  assert.notEqual(value, before, 'another token')
  const headers = { cookie: `ventanilla=${value}` }
  const session = (await (await fetch(`${desk.url}/api/session`, { headers })).json()) as {
    person: { id: string }
    viewer: { id: string }
    csrf: string
  }
  assert.equal(session.person.id, seen)
  assert.equal(session.viewer.id, desk.personId('eurizar'))
  assert.equal((await admin.goto('/administracion'))?.status(), 403, 'with the eyes of the other')
  await admin.getByText('solo para mirar').waitFor()
  for (const path of [
    '/api/cases',
    '/contrasena',
    '/mi-cuenta/segundo-factor',
    '/mi-cuenta/sesiones/cerrar-otras',
    '/api/session/password',
  ]) {
    const answer = await fetch(desk.url + path, {
      method: 'POST',
      headers: { ...headers, 'x-csrf-token': session.csrf, 'content-type': 'application/json' },
      body: '{}',
    })
    assert.match(await answer.text(), /viewing-only/, path)
  }
  assert.equal((await admin.goto('/mi-cuenta/segundo-factor'))?.status(), 403, 'no secret of the other')

  const person = await desk.person('nquispe')
  await person.goto('/mi-cuenta')
  await person.getByText('«Reporta que no ve su bandeja»').waitFor()
  await person.getByText('En este momento').waitFor()
  await sound(person, 'the account of somebody who is viewed')

  await admin.getByRole('button', { name: 'Terminar' }).click()
  await admin.getByText('Dejó de ver Ventanilla como otra persona.').waitFor()
  assert.equal(new URL(admin.url()).pathname, `/administracion/personas/${seen}`)
  const { rows } = await sql<{ action: string; actor: string }>`select action, actor_id as actor from admin_act
    where subject_id = ${seen} and action like 'viewing.%' order by seq`.execute(db)
  assert.deepEqual(rows, [
    { action: 'viewing.start', actor: desk.personId('eurizar') },
    { action: 'viewing.end', actor: desk.personId('eurizar') },
  ])

  await admin.goto(`/administracion/personas/${seen}/ver-como`)
  await admin.getByLabel('Motivo').fill('Otra vez, para que venza')
  await admin.getByRole('button', { name: 'Empezar a ver' }).click()
  await admin.waitForURL('**/bandejas/**')
  clock.set(clock.now().add({ minutes: 31 }).toString())
  await admin.goto('/administracion')
  assert.equal(await admin.getByText('solo para mirar').count(), 0, 'after half an hour it is over')
  await admin.getByRole('heading', { name: 'Administración' }).waitFor()
  const other = await desk.api('mtobar').get(`/administracion/personas/${seen}/ver-como`)
  assert.equal(other.status, 403, 'administrators alone')
  for (const tab of [admin, person]) assert.deepEqual(tab.errors(), [])
})

test('the institutional account by OpenID Connect: made by the groups, joined by verified mail, and signed out there', async () => {
  const accounts = new Map<string, OidcAccount>([
    [
      's1',
      {
        sub: 's1',
        preferred_username: 'Nora.Nueva',
        name: 'Nora Nueva',
        email: 'nora@min.example',
        email_verified: true,
        groups: ['Mesa'],
      },
    ],
    [
      's2',
      {
        sub: 's2',
        preferred_username: 'silvia',
        name: 'Silvia Sola',
        email: 'silvia@min.example',
        email_verified: true,
        groups: [],
      },
    ],
    ['s3', { sub: 's3', preferred_username: 'lsolares', name: 'Impostora', groups: ['Mesa'] }],
  ])
  const { issuer } = await startOidc(desk.url, accounts)
  const admin = desk.api('eurizar')
  const settings = {
    active: true,
    issuer,
    clientId: CLIENT.id,
    secret: CLIENT.secret,
    scopes: 'profile email groups',
    username: 'preferred_username',
    name: 'name',
    email: 'email',
    groups: 'groups',
    button: 'Entrar con la cuenta del ministerio',
    create: 'mapped',
    joinByMail: false,
    bothFactors: false,
    allowHttp: false,
  }
  const refused = await admin.post('/api/sign-in/openid', settings)
  assert.equal(refused.json.errors[0].field, 'issuer', 'no plain HTTP unless told')
  const saved = await admin.post('/api/sign-in/openid', { ...settings, allowHttp: true })
  assert.equal(saved.status, 200, saved.text)
  const { json: groups } = await admin.get('/api/groups')
  const mapped = await admin.post('/api/sign-in/group-mappings', {
    group: 'Mesa',
    personGroup: groups[0].id,
    administrator: false,
  })
  assert.equal(mapped.status, 200, mapped.text)

  const tab = await desk.visitor()
  await tab.goto('/mi-cuenta')
  await sound(tab, 'the sign-in page with the button')
  await tab.getByRole('link', { name: 'Entrar con la cuenta del ministerio' }).click()
  await tab.getByLabel('Cuenta').fill('s1')
  await tab.getByRole('button', { name: 'Continuar' }).click()
  await tab.waitForURL(`${desk.url}/mi-cuenta`)
  await tab.getByText('Nora Nueva').first().waitFor()
  await tab.getByText('La cuenta institucional').first().waitFor()
  const { rows } = await sql<{ username: string; groups: number }>`select username,
      (select count(*)::integer from person_group_member where person_id = p.id) as groups
    from person p where username = 'nora.nueva'`.execute(db)
  assert.deepEqual(rows, [{ username: 'nora.nueva', groups: 1 }])

  // The way back works once, and in the browser that began it.
  const back = await tab.request.get(`${desk.url}/entrar/openid/retorno?code=x&state=y`)
  assert.equal(back.status(), 401)
  const begun = await tab.request.get(`${desk.url}/entrar/openid`, { maxRedirects: 0 })
  const state = new URL(begun.headers().location!).searchParams
  assert.equal(state.get('code_challenge_method'), 'S256')
  assert.ok(state.get('nonce') && state.get('state'))
  const forged = await tab.request.get(`${desk.url}/entrar/openid/retorno?code=x&state=otro`)
  assert.equal(forged.status(), 401)

  await tab.locator('.person-menu summary').click()
  await tab.getByRole('button', { name: 'Cerrar sesión' }).click()
  await tab.waitForURL('**/salir/proveedor')
  await sound(tab, 'signing out at the provider too')
  await tab.getByRole('link', { name: 'Cerrar también la cuenta institucional' }).click()
  await tab.getByRole('button', { name: 'Salir del proveedor' }).click()
  await tab.waitForURL((url) => url.pathname === '/entrar')

  const entered = async (sub: string) => {
    const visitor = await desk.visitor()
    await visitor.goto('/entrar')
    await visitor.getByRole('link', { name: 'Entrar con la cuenta del ministerio' }).click()
    await visitor.getByLabel('Cuenta').fill(sub)
    await visitor.getByRole('button', { name: 'Continuar' }).click()
    await visitor.waitForURL((url) => url.href.startsWith(desk.url))
    return visitor
  }
  await (await entered('s2')).getByText('ninguno de sus grupos tiene lugar').waitFor()
  await (await entered('s3')).getByText('que no está unida a esta cuenta').waitFor()

  // By mail only where the provider vouches for it and the administrator allows it.
  await sql`update person set email = 'silvia@min.example' where username = 'nquispe'`.execute(db)
  const joined = await admin.post('/api/sign-in/openid', { ...settings, secret: '', allowHttp: true, joinByMail: true })
  assert.equal(joined.status, 200, joined.text)
  accounts.set('s2', { ...accounts.get('s2')!, email_verified: false })
  await (await entered('s2')).getByText('ninguno de sus grupos tiene lugar').waitFor()
  accounts.set('s2', { ...accounts.get('s2')!, email_verified: true })
  const silvia = await entered('s2')
  await silvia.waitForURL('**/bandejas/**')
  const { rows: links } = await sql<{
    username: string
  }>`select username from person_identity join person on person.id = person_id
    where source = 'openid' and subject = 's2'`.execute(db)
  assert.equal(links.length, 1)
  // Found by the subject from now on, whatever the mail says.
  accounts.set('s2', { ...accounts.get('s2')!, email: 'otra@min.example', email_verified: false })
  await (await entered('s2')).waitForURL('**/bandejas/**')

  // Who leaves the group loses what it gave.
  accounts.set('s1', { ...accounts.get('s1')!, groups: [] })
  await (await entered('s1')).waitForURL('**/portal')
  const { rows: left } = await sql`select 1 from person_group_member join person on person.id = person_id
    where username = 'nora.nueva'`.execute(db)
  assert.equal(left.length, 0)
  const { rows: secrets } = await sql<{ row: string }>`select s::text as row from sign_in_source s`.execute(db)
  for (const { row } of secrets) assert.doesNotMatch(row, /secreto del cliente/)
})
