// Files that mean harm, or are not what they say: a sentence within seconds, and bounded memory. Each is made here.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deflateRawSync } from 'node:zlib'
import { strToU8, zipSync } from 'fflate'
import { Refused } from '#src/platform/refusal.ts'
import { importApart } from '../import/import-apart.ts'
import { importFile } from '../import/import-file.ts'
import { docx, paragraph, table } from './test-documents.ts'

async function refusal(bytes: Uint8Array, name = 'manual.docx'): Promise<string> {
  const before = process.memoryUsage().rss
  const started = performance.now()
  try {
    await importFile(bytes, name)
    return 'read'
  } catch (fault) {
    if (!(fault instanceof Refused)) throw fault
    assert.ok(performance.now() - started < 15_000, 'took too long')
    assert.ok(process.memoryUsage().rss - before < 500_000_000, 'took too much memory')
    assert.ok(fault.refusal.es.length > 20)
    return fault.refusal.code
  }
}

test('an archive that unpacks to much more than it is', async () => {
  assert.equal(await refusal(docx(paragraph('a'.repeat(30_000_000)))), 'import.zip-bomb')
})

test('an archive whose directory lies about the size', async () => {
  const bytes = docx(paragraph('a'.repeat(900_000)))
  const view = new DataView(bytes.buffer)
  for (let at = 0; at < bytes.length - 4; at++)
    if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 5_000, true)
  assert.equal(await refusal(bytes), 'import.zip-bomb')
})

test('an archive whose entries share their bytes', async () => {
  assert.equal(await refusal(overlapping(40)), 'import.broken-zip')
})

test('an archive of very many entries, and one inside another', async () => {
  const many: Record<string, Uint8Array> = {}
  for (let at = 0; at < 6_000; at++) many[`word/${at}.xml`] = strToU8('x')
  assert.equal(await refusal(zipSync(many, { level: 0 })), 'import.zip-bomb')
  assert.equal(await refusal(zipSync({ 'inner.zip': docx(paragraph('x')) })), 'import.other-office')
})

test('a table of ten thousand rows', async () => {
  const rows = Array.from({ length: 10_000 }, (_, at) => ['Soporte', String(at + 1), 'Revisa el equipo.'])
  assert.equal(await refusal(docx(table([['RESPONSABLE', 'PASO', 'ACTIVIDAD'], ...rows]))), 'import.too-many-rows')
  const text = ['RESPONSABLE\tPASO\tACTIVIDAD', ...rows.map((row) => row.join('\t'))].join('\n')
  assert.equal(await refusal(strToU8(text), 'manual.txt'), 'import.too-many-rows')
})

test('XML that is deep, that defines entities, that is cut off', async () => {
  const deep = '<w:sdt>'.repeat(5_000) + '</w:sdt>'.repeat(5_000)
  assert.equal(await refusal(docx(deep)), 'import.too-deep')
  const parts = (xml: string) =>
    zipSync({ '[Content_Types].xml': strToU8('<Types/>'), 'word/document.xml': strToU8(xml) })
  assert.equal(
    await refusal(parts('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>')),
    'import.forbidden-xml',
  )
  assert.equal(
    await refusal(parts('<!DOCTYPE a [<!ENTITY x "xxxx"><!ENTITY y "&x;&x;">]><a>&y;</a>')),
    'import.forbidden-xml',
  )
  assert.equal(await refusal(parts('<w:document><w:body><w:p>')), 'import.broken-zip')
})

test('macros, an old or encrypted document, a spreadsheet, an archive cut off', async () => {
  const macros = docx(paragraph('x'), {
    '[Content_Types].xml':
      '<Types><Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>',
  })
  assert.equal(await refusal(macros), 'import.macros')
  assert.equal(await refusal(docx(paragraph('x'), { 'word/vbaProject.bin': 'x' })), 'import.macros')
  assert.equal(
    await refusal(new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...new Uint8Array(600)])),
    'import.old-word',
  )
  const sheet = zipSync({ '[Content_Types].xml': strToU8('<Types/>'), 'xl/workbook.xml': strToU8('<workbook/>') })
  assert.equal(await refusal(sheet, 'hoja.xlsx'), 'import.other-office')
  assert.equal(await refusal(docx(paragraph('x'.repeat(500))).slice(0, 200)), 'import.broken-zip')
})

test('a template elsewhere is not fetched: the document is read by itself', async () => {
  const relations =
    '<Relationships><Relationship Id="r" Type="attachedTemplate" Target="http://127.0.0.1:9/x.dotm" TargetMode="External"/></Relationships>'
  const { source } = await importFile(
    docx(
      paragraph('PROCEDIMIENTO No. 1 PRUEBA') +
        table([
          ['RESPONSABLE', 'PASO', 'ACTIVIDAD'],
          ['Técnico', '1', 'Repara.'],
        ]),
      { 'word/_rels/settings.xml.rels': relations },
    ),
    'a.docx',
  )
  assert.match(source, /\| Técnico \| 1 \| Repara\. \|/)
})

