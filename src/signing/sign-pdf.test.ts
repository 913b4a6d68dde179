import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { test } from 'node:test'
import { PDFDocument } from '@cantoo/pdf-lib'
import { pagesOf, readPdf } from './pdf/read-pdf.ts'
import { PdfFault, textOf } from './pdf/types.ts'
import { signPdf } from './sign-pdf.ts'
import { signatureFields } from './signature-fields.ts'
import {
  count,
  fileOf,
  letter,
  NOW,
  packedLetter,
  pathOf,
  pdfsig,
  requestOf,
  root,
  signedByThree,
  signerOf,
} from './test-people.ts'
import { verifyPdf } from './verify-pdf.ts'

const base = { roots: [root] }
const three = await signedByThree()

test('three people sign one document, and pdfsig finds each signature valid and its certificate trusted', () => {
  const said = pdfsig(three)
  assert.equal(count(said, 'Signature is Valid.'), 3, said)
  assert.equal(count(said, 'Certificate is Trusted.'), 3, said)
  assert.equal(count(said, 'ETSI.CAdES.detached'), 3)
  assert.equal(count(said, 'Total document signed'), 1)
  assert.match(said, /Ana Ñuflo[\s\S]*Bruno Xol[\s\S]*Carla Icó/)
})

test('ours says the same, and that later signatures are no change', () => {
  const report = verifyPdf(three, base, NOW)
  assert.equal(report.sound, true)
  assert.deepEqual(
    report.signatures.map(({ verdict, trust, whole, changes, signer }) => [
      verdict,
      trust?.kind,
      whole,
      changes,
      signer?.subject.name,
    ]),
    [
      ['valid', 'trusted', false, [], 'Ana Ñuflo'],
      ['valid', 'trusted', false, [], 'Bruno Xol'],
      ['valid', 'trusted', true, [], 'Carla Icó'],
    ],
  )
})

test('a signature adds to the file and leaves every byte before it as it was', async () => {
  const before = await letter()
  const after = await signPdf(before, requestOf(await signerOf('Ana'), 'Ana'))
  assert.ok(after.subarray(0, before.length).equals(before))
})

test('openssl verifies the signature and the chain of each signer', () => {
  const pdf = readPdf(three)
  for (const { value } of signatureFields(pdf)) {
    const [, first = 0, second = 0, rest = 0] = pdf.list(value?.entries.get('ByteRange')).map(Number)
    const contents = value!.entries.get('Contents') as { bytes: Buffer }
    const content = Buffer.concat([three.subarray(0, first), three.subarray(second, second + rest)])
    const [cms, signed] = [fileOf('firma.der', contents.bytes), fileOf('contenido.bin', content)]
    const ca = pathOf('raiz.pem')
    const args = [
      'cms',
      '-verify',
      '-cades',
      '-binary',
      '-inform',
      'DER',
      '-in',
      cms,
      '-content',
      signed,
      '-CAfile',
      ca,
      '-purpose',
      'any',
      '-out',
      '/dev/null',
    ]
    execFileSync('openssl', args, { stdio: 'pipe' })
    fileOf('contenido.bin', Buffer.concat([content, Buffer.from('x')]))
    assert.throws(() => execFileSync('openssl', args, { stdio: 'pipe' }))
  }
})

test('one altered byte anywhere in what was signed is reported by both', { timeout: 300_000 }, () => {
  const last = signatureFields(readPdf(three)).at(-1)!
  const contents = last.value!.entries.get('Contents') as { start: number; end: number }
  // All over the file, by a step that hits every kind of place; the gap of the last signature itself is not signed.
  const places = Array.from({ length: 60 }, (_, at) => Math.floor(((at + 0.37) * three.length) / 60))
  for (const place of places.filter((at) => at < contents.start || at >= contents.end)) {
    const altered = Buffer.from(three)
    altered[place] = altered[place]! ^ 0x01
    assert.equal(verifyPdf(altered, base, NOW).sound, false, `byte ${place}`)
  }
  for (const place of places
    .filter((at) => at < contents.start || at >= contents.end)
    .filter((_, at) => at % 5 === 0)) {
    const altered = Buffer.from(three)
    altered[place] = altered[place]! ^ 0x01
    const said = pdfsig(altered)
    assert.ok(
      count(said, 'Signature is Valid.') < 3 || count(said, 'Certificate is Trusted.') < 3,
      `byte ${place}: ${said}`,
    )
  }
})

