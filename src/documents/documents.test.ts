import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { TRIAL_MANUAL } from '#src/cases/fixtures/trial-manual.ts'
import { generateSigningKey } from '#src/platform/crypto/signing-key.ts'
import { hashToken } from '#src/platform/crypto/token.ts'
import { packedTwice, repeatedTable } from '#src/signing/test-hostile.ts'
import { complete, openTrial } from '../../test/record/desk.ts'
import { axeViolations, testBrowser } from '../../test/support/browser.ts'
import { testProgram } from '../../test/support/program.ts'
import { codeHash, verificationCode } from './verification-code.ts'

const world = await testProgram()
const { api, anonymous, db, url, publish } = world
await publish(TRIAL_MANUAL)
const folder = mkdtempSync(join(tmpdir(), 'ventanilla-documents-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const lucrecia = api('lsolares')
const CASE = await openTrial(lucrecia, 8, { form: { Asunto: 'Impresora <b>rota</b>', Detalle: 'Línea 1\nLínea 2' } })

async function download(who: { session(): Promise<{ cookie: string }> }, path: string, headers = {}) {
  const { cookie } = await who.session()
  const answer = await fetch(`${url}${path}`, { headers: { cookie: `ventanilla=${cookie}`, ...headers } })
  return { answer, bytes: new Uint8Array(await answer.arrayBuffer()) }
}

function textOf(bytes: Uint8Array): string {
  const file = join(folder, 'paper.pdf')
  writeFileSync(file, bytes)
  return execFileSync('pdftotext', ['-raw', file, '-'], { encoding: 'utf8' }).replaceAll(/\s+/g, ' ')
}

const codeOn = (text: string) => /Código: ((?:[0-9A-Z]{4}-){4}[0-9A-Z]{4})/.exec(text)![1]!

test('the official document of any version is downloaded, printed once, and known to the browser again', async () => {
  const first = await download(lucrecia, '/manuales/PRU-MNP-01/documento.pdf')
  assert.equal(first.answer.status, 200)
  assert.equal(first.answer.headers.get('content-type'), 'application/pdf')
  assert.match(
    decodeURIComponent(first.answer.headers.get('content-disposition')!),
    /^attachment; filename\*=UTF-8''PRU-MNP-01 v1\.0 Procedimientos de prueba\.pdf$/,
  )
  assert.ok(textOf(first.bytes).includes('Primera versión publicada en la Ventanilla.'))
  const before = await sql<{ count: number }>`select count(*)::integer as count from printed_document`.execute(db)
  const again = await download(api('yhuarcaya'), '/manuales/PRU-MNP-01/versiones/1.0/documento.pdf')
  assert.deepEqual(Buffer.from(again.bytes), Buffer.from(first.bytes))
  const { rows } = await sql<{ count: number }>`select count(*)::integer as count from printed_document`.execute(db)
  assert.deepEqual(rows, before.rows, 'it was printed once')
  const etag = first.answer.headers.get('etag')!
  const known = await download(lucrecia, '/manuales/PRU-MNP-01/documento.pdf', { 'if-none-match': etag })
  assert.equal(known.answer.status, 304)
  const a4 = await download(lucrecia, '/manuales/PRU-MNP-01/documento.pdf?papel=a4')
  assert.notEqual(a4.answer.headers.get('etag'), etag)
})

test('a document whose content was lost is printed again', async () => {
  const { rows } = await sql<{ sha256: string }>`select sha256 from printed_document`.execute(db)
  for (const { sha256 } of rows) rmSync(join(world.filesFolder, sha256.slice(0, 2), sha256))
  const { answer } = await download(lucrecia, '/manuales/PRU-MNP-01/documento.pdf')
  assert.equal(answer.status, 200)
})

test('an empty form is a sheet; what is not there is refused in words', async () => {
  const { bytes, answer } = await download(lucrecia, '/manuales/PRU-MNP-01/formas/PRU-01/hoja.pdf')
  assert.equal(answer.status, 200)
  assert.ok(textOf(bytes).includes('Folio:'))
  for (const path of [
    '/manuales/NADA/documento.pdf',
    '/manuales/PRU-MNP-01/versiones/9/documento.pdf',
    '/manuales/PRU-MNP-01/formas/NADA/hoja.pdf',
    `/expedientes/${CASE}/formas/NADA/hoja.pdf`,
    `/expedientes/${CASE}/formas/__proto__/hoja.pdf`,
  ]) {
    const refused = await lucrecia.get(path, { accept: 'text/html' })
    assert.equal(refused.status, 404, path)
    assert.match(refused.text, /No hay un manual|no tiene una forma|no se ha llenado/, path)
  }
})

test('a filled form carries its folio and its code; who may not read the case gets none', async () => {
  const path = `/expedientes/${CASE}/formas/PRU-01/hoja.pdf`
  const { bytes, answer } = await download(lucrecia, path)
  assert.equal(answer.status, 200)
  const text = textOf(bytes)
  for (const said of [CASE, 'Impresora <b>rota</b>', 'Línea 1', 'Línea 2']) assert.ok(text.includes(said), said)
  const again = await download(lucrecia, path)
  assert.deepEqual(Buffer.from(again.bytes), Buffer.from(bytes))
  assert.equal((await api('yhuarcaya').get(path)).status, 404)
  assert.equal((await anonymous.get(path)).status, 303)

  const stored = await sql<{ row: string }>`select row_to_json(printed_form)::text as row from printed_form`.execute(db)
  assert.equal(stored.rows.length, 1, 'one code for the paper, however often it is printed')
  const code = codeOn(text)
  assert.ok(stored.rows[0]!.row.includes(hashToken(code.replaceAll('-', ''))))
  assert.ok(!stored.rows[0]!.row.includes(code) && !stored.rows[0]!.row.includes(code.replaceAll('-', '')))
  await assert.rejects(sql`update printed_form set form = 'X'`.execute(db))
  await assert.rejects(sql`delete from printed_form`.execute(db))
})

test('whoever holds the paper is told what it is, and nothing of what it says', async () => {
  const { bytes } = await download(lucrecia, `/expedientes/${CASE}/formas/PRU-01/hoja.pdf`)
  const text = textOf(bytes)
  const code = codeOn(text)
  const digest = /SHA-256\): ([0-9a-f ]{64,70})/.exec(text)![1]!.replaceAll(' ', '').slice(0, 64)
  const page = await anonymous.get(`/verificacion/${code}`, { accept: 'text/html' })
  assert.equal(page.status, 200)
  assert.match(page.headers.get('x-robots-tag')!, /noindex/)
  for (const said of [
    'Ministerio de Servicios Públicos de Valdoria',
    'PRU-01. PEDIDO',
    CASE,
    digest,
    'son los que el expediente tiene hoy',
  ])
    assert.ok(page.text.includes(said), said)
  for (const hidden of ['Impresora', 'Línea', 'Lucrecia', 'Pedido con forma'])
    assert.ok(!page.text.includes(hidden), hidden)
  // As a person types it: small letters, blanks, the letter O for a zero.
  const typed = code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')
  assert.equal((await anonymous.get(`/verificacion/${encodeURIComponent(typed)}`)).status, 200)

  // The form is filled again: the paper tells that it is no longer the latest.
  await complete(api('ebaquiax'), CASE, { form: { Asunto: 'Otra impresora' } })
  const later = await anonymous.get(`/verificacion/${code}`, { accept: 'text/html' })
  assert.ok(later.text.includes('ya no son los últimos'))
  const renewed = await download(lucrecia, `/expedientes/${CASE}/formas/PRU-01/hoja.pdf`)
  assert.notEqual(codeOn(textOf(renewed.bytes)), code)
})

test('a code that no paper bears is answered politely, whatever it is', async () => {
  const some = verificationCode({ caseNumber: '2026-000001', form: 'X', actSeq: 1 }, generateSigningKey())
  for (const code of [some, 'nada', '../../etc', "'; drop table act; --", '0'.repeat(20), 'é'.repeat(20)]) {
    const answer = await anonymous.get(`/verificacion/${encodeURIComponent(code)}`, { accept: 'text/html' })
    assert.equal(answer.status, 404, code)
    assert.ok(answer.text.includes('Ningún papel tiene ese código'), code)
    assert.match(answer.headers.get('x-robots-tag')!, /noindex/)
  }
})

test('codes: five groups of four, told apart by whatever they are of, read back however they are typed', () => {
  const key = generateSigningKey()
  const identity = fc.record({ caseNumber: fc.string(), form: fc.string(), actSeq: fc.integer({ min: 1, max: 9999 }) })
  const seen = new Map<string, string>()
  fc.assert(
    fc.property(identity, (of) => {
      const code = verificationCode(of, key)
      assert.match(code, /^(?:[0-9A-HJKMNP-TV-Z]{4}-){4}[0-9A-HJKMNP-TV-Z]{4}$/)
      assert.equal(verificationCode(of, key), code)
      assert.equal(codeHash(code.toLowerCase().replaceAll('-', '')), codeHash(code))
      const before = seen.get(code)
      assert.ok(before === undefined || before === JSON.stringify(of))
      seen.set(code, JSON.stringify(of))
    }),
  )
  assert.notEqual(
    verificationCode({ caseNumber: '1', form: 'A', actSeq: 1 }, key),
    verificationCode({ caseNumber: '1', form: 'A', actSeq: 1 }, generateSigningKey()),
  )
})

test('the pages lead to the papers, without anything that axe finds', async () => {
  const manual = await lucrecia.get('/manuales/PRU-MNP-01', { accept: 'text/html' })
  assert.ok(manual.text.includes('/manuales/PRU-MNP-01/documento.pdf'))
  assert.ok(manual.text.includes('/manuales/PRU-MNP-01/formas/PRU-01/hoja.pdf'))
  const file = await lucrecia.get(`/expedientes/${CASE}`, { accept: 'text/html' })
  assert.ok(file.text.includes(`/expedientes/${CASE}/formas/PRU-01/hoja.pdf`))
  const { bytes } = await download(lucrecia, `/expedientes/${CASE}/formas/PRU-01/hoja.pdf`)
  const { browser } = await testBrowser({ after })
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of [1280, 390]) {
      const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 } })
      const page = await context.newPage()
      for (const [name, path] of [
        ['found', `/verificacion/${codeOn(textOf(bytes))}`],
        ['unknown', '/verificacion/nada'],
      ] as const) {
        await page.goto(`${url}${path}`)
        assert.deepEqual(await axeViolations(page), [])
        const wide = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')
        assert.equal(wide, 0)
        if (process.env.SCREENSHOTS)
          await page.screenshot({ path: `${process.env.SCREENSHOTS}/v-${name}-${colorScheme}-${width}.png` })
      }
      await context.close()
    }
  }
})

