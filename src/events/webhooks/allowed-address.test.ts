import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mayWriteTo } from './allowed-address.ts'
import { postMessage } from './post-message.ts'

const CLOSED = [
  '0.0.0.0',
  '10.1.2.3',
  '100.64.0.1',
  '127.0.0.1',
  '127.255.255.254',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.0.0.8',
  '192.168.1.1',
  '198.18.0.1',
  '203.0.113.9',
  '224.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::ffff:127.0.0.1',
  '::ffff:7f00:1',
  '::ffff:10.0.0.1',
  '::127.0.0.1',
  '64:ff9b::7f00:1',
  '2001:db8::1',
  '2001::1',
  '2002:7f00:1::',
  'fc00::1',
  'fd12:3456::1',
  'fe80::1',
  'fe80::1%eth0',
  'fec0::1',
  'ff02::1',
  'localhost',
  '',
]
const OPEN = ['8.8.8.8', '172.32.0.1', '100.128.0.1', '192.167.1.1', '200.35.1.1', '2800:98::1', '2606:4700::1111']

test('only public addresses are written to', () => {
  for (const address of CLOSED) assert.equal(mayWriteTo(address, []), false, address)
  for (const address of OPEN) assert.equal(mayWriteTo(address, []), true, address)
})

test('the operator opens networks, and no more than those', () => {
  assert.equal(mayWriteTo('10.20.3.4', ['10.20.0.0/16']), true)
  assert.equal(mayWriteTo('::ffff:10.20.3.4', ['10.20.0.0/16']), true)
  assert.equal(mayWriteTo('10.21.0.1', ['10.20.0.0/16']), false)
  assert.equal(mayWriteTo('127.0.0.1', ['10.20.0.0/16']), false)
})

test('addresses in every spelling, and names that lead inside, are refused before anything is sent', async () => {
  const urls = [
    'http://127.0.0.1:9/',
    'http://2130706433:9/',
    'http://0x7f.1:9/',
    'http://0177.0.0.1:9/',
    'http://[::1]:9/',
    'http://[::ffff:127.0.0.1]:9/',
    'http://localhost:9/',
    'https://localhost:9/',
    'http://169.254.169.254/latest/meta-data',
  ]
  for (const url of urls) {
    const { status, error } = await postMessage({ url, headers: {}, body: '{}', networks: [], timeoutMillis: 5_000 })
    assert.equal(status, null, url)
    assert.match(error ?? '', /interna/, url)
  }
})
