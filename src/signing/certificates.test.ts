import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { createPublicKey } from 'node:crypto'
import { test } from 'node:test'
import { issueCertificate, makeAuthority } from './certificates/make-certificate.ts'
import { makeCrl } from './certificates/make-crl.ts'
import { pemOf, readCertificate, readCertificates } from './certificates/read-certificate.ts'
import { trustOf } from './certificates/trust.ts'
import { authority, fileOf, issuer, NOW, pathOf, root, signerOf } from './test-people.ts'

const openssl = (...args: string[]) =>
  execFileSync('openssl', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
const ana = await signerOf('Ana Ñuflo')
const leaf = readCertificate(ana.certificate)

test('openssl reads what is issued as we meant it, and verifies it', () => {
  const file = fileOf('ana.pem', pemOf(ana.certificate))
  assert.match(openssl('verify', '-x509_strict', '-CAfile', pathOf('raiz.pem'), file), /OK/)
  const text = openssl('x509', '-in', file, '-noout', '-text', '-nameopt', 'utf8')
  assert.match(text, /CA:FALSE/)
  assert.match(text, /Key Usage: critical\s+Digital Signature, Non Repudiation\n/)
  assert.match(text, /1\.3\.6\.1\.5\.5\.7\.3\.36/)
  assert.match(text, /Subject Key Identifier[\s\S]*Authority Key Identifier/)
  assert.match(text, /OU=Dirección de Tecnología, title=Jefa, CN=Ana Ñuflo/)
  assert.match(
    openssl('x509', '-in', pathOf('raiz.pem'), '-noout', '-text'),
    /CA:TRUE, pathlen:0[\s\S]*Certificate Sign, CRL Sign/,
  )
})

test('no certificate outlives its authority, and names are cut to what a certificate holds', async () => {
  const long = await issueCertificate(issuer, {
    subject: { name: 'Ñ'.repeat(100), unit: 'x'.repeat(300) },
    from: NOW,
    until: NOW.add({ hours: 24 * 36_500 }),
  })
  const read = readCertificate(long.certificate)
  assert.equal(read.until.toString(), root.until.toString())
  assert.equal([...read.subject.name].length, 64)
})

test('the list of the revoked is one that openssl takes', () => {
  const crl = makeCrl(issuer, {
    revoked: [{ serial: leaf.serial, at: NOW, reason: 'key-compromise' }],
    at: NOW,
    number: 7,
  })
  const pem = openssl('crl', '-inform', 'DER', '-in', fileOf('lista.crl', crl), '-CAfile', pathOf('raiz.pem'))
  const bundle = fileOf('todo.pem', pemOf(authority.certificate) + pem)
  const file = fileOf('ana.pem', pemOf(ana.certificate))
  assert.throws(() => openssl('verify', '-crl_check', '-CAfile', bundle, file), /certificate revoked/)
  const none = makeCrl(issuer, { revoked: [], at: NOW, number: 8 })
  const empty = openssl('crl', '-inform', 'DER', '-in', fileOf('lista.crl', none))
  assert.match(
    openssl('verify', '-crl_check', '-CAfile', fileOf('todo.pem', pemOf(authority.certificate) + empty), file),
    /OK/,
  )
})

test('what is believed: the path, the time, the list of the revoked', async () => {
  const base = { roots: [root] }
  const kind = (at: Temporal.Instant, more = {}) => trustOf(leaf, at, NOW, { ...base, ...more }).kind
  assert.equal(kind(NOW), 'trusted')
  assert.equal(kind(leaf.until.add({ seconds: 1 })), 'expired')
  assert.equal(kind(leaf.from.subtract({ seconds: 1 })), 'not-yet')
  assert.equal(kind(NOW, { roots: [] }), 'unknown-root')
  const later = NOW.add({ hours: 24 * 800 })
  assert.deepEqual(trustOf(leaf, NOW, later, base).kind, 'trusted')
  assert.equal((trustOf(leaf, NOW, later, base) as { note?: string }).note, 'expired-since')
  const revoked = (reason: 'cessation' | 'key-compromise', at: Temporal.Instant) => ({
    revoked: new Map([[root.fingerprint, [{ serial: leaf.serial, at, reason }]]]),
  })
  const hour = { hours: 1 }
  assert.equal(kind(NOW, revoked('cessation', NOW.subtract(hour))), 'revoked')
  assert.equal(kind(NOW.subtract(hour), revoked('cessation', NOW)), 'trusted')
  assert.equal(kind(NOW.subtract(hour), revoked('key-compromise', NOW)), 'revoked', 'the thief writes the time')
})

test('a certificate that may not issue backs nobody, and one of the same name proves nothing', async () => {
  const validity = { from: NOW, until: NOW.add({ hours: 100 }) }
  const below = await issueCertificate(
    { ...ana, until: leaf.until, name: leaf.subjectDer },
    { subject: { name: 'Intrusa' }, ...validity },
  )
  const intruder = readCertificate(below.certificate)
  assert.equal(trustOf(intruder, NOW, NOW, { roots: [root], between: [leaf] }).kind, 'bad-path')
  const double = await makeAuthority(root.subject, validity)
  const copy = readCertificate(double.certificate)
  const fake = await issueCertificate(
    { ...double, until: copy.until, name: root.subjectDer },
    { subject: { name: 'Ana Ñuflo' }, ...validity },
  )
  assert.equal(
    trustOf(readCertificate(fake.certificate), NOW, NOW, { roots: [root], between: [copy] }).kind,
    'unknown-root',
  )
})

test('certificates come in PEM, several at once, and in DER', () => {
  const both = pemOf(authority.certificate) + pemOf(ana.certificate)
  assert.deepEqual(
    readCertificates(Buffer.from(both)).map(({ subject }) => subject.name),
    ['Autoridad de prueba', 'Ana Ñuflo'],
  )
  assert.equal(readCertificates(ana.certificate)[0]!.fingerprint, leaf.fingerprint)
  assert.throws(() => readCertificates(Buffer.from('no')))
  assert.ok(leaf.key.equals(createPublicKey(ana.key)))
})
