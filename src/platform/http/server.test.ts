import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { Type } from '@fastify/type-provider-typebox'
import { createLog } from '../log.ts'
import { html } from './html.ts'
import { listen } from './listen.ts'
import { problemError } from './problem.ts'
import { createServer } from './server.ts'

let logged = ''
const log = createLog('info', { write: (line: string) => (logged += line) })
const app = await createServer({ log, errorPage: (found) => html`<h1>${found.title}</h1>` })
after(() => app.close())

const strict = Type.Object(
  { name: Type.String({ maxLength: 5 }), age: Type.Optional(Type.Integer()) },
  { additionalProperties: false },
)
app.post('/people', { schema: { body: strict } }, async (request) => request.body)
app.get('/echo/:part', async (request) => ({ query: request.query, params: request.params }))
app.get('/broken', async () => {
  throw new Error('secret detail of the inside')
})
app.post('/refused', async () => {
  throw problemError({ status: 422, code: 'not-yours', title: 'No está en su bandeja', taskId: 7 })
})
app.get('/few', { config: { rateLimit: { max: 1, timeWindow: 60_000 } } }, async () => 'ok')
app.post('/upload', async (request) => {
  const part = await request.file()
  return { name: part?.filename, bytes: (await part?.toBuffer())?.length }
})

test('nothing is coerced and nothing is dropped', async () => {
  const post = (payload: object) => app.inject({ method: 'POST', url: '/people', payload })
  assert.deepEqual((await post({ name: 'Ana', age: 3 })).json(), { name: 'Ana', age: 3 })
  for (const [bad, field] of [
    [{ name: 'Ana', age: '010' }, 'age'],
    [{ name: 'Ana', extra: 1 }, 'extra'],
    [{ name: 'Anastasia' }, 'name'],
    [{}, 'name'],
  ] as const) {
    const answer = await post(bad)
    assert.equal(answer.statusCode, 400)
    assert.match(String(answer.headers['content-type']), /^application\/problem\+json/)
    assert.equal(answer.json().code, 'invalid-input')
    assert.equal(answer.json().errors[0].field, field)
    assert.match(answer.json().detail, /Revise «/)
  }
})

test('a form is read as text', async () => {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  const answer = await app.inject({ method: 'POST', url: '/people', headers, payload: 'name=Jos%C3%A9' })
  assert.deepEqual(answer.json(), { name: 'José' })
})

