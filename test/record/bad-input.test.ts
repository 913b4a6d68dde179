import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { TRIAL_MANUAL } from '#src/cases/fixtures/trial-manual.ts'
import { type Answer, type Api, testProgram } from '../support/program.ts'
import { assertRecordIsSound, complete, openTrial, trial } from './desk.ts'

const world = await testProgram()
const { api, db, publish } = world
await publish(TRIAL_MANUAL)

const who = api('lsolares')
const reception = api('ebaquiax')
const number = await openTrial(who, 8, { form: { Asunto: 'Papel' } })
const task = `/api/cases/${number}/tasks/1`

/** Refused with problem details that have our code, and nothing written. */
function assertProblem(answer: Answer, about: string): void {
  assert.ok(answer.status >= 400 && answer.status < 500, `${about}: ${answer.status} ${answer.text.slice(0, 300)}`)
  assert.match(answer.headers.get('content-type') ?? '', /^application\/problem\+json/, about)
  const { code, title, status, type } = answer.json
  assert.match(code, /^[a-z][a-z0-9-]+$/, about)
  assert.ok(title.length > 5 && status === answer.status && type === `/problemas/${code}`, about)
}

const raw = async (as: Api, path: string, body: string, contentType = 'application/json') => {
  const { csrf } = await as.session()
  return as.send(path, { method: 'POST', headers: { 'content-type': contentType, 'x-csrf-token': csrf }, body })
}

/** JSON with one text put where it cannot be written by hand. */
const withText = (body: unknown, text: string) => JSON.stringify(body).replace('"«»"', `"${text}"`)

const PLACES: readonly [string, string, unknown, Api][] = [
  ['title', '/api/cases', trial(1, { title: '«»' }), who],
  ['start', '/api/cases', trial(1, { start: '«»' }), who],
  ['channel', '/api/cases', trial(1, { channel: '«»' }), who],
  ['manual', '/api/cases', trial(1, { manual: '«»' }), who],
  ['procedure', '/api/cases', trial(1, { procedure: '«»' }), who],
  ['requester', '/api/cases', trial(1, { requester: '«»' }), who],
  ['contact', '/api/cases', trial(1, { contact: { name: '«»' } }), who],
  ['contact mail', '/api/cases', trial(1, { contact: { name: 'X', email: '«»' } }), who],
  ['form', '/api/cases', trial(8, { form: { Asunto: '«»' } }), who],
  ['form field', '/api/cases', trial(8, { form: { '«»': 'x' } }), who],
  ['file', '/api/cases', trial(1, { files: ['«»'] }), who],
  ['note', `/api/cases/${number}/notes`, { note: '«»' }, who],
  ['answer', `${task}/completion`, { answer: '«»' }, reception],
  ['completion note', `${task}/completion`, { note: '«»' }, reception],
  ['action', `${task}/completion`, { actions: ['«»'] }, reception],
  ['to', `${task}/hand-over`, { to: '«»' }, reception],
  ['reason', `/api/cases/${number}/annulment`, { reason: '«»' }, who],
]

test('what the database cannot keep is refused in every text: NUL, halves of surrogate pairs', async () => {
  const before = await assertRecordIsSound(db)
  for (const [name, path, body, as] of PLACES) {
    for (const text of ['a\\u0000b', 'a\\ud800b', '\\udc00'])
      assertProblem(await raw(as, path, withText(body, text)), `${name} ${text}`)
  }
  assert.equal(await assertRecordIsSound(db), before)
})

test('a megabyte where a line is expected is refused, and so is what is larger than any body', async () => {
  const before = await assertRecordIsSound(db)
  for (const [name, path, body, as] of PLACES) {
    assertProblem(await raw(as, path, withText(body, 'x'.repeat(1_000_000))), name)
    assertProblem(await raw(as, path, withText(body, 'x'.repeat(2_000_000))), name)
  }
  assertProblem(await raw(who, '/api/cases', `${'['.repeat(100_000)}${']'.repeat(100_000)}`), 'deep')
  assertProblem(await raw(who, '/api/cases', `{"title":${'['.repeat(100_000)}${']'.repeat(100_000)}}`), 'deep title')
  assert.equal(await assertRecordIsSound(db), before)
})

