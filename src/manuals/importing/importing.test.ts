import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import { forgetLooseFiles } from '#src/cases/forget-loose-files.ts'
import { fileStore } from '#src/platform/files/file-store.ts'
import { axeViolations, testBrowser } from '../../../test/support/browser.ts'
import { testProgram } from '../../../test/support/program.ts'

const { api, anonymous, db, url, filesFolder } = await testProgram()
const WRITER = 'eurizar'
const READER = 'jmenchu'
const TEXT = `Manual de Normas y Procedimientos
REPARACIÓN DE EQUIPOS
Código: SOP-MNP-07
Versión 2
MINISTERIO DE EJEMPLO

1. OBJETIVO:

Reparar los equipos de Guatemala.

PROCEDIMIENTO No. 1
REPARACIÓN DE EQUIPOS

RESPONSABLE\tPASO\tACTIVIDAD
Departamento de Soporte Técnico Recepcionista\t01\tRecibe el equipo.
Técnico\t\tExamina el equipo. Anota la falla.
\t03\t¿Tiene reparación?
\t\t3.1. Sí. Repara el equipo. (Regresa al paso 2).
\t\t3.2. NO. Informa. (Continúa en paso 4)
\t04\tEntrega el equipo.
`
const send = (name: string, content: string | Uint8Array<ArrayBuffer>, who = WRITER) => {
  const form = new FormData()
  form.set('documento', new Blob([content]), name)
  return api(who).form('/manuales/importar', form)
}
const finished = async (path: string) => {
  for (let tries = 0; tries < 200; tries++) {
    const { text } = await api(WRITER).get(path)
    if (!text.includes('<progress')) return text
    await wait(100)
  }
  throw new Error('the reading did not end')
}
const pathOf = (answer: { headers: Headers }) => answer.headers.get('location')!

test('only those who write manuals may import', async () => {
  assert.equal((await anonymous.get('/manuales/importar')).status, 303)
  const page = await api(READER).get('/manuales/importar')
  assert.equal(page.status, 403)
  assert.match(page.text, /quienes redactan manuales/)
  assert.equal((await send('manual.txt', TEXT, READER)).status, 403)
})

test('a document is read apart, its doubts shown with both places, and goes on as a draft', async () => {
  const sent = await send('Mi manual.txt', TEXT)
  assert.equal(sent.status, 303, sent.text)
  const path = pathOf(sent)
  const page = await finished(path)
  assert.match(page, /La fuente no numera este paso/)
  assert.match(page, /línea 16/)
  assert.match(page, /«\(Regresa al paso 2\)\.» se escribió «\(Regresa a paso 2\)\.»/)
  assert.match(page, /href="\/manuales\/hallazgos\/lazo-sin-limite"/)
  // Somebody else, even a writer, does not see it.
  assert.equal((await api('acastellon').get(path)).status, 403)
  const opened = await api(WRITER).form(`${path}/borrador`, {})
  const draft = pathOf(opened)
  assert.match(draft, /^\/manuales\/borradores\//)
  assert.equal(pathOf(await api(WRITER).form(`${path}/borrador`, {})), draft, 'a second press opens the same draft')
  const editor = await api(WRITER).get(draft)
  assert.match(editor.text, /SOP-MNP-07/)
  const original = await api(WRITER).get(`${path}/original`)
  assert.equal(original.text, TEXT)
  assert.match(original.headers.get('content-disposition')!, /Mi%20manual\.txt/)
})

test('a file that cannot be read is refused with a sentence and kept until it is put away', async () => {
  const path = pathOf(await send('plano.docx', new Uint8Array([0x50, 0x4b, 3, 4, 9, 9, 9])))
  const page = await finished(path)
  assert.match(page, /El documento de Word está dañado o incompleto/)
  await forgetLooseFiles(db, fileStore(filesFolder), '2026-12-24T00:00:00Z')
  assert.equal((await api(WRITER).get(`${path}/original`)).status, 200)
  assert.equal((await api(WRITER).form(`${path}/reintentar`, {})).status, 303)
  assert.match(await finished(path), /dañado o incompleto/)
  assert.equal((await api(WRITER).form(`${path}/descartar`, {})).status, 303)
  assert.equal((await api(WRITER).get(path)).status, 404)
  await forgetLooseFiles(db, fileStore(filesFolder), '2026-12-24T00:00:00Z')
  const { rows } = await sql`select 1 from stored_file where name = 'plano.docx'`.execute(db)
  assert.equal(rows.length, 0)
})

test('no file, a reading that died, and a form of another page', async () => {
  const empty = await api(WRITER).form('/manuales/importar', new FormData())
  assert.equal(empty.status, 422)
  assert.match(empty.text, /Elija el documento/)
  const path = pathOf(await send('otra.txt', TEXT))
  await finished(path)
  await sql`update manual_import set state = 'reading', heard_at = heard_at - interval '10 minutes' where name = 'otra.txt'`.execute(
    db,
  )
  assert.match((await api(WRITER).get(path)).text, /La lectura se interrumpió/)
  await api(WRITER).form(`${path}/reintentar`, {})
  assert.match(await finished(path), /Dudas por decidir/)
  const { cookie } = await api(WRITER).session()
  const body = new FormData()
  body.set('_csrf', 'other')
  body.set('documento', new Blob([TEXT]), 'x.txt')
  const forged = await fetch(`${url}/manuales/importar`, {
    method: 'POST',
    body,
    headers: { cookie: `ventanilla=${cookie}` },
    redirect: 'manual',
  })
  assert.equal(forged.status, 403)
})

test('every finding has its page, and an unknown one a sentence', async () => {
  const index = await api(READER).get('/manuales/hallazgos')
  const links = [...index.text.matchAll(/href="(\/manuales\/hallazgos\/[a-z-]+)"/g)].map((match) => match[1]!)
  assert.ok(links.length > 90)
  for (const link of links.filter((_, at) => at % 12 === 0)) {
    const page = await api(READER).get(link)
    assert.equal(page.status, 200)
    assert.match(page.text, /Quién lo siente/)
  }
  assert.equal((await api(READER).get('/manuales/hallazgos/nada')).status, 404)
})

test('the pages in the browser', async (t) => {
  const { page: openPage } = await testBrowser(t)
  const path = pathOf(await send('pagina.txt', TEXT))
  await finished(path)
  const { cookie } = await api(WRITER).session()
  for (const [width, colorScheme] of [
    [1280, 'light'],
    [390, 'dark'],
  ] as const) {
    const page = await openPage({ viewport: { width, height: 900 }, colorScheme })
    await page.context().addCookies([{ name: 'ventanilla', value: cookie, url }])
    for (const at of ['/manuales/importar', path, '/manuales/hallazgos', '/manuales/hallazgos/regresa-a-pregunta']) {
      await page.goto(`${url}${at}`)
      assert.deepEqual(await axeViolations(page), [], `${at} ${width}`)
      const over = Number(await page.evaluate('document.documentElement.scrollWidth - window.innerWidth'))
      assert.ok(over <= 0, `${at} scrolls sideways at ${width}`)
      const name = at.replaceAll('/', '_').slice(0, 40)
      if (process.env.SHOTS)
        await page.screenshot({ path: `${process.env.SHOTS}/${name}-${width}.png`, fullPage: true })
    }
    assert.deepEqual(page.errors(), [])
  }
})
