import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { axeViolations, testBrowser } from '../../test/support/browser.ts'
import { testProgram } from '../../test/support/program.ts'

const { api, anonymous, db, url } = await testProgram(undefined, { cases: true })
const READER = 'gxol'
const STRANGER = 'jmenchu'

/** The demonstration's book, with folios of a case that the reader may not see. */
const book = async () => {
  const { json } = await api(READER).get('/api/registers')
  return json.registers.find((each: { name: string }) => each.name === 'libro de servidores virtuales')
}
const foreign = async (): Promise<number> => {
  const { rows } = await sql<{ id: number }>`
    select id from case_file order by id`.execute(db)
  for (const { id } of rows) {
    const { number } = (await sql<{ number: string }>`select number from case_file where id = ${id}`.execute(db))
      .rows[0]!
    if ((await api(READER).get(`/api/cases/${number}`)).status === 404) return id
  }
  throw new Error('the demonstration has no case that the reader may not see')
}
const write = (register: number, folio: number, caseId: number, seq: number, secret: string) =>
  sql`
  with folio as (update register set last_folio = ${folio}, last_link = ${folio} where id = ${register}),
  entry as (
    insert into register_entry (register_id, folio, link, case_id, act_seq, row_number, written_at, written_by, form, digest, hash)
    values (${register}, ${folio}, ${folio}, ${caseId}, ${seq}, '8', '2026-11-02T15:00:00Z', ${api(STRANGER).person}::uuid, null,
      repeat('0', 64), repeat('0', 64)))
  insert into register_entry_private (register_id, folio, salt, fields)
  values (${register}, ${folio}, repeat('0', 32), ${JSON.stringify({ Secreto: secret })}::jsonb)`.execute(db)

test('a book shows its entries by the fields of the form; the case is linked', async () => {
  const { id, lastFolio } = await book()
  assert.equal(lastFolio, 1)
  const list = await api(READER).get('/libros')
  assert.match(list.text, new RegExp(`href="/libros/${id}">Libro de servidores virtuales`))
  const page = await api(READER).get(`/libros/${id}`)
  assert.equal(page.status, 200)
  const heads = [...page.text.matchAll(/<th scope="col">([^<]+)/g)].map((match) => match[1])
  assert.deepEqual(heads.slice(0, 6), [
    'Folio',
    'Expediente',
    'Fecha',
    'Lo escribió',
    'Resultado',
    'Nombre del servidor',
  ])
  const folio = await api(READER).get(`/libros/${id}/folios/1`)
  const terms = [...folio.text.matchAll(/<dt>([^<]+)<\/dt>/g)].map((match) => match[1])
  assert.deepEqual(terms.slice(3), heads.slice(4).slice(0, terms.length - 3), 'the folio has them in the same order')
  const { json } = await api(READER).get(`/api/registers/${id}`)
  const [entry] = json.entries
  assert.match(page.text, new RegExp(`href="/expedientes/${entry.content.caseNumber}"`))
  assert.equal((await api(READER).get(`/api/cases/${entry.content.caseNumber}`)).status, 200)
  assert.equal(json.next, null)
})

test('entries are found by day and by words without accents, and leave as a file without formulas', async () => {
  const { id } = await book()
  const folios = async (query: string) => {
    const { json } = await api(READER).get(`/api/registers/${id}?${query}`)
    return json.entries.map(({ folio }: { folio: number }) => folio)
  }
  const { json } = await api(READER).get(`/api/registers/${id}`)
  const { caseNumber, writtenAt, fields } = json.entries[0].content
  const day = writtenAt.slice(0, 10)
  assert.deepEqual(await folios(`q=${caseNumber}`), [1])
  assert.deepEqual(await folios(`q=${encodeURIComponent(String(fields['Nombre del servidor']).toUpperCase())}`), [1])
  assert.deepEqual(await folios('q=zzzz'), [])
  assert.deepEqual(await folios('q=%25'), [], 'a wildcard is a letter like another')
  assert.deepEqual(await folios(`desde=${day}&hasta=${day}`), [1])
  assert.deepEqual(await folios('hasta=2020-01-01'), [])
  assert.deepEqual(await folios('desde=2026-13-45'), [1], 'no day asks for nothing')
  assert.match((await api(READER).get(`/libros/${id}?q=zzzz`)).text, /Ningún asiento que usted pueda leer es así/)
  const csv = await api(READER).get(`/libros/${id}/asientos.csv?q=${caseNumber}`)
  assert.match(csv.headers.get('content-type')!, /text\/csv/)
  assert.match(csv.text, new RegExp(`^Folio,Expediente,.*\r\n1,${caseNumber},`))
  assert.equal((await api(STRANGER).get(`/libros/${id}/asientos.csv`)).status, 404)
})

