import assert from 'node:assert/strict'
import { pdfText, readPdf } from './test-pdf.ts'

/** Holds bytes to what PDF/A-2b and a tagged document ask of structure. No outside validator takes part. */
export function assertConforms(bytes: Uint8Array): void {
  const pdf = readPdf(bytes)
  const { catalog, trailer, objects, streams, entry } = pdf
  const all = [...objects.values()].join('\n')

  const bare = all.replaceAll(/\((?:\\.|[^\\)])*\)/g, '()')

  // The file: no encryption, an identifier, nothing active, nothing from elsewhere.
  assert.match(Buffer.from(bytes.subarray(0, 16)).toString('latin1'), /^%PDF-1\.7\n%[\x80-\xff]{4}/)
  assert.match(trailer, /\/ID \[<[0-9a-f]{32}> <[0-9a-f]{32}>\]/)
  assert.ok(!trailer.includes('/Encrypt'))
  for (const forbidden of [
    'JavaScript',
    'JS',
    'Launch',
    'EmbeddedFiles',
    'OpenAction',
    'AA',
    'XFA',
    'Movie',
    'Sound',
    'FileAttachment',
    'SMask',
    'LZWDecode',
    'F 0',
  ])
    assert.ok(!new RegExp(`/${forbidden}\\b`).test(bare), forbidden)

  // Metadata: part 2, conformance B, and the same as Info.
  assert.match(entry(catalog, 'Metadata'), /\/Subtype \/XML/)
  assert.ok(!entry(catalog, 'Metadata').includes('/Filter'))
  const xmp = streams.get(Number(/\/Metadata (\d+) 0 R/.exec(catalog)![1]))!.toString('utf8')
  assert.match(xmp, /<pdfaid:part>2<\/pdfaid:part>/)
  assert.match(xmp, /<pdfaid:conformance>B<\/pdfaid:conformance>/)
  const info = entry(trailer, 'Info')
  const said = (name: string) => pdfText(entry(info, name))
  const told = (tag: string) =>
    new RegExp(`<${tag}>(?:<rdf:\\w+><rdf:li[^>]*>)?([^<]*)<`)
      .exec(xmp)![1]!
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&amp;', '&')
  assert.equal(told('dc:title'), said('Title'))
  assert.equal(told('dc:creator'), said('Author'))
  assert.equal(told('dc:description'), said('Subject'))
  assert.equal(told('xmp:CreatorTool'), said('Creator'))
  assert.equal(told('pdf:Producer'), said('Producer'))
  const [year, month, day] = /D:(\d{4})(\d\d)(\d\d)120000Z/.exec(said('CreationDate'))!.slice(1)
  assert.equal(told('xmp:CreateDate'), `${year}-${month}-${day}T12:00:00Z`)

  // Colour: an sRGB profile, embedded; no colour that depends on a device of another kind.
  const intents = [...catalog.matchAll(/\/OutputIntents \[(\d+) 0 R\]/g)]
  assert.equal(intents.length, 1)
  const intent = objects.get(Number(intents[0]![1]))!
  assert.match(intent, /\/S \/GTS_PDFA1/)
  const profile = streams.get(Number(/\/DestOutputProfile (\d+) 0 R/.exec(intent)![1]))!
  assert.equal(profile.toString('latin1', 36, 40), 'acsp')
  assert.equal(profile.toString('latin1', 16, 20), 'RGB ')
  assert.ok(!all.includes('/DeviceCMYK'))

  // Letters: every font embedded, with what gives its text back.
  const fonts = [...objects.values()].filter((object) => /\/Type \/Font\b/.test(object))
  assert.ok(fonts.length > 0)
  for (const font of fonts) {
    if (font.includes('/Subtype /Type0')) {
      assert.match(font, /\/ToUnicode \d+ 0 R/)
      assert.match(font, /\/Encoding \/Identity-H/)
      continue
    }
    assert.match(font, /\/Subtype \/CIDFontType2/)
    assert.match(entry(font, 'FontDescriptor'), /\/FontFile2 \d+ 0 R/)
  }

  // Transparency: none; nor transfer curves.
  for (const state of [...objects.values()].filter((object) => object.includes('/Type /ExtGState')))
    assert.ok(!/\/(?:TR|TR2|HTP|BM)\b/.test(state), state)
  for (const [, alpha] of all.matchAll(/\/(?:ca|CA) ([\d.]+)/g)) assert.equal(Number(alpha), 1)

  // Tags: marked, in Spanish, titled, in tab order; every stroke and sign belongs to an element or is an ornament.
  assert.match(entry(catalog, 'MarkInfo'), /\/Marked true/)
  assert.equal(pdfText(entry(catalog, 'Lang')), 'es')
  assert.match(entry(catalog, 'ViewerPreferences'), /\/DisplayDocTitle true/)
  const root = entry(catalog, 'StructTreeRoot')
  assert.match(root, /\/ParentTree /)
  assert.match(root, /\/K \[\d+ 0 R\]/)
  const elements = [...objects.values()].filter((object) => /^<<\s*\/S \/\w+\s*\/P \d+ 0 R/.test(object))
  assert.ok(elements.some((element) => element.includes('/S /H1')))
  for (const figure of elements.filter((element) => element.includes('/S /Figure'))) assert.match(figure, /\/Alt [(<]/)
  for (const [at, page] of pdf.pages.entries()) {
    assert.match(page, /\/Tabs \/S/)
    assertMarked(pdf.content(at), at + 1)
  }
  // Links: printable, with words, in the tree.
  for (const link of [...objects.values()].filter((object) => /\/Subtype \/Link/.test(object))) {
    assert.match(link, /\/F 4/)
    assert.match(link, /\/StructParent \d+/)
    assert.match(link, /\/Contents [(<]/)
  }
}

function assertMarked(content: string, page: number): void {
  let depth = 0
  const bare = content.replaceAll(/\((?:\\.|[^\\)])*\)|<[0-9a-fA-F]*>/g, '()')
  for (const line of bare.split('\n')) {
    if (/\b(?:BDC|BMC)$/.test(line)) depth++
    else if (line === 'EMC') depth--
    else if (/(?:^|\s)(?:TJ|Tj|S|s|f|f\*|B|b|Do)$/.test(line))
      assert.ok(depth > 0, `page ${page}: ${line} outside of any tag`)
    assert.ok(depth >= 0, `page ${page}: more ends than beginnings`)
  }
  assert.equal(depth, 0, `page ${page}: a tag without end`)
}