test('a PDF that asks for much work is refused in words, and others are answered meanwhile', async () => {
  const verify = (bytes: Buffer) => {
    const sent = new FormData()
    sent.set('documento', new Blob([Uint8Array.from(bytes)], { type: 'application/pdf' }), 'oficio.pdf')
    return anonymous.form('/verificacion', sent)
  }
  const small = await verify(packedTwice(3))
  assert.equal(small.status, 200)
  assert.match(small.text, /exige más trabajo del que se admite/)
  const started = performance.now()
  let took = 0
  const slow = verify(repeatedTable(1_900_000)).then(() => {
    took = performance.now() - started
  })
  let waited = 0
  while (took === 0) {
    const asked = performance.now()
    assert.equal((await anonymous.get('/salud/viva')).status, 200)
    waited = Math.max(waited, performance.now() - asked)
  }
  await slow
  assert.ok(waited < took / 2, `${Math.round(waited)} of ${Math.round(took)} ms`)
})

test('of many who verify at the same moment, the last are told to wait', async () => {
  const sent = new FormData()
  sent.set('documento', new Blob([Uint8Array.from(repeatedTable(300_000))]), 'oficio.pdf')
  const answers = await Promise.all(Array.from({ length: 13 }, () => anonymous.form('/verificacion', sent)))
  const busy = answers.filter(({ status }) => status !== 200)
  assert.ok(busy.length > 0 && busy.length <= 3, String(busy.length))
  for (const { status, text } of busy) {
    assert.equal(status, 503)
    assert.match(text, /Hay muchos documentos en revisión/)
  }
})

test('codes cannot be tried without end', async () => {
  let refused = 0
  for (let at = 0; at < 40; at++) if ((await anonymous.get(`/verificacion/intento-${at}`)).status === 429) refused++
  assert.ok(refused > 0)
})