test('the stamps say who, as what and when, one beside the other', () => {
  const text = execFileSync('pdftotext', ['-layout', fileOf('tres.pdf', three), '-'], { encoding: 'utf8' })
  for (const part of [
    'Hoja de firmas',
    'Ana Ñuflo',
    'Bruno Xol',
    'Carla Icó',
    'Jefa',
    '2 nov 2026, 08:00',
    'Certificado 4A2B33CC',
  ])
    assert.ok(text.includes(part), part)
  const pdf = readPdf(three)
  const rects = signatureFields(pdf).map(({ dict }) => pdf.list(dict.entries.get('Rect')).map(Number))
  assert.equal(new Set(rects.map(String)).size, 3)
  for (const [a, first] of rects.entries())
    for (const second of rects.slice(a + 1)) {
      const apart =
        first[2]! <= second[0]! || second[2]! <= first[0]! || first[3]! <= second[1]! || second[3]! <= first[1]!
      assert.ok(apart, `${first} and ${second}`)
    }
})

test('every font of the stamps is embedded', () => {
  const lines = execFileSync('pdffonts', [fileOf('tres.pdf', three)], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .slice(2)
  assert.ok(lines.length > 0)
  for (const line of lines) assert.match(line, /\byes\s+(?:yes|no)\s+(?:yes|no)\s+\d+\s+\d+$/)
})

for (const rotate of [0, 90, 180, 270] as const)
  test(`a file of packed objects, its page turned by ${rotate}, is signed at a given place and verified by both`, async () => {
    const place = { page: 1, rect: [40, 40, 260, 115] as const }
    let bytes: Buffer = await packedLetter(rotate)
    for (const name of ['Ana', 'Bruno']) {
      const moved = name === 'Ana' ? place : { page: 1, rect: [40, 130, 260, 205] as const }
      bytes = await signPdf(bytes, requestOf(await signerOf(name), name, { place: moved }))
    }
    const said = pdfsig(bytes)
    assert.equal(count(said, 'Signature is Valid.'), 2, said)
    assert.equal(verifyPdf(bytes, base, NOW).sound, true)
    assert.equal(pagesOf(readPdf(bytes)).length, 1)
    const text = execFileSync('pdftotext', [fileOf('girado.pdf', bytes), '-'], { encoding: 'utf8' })
    assert.match(text, /Ana/)
  })

test('a document that was signed elsewhere gets no page of its own: the stamp goes to its foot', async () => {
  const elsewhere = await signPdf(
    await packedLetter(),
    requestOf(await signerOf('Otra'), 'Otra', { place: { page: 1, rect: [40, 300, 260, 380] } }),
  )
  const bytes = await signPdf(elsewhere, requestOf(await signerOf('Ana'), 'Ana'))
  assert.equal(pagesOf(readPdf(bytes)).length, 1)
  assert.equal(verifyPdf(bytes, base, NOW).sound, true)
})

test('twelve stamps fit the page of signatures, and the thirteenth signs without one', {
  timeout: 120_000,
}, async () => {
  const signer = await signerOf('Ana')
  let bytes: Buffer = await letter()
  for (let at = 0; at < 13; at += 1) bytes = await signPdf(bytes, requestOf(signer, 'Ana'))
  const pdf = readPdf(bytes)
  const fields = signatureFields(pdf)
  assert.equal(fields.length, 13)
  assert.deepEqual(pdf.list(fields[12]!.dict.entries.get('Rect')), [0, 0, 0, 0])
  assert.equal(verifyPdf(bytes, base, NOW).sound, true)
})

test('the reason, the place and the name are kept with accents', async () => {
  const bytes = await signPdf(
    await letter(),
    requestOf(await signerOf('Ñandú'), 'Ñandú', { reason: 'Aprobación — «sí»' }),
  )
  const [field] = signatureFields(readPdf(bytes))
  assert.equal(textOf(field!.value!.entries.get('Reason')), 'Aprobación — «sí»')
})

test('what cannot be signed is refused by what is the matter with it', async () => {
  const signer = await signerOf('Ana')
  const codeOf = (bytes: Uint8Array) =>
    signPdf(bytes, requestOf(signer, 'Ana')).then(
      () => 'signed',
      (error: unknown) => (error instanceof PdfFault ? error.code : String(error)),
    )
  const whole = await letter()
  assert.equal(await codeOf(Buffer.from('hola')), 'not-a-pdf')
  assert.equal(await codeOf(Buffer.alloc(0)), 'not-a-pdf')
  assert.equal(await codeOf(whole.subarray(0, whole.length - 40)), 'broken')
  const document = await PDFDocument.load(whole)
  document.encrypt({ userPassword: 'secreta', ownerPassword: 'secreta' })
  assert.equal(await codeOf(await document.save()), 'encrypted')
})
