// The known ways of changing what a signed PDF shows while its signature still verifies. Each must be reported.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readPdf } from './pdf/read-pdf.ts'
import { array, dict, name, type PdfDict, type PdfObject, type PdfRef, ref, text } from './pdf/types.ts'
import { type Increment, writeIncrement, writeObject } from './pdf/write-pdf.ts'
import { signPdf } from './sign-pdf.ts'
import { signatureFields } from './signature-fields.ts'
import { letter, NOW, pdfsig, requestOf, root, signerOf } from './test-people.ts'
import { verifyPdf } from './verify-pdf.ts'

const base = { roots: [root] }
const signed = await signPdf(await letter(), requestOf(await signerOf('Ana Ñuflo'), 'Ana Ñuflo'))
const verify = (bytes: Uint8Array) => verifyPdf(bytes, base, NOW)

const pdf = readPdf(signed)
const rootRef = pdf.trailer.entries.get('Root') as PdfRef
const catalogue = pdf.dict(pdf.trailer.entries.get('Root'))!
const pages = pdf.dict(catalogue.entries.get('Pages'))!
const pageRef = pdf.list(pages.entries.get('Kids'))[0] as PdfRef
const page = pdf.dict(pageRef)!
const withEntries = (old: PdfDict, entries: Readonly<Record<string, PdfObject>>): PdfDict => ({
  kind: 'dict',
  entries: new Map([...old.entries, ...Object.entries(entries)]),
})

/** Saves objects behind the signed file, as an editor would. */
function savedAfter(objects: Readonly<Record<number, PdfObject>>): Buffer {
  const increment: Increment = new Map(
    Object.entries(objects).map(([num, object]) => [Number(num), { gen: 0, content: writeObject(object) }]),
  )
  return writeIncrement(pdf, increment).bytes
}

const stream = (content: string) => {
  const raw = Buffer.from(content)
  return { kind: 'stream', dict: dict({ Length: raw.length }), raw } as const
}

test('the signed file as it is stands', () => {
  assert.equal(verify(signed).sound, true)
})

test('incremental saving: another content of a page', () => {
  const report = verify(
    savedAfter({ [pageRef.num]: withEntries(page, { Contents: ref(pdf.size) }), [pdf.size]: stream('BT ET') }),
  )
  assert.equal(report.sound, false)
  assert.equal(report.signatures[0]!.verdict, 'valid')
  assert.deepEqual(report.signatures[0]!.changes, ['content'])
  assert.equal(report.addedAtEnd, true)
})

test('incremental saving: the content itself replaced', () => {
  const contents = page.entries.get('Contents') as PdfRef
  assert.deepEqual(verify(savedAfter({ [contents.num]: stream('BT ET') })).signatures[0]!.changes, ['content'])
})

test('shadow attack: the catalogue shows other pages', () => {
  const other = pdf.size
  const report = verify(
    savedAfter({
      [rootRef.num]: withEntries(catalogue, { Pages: ref(other) }),
      [other]: dict({ Type: name('Pages'), Count: 1, Kids: array([ref(other + 1)]) }),
      [other + 1]: dict({ Type: name('Page'), Parent: ref(other), MediaBox: array([0, 0, 612, 792]) }),
    }),
  )
  assert.deepEqual(report.signatures[0]!.changes, ['catalogue'])
})

test('shadow attack: another catalogue in the trailer', () => {
  const other = savedAfter({ [pdf.size]: catalogue })
  const moved = Buffer.from(
    other
      .toString('latin1')
      .replace(new RegExp(`/Root ${rootRef.num} 0 R(?![\\s\\S]*/Root )`), `/Root ${pdf.size} 0 R`),
    'latin1',
  )
  assert.equal(verify(moved).sound, false)
})

test('a page added, and a note over the text', () => {
  const pagesRef = catalogue.entries.get('Pages') as PdfRef
  const kids = [...pdf.list(pages.entries.get('Kids')), ref(pdf.size)]
  const added = savedAfter({
    [pagesRef.num]: withEntries(pages, { Kids: array(kids), Count: kids.length }),
    [pdf.size]: dict({ Type: name('Page'), Parent: ref(pagesRef.num), MediaBox: array([0, 0, 612, 792]) }),
  })
  assert.deepEqual(verify(added).signatures[0]!.changes, ['pages'])
  const note = dict({
    Type: name('Annot'),
    Subtype: name('FreeText'),
    Rect: array([0, 0, 612, 792]),
    Contents: text('Se rechaza'),
  })
  const covered = savedAfter({ [pageRef.num]: withEntries(page, { Annots: array([ref(pdf.size)]) }), [pdf.size]: note })
  assert.deepEqual(verify(covered).signatures[0]!.changes, ['annotation'])
})

test('a later signature whose stamp covers the page is told', async () => {
  const signer = await signerOf('Bruno')
  const covering = await signPdf(signed, requestOf(signer, 'Bruno', { place: { page: 1, rect: [0, 0, 612, 700] } }))
  const report = verify(covering)
  assert.equal(report.sound, false)
  assert.deepEqual(report.signatures[0]!.changes, ['covers-page'])
})

