import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { pemOf, readCertificate } from './certificates/read-certificate.ts'
import { derivationBudget } from './pkcs12/budget.ts'
import { Pkcs12Fault } from './pkcs12/fault.ts'
import { decryptRc2 } from './pkcs12/rc2.ts'
import { readPkcs12 } from './pkcs12/read-pkcs12.ts'
import { encryptedParts, proofOf } from './test-hostile.ts'
import { authority, fileOf, pathOf, signerOf } from './test-people.ts'

const PASSWORD = 'clave ñandú 1'
const ana = await signerOf('Ana')
fileOf('ana.key', ana.key.export({ type: 'pkcs8', format: 'pem' }))
fileOf('ana.pem', pemOf(ana.certificate))
fileOf('raiz.pem', pemOf(authority.certificate))
const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: 'pipe' })
openssl(
  'req',
  '-x509',
  '-newkey',
  'rsa:2048',
  '-nodes',
  '-keyout',
  pathOf('rsa.key'),
  '-out',
  pathOf('rsa.pem'),
  '-subj',
  '/CN=Prueba',
  '-days',
  '30',
)
openssl(
  'req',
  '-x509',
  '-newkey',
  'rsa:1024',
  '-nodes',
  '-keyout',
  pathOf('weak.key'),
  '-out',
  pathOf('weak.pem'),
  '-subj',
  '/CN=Prueba',
  '-days',
  '30',
)

function pack(name: string, ...args: string[]): Buffer {
  const [key, certificate] = [pathOf(`${name}.key`), pathOf(`${name}.pem`)]
  openssl(
    'pkcs12',
    '-export',
    '-inkey',
    key,
    '-in',
    certificate,
    '-out',
    pathOf('x.p12'),
    '-passout',
    `pass:${PASSWORD}`,
    ...args,
  )
  return readFileSync(pathOf('x.p12'))
}

const codeOf = (bytes: Uint8Array, password = PASSWORD) => {
  try {
    readPkcs12(bytes, password)
    return 'read'
  } catch (error) {
    assert.ok(error instanceof Pkcs12Fault, String(error))
    return error.code
  }
}

for (const [how, args] of Object.entries({
  'AES-256 as today': [],
  'AES-128': ['-keypbe', 'AES-128-CBC', '-certpbe', 'AES-128-CBC'],
  'RC2-40 and triple DES, as OpenSSL 1 and old Windows': ['-legacy'],
  'triple DES alone': ['-legacy', '-keypbe', 'PBE-SHA1-3DES', '-certpbe', 'PBE-SHA1-3DES', '-macalg', 'sha1'],
  'RC2-128': ['-legacy', '-keypbe', 'PBE-SHA1-RC2-128', '-certpbe', 'PBE-SHA1-RC2-128'],
  'without a cipher': ['-keypbe', 'NONE', '-certpbe', 'NONE'],
}))
  test(`a file packed with ${how} is read, of RSA and EC`, () => {
    for (const name of ['ana', 'rsa']) {
      const read = readPkcs12(pack(name, ...args), PASSWORD)
      assert.ok(readCertificate(read.certificate).der.equals(readCertificate(readFileSync(pathOf(`${name}.pem`))).der))
      assert.equal(read.key.asymmetricKeyType, name === 'ana' ? 'ec' : 'rsa')
    }
  })

test('those above come along, nearest first', () => {
  const read = readPkcs12(pack('ana', '-certfile', pathOf('raiz.pem')), PASSWORD)
  assert.deepEqual(
    read.chain.map((each) => readCertificate(each).subject.name),
    ['Autoridad de prueba'],
  )
})

test('each thing that is wrong with a file has its own word', () => {
  assert.equal(codeOf(pack('ana'), 'otra'), 'wrong-password')
  assert.equal(codeOf(pack('ana'), ''), 'wrong-password')
  assert.equal(codeOf(pack('weak')), 'weak-key')
  assert.equal(codeOf(pack('ana', '-nokeys')), 'no-key')
  assert.equal(codeOf(pack('ana', '-keypbe', 'CAMELLIA-256-CBC')), 'unknown-cipher')
  assert.equal(codeOf(Buffer.from('hola')), 'not-pkcs12')
  assert.equal(codeOf(Buffer.alloc(0)), 'not-pkcs12')
})

test('what a file may ask for is counted over all of it, before it is done', () => {
  const files = [encryptedParts(1, 2_000_000), proofOf(1_000_000, 2_000), encryptedParts(17, 1)]
  const before = process.threadCpuUsage()
  assert.deepEqual(
    files.map((each) => codeOf(each)),
    ['too-much', 'too-much', 'too-much'],
  )
  assert.ok(process.threadCpuUsage(before).user < 500_000)
  assert.equal(codeOf(encryptedParts(16, 1)), 'no-key')
  const budget = derivationBudget()
  for (let part = 0; part < 4; part += 1) budget.spend('sha256', 900_000, [32])
  assert.throws(() => budget.spend('sha256', 900_000, [32]), Pkcs12Fault)
})

test('a file of Firefox, which hashes 600,000 times for each part, is read', () => {
  const args = ['-iter', '600000', '-keypbe', 'AES-256-CBC', '-certpbe', 'AES-256-CBC', '-macalg', 'sha256']
  assert.equal(codeOf(pack('ana', ...args)), 'read')
})

test('whatever bytes come, it answers with a fault', () => {
  const good = pack('ana', '-legacy')
  fc.assert(
    fc.property(fc.nat(good.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
      const bytes = Buffer.from(good)
      bytes[at] = bytes[at]! ^ flip
      codeOf(bytes)
      codeOf(good.subarray(0, at))
    }),
    { numRuns: 60 },
  )
})

// The last two examples of RFC 2268, section 5, as a block in CBC with a zero vector; the filling does not come out, so it is refused.
test('RC2 refuses what has no filling', () => {
  const key = Buffer.from('88bca90e90875a7f0f79c384627bafb2', 'hex')
  assert.throws(() => decryptRc2(key, 128, Buffer.alloc(8), Buffer.from('2269552ab0f85ca6', 'hex')), /filling/)
  assert.throws(() => decryptRc2(key, 128, Buffer.alloc(8), Buffer.alloc(7)), /blocks/)
})
