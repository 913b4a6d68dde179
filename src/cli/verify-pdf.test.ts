import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { drawPage, issueCertificate, makeAuthority, pemOf, readCertificate, signPdf } from '#src/signing/index.ts'
import { commandLine } from '../../test/support/command-line.ts'

const folder = mkdtempSync(join(tmpdir(), 'ventanilla-verify-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const file = (name: string, content: Uint8Array | string) => {
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}

const now = Temporal.Now.instant()
const authority = await makeAuthority(
  { name: 'Autoridad MSPV' },
  { from: now.subtract({ hours: 1 }), until: now.add({ hours: 9_000 }) },
)
const { until, subjectDer } = readCertificate(authority.certificate)
const signer = await issueCertificate(
  { ...authority, until, name: subjectDer },
  { subject: { name: 'Ana Ñuflo', title: 'Directora de Tecnología' }, from: now.subtract({ hours: 1 }), until },
)
const signed = await signPdf(await drawPage({ content: ['Oficio'] }), {
  signer,
  at: now,
  timeZone: 'America/Guatemala',
  reason: 'Visto bueno',
  location: 'Ministerio',
  title: 'Oficio',
  stamp: { act: 'Visto bueno', name: 'Ana Ñuflo', date: '2 nov 2026', serial: '4A2B33CC' },
})
const ca = file('autoridad.pem', pemOf(authority.certificate))

const ventanilla = commandLine()
const verify = async (...args: string[]) => {
  const { status, stdout, stderr } = await ventanilla('verify', ...args)
  return { status, said: stdout + stderr }
}

test('a sound document is told with signer, post and time, and ends with 0', async () => {
  const { status, said } = await verify('--ca', ca, file('bueno.pdf', signed))
  assert.equal(status, 0, said)
  for (const part of [
    'Ana Ñuflo',
    'Directora de Tecnología',
    'Visto bueno',
    'válida',
    'certificado de confianza',
    'cubre todo el documento',
  ])
    assert.ok(said.includes(part), `${part} in ${said}`)
})

test('one that was altered, one of strangers and one without signatures end with 1', async () => {
  const altered = Buffer.from(signed)
  altered[1_200] = altered[1_200]! ^ 1
  const first = await verify('--ca', ca, file('alterado.pdf', altered))
  assert.equal(first.status, 1, first.said)
  assert.match(first.said, /alterada/)
  const other = await makeAuthority({ name: 'Otra' }, { from: now, until: now.add({ hours: 10 }) })
  const second = await verify('--ca', file('otra.pem', pemOf(other.certificate)), file('bueno.pdf', signed))
  assert.equal(second.status, 1)
  assert.match(second.said, /sin confianza/)
  const third = await verify('--ca', ca, file('sin.pdf', await drawPage({ content: ['Oficio'] })))
  assert.equal(third.status, 1)
})

test('what cannot be read ends with 2, in a sentence', async () => {
  const cases = [
    [await verify('--ca', ca, file('roto.pdf', signed.subarray(0, 4_000))), /dañado/],
    [await verify('--ca', ca, join(folder, 'no-hay.pdf')), /No se puede leer/],
    [await verify('--ca', file('mala.pem', 'x'), file('bueno.pdf', signed)), /--ca/],
    [await verify('--ca', ca, join(folder, 'bueno.pdf'), file('caso.json', '{}')), /por separado/],
  ] as const
  for (const [{ status, said }, sentence] of cases) {
    assert.equal(status, 2, said)
    assert.match(said, sentence)
  }
})