test('what is no document: empty, NUL bytes, markup, a picture, a name that lies', async () => {
  assert.equal(await refusal(new Uint8Array(0)), 'import.empty')
  assert.equal(await refusal(new Uint8Array([65, 0, 66, 0, 0, 67]), 'manual.txt'), 'import.not-text')
  assert.equal(await refusal(strToU8('<html><script>alert(1)</script></html>'), 'manual.txt'), 'import.not-text')
  assert.equal(
    await refusal(new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0]), 'manual.docx'),
    'import.not-text',
  )
  assert.equal(await refusal(strToU8(' \n \n'), 'manual.txt'), 'import.nothing')
  assert.equal(await refusal(new Uint8Array(20_000_001).fill(65), 'manual.txt'), 'import.too-large')
})

test('letters that turn the reading around are taken out', async () => {
  const { source } = await importFile(
    strToU8('PROCEDIMIENTO No. 1 ALTAS\n\nRESPONSABLE\tPASO\tACTIVIDAD\nTécnico\t1\tRep\u202eara \u0007el equipo.\n'),
    'a\u202etxt.exe',
  )
  assert.match(source, /\| Técnico \| 1 \| Repara el equipo\. \|/)
})

test('a PDF that is broken, that asks for a password, that is only a picture, that has very many pages', async () => {
  assert.equal(await refusal(strToU8('%PDF-1.7\nnothing here'), 'a.pdf'), 'import.broken-pdf')
  assert.equal(await refusal(strToU8(rawPdf(1, '')), 'a.pdf'), 'import.scanned-pdf')
  assert.equal(await refusal(strToU8(rawPdf(100_000, '')), 'a.pdf'), 'import.pdf-pages')
  const script = rawPdf(1, '', '/OpenAction << /S /JavaScript /JS (while(true){}) >>')
  assert.equal(await refusal(strToU8(script), 'a.pdf'), 'import.scanned-pdf')
})

test('apart, a reading ends with the time or the memory that it may take', async () => {
  const rows = Array.from({ length: 4_000 }, (_, at) => `Soporte\t${at + 1}\tRevisa el equipo número ${at}.`).join('\n')
  const slow = strToU8(`PROCEDIMIENTO No. 1 ALTAS\nRESPONSABLE\tPASO\tACTIVIDAD\n${rows}`)
  await assert.rejects(
    importApart(slow, 'a.txt', () => {}, { seconds: 0.02, megabytes: 256 }),
    (fault) => fault instanceof Refused && fault.refusal.code === 'import.took-too-long',
  )
  await assert.rejects(
    importApart(slow, 'a.txt', () => {}, { seconds: 60, megabytes: 8 }),
    (fault) => fault instanceof Refused && fault.refusal.code === 'import.took-too-long',
  )
})

test('apart, a file is read as beside, and says how far it is', async () => {
  const bytes = docx(
    paragraph('PROCEDIMIENTO No. 1 ALTAS') +
      table([
        ['RESPONSABLE', 'PASO', 'ACTIVIDAD'],
        ['Técnico', '1', 'Repara.'],
      ]),
  )
  const steps: string[] = []
  const apart = await importApart(bytes, 'a.docx', (step) => steps.push(step))
  assert.deepEqual(apart, await importFile(bytes, 'a.docx'))
  assert.ok(steps.includes('Revisando el resultado'))
})

/** Many entries of the directory, all of the same bytes. */
function overlapping(count: number): Uint8Array {
  const data = deflateRawSync(Buffer.alloc(100_000, 'a'))
  const local = Buffer.alloc(31)
  local.writeUInt32LE(0x04034b50, 0)
  local.writeUInt16LE(8, 8)
  local.writeUInt32LE(data.length, 18)
  local.writeUInt32LE(100_000, 22)
  local.writeUInt16LE(1, 26)
  local.write('a', 30)
  const entries = Array.from({ length: count }, (_, at) => {
    const name = `word/${at}.xml`
    const entry = Buffer.alloc(46)
    entry.writeUInt32LE(0x02014b50, 0)
    entry.writeUInt16LE(8, 10)
    entry.writeUInt32LE(data.length, 20)
    entry.writeUInt32LE(100_000, 24)
    entry.writeUInt16LE(name.length, 28)
    return Buffer.concat([entry, Buffer.from(name)])
  })
  const directory = Buffer.concat(entries)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(count, 8)
  end.writeUInt16LE(count, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(local.length + data.length, 16)
  return new Uint8Array(Buffer.concat([local, data, directory, end]))
}

/** A PDF written by hand: pages without text. */
function rawPdf(pages: number, content: string, catalogue = ''): string {
  const kids = Array.from({ length: pages }, () => '3 0 R').join(' ')
  const objects = [
    `<< /Type /Catalog /Pages 2 0 R ${catalogue} >>`,
    `<< /Type /Pages /Kids [${kids}] /Count ${pages} >>`,
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
  ]
  let text = '%PDF-1.7\n'
  const places = objects.map((object, at) => {
    const place = text.length
    text += `${at + 1} 0 obj\n${object}\nendobj\n`
    return place
  })
  const start = text.length
  const table = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('')
  return `${text}xref\n0 5\n0000000000 65535 f \n${table}trailer << /Size 5 /Root 1 0 R >>\nstartxref\n${start}\n%%EOF`
}
