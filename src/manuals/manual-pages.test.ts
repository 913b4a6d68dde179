import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { sql } from 'kysely'
import { LOCALE_COOKIE } from '#src/web/locale/locale.ts'
import { axeViolations, testBrowser } from '../../test/support/browser.ts'
import { testProgram } from '../../test/support/program.ts'

const { api, anonymous, db, url } = await testProgram()
const ADMIN = 'eurizar'
const READER = 'jmenchu'
const LETTERS = readFileSync('manuals/ssi-soporte.manual.md', 'utf8')
const version = (number: string, text = LETTERS) => text.replace('versión: "1.0"', `versión: "${number}"`)
const BROKEN = LETTERS.replace('NO. (Continúa en paso 10).', 'NO. Vuelve al paso 10.')
const upload = (name: string, text: string | Uint8Array<ArrayBuffer>, typed = '') => {
  const form = new FormData()
  form.set('texto', typed)
  form.set('archivo', new Blob([text]), name)
  form.set('hacer', 'revisar')
  return form
}
const versions = async () => {
  const { rows } = await sql<{ code: string; version: string; sha256: string }>`
    select manual_code as code, version, sha256 from manual_version order by id`.execute(db)
  return rows
}

test('the list tells what is in force; only an administrator is offered to publish', async () => {
  const list = await api(READER).get('/manuales')
  assert.equal(list.status, 200)
  assert.match(list.text, /href="\/manuales\/SSI-MNP-03">Soporte de Sistemas de Información/)
  assert.doesNotMatch(list.text, /\/manuales\/publicar/)
  assert.match((await api(ADMIN).get('/manuales')).text, /\/manuales\/publicar/)
  assert.equal((await anonymous.get('/manuales')).status, 303)
  assert.equal((await anonymous.get('/api/manuals')).status, 401)
})