test('a changed form field and a changed stamp are told', () => {
  const field = signatureFields(pdf)[0]!
  const fake = savedAfter({
    [field.num!]: withEntries(field.dict, { AP: dict({ N: ref(pdf.size) }) }),
    [pdf.size]: stream(''),
  })
  assert.notDeepEqual(verify(fake).signatures[0]!.changes, [])
  const form = withEntries(pdf.dict(catalogue.entries.get('AcroForm'))!, { NeedAppearances: true })
  assert.deepEqual(
    verify(savedAfter({ [rootRef.num]: withEntries(catalogue, { AcroForm: form }) })).signatures[0]!.changes,
    ['form'],
  )
})

const value = signatureFields(pdf)[0]!.value!
const range = pdf.list(value.entries.get('ByteRange')).map(Number) as [number, number, number, number]

/** The file with its ByteRange written anew in the room that it has. */
function withRange(next: readonly (number | string)[], bytes = signed): Buffer {
  const at = bytes.indexOf('/ByteRange [')
  const end = at + '/ByteRange '.length + 36
  const written = `/ByteRange [${next.join(' ')}]`
  assert.ok(written.length <= end - at)
  const out = Buffer.from(bytes)
  out.write(written.padEnd(end - at), at, 'latin1')
  return out
}

test('universal signature forgery: no, wrong or negative ranges, and no content', () => {
  for (const next of [
    [],
    [0, 0, 0, 0],
    [0, range[1]],
    ['null'],
    [0, -1, range[2], range[3]],
    [0, range[1], range[2], 9_999_999],
    [1, range[1], range[2], range[3]],
  ]) {
    const [report] = verify(withRange(next)).signatures
    assert.equal(report?.verdict, 'forged', String(next))
  }
  const empty = Buffer.from(signed)
  empty.fill('0', range[1] + 1, range[2] - 1)
  assert.equal(verify(empty).signatures[0]!.verdict, 'unreadable')
  const gone = Buffer.from(signed.toString('latin1').replace('/Contents <', '/Contentz <'), 'latin1')
  assert.equal(verify(gone).signatures[0]!.verdict, 'forged')
})

test('signature wrapping: the gap is wider than the signature, or elsewhere', () => {
  assert.equal(verify(withRange([0, range[1] - 8, range[2], range[3]])).signatures[0]!.verdict, 'forged')
  assert.equal(verify(withRange([0, range[1], range[2] + 1, range[3] - 1])).signatures[0]!.verdict, 'forged')
  // The signed half is moved to the end of the file, and what is shown stands in the gap.
  const moved = Buffer.concat([signed, Buffer.from('\n'), signed.subarray(range[2])])
  const at = signed.length + 1
  assert.equal(verify(withRange([0, range[1], at, range[3]], moved)).sound, false)
})

test('something hidden in the room of the signature is told', () => {
  const hidden = Buffer.from(signed)
  hidden.write('41', range[2] - 5, 'latin1')
  assert.equal(verify(hidden).sound, false)
})

test('bytes behind the last signature are told, whatever they are', () => {
  for (const tail of ['\n', '% nota\n', '\n%%EOF\n', 'hola']) {
    const report = verify(Buffer.concat([signed, Buffer.from(tail)]))
    assert.equal(report.sound, false, JSON.stringify(tail))
  }
})

test('a signature that covers only its beginning is forged', () => {
  const [first, length, second] = range
  assert.equal(verify(withRange([first, length, second, 100])).signatures[0]!.verdict, 'altered')
})

test('a name twice in a dictionary, which readers take differently, makes a file unreadable', () => {
  const twice = Buffer.from(
    signed.toString('latin1').replace('/Filter /Adobe.PPKLite\n', '/Type /Sig /Type /Sig \n'),
    'latin1',
  )
  assert.equal(verify(twice).fault, 'broken')
})

test('a signature of somebody else is valid and not trusted', async () => {
  const { makeAuthority } = await import('./certificates/make-certificate.ts')
  const stranger = await makeAuthority(
    { name: 'Ana Ñuflo' },
    { from: NOW.subtract({ hours: 1 }), until: NOW.add({ hours: 100 }) },
  )
  const report = verify(await signPdf(await letter(), requestOf(stranger, 'Ana Ñuflo')))
  assert.deepEqual(
    [report.sound, report.signatures[0]!.verdict, report.signatures[0]!.trust?.kind],
    [false, 'valid', 'not-for-signing'],
  )
  assert.match(
    pdfsig(await signPdf(await letter(), requestOf(stranger, 'Ana Ñuflo'))),
    /Certificate issuer (?:isn't Trusted|is unknown)|isn't Trusted|hasn't been verified|unknown/i,
  )
})

test('no file makes the reader run on or fall over', () => {
  for (let at = 0; at < signed.length; at += 997) {
    const cut = verify(signed.subarray(0, at))
    assert.equal(cut.sound, false)
    const noise = Buffer.from(signed)
    noise.fill(at % 256, at, at + 40)
    assert.equal(verify(noise).sound, false)
  }
})
