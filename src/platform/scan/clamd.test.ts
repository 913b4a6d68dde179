import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import { test } from 'node:test'
import { EICAR, EICAR_SIGNATURE, STREAM_LIMIT, startClamd } from '../../../test/support/clamd.ts'
import { ClamdDown, clamdVersion, scanStream } from './clamd.ts'
import { type ClamdAddress, readClamdAddress } from './clamd-address.ts'

const clamd = await startClamd()
const patience = { connect: 5_000, idle: 20_000, whole: 60_000 }

async function* content(...parts: readonly (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield Buffer.from(part)
}

test('a real clamd says its version, what is clean and what is not', async () => {
  assert.match(await clamdVersion(clamd.address, patience), /^ClamAV \d/)
  assert.deepEqual(await scanStream(clamd.address, content('Una nota.'), patience), { kind: 'clean' })
  assert.deepEqual(await scanStream(clamd.address, content(), patience), { kind: 'clean' })
  assert.deepEqual(await scanStream(clamd.address, content(EICAR), patience), {
    kind: 'infected',
    signature: EICAR_SIGNATURE,
  })
})

test('a harmful text that lies across two pieces is found', async () => {
  const before = Buffer.alloc(64 * 1024 - 10, 'a')
  const answer = await scanStream(clamd.address, content(Buffer.concat([before, Buffer.from(EICAR)])), patience)
  assert.equal(answer.kind, 'infected')
})

test('a content larger than clamd takes is told, however much of it comes', async () => {
  const large = Array.from({ length: 300 }, () => Buffer.alloc(100_000, 'b'))
  assert.ok(300 * 100_000 > STREAM_LIMIT)
  const answer = await scanStream(clamd.address, content(...large), patience)
  assert.equal(answer.kind, 'unscannable')
})

test('what is no clamd, hangs or is not there is told as down, in time', async (t) => {
  const behaviours: Record<string, (socket: Socket) => void> = {
    'closes at once': (socket) => socket.destroy(),
    'says nothing': (socket) => void socket.resume(),
    'reads nothing': () => {},
    'says too much': (socket) => void socket.end('x'.repeat(100_000)),
    'is a web server': (socket) => void socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'),
    'says half an answer': (socket) => void socket.end('stream:'),
  }
  for (const [name, behave] of Object.entries(behaviours)) {
    const open = new Set<Socket>()
    const server = createServer((socket) => {
      open.add(socket.on('error', () => {}))
      behave(socket)
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as { port: number }
    const address: ClamdAddress = { kind: 'tcp', host: '127.0.0.1', port }
    const chunks = Array.from({ length: 100 }, () => Buffer.alloc(1_000_000))
    const scan = scanStream(address, content(...chunks), { connect: 1_000, idle: 500, whole: 2_000 })
    await assert.rejects(scan, ClamdDown, name)
    for (const socket of open) socket.destroy()
    server.close()
  }
  await assert.rejects(scanStream({ kind: 'unix', path: '/nonexistent/clamd' }, content('x'), patience), ClamdDown)
  t.diagnostic('all told')
})

test('a content that cannot be read is no fault of clamd', async () => {
  async function* broken(): AsyncGenerator<Uint8Array> {
    yield Buffer.from('x')
    throw Object.assign(new Error('disk'), { code: 'EIO', syscall: 'read' })
  }
  await assert.rejects(scanStream(clamd.address, broken(), patience), /disk/)
})

test('addresses are read', () => {
  assert.deepEqual(readClamdAddress('/run/clamav/clamd.ctl'), { kind: 'unix', path: '/run/clamav/clamd.ctl' })
  assert.deepEqual(readClamdAddress('av.min.example:3310'), { kind: 'tcp', host: 'av.min.example', port: 3310 })
  assert.deepEqual(readClamdAddress('[::1]:3310'), { kind: 'tcp', host: '::1', port: 3310 })
  for (const wrong of ['', 'clamd', 'host:', 'host:0', 'host:70000', 'tcp://host:1', `/${'x'.repeat(200)}`])
    assert.equal(readClamdAddress(wrong), null, wrong)
})
