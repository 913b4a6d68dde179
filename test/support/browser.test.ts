import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { listen } from '#src/platform/http/listen.ts'
import { createServer } from '#src/platform/http/server.ts'
import { createLog } from '#src/platform/log.ts'
import { axeViolations, testBrowser } from './browser.ts'

const app = await createServer({ log: createLog('error') })
const page = (body: string) => `<!doctype html><html lang="es"><title>x</title><main><h1>x</h1>${body}</main>`
app.get('/good', (_, reply) => reply.type('text/html').send(page('<label>Nombre <input></label>')))
app.get('/bad', (_, reply) =>
  reply.type('text/html').send(page('<input><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">')),
)
app.get('/inline', (_, reply) => reply.type('text/html').send(page('<script>window.ran = true</script>')))
const address = await listen(app, { host: '127.0.0.1', port: 0 })
const { page: open } = await testBrowser()
after(() => app.close())

test('axe reports what is wrong, and only that, under the strict policy', async () => {
  const person = await open()
  await person.goto(`${address}/good`)
  assert.deepEqual(await axeViolations(person), [])
  await person.goto(`${address}/bad`)
  assert.deepEqual((await axeViolations(person)).map(({ id }) => id).sort(), ['image-alt', 'label'])
})

test('the policy stops a script in the page, and the test hears of it', async () => {
  const person = await open()
  await person.goto(`${address}/inline`)
  assert.equal(await person.evaluate(() => 'ran' in globalThis), false)
  assert.match(person.errors().join(), /Content Security Policy/)
})
