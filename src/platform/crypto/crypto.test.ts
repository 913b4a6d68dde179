import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { canonicalJson } from './canonical-json.ts'
import { hashPassword, passwordIsStale, verifyPassword } from './password.ts'
import { generateSigningKey, keyFingerprint, publicPemOf, signText, verifyText } from './signing-key.ts'
import { hashToken, randomToken, sha256Hex } from './token.ts'

test('a password verifies against its own hash only', async () => {
  const encoded = await hashPassword('contraseña larga')
  assert.match(encoded, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/)
  assert.equal(await verifyPassword('contraseña larga', encoded), true)
  assert.equal(await verifyPassword('contrasena larga', encoded), false)
  assert.equal(await verifyPassword('', encoded), false)
  assert.equal(await verifyPassword('contraseña larga', undefined), false)
  assert.notEqual(await hashPassword('contraseña larga'), encoded)
  assert.equal(passwordIsStale(encoded), false)
  assert.equal(passwordIsStale(encoded.replace('t=2', 't=1')), true)
  await assert.rejects(verifyPassword('x', 'plain text'))
})

test('an accent typed as two code points is the same password', async () => {
  assert.equal(await verifyPassword('cancio\u0301n', await hashPassword('canci\u00f3n')), true)
})

// A vector of the reference implementation's own test program: argon2id, t=2, m=2^16, p=1, "password", "somesalt".
test('hashes of the reference implementation verify', async () => {
  const encoded = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc'
  assert.equal(await verifyPassword('password', encoded), true)
})

test('tokens do not repeat and are stored as digests', () => {
  assert.match(randomToken(), /^[\w-]{43}$/)
  assert.notEqual(randomToken(), randomToken())
  assert.equal(hashToken('abc'), 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
  assert.equal(sha256Hex(Buffer.from('abc')), hashToken('abc'))
})

test('a signature holds for its text and key only', () => {
  const ours = generateSigningKey()
  const signature = signText('acta', ours.privatePem)
  assert.equal(verifyText('acta', signature, ours.publicPem), true)
  assert.equal(verifyText('Acta', signature, ours.publicPem), false)
  assert.equal(verifyText('acta', signature, generateSigningKey().publicPem), false)
  assert.equal(verifyText('acta', 'no signature', ours.publicPem), false)
  assert.equal(publicPemOf(ours.privatePem), ours.publicPem)
  assert.match(keyFingerprint(ours.publicPem), /^[0-9a-f]{16}$/)
})

// The example of RFC 8785, section 3.2.2 and 3.2.3.
test('the example of RFC 8785 comes out as printed there', () => {
  const value = {
    numbers: [JSON.parse('333333333.33333329'), 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
    string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"/',
    literals: [null, true, false],
  }
  assert.equal(
    canonicalJson(value),
    '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
  )
  const names = { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\ud83d\ude00': 5, '\u0080': 6, '\u00f6': 7 }
  assert.deepEqual([...canonicalJson(names).matchAll(/:(\d)/g)].map((m) => m[1]).join(''), '2467153')
})

test('any JSON value comes back equal, and its members are in UTF-16 order', () => {
  const json = fc.jsonValue({ stringUnit: 'binary' })
  fc.assert(
    fc.property(json, (value) => {
      const written = canonicalJson(value)
      assert.deepEqual(JSON.parse(written), JSON.parse(JSON.stringify(value)))
      assert.equal(canonicalJson(JSON.parse(written)), written)
    }),
  )
  const names = fc.uniqueArray(fc.string({ unit: 'binary' }).filter((name) => name !== '__proto__'))
  fc.assert(
    fc.property(names, (given) => {
      const written = canonicalJson(Object.fromEntries(given.map((name) => [name, 0])))
      assert.equal(written, `{${[...given].sort().map((name) => `${JSON.stringify(name)}:0`)}}`)
    }),
  )
})

test('what JSON would lose is refused', () => {
  const sparse = new Array(2)
  for (const value of [Number.NaN, Infinity, 1n, undefined, [undefined], sparse, new Date(), new Map(), '\ud800']) {
    assert.throws(() => canonicalJson(value), TypeError)
  }
  assert.equal(canonicalJson({ b: undefined, a: -0 }), '{"a":0}')
})