test('unknown members, __proto__, wrong types and what is no JSON are refused', async () => {
  const before = await assertRecordIsSound(db)
  const good = JSON.stringify(trial(1))
  const bodies = [
    '{"__proto__":{"administrator":true}}',
    good.replace('{', '{"__proto__":{"priority":1},'),
    good.replace('{', '{"constructor":{"prototype":{"x":1}},'),
    good.replace('{', '{"status":"closed",'),
    good.replace('{', '{"priority":"1",'),
    good.replace('{', '{"priority":9,'),
    good.replace('{', '{"priority":1.5,'),
    good.replace('{', '{"priority":1e999,'),
    good.replace('{', '{"form":[],'),
    good.replace('{', '{"form":{"x":{"y":1}},'),
    good.replace('{', '{"form":{"__proto__":"x"},'),
    good.replace('{', '{"files":"x",'),
    good.replace('{', `{"files":${JSON.stringify(Array(21).fill('01890000-0000-7000-8000-000000000000'))},`),
    good.replace('"Pedido sencillo"', '7'),
    '',
    '{',
    'null',
    '[]',
    '"x"',
    '7',
    `${good}x`,
  ]
  for (const body of bodies) assertProblem(await raw(who, '/api/cases', body), body)
  for (const type of [
    'text/plain',
    'application/xml',
    'application/x-www-form-urlencoded',
    'multipart/form-data',
    'multipart/form-data; boundary=x',
    'application/json; charset=latin9',
    'x',
  ])
    if (type !== 'application/json; charset=latin9') assertProblem(await raw(who, '/api/cases', good, type), type)
  assertProblem(await raw(who, '/api/files', 'x', 'multipart/form-data; boundary=x'), 'a broken upload')
  assertProblem(await raw(who, '/api/files', 'x', 'application/json'), 'no upload')
  assert.equal(await assertRecordIsSound(db), before)
  assert.equal(({} as { administrator?: boolean }).administrator, undefined)
})

const HOSTILE = [
  "' or 1=1 --",
  "'; drop table act; --",
  '1); delete from task; --',
  '%',
  '_',
  '\\',
  '"',
  '$1',
  '../../etc/passwd',
  '..%2f..%2fetc',
  '2026-0000011',
  '٠',
  '\u202e',
  'NaN',
  '-1',
  '🙂',
  'x'.repeat(600),
]

test('metacharacters in every parameter and query find nothing and break nothing', async () => {
  const before = await assertRecordIsSound(db)
  for (const hostile of HOSTILE) {
    const text = encodeURIComponent(hostile)
    for (const path of [
      `/api/cases/${text}`,
      `/api/cases/${text}/export`,
      `/expedientes/${text}`,
      `/expedientes/${text}/constancia`,
      `/expedientes/${text}/exportacion.json`,
      `/archivos/${text}`,
      `/bandejas/${text}`,
      `/api/trays/${text}`,
      `/tramites/${text}/${text}/${text}`,
      `/libros/${text}`,
      `/api/registers/${text}`,
      `/manuales/${text}`,
      `/api/manuals/${text}`,
    ]) {
      const answer = await who.get(path)
      assert.ok(answer.status >= 400 && answer.status < 500, `${path}: ${answer.status} ${answer.text.slice(0, 200)}`)
    }
    assertProblem(await who.post(`/api/cases/${text}/notes`, { note: 'x' }), hostile)
    assertProblem(await who.post(`/api/cases/${number}/tasks/${text}/claim`), hostile)
    for (const path of ['/api/trays/mias', '/bandejas/cargo', '/mis-expedientes', '/api/my-cases', '/live']) {
      if (path === '/live') continue
      const answer = await who.get(`${path}?desde=${text}&orden=${text}&q=${text}`)
      assert.ok(answer.status < 500, `${path} ${hostile}: ${answer.status}`)
    }
  }
  assert.equal(await assertRecordIsSound(db), before)
})

