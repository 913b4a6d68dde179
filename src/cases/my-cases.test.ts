import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { axeViolations, testBrowser } from '../../test/support/browser.ts'
import { testProgram } from '../../test/support/program.ts'

const { api, anonymous, db, url } = await testProgram(undefined, { cases: true })
const PERSON = 'jmenchu'

interface Listed {
  readonly number: string
  readonly title: string
  readonly status: string
  readonly waiting: boolean
  readonly standing: readonly { readonly row: string | null; readonly text: string; readonly where: string }[]
}
const mine = async (username: string, from = ''): Promise<{ cases: Listed[]; next: string | null }> =>
  (await api(username).get(`/api/my-cases${from}`)).json

test('what a person asked for, with where it stands in plain words', async () => {
  const { cases } = await mine(PERSON)
  assert.ok(cases.length >= 3)
  for (const each of cases) {
    assert.equal((await api(PERSON).get(`/api/cases/${each.number}`)).status, 200)
    assert.ok(each.standing.every(({ where }) => where.length > 0))
  }
  const held = cases.find(({ title }) => title === 'Menú principal para teléfonos')!
  assert.deepEqual(held.standing, [
    {
      row: '6',
      text: 'Hace los cambios en el sitio y los prueba.',
      where: 'Lo tiene Gladys Xol Bolaños, Técnico en Infraestructura.',
    },
  ])
  const page = await api(PERSON).get('/mis-expedientes')
  assert.match(page.text, new RegExp(`href="/expedientes/${held.number}">Menú principal`))
  assert.match(page.text, /En trámite/)
})

test('open cases come first, then the newest; FIN says when', async () => {
  const everybody = await Promise.all(
    ['lsolares', 'hzelada', 'caguirre', 'ecolindres', 'apumarica', PERSON].map((each) => mine(each)),
  )
  for (const { cases } of everybody) {
    const order = cases.map(({ status, number }) => [status === 'open' ? 0 : 1, -Number(number.slice(5))] as const)
    assert.deepEqual(
      order,
      order.toSorted((a, b) => a[0] - b[0] || a[1] - b[1]),
    )
  }
  const ended = everybody.flatMap(({ cases }) => cases).filter(({ status }) => status === 'closed')
  assert.ok(ended.length > 0, 'the demonstration has closed cases')
  for (const { standing } of ended) assert.match(standing[0]!.where, /^Llegó a FIN el /)
})

test('nobody’s list holds a case of another; whoever has none is shown the catalogue', async () => {
  const lists = await Promise.all(['lsolares', 'hzelada', PERSON].map(async (each) => (await mine(each)).cases))
  const numbers = lists.flatMap((cases) => cases.map(({ number }) => number))
  assert.equal(new Set(numbers).size, numbers.length)
  const empty = await api('allanos').get('/mis-expedientes')
  assert.match(empty.text, /Todavía no ha pedido nada/)
  assert.match(empty.text, /href="\/tramites"/)
  assert.equal((await anonymous.get('/api/my-cases')).status, 401)
  assert.equal((await anonymous.get('/mis-expedientes')).status, 303)
})

test('a case registered for somebody else is in the lists of both', async () => {
  const { json } = await api('mguarcax').get('/api/catalogue')
  const offer = json.offers.find((each: { start: string }) => each.start === 'Oficio')
  const sample: Readonly<Record<string, unknown>> = { date: '2026-11-02', number: 2 }
  const required = offer.form.fields.filter((field: { required: boolean }) => field.required)
  const answer = await api('mguarcax').post('/api/cases', {
    manual: offer.manual,
    procedure: offer.procedure,
    start: offer.start,
    channel: offer.channels[0],
    title: 'Lo pide otra persona',
    requester: api('allanos').person,
    form: Object.fromEntries(
      required.map((field: { name: string; type: { kind: string } }) => [
        field.name,
        sample[field.type.kind] ?? 'Texto',
      ]),
    ),
  })
  assert.equal(answer.status, 200, answer.text)
  for (const each of ['mguarcax', 'allanos'])
    assert.ok((await mine(each)).cases.some(({ title }) => title === 'Lo pide otra persona'))
})

test('a long list is read by pages, none left out and none twice; a bad place begins at the start', async () => {
  // Copies of a case, with its opening act and its reader: what the list reads.
  await sql`
    with model as (select * from case_file where requester_person = ${api(PERSON).person}::uuid and status = 'open' order by id limit 1),
    made as (
      insert into case_file (number, opened_month, manual_version_id, procedure, title, channel, status, priority, requester_person,
        opened_at, closed_at, seq, head_hash, state)
      select '2025-' || lpad(n::text, 6, '0'), opened_month, manual_version_id, procedure, 'Copia ' || n, channel,
        case when n % 3 = 0 then 'closed' else 'open' end, priority, requester_person, opened_at, null, 1, head_hash, state
      from model, generate_series(1, 70) n returning id, opened_month),
    acts as (
      insert into act (opened_month, case_id, seq, at, actor_person, kind, text, hash)
      select opened_month, id, 1, now(), null, 'case-opened', '{}', repeat('0', 64) from made)
    insert into case_reader (case_id, reader) select id, ${api(PERSON).person}::uuid from made`.execute(db)
  const seen: Listed[] = []
  let next: string | null = ''
  while (next !== null) {
    const answer = await mine(PERSON, next === '' ? '' : `?desde=${next}`)
    seen.push(...answer.cases)
    next = answer.next
  }
  assert.equal(new Set(seen.map(({ number }) => number)).size, seen.length)
  assert.equal(seen.filter(({ title }) => title.startsWith('Copia')).length, 70)
  const firstEnded = seen.findIndex(({ status }) => status !== 'open')
  assert.ok(seen.slice(firstEnded).every(({ status }) => status !== 'open'))
  assert.equal((await mine(PERSON, '?desde=nada')).cases[0]?.number, seen[0]?.number)
})

test('the list in a browser: both widths and looks, axe', async () => {
  const browser = await testBrowser()
  for (const [width, colorScheme] of [
    [1280, 'light'],
    [390, 'dark'],
  ] as const) {
    const page = await browser.page({ viewport: { width, height: 800 }, colorScheme })
    await page.context().addCookies([{ name: 'ventanilla', value: (await api(PERSON).session()).cookie, url }])
    await page.goto(`${url}/mis-expedientes`)
    assert.deepEqual(await axeViolations(page), [], `at ${width}`)
    const over = await page.evaluate('document.documentElement.scrollWidth - innerWidth')
    assert.ok(Number(over) <= 0, `wider than ${width}`)
    await page.getByRole('link', { name: 'Más expedientes' }).click()
    await page.waitForURL(/desde=/)
    assert.deepEqual(page.errors(), [])
  }
})
