// Webhooks against a real receiver on this machine: what is told, signed by what openssl computes too, in order, until it is taken.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { createServer, type IncomingMessage } from 'node:http'
import { after, test } from 'node:test'
import { takeDue } from '#src/events/webhooks/delivery.store.ts'
import { testProgram } from '../support/program.ts'

interface Received {
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

const received: Received[] = []
let answer: (path: string) => { status: number; headers?: Record<string, string>; body?: string } = () => ({
  status: 204,
})
const receiver = createServer((request, response) => {
  const parts: Buffer[] = []
  request.on('data', (part) => parts.push(part))
  request.on('end', () => {
    received.push({ path: request.url!, headers: request.headers, body: Buffer.concat(parts).toString() })
    const { status, headers, body } = answer(request.url!)
    response.writeHead(status, headers).end(body)
  })
})
await new Promise<void>((settle) => receiver.listen(0, '127.0.0.1', settle))
const base = `http://127.0.0.1:${(receiver.address() as { port: number }).port}`

const { api, clock, db, program } = await testProgram()
after(() => receiver.close())
const admin = api('eurizar')

const HELP = {
  Asunto: 'No funciona',
  Descripción: 'No enciende desde la mañana.',
  Impacto: 'bajo',
  Urgencia: 'baja',
}

async function subscribe(path: string, more: Readonly<Record<string, unknown>> = {}) {
  const made = await admin.post('/api/webhooks', {
    name: `Receptor ${path}`,
    url: `${base}${path}`,
    events: ['case.opened', 'step.arrived', 'step.completed', 'case.closed'],
    procedures: [],
    units: [],
    personal: 'sin',
    ...more,
  })
  assert.equal(made.status, 200, made.text)
  return { id: made.json.subject.id as string, secret: made.json.token as string }
}

async function askForHelp(title: string): Promise<string> {
  const opened = await api('lsolares').post('/api/cases', {
    manual: 'DTI-MNP-01',
    procedure: '2',
    start: 'Soporte técnico',
    channel: 'portal',
    title,
    form: HELP,
  })
  assert.equal(opened.status, 200, opened.text)
  return opened.json.number
}

async function tell(): Promise<Received[]> {
  received.length = 0
  await program.follow()
  await program.deliver()
  return [...received]
}

const remove = (id: string) => admin.post(`/api/webhooks/${id}/deletion`)

test('what happened is told once, in order, without personal text, with a signature that openssl computes too', async () => {
  const { id, secret } = await subscribe('/orden')
  const number = await askForHelp('Impresora de la licenciada Xiomara')
  const told = await tell()
  assert.ok(told.length >= 2, JSON.stringify(told))
  const bodies = told.map(({ body }) => JSON.parse(body))
  assert.deepEqual(bodies[0].case.number, number)
  assert.equal(bodies[0].event, 'case.opened')
  assert.deepEqual(
    bodies.map(({ act }) => act.seq),
    bodies.map(({ act }) => act.seq).toSorted((a, b) => a - b),
  )
  for (const { body, headers } of told) {
    assert.doesNotMatch(body, /Xiomara|Solares/)
    const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`
    const key = Buffer.from(secret.replace('whsec_', ''), 'base64').toString('hex')
    const digest = execFileSync('openssl', ['dgst', '-sha256', '-mac', 'HMAC', '-macopt', `hexkey:${key}`, '-binary'], {
      input: signed,
    })
    assert.equal(headers['webhook-signature'], `v1,${digest.toString('base64')}`)
    assert.equal(JSON.parse(body).id, headers['webhook-id'])
  }
  assert.deepEqual(await tell(), [])
  await remove(id)
})

test('personal text goes where the subscription says so; filters hold', async () => {
  const personal = await subscribe('/personal', { personal: 'con' })
  const other = await subscribe('/otro', { procedures: ['DTI-MNP-01/8'] })
  const paused = await subscribe('/pausa')
  assert.equal((await admin.post(`/api/webhooks/${paused.id}/pause`)).status, 200)
  await askForHelp('Teclado de la licenciada Xiomara')
  const told = await tell()
  assert.deepEqual([...new Set(told.map(({ path }) => path))], ['/personal'])
  assert.equal(JSON.parse(told[0]!.body).personal.title, 'Teclado de la licenciada Xiomara')
  for (const { id } of [personal, other, paused]) await remove(id)
})

test('a receiver that fails is tried again with the same identifier, later each time, and given up after three days', async () => {
  const { id } = await subscribe('/falla', { events: ['case.opened'] })
  answer = () => ({ status: 500, body: 'x'.repeat(100_000), headers: { 'set-cookie': 'secreto=1' } })
  await askForHelp('Monitor')
  const [first] = await tell()
  assert.deepEqual(await tell(), [], 'it is not due again at once')
  clock.set(clock.now().add({ seconds: 40 }).toString())
  const [second] = await tell()
  assert.equal(second?.headers['webhook-id'], first!.headers['webhook-id'])
  clock.set(clock.now().add({ seconds: 40 }).toString())
  assert.deepEqual(await tell(), [], 'the pause has grown')
  clock.set(clock.now().add({ hours: 73 }).toString())
  assert.equal((await tell()).length, 1)
  clock.set(clock.now().add({ hours: 73 }).toString())
  assert.deepEqual(await tell(), [], 'it was given up')
  const log = await admin.get(`/api/webhooks/${id}/deliveries`)
  assert.equal(log.json.deliveries[0].outcome, 'given-up')
  const page = await admin.get(`/administracion/webhooks/${id}`)
  assert.match(page.text, /Se desistió tras 3 días/)
  assert.match(page.text, /HTTP 500/)
  assert.doesNotMatch(page.text, /secreto=1|v1,/)
  assert.ok(page.text.length < 60_000)

  answer = () => ({ status: 204 })
  const again = await admin.form(`/administracion/webhooks/${id}/entregas/${log.json.deliveries[0].id}/repetir`, {})
  assert.equal(again.status, 303)
  const [third] = await tell()
  assert.equal(third?.headers['webhook-id'], first!.headers['webhook-id'])
  await remove(id)
})

test('within a case the next message waits for the one before; another case does not', async () => {
  const { id } = await subscribe('/fila')
  let refuse: string | null = null
  answer = () => {
    const { body } = received.at(-1)!
    const { event, case: file } = JSON.parse(body)
    return { status: file.number === refuse && event === 'case.opened' ? 400 : 200 }
  }
  refuse = await askForHelp('Uno')
  const free = await askForHelp('Dos')
  const numbers = (await tell()).map(({ body }) => JSON.parse(body).case.number)
  assert.deepEqual(numbers.filter((each) => each === refuse).length, 1)
  assert.ok(numbers.filter((each) => each === free).length >= 2)
  refuse = null
  clock.set(clock.now().add({ minutes: 2 }).toString())
  const events = (await tell()).map(({ body }) => JSON.parse(body).event)
  assert.equal(events[0], 'case.opened')
  assert.ok(events.includes('step.arrived'))
  answer = () => ({ status: 204 })
  await remove(id)
})

test('who dies between sending and noting it sends again, with the same identifier', async () => {
  const { id } = await subscribe('/muere', { events: ['case.opened'] })
  await askForHelp('Ratón')
  await program.follow()
  // A process that took the message, sent it, and died before it could write so.
  const [taken] = await takeDue(db, clock.now().toString(), 10)
  assert.ok(taken)
  assert.deepEqual(await tell(), [], 'while the other may still be at it, nobody sends it')
  clock.set(clock.now().add({ minutes: 3 }).toString())
  const [sent] = await tell()
  assert.equal(sent?.headers['webhook-id'], taken.message)
  await remove(id)
})

test('a new secret signs beside the one before for a day', async () => {
  const { id, secret } = await subscribe('/dos', { events: ['case.opened'] })
  const rotated = await admin.post(`/api/webhooks/${id}/secret`)
  assert.notEqual(rotated.json.token, secret)
  await askForHelp('Cable')
  const [both] = await tell()
  assert.equal(String(both!.headers['webhook-signature']).split(' ').length, 2)
  clock.set(clock.now().add({ hours: 25 }).toString())
  await askForHelp('Otro cable')
  const [one] = await tell()
  assert.equal(String(one!.headers['webhook-signature']).split(' ').length, 1)
  await remove(id)
})

test('no redirect is followed, and a receiver that is gone pauses its subscription', async () => {
  const { id } = await subscribe('/desvio', { events: ['case.opened'] })
  answer = (path) => (path === '/desvio' ? { status: 302, headers: { location: `${base}/otra` } } : { status: 200 })
  await askForHelp('Desvío')
  assert.deepEqual(
    (await tell()).map(({ path }) => path),
    ['/desvio'],
  )
  answer = () => ({ status: 410 })
  clock.set(clock.now().add({ minutes: 2 }).toString())
  await tell()
  const { json } = await admin.get('/api/webhooks')
  assert.notEqual(json.webhooks.find((each: { id: string }) => each.id === id).pausedAt, null)
  answer = () => ({ status: 204 })
  await remove(id)
})

test('a test message says how it went, and only administrators have a say', async () => {
  const { id } = await subscribe('/prueba')
  received.length = 0
  const sent = await admin.form(`/administracion/webhooks/${id}/prueba`, {})
  assert.equal(sent.status, 303)
  assert.equal(JSON.parse(received[0]!.body).event, 'ping')
  const foreign = api('lsolares')
  for (const path of [
    '/administracion/webhooks',
    `/administracion/webhooks/${id}`,
    '/api/webhooks',
    `/api/webhooks/${id}/deliveries`,
  ])
    assert.equal((await foreign.get(path)).status, 403, path)
  assert.equal((await foreign.form(`/administracion/webhooks/${id}/prueba`, {})).status, 403)
  await remove(id)
})

test('an internal address, another protocol or a password in the address are refused beside the field', async () => {
  for (const url of ['http://10.0.0.8/x', 'ftp://compras.gob/x', 'https://a:b@compras.gob/', 'http://[::1]/', 'nada']) {
    const refused = await admin.post('/api/webhooks', {
      name: 'X',
      url,
      events: ['case.opened'],
      procedures: [],
      units: [],
      personal: 'sin',
    })
    assert.equal(refused.status, 422, url)
    assert.equal(refused.json.errors[0].field, 'url', url)
  }
})
