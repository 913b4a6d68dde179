import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { RemoteTool } from '#src/procedure/index.ts'
import { readRemoteAddress, remoteLink, spokenAddress } from './remote-address.ts'

test('addresses as people read them out, and the links that open the tools', () => {
  assert.equal(readRemoteAddress('anydesk', '123 456 789'), '123456789')
  assert.equal(readRemoteAddress('teamviewer', '1 234-567-890'), '1234567890')
  assert.equal(readRemoteAddress('rustdesk', 'Ab12cd'), 'Ab12cd')
  assert.equal(remoteLink('anydesk', '123456789'), 'anydesk:123456789')
  assert.equal(remoteLink('teamviewer', '123456789'), 'teamviewer10://control?device=123456789')
  assert.equal(remoteLink('rustdesk', '123456789'), 'rustdesk://123456789')
  assert.equal(spokenAddress('1234567890'), '1 234 567 890')
  assert.throws(() => remoteLink('anydesk', '1&x=2'))
})

test('whatever is accepted has letters and digits only', () => {
  const tools: readonly RemoteTool[] = ['anydesk', 'teamviewer', 'rustdesk']
  fc.assert(
    fc.property(fc.constantFrom(...tools), fc.string({ maxLength: 30 }), (tool, text) => {
      const address = readRemoteAddress(tool, text)
      return address === null || /^[0-9A-Za-z]{6,16}$/.test(address)
    }),
  )
})