test('a folio is corrected over the API by who may, and the annotation stands beside it', async () => {
  const { id } = await book()
  const path = `/api/registers/${id}/folios/1/annotations`
  const said = { corrected: 'Donde dice «8 GB», debe leerse «16 GB».', reason: 'Error al copiar la solicitud.' }
  const made = await api('acastellon').post(path, said)
  assert.equal(made.status, 201, made.text)
  assert.deepEqual(made.json, { number: 1 })
  const { json } = await api(READER).get(`/api/registers/${id}`)
  const [{ annotations }] = json.entries
  assert.equal(annotations.length, 1)
  assert.deepEqual(annotations[0].content, said)
  assert.equal(annotations[0].by, api('acastellon').person)
  assert.equal((await api(STRANGER).post(path, said)).status, 404)
  assert.equal((await api('acastellon').post(path, { ...said, reason: ' ' })).status, 422)
  assert.equal((await api('acastellon').post(path, { ...said, more: 1 })).status, 400)
  assert.equal((await api('acastellon').post(path.replace('folios/1', 'folios/77'), said)).status, 404)
})

test('who may read none of a book does not learn of it', async () => {
  const { id } = await book()
  assert.deepEqual((await api(STRANGER).get('/api/registers')).json.registers, [])
  assert.match((await api(STRANGER).get('/libros')).text, /No hay libros que usted pueda leer/)
  for (const path of [`/libros/${id}`, '/libros/999', '/libros/x', `/api/registers/${id}`, '/api/registers/0'])
    assert.equal((await api(STRANGER).get(path)).status, 404, path)
  assert.equal((await anonymous.get(`/api/registers/${id}`)).status, 401)
})

test('a folio of a case that the reader may not see is there, reserved and empty', async () => {
  const { id } = await book()
  await write(id, 2, await foreign(), 9001, 'palabra-secreta')
  for (const path of [`/libros/${id}`, `/libros/${id}?hoja=larga`, `/api/registers/${id}`]) {
    const { status, text } = await api(READER).get(path)
    assert.equal(status, 200)
    assert.doesNotMatch(text, /palabra-secreta|Secreto/, path)
  }
  const page = await api(READER).get(`/libros/${id}`)
  assert.match(page.text, /<span class="number">2<\/span>.*Reservado/)
  assert.match(page.text, /2 folios escritos\./)
  const { json } = await api(READER).get(`/api/registers/${id}`)
  assert.deepEqual(json.entries[0], { folio: 2, content: null })
})

test('a long book is read by pages, none left out and none twice', async () => {
  const { id } = await book()
  const hidden = await foreign()
  for (let folio = 3; folio <= 120; folio++) await write(id, folio, hidden, 9000 + folio, 'x')
  const seen: number[] = []
  let next: string | null = ''
  while (next !== null) {
    const { json } = await api(READER).get(`/api/registers/${id}${next === '' ? '' : `?antes=${next}`}`)
    seen.push(...json.entries.map((each: { folio: number }) => each.folio))
    next = json.next
  }
  assert.deepEqual(
    seen,
    Array.from({ length: 120 }, (_, at) => 120 - at),
  )
  const first = await api(READER).get(`/libros/${id}`)
  assert.match(first.text, new RegExp(`href="/libros/${id}\\?antes=71"`))
})

test('whoever reads no more of a long book than its first folio has it in the list', async () => {
  const { id } = await book()
  const hidden = await foreign()
  for (let folio = 121; folio <= 230; folio++) await write(id, folio, hidden, 9000 + folio, 'x')
  assert.equal((await book()).lastFolio, 230)
  assert.match((await api(READER).get(`/libros/${id}?antes=2`)).text, /230 folios escritos\./)
  assert.deepEqual((await api(STRANGER).get('/api/registers')).json.registers, [])
})

test('the books in a browser: both widths and looks, axe', async () => {
  const { id } = await book()
  const browser = await testBrowser()
  for (const [width, colorScheme] of [
    [1280, 'dark'],
    [390, 'light'],
  ] as const) {
    const page = await browser.page({ viewport: { width, height: 800 }, colorScheme })
    await page.context().addCookies([{ name: 'ventanilla', value: (await api(READER).session()).cookie, url }])
    for (const path of ['/libros', `/libros/${id}?antes=30`]) {
      await page.goto(url + path)
      assert.deepEqual(await axeViolations(page), [], `${path} at ${width}`)
      const over = await page.evaluate('document.documentElement.scrollWidth - innerWidth')
      assert.ok(Number(over) <= 0, `${path} is wider than ${width}`)
    }
    await page.getByRole('link', { name: /^2026-/ }).click()
    await page.waitForURL(/\/expedientes\/2026-/)
    assert.deepEqual(page.errors(), [])
  }
})