test('a manual reads as a document: contents, merged roles, fichas, norms, forms, holders, offers', async () => {
  const { status, text } = await api(READER).get('/manuales/SSI-MNP-03')
  assert.equal(status, 200)
  assert.match(text, /href="#procedimiento-3\.5"/)
  assert.match(text, /<th scope="rowgroup" rowspan="13" class="step-role"><span class="role-post">Especialista/)
  assert.match(text, /id="procedimiento-3\.5-paso-6\.2"/)
  assert.match(text, /6 días hábiles desde el paso 1; al vencer se responde NO/)
  assert.match(text, /<a href="#norma-3">ver norma general 3<\/a>/)
  assert.match(text, /<li id="norma-3">/)
  assert.match(text, /<li id="procedimiento-3\.5-norma-2">/)
  assert.match(text, /href="\/tramites\/SSI-MNP-03\/3\.5\/oficio"/)
  assert.match(text, /número de 1 a 500/)
  assert.doesNotMatch(text, /Paso 4, Plazo:/, 'the list of fichas is shown with the steps, not again as prose')
  for (const id of [...text.matchAll(/href="#([^"]+)"/g)].map((match) => match[1]!))
    assert.ok(text.includes(`id="${id}"`), `nothing has the id ${id}`)
  const { cookie } = await api(READER).session()
  const english = await fetch(`${url}/manuales/SSI-MNP-03`, {
    headers: { cookie: `ventanilla=${cookie}; ${LOCALE_COOKIE}=en` },
  })
  const words = await english.text()
  assert.match(words, /6 working days from step 1; at expiry the answer is NO/)
  assert.match(words, /Digitaliza el oficio autorizado/, 'the manual’s own words are not translated')
})

test('a role without a holder is warned of, in the document and before publishing', async () => {
  const text = version('1.1', LETTERS)
    .replaceAll('/ Especialista', '/ Especialista Mayor')
    .replaceAll('los Especialistas', 'los Especialistas Mayores')
  const check = await api(READER).post('/api/manuals/check', { text })
  assert.equal(check.status, 200, check.text)
  assert.equal(check.json.sound, true, JSON.stringify(check.json.findings))
  assert.deepEqual(check.json.summary.rolesWithoutHolder, [
    'Departamento de Soporte de Sistemas de Información / Especialista Mayor',
  ])
  assert.equal(check.json.summary.replaces.version, '1.0')
  const page = await api(ADMIN).form('/manuales/publicar', { texto: text, hacer: 'revisar' })
  assert.equal(page.status, 200)
  assert.match(page.text, /Nadie ocupa este cargo todavía: .*Especialista Mayor/)
  assert.match(page.text, /value="publicar"/)
})

test('the source is given byte for byte, as a download', async () => {
  const answer = await api(READER).get('/manuales/SSI-MNP-03/fuente.md')
  assert.equal(answer.text, LETTERS)
  assert.match(answer.headers.get('content-disposition') ?? '', /^attachment; .*SSI-MNP-03-1\.0\.manual\.md/)
})

test('an unknown manual or version is a page that says so', async () => {
  for (const path of [
    '/manuales/NO-HAY',
    '/manuales/SSI-MNP-03/versiones/9.9',
    '/manuales/SSI-MNP-03/versiones/9.9/fuente.md',
  ])
    assert.equal((await api(READER).get(path, { accept: 'text/html' })).status, 404, path)
  assert.equal((await api(READER).get('/api/manuals/NO-HAY')).json.code, 'manual-unknown')
})

test('what a manual writes as HTML or as a script’s address is only text', async () => {
  const evil = LETTERS.replace('manual: SSI-MNP-03', 'manual: HTML-01').replace(
    'Ordenar la atención',
    '<img src=x onerror=alert(1)> **fuerte** [aquí](javascript:alert(1)) <!-- callado --> <script>alert(2)</script> Ordenar',
  )
  const done = await api(ADMIN).post('/api/manuals', { text: evil })
  assert.equal(done.status, 201, done.text)
  const { text } = await api(READER).get('/manuales/HTML-01')
  assert.match(
    text,
    /&lt;img src=x onerror=alert\(1\)&gt; <strong>fuerte<\/strong> <a href="#" rel="noreferrer">aquí<\/a>/,
  )
  assert.match(text, /&lt;script&gt;/)
  assert.doesNotMatch(text, /<img|<script>alert|javascript:|callado/)
})

test('a text with errors is refused with its lines, kept as typed, and never published', async () => {
  const before = await versions()
  const line = BROKEN.split('\n').findIndex((each) => each.includes('Vuelve al paso 10')) + 1
  for (const hacer of ['revisar', 'publicar']) {
    const answer = await api(ADMIN).form('/manuales/publicar', { texto: BROKEN.replaceAll('\n', '\r\n'), hacer })
    assert.equal(answer.status, 422)
    assert.match(answer.text, new RegExp(`href="#linea-${line}"`))
    assert.match(answer.text, new RegExp(`<li id="linea-${line}" class="error">`))
    assert.match(answer.text, /salto-mal-escrito/)
    assert.match(answer.text, /<textarea[^>]*>\n---\nmanual: SSI-MNP-03/)
    assert.doesNotMatch(answer.text, /value="publicar"/)
  }
  const refused = await api(ADMIN).post('/api/manuals', { text: BROKEN })
  assert.equal(refused.status, 422)
  assert.equal(refused.json.code, 'manual-has-errors')
  assert.deepEqual(
    refused.json.errors.map((each: { line: number; code: string }) => [each.line, each.code]),
    [[line, 'salto-mal-escrito']],
  )
  assert.deepEqual(await versions(), before)
})

test('a calendar that the institution does not have is an error in its line', async () => {
  const text = version('1.2', LETTERS.replace('calendario: GT', 'calendario: ZZ'))
  const check = await api(READER).post('/api/manuals/check', { text })
  assert.equal(check.json.sound, false)
  assert.deepEqual(
    check.json.findings.map((each: { line: number; code: string }) => [each.line, each.code]),
    [[7, 'calendario-desconocido']],
  )
  assert.equal((await api(ADMIN).post('/api/manuals', { text })).status, 422)
})

test('a file takes the place of the text; one that cannot be read leaves what was typed', async () => {
  const read = await api(ADMIN).form('/manuales/publicar', upload('a.manual.md', BROKEN, 'lo de antes'))
  assert.equal(read.status, 422)
  assert.match(read.text, /salto-mal-escrito/)
  const latin = await api(ADMIN).form(
    '/manuales/publicar',
    upload('a.md', new Uint8Array([0x74, 0xed, 0x74]), 'lo escrito'),
  )
  assert.equal(latin.status, 422)
  assert.match(latin.text, /no está en UTF-8/)
  assert.match(latin.text, /<textarea[^>]*>\nlo escrito/)
  const large = await api(ADMIN).form(
    '/manuales/publicar',
    upload('a.md', new Uint8Array(2_000_000).fill(97), 'lo escrito'),
  )
  assert.match(large.text, /demasiado grande/)
  const empty = await api(ADMIN).form('/manuales/publicar', { texto: '  ', hacer: 'publicar' })
  assert.equal(empty.status, 422)
})

test('publishing puts a version in force once, ends the one before, and is recorded as an admin act', async () => {
  const text = version('2.0')
  const done = await api(ADMIN).form('/manuales/publicar', { texto: text.replaceAll('\n', '\r\n'), hacer: 'publicar' })
  assert.equal(done.status, 303)
  assert.equal(done.headers.get('location'), '/manuales/SSI-MNP-03')
  const { rows } = await sql<{ actor: string; data: { version: string } }>`
    select actor_id as actor, data from admin_act where action = 'manual.publish' order by seq desc limit 1`.execute(db)
  assert.deepEqual([rows[0]?.actor, rows[0]?.data.version], [api(ADMIN).person, '2.0'])
  const page = await api(READER).get('/manuales/SSI-MNP-03')
  assert.match(page.text, /Versión 2\.0, vigente desde/)
  const old = await api(READER).get('/manuales/SSI-MNP-03/versiones/1.0')
  assert.match(old.text, /Esta versión ya no rige/)
  assert.doesNotMatch(old.text, /href="\/tramites\//)
  // The form's line ends make no other text: the same version from a file is the same.
  const again = await api(ADMIN).post('/api/manuals', { text })
  assert.deepEqual([again.status, again.json.kind], [200, 'unchanged'])
  const said = await api(ADMIN).form('/manuales/publicar', { texto: text, hacer: 'publicar' })
  assert.match(said.text, /no hay nada que publicar/)
  const other = text.replace('Ordenar la atención', 'Organizar la atención')
  const taken = await api(ADMIN).form('/manuales/publicar', { texto: other, hacer: 'publicar' })
  assert.equal(taken.status, 409)
  assert.match(taken.text, /Suba el número de versión/)
  assert.match(taken.text, /Organizar la atención/)
  assert.equal((await api(ADMIN).post('/api/manuals', { text: other })).json.code, 'manual-version-taken')
})

test('two who publish the same version at once: it is there once', async () => {
  const text = version('3.0')
  const answers = await Promise.all([1, 2, 3].map(() => api(ADMIN).post('/api/manuals', { text })))
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 200, 201])
  assert.equal((await versions()).filter((each) => each.code === 'SSI-MNP-03' && each.version === '3.0').length, 1)
})

