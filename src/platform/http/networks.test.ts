import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inNetworks, plainAddress, readNetworks } from './networks.ts'

test('networks are read, and the first that is none is named', () => {
  assert.deepEqual(readNetworks(' 10.0.0.0/8, 192.168.1.7\n2001:db8::/32 10.0.0.0/8'), {
    networks: ['10.0.0.0/8', '192.168.1.7', '2001:db8::/32'],
  })
  assert.deepEqual(readNetworks(''), { networks: [] })
  for (const wrong of ['10.0.0.0/33', '300.1.1.1', 'oficina', '10.0.0.0/8/8', '::/129', '10.0.0.0/'])
    assert.deepEqual(readNetworks(`127.0.0.1 ${wrong}`), { wrong })
})

test('an address is in its network in every spelling', () => {
  assert.equal(inNetworks('192.168.1.7', ['192.168.1.0/24']), true)
  assert.equal(inNetworks('::ffff:192.168.1.7', ['192.168.1.0/24']), true)
  assert.equal(inNetworks('192.168.2.7', ['192.168.1.0/24']), false)
  assert.equal(inNetworks('2001:db8::5', ['2001:db8::/32']), true)
  assert.equal(inNetworks('oficina', ['0.0.0.0/0']), false)
  assert.equal(plainAddress('[fe80::1%eth0]'), 'fe80::1')
})
