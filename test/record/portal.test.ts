import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PORTAL_MANUAL } from '#src/intake/portal/fixtures/portal-manual.ts'
import { type Answer, testProgram } from '../support/program.ts'
import { assertRecordIsSound } from './desk.ts'

const world = await testProgram()
const { api, clock, db, publish } = world
await publish(PORTAL_MANUAL)
const yesica = api('yhuarcaya')
const BATTERY = '/portal/pedir/PRU-MNP-02/2/cambio-de-bateria'

test('a form that is sent twice asks for one thing', async () => {
  const fields = { asunto: 'Batería doble', clave: 'una-y-la-misma-clave' }
  const [one, two] = [await yesica.form(BATTERY, fields), await yesica.form(BATTERY, fields)]
  assert.deepEqual([one.status, two.status], [303, 303], one.text)
  assert.equal(one.headers.get('location'), two.headers.get('location'))
})

test('nothing that is typed becomes markup; a hostile name of a file is only a name', async () => {
  const evil = '<img src=x onerror=alert(1)>"\'&'
  const body = new FormData()
  body.set('asunto', evil)
  body.set('adjuntos', new Blob(['<script>alert(1)</script>'], { type: 'text/html' }), '../../<b>mala.html')
  const number = numberOf(await yesica.form(BATTERY, body))
  await yesica.form(`/portal/solicitudes/${number}/mensaje`, { mensaje: evil, clave: 'clave-de-mensaje' })
  for (const path of [
    '/portal',
    '/portal/solicitudes',
    `/portal/solicitudes/${number}`,
    `/portal?q=${encodeURIComponent(evil)}`,
  ]) {
    const { text } = await yesica.get(path)
    assert.ok(!text.includes('<img') && !text.includes('<b>mala'), path)
    assert.match(text, /&lt;img src=x/, path)
  }
  const { json } = await yesica.get(`/api/cases/${number}`)
  const file = await yesica.get(json.files[0].href)
  assert.match(file.headers.get('content-disposition')!, /^attachment;/)
  assert.ok(!file.headers.get('content-type')!.includes('html'), file.headers.get('content-type')!)
})

test('a refused form keeps what was typed and what was received; another’s upload is not taken along', async () => {
  const body = new FormData()
  body.set('asunto', '')
  body.set('adjuntos', new Blob(['%PDF-1.7']), 'nota.pdf')
  const refused = await yesica.form(BATTERY, body)
  assert.equal(refused.status, 422)
  const kept = /name="adjuntos-recibidos" value="([^"]+)"/.exec(refused.text)![1]!
  const stolen = await api('lsolares').form(BATTERY, { asunto: 'x', 'adjuntos-recibidos': kept })
  assert.equal(stolen.status, 422)
  const number = numberOf(await yesica.form(BATTERY, { asunto: 'Con nota', 'adjuntos-recibidos': kept }))
  assert.match((await yesica.get(`/portal/solicitudes/${number}`)).text, /nota\.pdf/)
})

const LOAN = '/portal/pedir/PRU-MNP-02/1/prestamo-de-computadora-portatil'

test('everything that an empty form lacks is said at once', async () => {
  const { status, text } = await yesica.form(LOAN, { asunto: '' })
  assert.equal(status, 422)
  assert.match(text, /Hay 3 datos que corregir/)
  assert.match(text, /Escriba en pocas palabras qué necesita/)
  assert.equal(text.match(/Este dato es obligatorio/g)?.length, 4, 'above and at each of the two fields')
  assert.equal(text.match(/name="asunto"/g)?.length, 1)
})

