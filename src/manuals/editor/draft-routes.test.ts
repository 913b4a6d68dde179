import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { testProgram } from '../../../test/support/program.ts'

const { api, url } = await testProgram()
const writer = api('hzelada')

async function newDraft(): Promise<string> {
  const opened = await writer.form('/manuales/borradores', { desde: 'plantilla' })
  assert.equal(opened.status, 303, opened.text)
  return opened.headers.get('location')!
}

/** What the form of a draft's page would send, by name of field. */
function formOf(page: string) {
  const area = (name: string) => new RegExp(`<textarea[^>]*name="${name}"[^>]*>\n([^<]*)</textarea>`).exec(page)![1]!
  return { texto: area('texto'), ejemplos: area('ejemplos'), revision: /name="revision" value="(\d+)"/.exec(page)![1]! }
}

const multipart = (fields: Readonly<Record<string, string>>) => {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  return form
}

test('the printed draft says on its pages that it is one, and errors of reading are told instead', async () => {
  const path = await newDraft()
  const { status, headers } = await writer.get(`${path}/borrador.pdf`)
  assert.equal(status, 200)
  assert.equal(headers.get('content-type'), 'application/pdf')
  assert.match(headers.get('content-disposition')!, /^inline; .*\.pdf$/)
  const { bytes } = await pdf(`${path}/borrador.pdf`)
  assert.match(textOf(bytes), /BORRADOR/i)

  const wrong = await writer.form(path, { texto: '# nada', ejemplos: '', revision: '1' })
  assert.equal(wrong.status, 303, wrong.text)
  const refused = await writer.get(`${path}/borrador.pdf`, { accept: 'text/html' })
  assert.equal(refused.status, 422)
  assert.match(refused.text, /Corrija los que señala la revisión/)
})

test('a text past the limit comes back in the form with the reason, on the revision on which it was written', async () => {
  const path = await newDraft()
  const before = formOf((await writer.get(path, { accept: 'text/html' })).text)
  const other = await writer.form(path, { ...before, texto: `${before.texto}De otra persona.\n` })
  assert.equal(other.status, 303, other.text)
  for (const count of [300_001, 1_500_000]) {
    const texto = `Mío.\n${'x'.repeat(count)}`
    const answer = await writer.form(path, multipart({ ...before, texto, ejemplos: 'los míos' }))
    assert.equal(answer.status, 422)
    assert.match(answer.text, /role="alert"[\s\S]*no pasa de 300 000 caracteres/)
    assert.deepEqual(formOf(answer.text), { texto, ejemplos: 'los míos', revision: before.revision })
  }
  // What the other saved is still told once the text is short enough.
  const shorter = await writer.form(path, { ...before, texto: `${before.texto}Mío.\n` })
  assert.equal(shorter.status, 409)
  const json = await writer.form(path, { ...before, texto: 'x'.repeat(300_001), respuesta: 'json' })
  assert.equal(json.status, 422)
})

async function pdf(path: string): Promise<{ bytes: Uint8Array }> {
  const { cookie } = await writer.session()
  const answer = await fetch(`${url}${path}`, { headers: { cookie: `ventanilla=${cookie}` } })
  return { bytes: new Uint8Array(await answer.arrayBuffer()) }
}

function textOf(bytes: Uint8Array): string {
  const folder = mkdtempSync(join(tmpdir(), 'ventanilla-draft-'))
  try {
    writeFileSync(join(folder, 'a.pdf'), bytes)
    return execFileSync('pdftotext', [join(folder, 'a.pdf'), '-'], { encoding: 'utf8' })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