test('whoever is no administrator cannot publish, by any route; without the token nobody can', async () => {
  const before = await versions()
  const text = version('9.0')
  assert.equal((await api(READER).get('/manuales/publicar')).status, 403)
  assert.equal((await api(READER).form('/manuales/publicar', { texto: text, hacer: 'publicar' })).status, 403)
  assert.equal((await api(READER).post('/api/manuals', { text })).status, 403)
  assert.equal((await anonymous.post('/api/manuals', { text })).status, 401)
  assert.equal((await anonymous.post('/api/manuals/check', { text })).status, 401)
  const body = new URLSearchParams({ texto: text, hacer: 'publicar' })
  assert.equal((await api(ADMIN).send('/manuales/publicar', { method: 'POST', body })).status, 403)
  assert.deepEqual(await versions(), before)
})

test('the pages in a browser: without scripts, both widths, both looks, axe', async () => {
  const browser = await testBrowser()
  for (const [width, colorScheme] of [
    [1280, 'light'],
    [390, 'dark'],
  ] as const) {
    const page = await browser.page({ viewport: { width, height: 800 }, colorScheme })
    const { cookie } = await api(ADMIN).session()
    await page.context().addCookies([{ name: 'ventanilla', value: cookie, url }])
    const clean = async (where: string) => {
      assert.deepEqual(await axeViolations(page), [], `${where} at ${width}`)
      const over = await page.evaluate('document.documentElement.scrollWidth - innerWidth')
      assert.ok(Number(over) <= 0, `${where} is wider than ${width}`)
    }
    for (const path of ['/manuales', '/manuales/DTI-MNP-01', '/manuales/SSI-MNP-03/versiones/1.0']) {
      await page.goto(url + path)
      await clean(path)
    }
    await page.goto(`${url}/manuales/publicar`)
    await page.getByLabel('Texto del manual').fill(BROKEN)
    await page.getByRole('button', { name: 'Revisar' }).click()
    await page.getByText('Hay 1 error.').waitFor()
    await clean('findings')
    await page.getByLabel('Texto del manual').fill(version(`4.${width}`))
    await page.getByRole('button', { name: 'Revisar' }).click()
    await page.getByRole('heading', { name: 'Lo que se va a publicar' }).waitFor()
    await clean('summary')
    await page.getByRole('button', { name: 'Publicar esta versión' }).click()
    await page.getByText(`Se publicó SSI-MNP-03, versión 4.${width}`).waitFor()
    assert.deepEqual(page.errors(), [])
  }
  const plain = await browser.page({ javaScriptEnabled: false })
  const { cookie } = await api(ADMIN).session()
  await plain.context().addCookies([{ name: 'ventanilla', value: cookie, url }])
  await plain.goto(`${url}/manuales/publicar`)
  await plain
    .getByLabel('O un archivo')
    .setInputFiles({ name: 'a.md', mimeType: 'text/markdown', buffer: Buffer.from(version('5.0')) })
  await plain.getByRole('button', { name: 'Revisar' }).click()
  await plain.getByRole('button', { name: 'Publicar esta versión' }).click()
  await plain.getByText('Versión 5.0, vigente desde').waitFor()
})
