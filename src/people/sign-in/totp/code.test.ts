import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { base32, codeOfStep, otpauthUri, stepOf, stepOfCode } from './code.ts'

const SECRET = Buffer.from('12345678901234567890')

// RFC 6238, appendix B, SHA-1: the last six digits of the eight printed there.
for (const [seconds, code] of [
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
] as const)
  test(`the code of the RFC at ${seconds} seconds`, () => {
    assert.equal(codeOfStep(SECRET, stepOf(seconds * 1000)), code)
    assert.equal(stepOfCode(SECRET, code, seconds * 1000), stepOf(seconds * 1000))
  })

test('a code holds one step before and after its own, and no further', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 20, maxLength: 20 }),
      fc.integer({ min: 100, max: 2 ** 31 }),
      fc.integer({ min: -1, max: 1 }),
      (secret, step, off) => {
        const typed = codeOfStep(secret, step + off)
        const found = stepOfCode(secret, ` ${typed.slice(0, 3)} ${typed.slice(3)} `, step * 30_000)
        // Two neighbouring steps may have the same code by chance.
        assert.equal(codeOfStep(secret, found!), typed)
      },
    ),
  )
  const late = stepOfCode(SECRET, codeOfStep(SECRET, 1000), 1002 * 30_000)
  assert.equal(late, null)
  for (const typed of ['', '28708', '2870822', 'abcdef']) assert.equal(stepOfCode(SECRET, typed, 59_000), null)
})

test('base 32 as RFC 4648 prints it, and the address for the app', () => {
  for (const [text, encoded] of [
    ['', ''],
    ['f', 'MY'],
    ['fo', 'MZXQ'],
    ['foo', 'MZXW6'],
    ['foob', 'MZXW6YQ'],
    ['fooba', 'MZXW6YTB'],
    ['foobar', 'MZXW6YTBOI'],
  ])
    assert.equal(base32(Buffer.from(text!)), encoded)
  assert.equal(
    otpauthUri({ secret: Buffer.from('foobar'), account: 'ana.lopez', issuer: 'Ministerio de Caminos' }),
    'otpauth://totp/Ministerio%20de%20Caminos:ana.lopez?secret=MZXW6YTBOI&issuer=Ministerio%20de%20Caminos&algorithm=SHA1&digits=6&period=30',
  )
})
