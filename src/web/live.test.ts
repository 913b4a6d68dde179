import assert from 'node:assert/strict'
import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type TestContext, test } from 'node:test'
import Fastify from 'fastify'
import { createLiveHub, type LiveOptions, readSubscription } from './live.ts'

async function serve(context: TestContext, options: LiveOptions = {}) {
  const hub = createLiveHub({ coalesceMs: 10, ...options })
  const app = Fastify()
  app.get('/live', (request, reply) => {
    hub.subscribe(reply, {
      person: String(request.headers['x-person'] ?? 'ana'),
      ...readSubscription(request),
      allowed: (topic) => !topic.startsWith('secret'),
    })
  })
  await app.listen({ port: 0, host: '127.0.0.1' })
  context.after(async () => {
    hub.close()
    await app.close()
  })
  const { port } = app.server.address() as AddressInfo
  const open = async (query: string, headers: Record<string, string> = {}) => {
    const request = get({ port, host: '127.0.0.1', path: `/live?${query}`, headers, agent: false })
    const [response] = (await once(request, 'response')) as [IncomingMessage]
    let text = ''
    response.setEncoding('utf8').on('data', (part: string) => {
      text += part
    })
    context.after(() => request.destroy())
    return {
      response,
      /** Waits until the stream holds the words. */
      async until(words: string) {
        while (!text.includes(words)) await once(response, 'data')
        return text
      },
    }
  }
  return { hub, open }
}

test('a page hears of its topics, together, and of no others', async (context) => {
  const { hub, open } = await serve(context)
  const stream = await open('topic=tray:1&topic=case:2&topic=secret:3')
  await stream.until('retry')
  for (const topic of ['tray:1', 'tray:9', 'secret:3', 'case:2', 'tray:1']) hub.publish(topic)
  const text = await stream.until('event: refresh')
  await stream.until('\n\n')
  assert.match(await stream.until('case:2'), /data: \["tray:1","case:2"\]/)
  assert.equal(text.match(/event: refresh/g)?.length, 1)
  assert.doesNotMatch(text, /tray:9|secret/)
  assert.match(String(stream.response.headers['content-type']), /text\/event-stream/)
})

test('what happened between the drawing of the page and its stream is told', async (context) => {
  const { hub, open } = await serve(context)
  hub.publish('tray:1')
  const since = hub.cursor()
  const quiet = await open(`topic=tray:1&since=${since}`)
  assert.doesNotMatch(await quiet.until('retry'), /refresh/)
  hub.publish('case:2')
  const told = await open(`topic=tray:1&topic=case:2&since=${since}`)
  assert.match(await told.until('data:'), /data: \["case:2"\]/)
  const again = await open(`topic=case:2&since=${since}`, { 'last-event-id': hub.cursor() })
  assert.doesNotMatch(await again.until('retry'), /refresh/)
})

test('a person has a limited number of streams; others keep theirs', async (context) => {
  const { hub, open } = await serve(context, { streamsPerPerson: 2 })
  const streams = [await open('topic=a'), await open('topic=a')]
  const refused = await open('topic=a')
  assert.equal(refused.response.statusCode, 429)
  assert.equal((await open('topic=a', { 'x-person': 'luis' })).response.statusCode, 200)
  assert.equal(hub.size, 3)
  hub.disconnect('ana')
  await Promise.all(streams.map(({ response }) => once(response, 'end')))
})

test('silence is filled, so that proxies keep the stream open', async (context) => {
  const { open } = await serve(context, { heartbeatMs: 20 })
  const stream = await open('topic=a')
  await stream.until(': latido')
})