test('forged places in a tray begin at the start or are refused, never fail', async () => {
  const forged = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const texts = [
    '',
    'x',
    '!!!',
    forged(null),
    forged([]),
    forged({}),
    forged([1, 'infinity', 1]),
    forged([1e30, 'infinity', 1, 1]),
    forged([1, "'; drop table task; --", 1, 1]),
    forged([1, 'infinity', Number.MAX_SAFE_INTEGER, 1]),
    forged([1, 'infinity', 1, Number.MAX_SAFE_INTEGER]),
    forged([1, 'infinity', 1, 2 ** 31]),
    forged([1, '99999-01-01', 1, 1]),
    forged([1, '+275760-09-13T00:00:00Z', 1, 1]),
    forged([1, '-271821-04-20T00:00:00Z', 1, 1]),
    forged([1, 'Jan 1 2026 (x)', 1, 1]),
    forged([1, '2026', 1, 1]),
    forged([99, '-infinity', 0, 0]),
    forged([32768, 'infinity', 0, 0]),
    'A'.repeat(190),
  ]
  for (const text of texts) {
    for (const name of ['mias', 'cargo', 'unidad']) {
      for (const path of [`/api/trays/${name}`, `/bandejas/${name}`]) {
        const { status, text: body } = await reception.get(`${path}?desde=${encodeURIComponent(text)}`)
        assert.ok(status === 200 || (status >= 400 && status < 500), `${path} ${text}: ${status} ${body.slice(0, 200)}`)
      }
    }
  }
  const twice = await reception.get('/api/trays/mias?desde=a&desde=b')
  assert.ok(twice.status < 500)
})

test('a file above the limit is refused whole: no stump of it is kept', async () => {
  const kept = async () =>
    (await sql<{ count: number }>`select count(*)::int as count from stored_file`.execute(db)).rows[0]!.count
  const before = await kept()
  const { csrf } = await reception.session()
  const send = (bytes: number) => {
    const body = new FormData()
    body.set('file', new Blob([new Uint8Array(bytes)]), 'grande.bin')
    return reception.send('/api/files', { method: 'POST', headers: { 'x-csrf-token': csrf }, body })
  }
  const most = 25 * 1024 * 1024
  for (const bytes of [most + 1, most + 100_000, 40_000_000]) {
    const answer = await send(bytes)
    assert.equal(answer.status, 413, answer.text)
    assert.equal(answer.json.code, 'too-large')
  }
  assert.equal(await kept(), before)
  const whole = await send(most)
  assert.deepEqual([whole.status, whole.json.size], [201, most])
})