test('a file that was refused is not kept, and a form with an optional one can be sent without it', async () => {
  const send = (fields: Record<string, string>, note?: string) => {
    const body = new FormData()
    for (const [name, value] of Object.entries(fields)) body.set(name, value)
    if (note !== undefined) body.set('SOL-PE-01:Nota de respaldo', new Blob(['hola']), note)
    return yesica.form(LOAN, body)
  }
  const asked = {
    asunto: 'Una portátil para la feria',
    'SOL-PE-01:Para qué lo necesita': 'La feria de Chimaltenango',
    'SOL-PE-01:Desde qué día': '2026-11-20',
  }
  const refused = await send(asked, 'nota.txt')
  assert.equal(refused.status, 422)
  assert.match(refused.text, /Nota de respaldo: /)
  assert.doesNotMatch(refused.text, /Archivo recibido|:recibido"/)
  const kept = await send({ ...asked, 'SOL-PE-01:Desde qué día': 'mañana' }, 'nota.pdf')
  assert.match(kept.text, /Archivo recibido: nota\.pdf/, 'one that is good is kept')
  numberOf(await send(asked))
})

test('a document already received is named, and can be taken away', async () => {
  const body = new FormData()
  body.set('asunto', '')
  body.append('adjuntos', new Blob(['%PDF-1.7 uno']), 'uno.pdf')
  body.append('adjuntos', new Blob(['%PDF-1.7 dos']), 'dos.pdf')
  const first = await yesica.form(BATTERY, body)
  const ids = /name="adjuntos-recibidos" value="([^"]+)"/.exec(first.text)![1]!
  const again = await yesica.form(BATTERY, { asunto: '', 'adjuntos-recibidos': ids })
  for (const { text } of [first, again]) {
    assert.match(text, /Ya recibimos 2 documentos/)
    for (const name of ['uno.pdf', 'dos.pdf']) assert.ok(text.includes(`<span>${name}</span>`), name)
  }
  const drop = [...again.text.matchAll(/name="(quitar:[^"]+)"/g)].map(([, name]) => name!)
  assert.equal(drop.length, 2)
  const number = numberOf(
    await yesica.form(BATTERY, { asunto: 'Con uno', 'adjuntos-recibidos': ids, [drop[1]!]: 'si' }),
  )
  const { text } = await yesica.get(`/portal/solicitudes/${number}`)
  assert.match(text, /uno\.pdf/)
  assert.doesNotMatch(text, /dos\.pdf/)
})

test('says once that it was solved; rates, changes the rating for seven days, and no longer', async () => {
  const number = numberOf(await yesica.form(BATTERY, { asunto: 'Batería calificada' }))
  const early = await yesica.post(`/api/cases/${number}/rating`, { stars: 5 })
  assert.deepEqual([early.status, early.json.code], [409, 'not-over'])
  await finish(number)
  const solved = await yesica.form(`/portal/solicitudes/${number}/conformidad`, { resuelto: 'si' })
  assert.equal(solved.status, 303, solved.text)
  const again = await yesica.post(`/api/cases/${number}/conformity`, { solved: false, reason: 'No.' })
  assert.deepEqual([again.status, again.json.code], [409, 'conformity-given'])
  assert.equal((await yesica.post(`/api/cases/${number}/rating`, { stars: 5, comment: 'Bien.' })).status, 200)
  for (const stars of [0, 6, 2.5, '5'])
    assert.equal((await yesica.post(`/api/cases/${number}/rating`, { stars })).status, 400, String(stars))
  clock.advance({ hours: 24 * 7 })
  assert.equal((await yesica.post(`/api/cases/${number}/rating`, { stars: 3 })).status, 200)
  clock.advance({ hours: 1 })
  const late = await yesica.post(`/api/cases/${number}/rating`, { stars: 1 })
  assert.deepEqual([late.status, late.json.code], [409, 'rating-late'])
  await assertRecordIsSound(db)
})

test('who allowed a remote session, or did not, reads so in what has happened', async () => {
  for (const [answer, said] of [
    ['si', 'Usted permitió la sesión remota.'],
    ['no', 'Usted no permitió la sesión remota.'],
  ] as const) {
    const number = numberOf(await yesica.form(BATTERY, { asunto: `Batería a distancia: ${answer}` }))
    const asked = await api('dxicara').post(`/api/cases/${number}/remote-sessions`, { tool: 'anydesk' })
    assert.equal(asked.status, 200, asked.text)
    const given = await yesica.form(`/portal/solicitudes/${number}/sesion`, { sesion: '1', autoriza: answer })
    assert.equal(given.status, 303, given.text)
    const { text } = await yesica.get(`/portal/solicitudes/${number}`)
    assert.ok(text.includes(said), said)
  }
})