test('U+0000 and half characters are refused everywhere', async () => {
  const json = { 'content-type': 'application/json' }
  const form = { 'content-type': 'application/x-www-form-urlencoded' }
  for (const request of [
    { method: 'POST', url: '/people', headers: json, payload: '{"name":"a\\u0000"}' },
    { method: 'POST', url: '/people', headers: json, payload: '{"name":"\\ud800"}' },
    { method: 'POST', url: '/people', headers: json, payload: '{"name\\u0000":"a"}' },
    { method: 'POST', url: '/people', headers: form, payload: 'name=a%00' },
    { method: 'GET', url: '/echo/x?q=%00' },
    { method: 'GET', url: '/echo/%00' },
  ] as const) {
    const answer = await app.inject(request)
    assert.equal(answer.statusCode, 400, request.url)
    assert.equal(answer.json().code, 'unstorable-text')
  }
  const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`
  const answer = await app.inject({ method: 'POST', url: '/people', headers: json, payload: deep })
  assert.equal(answer.statusCode, 400)
})

test('a fault of ours tells a reference that is in the log, and nothing else', async () => {
  const answer = await app.inject('/broken')
  assert.equal(answer.statusCode, 500)
  assert.doesNotMatch(answer.body, /secret detail/)
  const { reference } = answer.json()
  assert.match(reference, /^[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}$/)
  const line = logged.split('\n').find((text) => text.includes(reference))
  assert.match(line ?? '', /secret detail/)
})

test('a refusal that is thrown is answered as it is', async () => {
  const answer = await app.inject({ method: 'POST', url: '/refused' })
  assert.equal(answer.statusCode, 422)
  const type = '/problemas/not-yours'
  assert.deepEqual(answer.json(), { type, title: 'No está en su bandeja', status: 422, code: 'not-yours', taskId: 7 })
})

test('faults of the request are 4xx with a sentence', async () => {
  const headers = { 'content-type': 'application/json' }
  const post = (payload: string, more = {}) =>
    app.inject({ method: 'POST', url: '/people', headers: { ...headers, ...more }, payload })
  assert.equal((await post('{"name":')).statusCode, 400)
  assert.equal((await post('{"__proto__":{"x":1}}')).statusCode, 400)
  assert.equal((await post(`"${'x'.repeat(1_100_000)}"`)).json().code, 'too-large')
  assert.equal((await post('x', { 'content-type': 'text/weird' })).json().code, 'unsupported-type')
  assert.equal((await app.inject('/nowhere')).json().code, 'not-found')
  assert.equal((await app.inject('/echo/%zz')).json().code, 'bad-request')
})

test('a browser gets a page, a program gets problem details', async () => {
  const answer = await app.inject({ url: '/nowhere', headers: { accept: 'text/html,*/*' } })
  assert.equal(answer.body, '<h1>Aquí no hay nada</h1>')
  assert.equal(answer.statusCode, 404)
})

test('headers fit a plain-HTTP office network', async () => {
  const { headers } = await app.inject('/echo/x')
  const policy = String(headers['content-security-policy'])
  for (const rule of ["default-src 'self'", "script-src 'self'", "frame-ancestors 'none'", "form-action 'self'"]) {
    assert.ok(policy.includes(rule), rule)
  }
  assert.doesNotMatch(policy, /unsafe|upgrade-insecure/)
  assert.match(policy, /style-src 'self';/)
  assert.equal(headers['strict-transport-security'], undefined)
  assert.equal(headers['x-content-type-options'], 'nosniff')
  assert.equal(headers['cache-control'], 'no-store')
  assert.equal(headers['x-frame-options'], 'DENY')
  assert.equal(headers['referrer-policy'], 'same-origin')
  assert.equal(headers['cross-origin-resource-policy'], 'same-origin')
  assert.equal(headers['cross-origin-opener-policy'], undefined)
  const secure = await createServer({ log, https: true })
  const overTls = (await secure.inject('/')).headers
  assert.ok(overTls['strict-transport-security'])
  assert.equal(overTls['cross-origin-opener-policy'], 'same-origin')
  assert.equal(overTls['origin-agent-cluster'], '?1')
  await secure.close()
})

test('a limit of requests belongs to its route', async () => {
  assert.equal((await app.inject('/few')).statusCode, 200)
  const refused = await app.inject('/few')
  assert.equal(refused.statusCode, 429)
  assert.equal(refused.json().code, 'too-many-requests')
  assert.equal((await app.inject('/echo/x')).statusCode, 200)
})

test('an upload arrives; one that is too large is 413', async () => {
  const form = new FormData()
  form.set('file', new Blob(['hello']), 'acta.txt')
  const send = async (body: FormData) => {
    const request = new Request('http://x', { method: 'POST', body })
    const payload = Buffer.from(await request.arrayBuffer())
    const headers = { 'content-type': request.headers.get('content-type')! }
    return app.inject({ method: 'POST', url: '/upload', payload, headers })
  }
  assert.deepEqual((await send(form)).json(), { name: 'acta.txt', bytes: 5 })
  form.set('file', new Blob([new Uint8Array(27_000_000)]), 'grande.bin')
  assert.equal((await send(form)).statusCode, 413)
})

test('a taken port is told in a sentence', async () => {
  const [one, two] = [await createServer({ log }), await createServer({ log })]
  const address = await listen(one, { host: '127.0.0.1', port: 0 })
  const port = Number(new URL(address).port)
  await assert.rejects(listen(two, { host: '127.0.0.1', port }), /otro programa lo está usando/)
  assert.equal((await fetch(`${address}/`)).status, 404)
  await Promise.all([one.close(), two.close()])
})