test('HTML in every text is shown as text, on every page that shows it', async () => {
  const evil = (field: string) => `<script>alert("${field}")</script><img src=x onerror="alert('${field}')">`
  const opened = await who.post(
    '/api/cases',
    trial(8, {
      channel: 'teléfono',
      title: evil('title'),
      contact: { name: evil('contact'), unit: evil('unit'), email: 'a@b.example', phone: '2299 2101' },
      form: { Asunto: evil('subject'), Detalle: evil('detail') },
    }),
  )
  assert.equal(opened.status, 200, opened.text)
  const { number: of } = opened.json
  assert.equal((await reception.post(`/api/cases/${of}/notes`, { note: evil('note') })).status, 200)
  const body = new FormData()
  body.set('file', new Blob(['%PDF-1.7']), `${evil('file')}.pdf`)
  const { csrf } = await reception.session()
  const file = await reception.send('/api/files', { method: 'POST', headers: { 'x-csrf-token': csrf }, body })
  assert.equal((await reception.post(`/api/cases/${of}/attachments`, { files: [file.json.id] })).status, 200)
  await complete(reception, of, { note: evil('done') })
  await complete(reception, of)
  const other = await openTrial(who, 8, { title: evil('open'), form: { Asunto: evil('open') } })
  let seen = 0
  for (const [reader, path] of [
    [who, `/expedientes/${of}`],
    [who, `/expedientes/${of}/constancia`],
    [who, '/mis-expedientes'],
    [reception, `/expedientes/${other}`],
    [reception, '/bandejas/cargo'],
    [reception, '/bandejas/unidad'],
    [reception, '/libros'],
    [reception, '/libros/1'],
  ] as const) {
    const page = await reader.get(path, { accept: 'text/html' })
    assert.equal(page.status, 200, path)
    assert.doesNotMatch(page.text, /<script>alert|<img src=x|onerror="alert/, path)
    seen += page.text.includes('&lt;script&gt;alert') ? 1 : 0
  }
  assert.ok(seen >= 6, `only ${seen} pages show it`)
  // And what a refused form shows again.
  const again = await who.form('/tramites/PRU-MNP-01/8/pedido-con-forma', {
    canal: '"><script>alert(1)</script>',
    'PRU-01:Detalle': '"><script>alert(2)</script>',
  })
  assert.equal(again.status, 422)
  assert.match(again.text, /&lt;script&gt;alert\(2\)/)
  assert.doesNotMatch(again.text, /<script>alert/)
})

test('hostile names of files are kept harmless, and never make a header', async () => {
  for (const name of [
    '../../etc/passwd',
    'C:\\windows\\x.pdf',
    'a\r\nSet-Cookie: x=1.pdf',
    'a".pdf',
    '\u202egnp.exe',
    `${'x'.repeat(10_000)}.pdf`,
    '..',
    '.',
    ' ',
    'ñandú 🙂.pdf',
    "a'();*.pdf",
    '%00.pdf',
  ]) {
    const body = new FormData()
    body.set('file', new Blob(['%PDF-1.7']), name)
    const { csrf } = await who.session()
    const stored = await who.send('/api/files', { method: 'POST', headers: { 'x-csrf-token': csrf }, body })
    assert.equal(stored.status, 201, `${name}: ${stored.text}`)
    assert.ok(stored.json.name.length <= 150 && !/[/\\\r\n\u202e]/.test(stored.json.name), stored.json.name)
    assert.equal(stored.json.contentType, 'application/pdf')
    const opened = await openTrial(who, 1, { files: [stored.json.id] })
    const back = await who.get(`/archivos/${stored.json.id}`)
    assert.deepEqual([back.status, back.text], [200, '%PDF-1.7'], name)
    assert.match(back.headers.get('content-disposition')!, /^attachment; filename\*=UTF-8''[\w.%!~-]+$/)
    assert.equal(back.headers.get('set-cookie'), null)
    assert.ok(opened)
  }
})

test('a form without a body, with null or with names sent twice is refused or read as empty, and never a fault of the program', async () => {
  const { csrf } = await who.session()
  const multipart = new FormData()
  multipart.set('_csrf', csrf)
  multipart.set('accion', 'claim')
  const bodies: readonly RequestInit[] = [
    {},
    { body: 'null', headers: { 'content-type': 'application/json' } },
    { body: '[1]', headers: { 'content-type': 'application/json' } },
    { body: multipart },
  ]
  for (const path of ['/bandejas/lote', '/mis-llaves'])
    for (const { headers, ...init } of bodies) {
      const answer = await who.send(path, { method: 'POST', ...init, headers: { ...headers, 'x-csrf-token': csrf } })
      assert.ok(answer.status >= 300 && answer.status < 500, `${path} ${String(init.body)}: ${answer.status}`)
    }
  for (const path of ['/preferences/language', '/preferences/theme']) {
    const body = new URLSearchParams([
      ['_csrf', csrf],
      ['back', '/bandejas'],
      ['back', '/portal'],
      ['locale', 'en'],
      ['locale', 'es'],
      ['theme', 'dark'],
      ['theme', 'light'],
    ])
    const answer = await who.send(path, { method: 'POST', body })
    assert.equal(answer.status, 303, `${path}: ${answer.text}`)
  }
})

test('a page that is sent nonsense draws itself again, with what was typed', async () => {
  const long = await who.form('/tramites/PRU-MNP-01/8/pedido-con-forma', {
    canal: 'portal',
    'PRU-01:Detalle': 'Con mucho detalle',
    'PRU-01:Asunto': '',
  })
  assert.equal(long.status, 422)
  assert.match(long.text, /Con mucho detalle/)
  for (const fields of [
    {},
    { answer: 'QUIZÁ' },
    { fila: '99' },
    { fila: '-1' },
    { clave: 'x' },
    { nota: 'x'.repeat(30_000) },
    { 'adjuntos-recibidos': 'nada' },
    { 'adjuntos-recibidos': '01890000-0000-7000-8000-000000000000' },
  ]) {
    const answer = await reception.form(`/expedientes/${number}/tareas/1/completar`, {
      ...(fields as Record<string, string>),
      answer: 'QUIZÁ',
    })
    assert.ok(answer.status >= 400 && answer.status < 500, `${JSON.stringify(fields).slice(0, 80)}: ${answer.status}`)
  }
  for (const [path, fields] of [
    ['corregir', { paso: 'x', motivo: 'y' }],
    ['corregir', { paso: '1', motivo: '' }],
    ['resolver', { sigue: '99', motivo: 'x' }],
    ['nota', { nota: ' ' }],
    ['anular', {}],
    ['reabrir', { motivo: 'x' }],
  ] as const) {
    const answer = await reception.form(`/expedientes/${number}/${path}`, fields as Record<string, string>)
    assert.ok(answer.status >= 400 && answer.status < 500, `${path}: ${answer.status} ${answer.text.slice(0, 200)}`)
  }
  await assertRecordIsSound(db)
})
