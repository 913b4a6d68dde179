import { isIP } from 'node:net'
import { test } from 'node:test'
import fc from 'fast-check'
import { isIpAddress } from './is-ip-address.ts'

test('agrees with the system on addresses and on what is nearly one', () => {
  const pieces = fc.array(
    fc.constantFrom(':', '::', '.', '0', '1', '255', '256', '01', 'ab', 'ffff', 'g', '10.0.0.1'),
    { maxLength: 18 },
  )
  const texts = fc.oneof(
    fc.ipV4(),
    fc.ipV6(),
    pieces.map((p) => p.join('')),
    fc.string(),
  )
  fc.assert(
    fc.property(texts, (text) => text.includes('%') || isIpAddress(text) === (isIP(text) !== 0)),
    { numRuns: 2000 },
  )
})