test('what others did since the last look is news, once', async () => {
  const number = numberOf(await yesica.form(BATTERY, { asunto: 'Batería con noticias' }))
  await yesica.get(`/portal/solicitudes/${number}`)
  assert.ok(!news(await yesica.get('/portal')).includes('Batería con noticias'))
  const wrote = await api('dxicara').post(`/api/cases/${number}/messages`, { message: 'Venga mañana.' })
  assert.equal(wrote.status, 200, wrote.text)
  await api('dxicara').post(`/api/cases/${number}/internal-notes`, { note: 'Secreto del taller' })
  assert.match(news(await yesica.get('/portal')), /Batería con noticias[\s\S]*escribió/)
  const seen = await yesica.get(`/portal/solicitudes/${number}`)
  assert.ok(seen.text.includes('Venga mañana.') && !seen.text.includes('Secreto'))
  assert.ok(!news(await yesica.get('/portal')).includes('Batería con noticias'))
})

test('of merged requests each one leads to the one that goes on, and nowhere else', async () => {
  const other = api('lsolares')
  const main = numberOf(await yesica.form(BATTERY, { asunto: 'Batería principal' }))
  const second = numberOf(await other.form(BATTERY, { asunto: 'La misma batería' }))
  assert.equal((await other.get(`/portal/solicitudes/${main}`)).status, 404)
  const merged = await api('dxicara').post(`/api/cases/${second}/merge`, { into: main, reason: 'Lo mismo.' })
  assert.equal(merged.status, 200, merged.text)
  assert.match((await other.get(`/portal/solicitudes/${second}`)).text, new RegExp(`sigue en la ${main}`))
  assert.equal((await other.get(`/portal/solicitudes/${main}`)).status, 200)
  assert.equal((await yesica.get(`/portal/solicitudes/${second}`)).status, 404)
})

test('lists go on by pages without repeating', async () => {
  for (let nth = 0; nth < 23; nth++) numberOf(await api('ccojulun').form(BATTERY, { asunto: `Batería número ${nth}` }))
  const first = await api('ccojulun').get('/portal/solicitudes')
  const next = /href="(\/portal\/solicitudes\?desde=\d+)"/.exec(first.text)![1]!
  const second = await api('ccojulun').get(next)
  const numbers = [first, second].flatMap(({ text }) =>
    [...text.matchAll(/href="\/portal\/solicitudes\/(\d{4}-\d+)"/g)].map((each) => each[1]),
  )
  assert.deepEqual([numbers.length, new Set(numbers).size], [23, 23])
  for (const odd of ['-1', 'x', '9'.repeat(40), "1'"])
    assert.equal((await yesica.get(`/portal/solicitudes?desde=${encodeURIComponent(odd)}&q=%25_%5C`)).status, 200)
})

test('pages are compressed, but none that repeats its own address', async () => {
  const headers = { 'accept-encoding': 'br' }
  assert.equal((await yesica.get('/portal', headers)).headers.get('content-encoding'), 'br')
  assert.equal((await yesica.get('/portal?q=cuenta', headers)).headers.get('content-encoding'), null)
})

function numberOf({ status, headers, text }: Answer): string {
  assert.equal(status, 303, text)
  return headers.get('location')!.split('/').at(-1)!
}

function news({ text }: Answer): string {
  return /<section id="avisos"[\s\S]*?<\/section>/.exec(text)?.[0] ?? ''
}

async function finish(number: string): Promise<void> {
  const { json } = await api('dxicara').get(`/api/cases/${number}`)
  const done = await api('dxicara').post(`/api/cases/${number}/tasks/${json.tasks[0].task}/completion`, {})
  assert.equal(done.status, 200, done.text)
}

test('what people call things finds what the manuals call them, the likeliest first', async () => {
  for (const [asked, first] of [
    ['nuevo empleado', /^Cuenta|^Creación|^Solicitud de usuario/],
    ['despidieron a una persona', /^Baja/],
    ['compu lenta', /^Soporte técnico|^Atención al usuario/],
    ['no tengo internet', /./],
  ] as const) {
    const { text } = await yesica.get(`/portal?q=${encodeURIComponent(asked)}`, { accept: 'text/html' })
    const offers = [...text.matchAll(/href="\/portal\/pedir\/[^"]*"[^>]*>(?:<[^>]*>)*([^<]+)/g)].map((match) =>
      match[1]!.trim(),
    )
    assert.match(offers[0] ?? '', first, `${asked}: ${offers.slice(0, 4).join(' | ')}`)
  }
})
