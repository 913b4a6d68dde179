import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { TRIAL_MANUAL } from '#src/cases/fixtures/trial-manual.ts'
import { rebuildProjections } from '#src/cases/rebuild-projections.ts'
import { verifyExport } from '#src/cases/verify-export.ts'
import { loadDirectory } from '#src/people/index.ts'
import { type Api, testProgram } from '../support/program.ts'
import { assertRecordIsSound, complete, openTrial, projections } from './desk.ts'

const { api, db, publish, clock, signingKey, personId } = await testProgram()
await publish(TRIAL_MANUAL)

const lucrecia = api('lsolares') // asks
const yesica = api('yhuarcaya') // has no part
const elvira = api('ebaquiax') // receives
const leandro = api('lhuaman') // attends
const anselmo = api('acastellon') // heads the unit
const elias = api('eurizar') // administers

const SECRET = 'El equipo del solicitante tiene software sin licencia'

async function underWay(who: Api = lucrecia, title = 'La impresora no imprime'): Promise<string> {
  const number = await openTrial(who, 1, { title })
  await complete(elvira, number)
  const { json } = await leandro.get(`/api/cases/${number}`)
  const claimed = await leandro.post(`/api/cases/${number}/tasks/${json.tasks[0].task}/claim`)
  assert.equal(claimed.status, 200, claimed.text)
  return number
}

async function ok(answer: Promise<{ status: number; text: string; json: unknown }>) {
  const { status, text, json } = await answer
  assert.equal(status, 200, text)
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever was answered
  return json as any
}

async function refusedWith(answer: Promise<{ status: number; text: string; json: { code?: string } }>, code: string) {
  const { json, text } = await answer
  assert.equal(json?.code, code, text)
}

async function upload(who: Api, name: string, content = '%PDF-1.7 prueba'): Promise<string> {
  const body = new FormData()
  body.set('file', new Blob([content]), name)
  const { csrf } = await who.session()
  const stored = await who.send('/api/files', { method: 'POST', headers: { 'x-csrf-token': csrf }, body })
  assert.equal(stored.status, 201, stored.text)
  return stored.json.id
}

const page = { accept: 'text/html' }

test('an internal note reaches no requester: not by page, API, printed record, export, file or its name', async () => {
  const number = await underWay()
  const file = await upload(leandro, 'captura-reservada.pdf')
  await ok(leandro.post(`/api/cases/${number}/internal-notes`, { note: SECRET, files: [file] }))
  await ok(leandro.post(`/api/cases/${number}/messages`, { message: 'Mañana la revisamos.' }))
  await ok(lucrecia.post(`/api/cases/${number}/messages`, { message: 'Gracias, espero.' }))

  const paths = [
    `/expedientes/${number}`,
    `/expedientes/${number}/constancia`,
    `/expedientes/${number}/exportacion.json`,
    `/api/cases/${number}`,
    `/api/cases/${number}/export`,
    `/api/cases/${number}/conversation`,
    '/mis-expedientes',
    '/api/my-cases',
  ]
  for (const path of paths) {
    const headers = path.startsWith('/api') ? {} : page
    const seen = await lucrecia.get(path, headers)
    assert.equal(seen.status, 200, path)
    assert.ok(!seen.text.includes('sin licencia') && !seen.text.includes('captura-reservada'), path)
    assert.ok(!seen.text.includes('note-written') && !/nota interna/i.test(seen.text), path)
    const official = await leandro.get(path, headers)
    if (path.includes(number)) assert.ok(official.text.includes('sin licencia'), path)
  }
  assert.equal((await lucrecia.get(`/archivos/${file}`)).status, 404)
  assert.equal((await leandro.get(`/archivos/${file}`)).status, 200)
  const { part, conversation } = await ok(lucrecia.get(`/api/cases/${number}/conversation`))
  assert.equal(part, 'requester')
  assert.deepEqual(
    conversation.map(({ from, text }: { from: string; text: string }) => [from, text]),
    [
      ['office', 'Mañana la revisamos.'],
      ['requester', 'Gracias, espero.'],
    ],
  )
  await refusedWith(lucrecia.post(`/api/cases/${number}/internal-notes`, { note: 'x' }), 'not-an-official-here')
  for (const path of ['vincular', 'separar', 'visita', 'respuestas', 'escribir'])
    assert.equal((await lucrecia.get(`/expedientes/${number}/${path}`, page)).status, 403, path)

  // Both exports can be verified; the requester's tells nothing of what it leaves out but that it is there.
  for (const who of [lucrecia, leandro]) {
    const { text } = await who.get(`/api/cases/${number}/export`)
    assert.deepEqual(verifyExport(text, signingKey.publicPem).faults, [])
    const withheld = JSON.parse(text)
    const acts = withheld.acts.filter((act: { withheld?: boolean }) => act.withheld === true)
    assert.equal(acts.length, who === lucrecia ? 1 : 0)
    if (who === lucrecia) {
      acts[0].text = '{}'
      assert.ok(verifyExport(`${JSON.stringify(withheld)}\n`, signingKey.publicPem).faults.length > 0)
    }
  }
})

test('a contact message and a link stay with the officials too', async () => {
  const number = await underWay()
  const other = await underWay(elvira, 'Otra impresora')
  const contact = { name: 'Proveedora Valdoria', email: 'soporte@proveedora.example' }
  await ok(leandro.post(`/api/cases/${number}/contact-messages`, { message: 'Pieza R-7', direction: 'sent', contact }))
  await ok(leandro.post(`/api/cases/${number}/links`, { relation: 'related', other }))
  const seen = await lucrecia.get(`/expedientes/${number}`, page)
  assert.ok(!seen.text.includes('Proveedora') && !seen.text.includes('Pieza R-7') && !seen.text.includes(other))
  assert.ok((await leandro.get(`/expedientes/${number}`, page)).text.includes('Proveedora Valdoria'))
})

test('who asks and works on it reads it as an official; a step of the requester makes nobody one', async () => {
  const own = await openTrial(leandro, 1, { title: 'Mi propio pedido' })
  assert.equal((await ok(leandro.get(`/api/cases/${own}`))).part, 'requester', 'before it reached the unit')
  await complete(elvira, own)
  assert.equal(
    (await ok(leandro.get(`/api/cases/${own}`))).part,
    'official',
    'the step is in a tray of the own position',
  )
  assert.equal((await ok(elvira.get(`/api/cases/${own}`))).part, 'official')
  const signed = await openTrial(lucrecia, 1)
  assert.equal((await ok(lucrecia.get(`/api/cases/${signed}`))).part, 'requester')
})

test('a mention lets an official read the case, stands under Menciones, and is read by opening the case', async () => {
  const number = await underWay()
  assert.equal((await yesica.get(`/api/cases/${number}`)).status, 404)
  await refusedWith(leandro.post(`/api/cases/${number}/internal-notes`, { note: 'Ver con @nadie' }), 'mention-unknown')
  await sql`update person set name = 'Elvira Huamán Montufar' where username = 'ebaquiax'`.execute(db)
  const two = await leandro.post(`/api/cases/${number}/internal-notes`, { note: 'Ver con @Huamán, por favor' })
  assert.deepEqual([two.status, two.json.code], [422, 'mention-ambiguous'])
  assert.match(two.text, /@ebaquiax, @lhuaman/)
  await sql`update person set name = 'Elvira Baquiax Montufar' where username = 'ebaquiax'`.execute(db)
  await ok(
    leandro.post(`/api/cases/${number}/internal-notes`, {
      note: 'Que @yhuarcaya revise el gasto. Escribir a x@y.example, no a @yhuarcaya dos veces.',
    }),
  )
  assert.equal((await ok(yesica.get(`/api/cases/${number}`))).part, 'official')
  const { mentions } = await ok(yesica.get('/api/mentions'))
  assert.deepEqual(
    mentions.map((each: { number: string; read: boolean }) => [each.number, each.read]),
    [[number, false]],
  )
  const tray = await yesica.get('/bandejas/mias', page)
  assert.match(tray.text, /href="\/menciones"[^>]*>.*?Menciones<\/span><span class="count">1<\/span>/s)
  assert.equal((await yesica.get(`/expedientes/${number}`, page)).status, 200)
  assert.equal((await ok(yesica.get('/api/mentions'))).mentions[0].read, true)
  await ok(yesica.post(`/api/cases/${number}/internal-notes`, { note: 'Revisado, @lhuaman.' }))
  assert.equal((await ok(leandro.post('/api/mentions/reading'))).read, 1)
  assert.ok(!(await lucrecia.get('/api/mentions')).text.includes(number))
})

test('links stand on both sides, and a foreign number answers like an unknown one', async () => {
  const [parent, child] = [await underWay(), await underWay(lucrecia, 'La segunda impresora')]
  await ok(leandro.post(`/api/cases/${parent}/links`, { relation: 'parent-of', other: child }))
  await refusedWith(
    leandro.post(`/api/cases/${parent}/links`, { relation: 'parent-of', other: child }),
    'linked-already',
  )
  await refusedWith(
    leandro.post(`/api/cases/${parent}/links`, { relation: 'child-of', other: child }),
    'link-makes-circle',
  )
  await refusedWith(leandro.post(`/api/cases/${parent}/links`, { relation: 'related', other: parent }), 'same-case')
  const here = await ok(leandro.get(`/api/cases/${child}/links`))
  assert.deepEqual([here.links[0].relation, here.links[0].number, here.links[0].rows], ['child-of', parent, ['2']])
  const shown = await leandro.get(`/expedientes/${parent}`, page)
  assert.match(shown.text, /0 de 1 hijos terminados/)
  assert.match(shown.text, /Tiene 1 expediente hijo abierto/)

  const foreign = await openTrial(yesica, 1, { title: 'Reservado' })
  const unknown = '2026-999999'
  const stranger = api('mguarcax')
  assert.equal((await stranger.get(`/api/cases/${foreign}`)).status, 404)
  const mine = await openTrial(stranger, 1)
  for (const path of ['links', 'merge']) {
    const input = (other: string) => (path === 'links' ? { relation: 'related', other } : { into: other, reason: 'x' })
    const number = await underWay(elvira)
    const answers = [foreign, unknown].map((other) => leandro.post(`/api/cases/${number}/${path}`, input(other)))
    const [one, two] = await Promise.all(answers)
    // Yésica's case waits at reception, whose unit is not Leandro's.
    assert.deepEqual([one!.status, one!.json.code], [404, 'other-case-unknown'])
    assert.equal(one!.text.replaceAll(foreign, 'N'), two!.text.replaceAll(unknown, 'N'))
  }
  await refusedWith(
    stranger.post(`/api/cases/${mine}/links`, { relation: 'related', other: parent }),
    'not-an-official-here',
  )

  await refusedWith(
    leandro.post(`/api/cases/${parent}/links/removal`, { relation: 'related', other: child, reason: 'x' }),
    'link-unknown',
  )
  await ok(leandro.post(`/api/cases/${parent}/links/removal`, { relation: 'parent-of', other: child, reason: 'Error' }))
  assert.deepEqual((await ok(leandro.get(`/api/cases/${child}/links`))).links, [])
})

test('a case is linked and merged by its number as people write it: short, with its sign, or without its zeros', async () => {
  const number = await underWay()
  for (const relation of ['related', 'caused-by', 'duplicate-of'] as const) {
    const other = await underWay(lucrecia, 'La segunda impresora')
    const serial = String(Number(other.slice(5)))
    const written = { related: serial, 'caused-by': ` #${serial} `, 'duplicate-of': `2026-${serial}` }[relation]
    await ok(leandro.post(`/api/cases/${number}/links`, { relation, other: written }))
    const { links } = await ok(leandro.get(`/api/cases/${number}/links`))
    assert.equal(links.at(-1).number, other, written)
    await ok(
      leandro.post(`/api/cases/${other}/merge`, { into: String(Number(number.slice(5))), reason: 'Es lo mismo' }),
    )
  }
  await refusedWith(
    leandro.post(`/api/cases/${number}/links`, { relation: 'related', other: '77777' }),
    'other-case-unknown',
  )
})

test('a merged case goes on in the other with its words, files and requester, and comes back whole', async () => {
  const main = await underWay(lucrecia, 'Sin correo en el piso 2')
  const file = await upload(yesica, 'pantalla.pdf')
  const twin = await openTrial(yesica, 1, { title: 'No llega el correo', files: [file] })
  await complete(elvira, twin)
  await ok(yesica.post(`/api/cases/${twin}/messages`, { message: 'Tampoco a mi oficina.' }))
  await ok(leandro.post(`/api/cases/${twin}/internal-notes`, { note: 'Parece lo mismo.' }))
  const before = await ok(leandro.get(`/api/cases/${twin}`))

  await ok(leandro.post(`/api/cases/${twin}/merge`, { into: main, reason: 'Es la misma falla' }))
  const merged = await ok(leandro.get(`/api/cases/${twin}`))
  assert.deepEqual([merged.status, merged.tasks], ['annulled', []])
  await refusedWith(yesica.post(`/api/cases/${twin}/messages`, { message: 'x' }), 'case-goes-on-elsewhere')
  await refusedWith(leandro.post(`/api/cases/${twin}/merge`, { into: main, reason: 'x' }), 'case-goes-on-elsewhere')

  const official = await ok(leandro.get(`/api/cases/${main}/conversation`))
  assert.deepEqual(
    official.conversation.map(({ number, text }: { number?: string; text: string }) => [number, text]),
    [
      [twin, 'Tampoco a mi oficina.'],
      [twin, 'Parece lo mismo.'],
    ],
  )
  // The twin's requester reads the main one as a requester and sees the own words there; the main one's requester does not.
  const own = await ok(yesica.get(`/api/cases/${main}/conversation`))
  assert.deepEqual(
    [own.part, own.conversation.map(({ text }: { text: string }) => text)],
    ['requester', ['Tampoco a mi oficina.']],
  )
  assert.deepEqual((await ok(lucrecia.get(`/api/cases/${main}/conversation`))).conversation, [])
  assert.ok(!(await lucrecia.get(`/expedientes/${main}`, page)).text.includes('Yésica'))
  assert.equal((await lucrecia.get(`/archivos/${file}`)).status, 404)
  assert.ok((await ok(yesica.get('/api/my-cases'))).cases.some(({ number }: { number: string }) => number === main))
  const shown = await leandro.get(`/expedientes/${main}`, page)
  assert.ok(shown.text.includes('pantalla.pdf') && shown.text.includes('Parece lo mismo.'))
  assert.match((await yesica.get(`/expedientes/${twin}`, page)).text, new RegExp(`Continúa en el expediente ${main}`))

  await ok(leandro.post(`/api/cases/${twin}/unmerging`, { reason: 'Era otra cosa' }))
  const back = await ok(leandro.get(`/api/cases/${twin}`))
  assert.equal(back.status, 'open')
  assert.deepEqual(back.tasks, before.tasks)
  assert.deepEqual((await ok(leandro.get(`/api/cases/${main}/conversation`))).conversation, [])
  await refusedWith(leandro.post(`/api/cases/${twin}/unmerging`, { reason: 'x' }), 'not-merged')
  const { task } = back.tasks[0]
  await ok(leandro.post(`/api/cases/${twin}/tasks/${task}/claim`))
})

test('an undone merge gives back rows that stand side by side', async () => {
  const main = await underWay()
  const twin = await openTrial(lucrecia, 3)
  await complete(elvira, twin)
  const before = await ok(elvira.get(`/api/cases/${twin}`))
  assert.equal(before.tasks.length, 2)
  await ok(elvira.post(`/api/cases/${twin}/merge`, { into: main, reason: 'x' }))
  await ok(elvira.post(`/api/cases/${twin}/unmerging`, { reason: 'y' }))
  assert.deepEqual((await ok(elvira.get(`/api/cases/${twin}`))).tasks, before.tasks)
  const { rows } = await sql<{ blocks: unknown }>`
    select state -> 'blocks' as blocks from case_file where number = ${twin}`.execute(db)
  assert.deepEqual(rows[0]!.blocks, { 2: ['2.1', '2.2'] })
})

test('of two merges at once one wins, and no circle is made', async () => {
  const [one, two, three] = [await underWay(), await underWay(), await underWay()]
  const circle = await Promise.all([
    leandro.post(`/api/cases/${one}/merge`, { into: two, reason: 'x' }),
    anselmo.post(`/api/cases/${two}/merge`, { into: one, reason: 'x' }),
  ])
  assert.deepEqual(circle.map(({ status }) => status).toSorted(), [200, 409])
  const [gone, kept] = circle[0]!.status === 200 ? [one, two] : [two, one]
  await refusedWith(leandro.post(`/api/cases/${three}/merge`, { into: gone, reason: 'x' }), 'main-is-merged')
  await refusedWith(leandro.post(`/api/cases/${kept}/merge`, { into: gone, reason: 'x' }), 'main-is-merged')
  const twice = await Promise.all([
    leandro.post(`/api/cases/${three}/merge`, { into: kept, reason: 'x' }),
    anselmo.post(`/api/cases/${three}/merge`, { into: kept, reason: 'x' }),
  ])
  assert.deepEqual(twice.map(({ status }) => status).toSorted(), [200, 409])
  // What was merged into a case comes along when that one is merged.
  const last = await underWay()
  await ok(leandro.post(`/api/cases/${kept}/internal-notes`, { note: 'Del medio.' }))
  await ok(leandro.post(`/api/cases/${kept}/merge`, { into: last, reason: 'x' }))
  await refusedWith(leandro.post(`/api/cases/${gone}/unmerging`, { reason: 'x' }), 'main-merged-since')
  assert.match((await leandro.get(`/api/cases/${last}/conversation`)).text, /Del medio\./)
})

test('chosen messages and files go to a new case, and nothing goes away', async () => {
  const number = await underWay()
  const file = await upload(lucrecia, 'manual.pdf')
  const loose = await upload(leandro, 'inventario.pdf')
  await ok(lucrecia.post(`/api/cases/${number}/messages`, { message: 'Además necesito otra licencia.', files: [file] }))
  await ok(leandro.post(`/api/cases/${number}/internal-notes`, { note: 'Eso es otro trámite.' }))
  await ok(leandro.post(`/api/cases/${number}/attachments`, { files: [loose] }))
  const { conversation } = await ok(leandro.get(`/api/cases/${number}/conversation`))
  const kind = { manual: 'PRU-MNP-01', procedure: '1', start: 'Pedido sencillo', title: 'Licencia' }
  await refusedWith(leandro.post(`/api/cases/${number}/split`, kind), 'nothing-to-split')
  await refusedWith(leandro.post(`/api/cases/${number}/split`, { ...kind, messages: [1] }), 'message-unknown')
  const messages = conversation.map(({ seq }: { seq: number }) => seq)
  const made = await ok(leandro.post(`/api/cases/${number}/split`, { ...kind, messages, documents: [loose] }))
  const split = await ok(elvira.get(`/api/cases/${made.number}/conversation`))
  assert.deepEqual(
    split.conversation.map((each: { kind: string; text: string; carried: { number: string; who: string } }) => [
      each.kind,
      each.text,
      each.carried.number,
      each.carried.who,
    ]),
    [
      ['message', 'Además necesito otra licencia.', number, 'Lucrecia Solares Pocón'],
      ['note', 'Eso es otro trámite.', number, 'Leandro Huamán Sagastume'],
    ],
  )
  const files = (await ok(elvira.get(`/api/cases/${made.number}`))).files.map(({ name }: { name: string }) => name)
  assert.deepEqual(files.toSorted(), ['inventario.pdf', 'manual.pdf'])
  assert.equal((await ok(leandro.get(`/api/cases/${number}/conversation`))).conversation.length, 2)
  assert.equal((await ok(leandro.get(`/api/cases/${number}/links`))).links[0].relation, 'split-into')
  // The requester is the same, and sees no more there than here.
  const theirs = await lucrecia.get(`/api/cases/${made.number}/conversation`)
  assert.ok(theirs.text.includes('otra licencia') && !theirs.text.includes('otro trámite'))
})

test('a visit is agreed within working hours, happens, and leaves how long it took', async () => {
  const number = await underWay()
  const plan = { at: '2026-11-07T15:00:00Z', place: 'Edificio B, oficina 302', attendedBy: leandro.person }
  await refusedWith(leandro.post(`/api/cases/${number}/visits`, plan), 'visit-outside-hours')
  await refusedWith(
    leandro.post(`/api/cases/${number}/visits`, { ...plan, at: '2026-11-01T15:00:00Z' }),
    'visit-in-the-past',
  )
  await refusedWith(
    leandro.post(`/api/cases/${number}/visits`, { ...plan, attendedBy: '01890000-0000-7000-8000-000000000000' }),
    'attendant-unknown',
  )
  await ok(leandro.post(`/api/cases/${number}/visits`, { ...plan, outsideHours: true }))
  await refusedWith(
    leandro.post(`/api/cases/${number}/visits/1/rescheduling`, { ...plan, reason: 'x' }),
    'visit-outside-hours',
  )
  await ok(
    leandro.post(`/api/cases/${number}/visits/1/rescheduling`, {
      ...plan,
      at: '2026-11-02T16:00:00Z',
      reason: 'Puede antes',
    }),
  )
  await refusedWith(leandro.post(`/api/cases/${number}/visits/1/departure`, { done: 'x' }), 'visit-not-so')
  await refusedWith(leandro.post(`/api/cases/${number}/visits/9/arrival`, {}), 'visit-unknown')
  await ok(leandro.post(`/api/cases/${number}/visits/1/arrival`, {}))
  const start = clock.now()
  clock.set(start.add({ minutes: 35 }).toString())
  await ok(leandro.post(`/api/cases/${number}/visits/1/departure`, { done: 'Se cambió el cable.' }))
  const { record } = await ok(lucrecia.get(`/api/cases/${number}`))
  assert.match(record.at(-1).sentence, /35 minutos/)
  assert.match((await lucrecia.get(`/expedientes/${number}`, page)).text, /Edificio B, oficina 302/)
  await ok(leandro.post(`/api/cases/${number}/visits`, { ...plan, at: '2026-11-03T16:00:00Z' }))
  await ok(leandro.post(`/api/cases/${number}/visits/2/cancellation`, { reason: 'Ya no hace falta' }))
  await refusedWith(leandro.post(`/api/cases/${number}/visits/2/arrival`, {}), 'visit-not-so')
  await refusedWith(lucrecia.post(`/api/cases/${number}/visits`, plan), 'visit-outside-hours')
  await refusedWith(
    lucrecia.post(`/api/cases/${number}/visits`, { ...plan, at: '2026-11-03T16:00:00Z', attendedBy: leandro.person }),
    'not-an-official-here',
  )
  clock.set(start.toString())
})

test('no remote session starts without consent, and the address is remembered', async () => {
  const number = await underWay()
  const base = `/api/cases/${number}/remote-sessions`
  await ok(leandro.post(base, { tool: 'anydesk' }))
  await refusedWith(leandro.post(base, { tool: 'anydesk' }), 'session-open-already')
  await refusedWith(leandro.post(`${base}/1/start`, { address: '123456789' }), 'session-without-consent')
  await refusedWith(leandro.post(`${base}/1/answer`, { consent: true }), 'consent-not-yours')
  await refusedWith(lucrecia.post(`${base}/1/telephone-consent`, { who: 'x', how: 'y' }), 'not-an-official-here')
  await ok(lucrecia.post(`${base}/1/answer`, { consent: true }))
  for (const address of ['javascript:alert(1)', '123', '12345678a', '123456789"onclick', '1234567890123'])
    await refusedWith(leandro.post(`${base}/1/start`, { address }), 'address-malformed')
  await ok(leandro.post(`${base}/1/start`, { address: '123 456-789' }))
  assert.match((await leandro.get(`/expedientes/${number}`, page)).text, /href="anydesk:123456789"/)
  await ok(anselmo.post(`${base}/1/end`, { done: 'Se instaló el controlador.' }))
  await refusedWith(leandro.post(`${base}/1/end`, { done: 'x' }), 'session-not-so')

  const next = await underWay()
  await ok(leandro.post(`/api/cases/${next}/remote-sessions`, { tool: 'anydesk' }))
  await ok(
    leandro.post(`/api/cases/${next}/remote-sessions/1/telephone-consent`, { who: 'Lucrecia', how: 'dijo que sí' }),
  )
  assert.match((await leandro.get(`/expedientes/${next}`, page)).text, /value="123456789"/)
  const third = await underWay()
  await ok(leandro.post(`/api/cases/${third}/remote-sessions`, { tool: 'rustdesk' }))
  await ok(lucrecia.post(`/api/cases/${third}/remote-sessions/1/answer`, { consent: false }))
  await refusedWith(
    leandro.post(`/api/cases/${third}/remote-sessions/1/start`, { address: 'abc123' }),
    'session-not-so',
  )
})

test('who asked takes the request back only while nobody else acted: a claim, a message, a grade, a visit or a session is enough', async () => {
  const acting: Readonly<Record<string, (number: string) => Promise<unknown>>> = {
    claim: (number) => ok(elvira.post(`/api/cases/${number}/tasks/1/claim`)),
    message: (number) => ok(elvira.post(`/api/cases/${number}/messages`, { message: 'La recibimos.' })),
    grade: (number) =>
      ok(elvira.post(`/api/cases/${number}/priority`, { impact: 1, urgency: 1, reason: 'Detiene todo.' })),
    visit: (number) =>
      ok(elvira.post(`/api/cases/${number}/visits`, { at: '2026-12-01T16:00:00Z', place: 'Nivel 2', minutes: 30 })),
    session: (number) => ok(elvira.post(`/api/cases/${number}/remote-sessions`, { tool: 'anydesk' })),
  }
  for (const [what, act] of Object.entries(acting)) {
    const number = await openTrial(lucrecia, 1, { title: `Se retira: ${what}` })
    await act(number)
    const refused = await lucrecia.post(`/api/cases/${number}/annulment`, { reason: 'Ya no hace falta.' })
    assert.equal(refused.json?.code, 'others-acted', `${what}: ${refused.text}`)
  }
  const number = await openTrial(lucrecia, 1, { title: 'Se retira a tiempo' })
  await ok(elvira.post(`/api/cases/${number}/internal-notes`, { note: 'Parece repetida.' }))
  await ok(lucrecia.post(`/api/cases/${number}/messages`, { message: 'Ya quedó.' }))
  await ok(lucrecia.post(`/api/cases/${number}/annulment`, { reason: 'Ya no hace falta.' }))
})

test('an annulled case cancels its visits by an act of its own', async () => {
  const number = await underWay()
  await ok(leandro.post(`/api/cases/${number}/visits`, { at: '2026-12-01T16:00:00Z', place: 'Nivel 2', minutes: 30 }))
  await ok(anselmo.post(`/api/cases/${number}/annulment`, { reason: 'Duplicado.' }))
  const { record } = await ok(leandro.get(`/api/cases/${number}`))
  assert.match(JSON.stringify(record), /Canceló la visita/)
  const read = await leandro.get(`/expedientes/${number}`, page)
  assert.doesNotMatch(read.text, /visita-llegada/)
  await refusedWith(leandro.post(`/api/cases/${number}/visits/1/arrival`), 'visit-not-so')
})

test('canned texts are edited by heads and administrators, keep their history, and are filled in for a case', async () => {
  const number = await underWay(lucrecia, 'Escáner')
  const unit = (await loadDirectory(db, clock.now().toString())).unitOf(leandro.person)!.id
  const text = {
    title: 'Acuse',
    language: 'es',
    unit,
    body: 'Estimada {solicitante}: su expediente {NUMERO} ({asunto}) está en el paso {paso}.\n{mi nombre}, {mi cargo}',
  }
  await refusedWith(yesica.post('/api/canned-texts', text), 'canned-not-yours')
  await refusedWith(anselmo.post('/api/canned-texts', { ...text, unit: null }), 'canned-not-yours')
  await refusedWith(anselmo.post('/api/canned-texts', { ...text, body: '{teléfono}' }), 'canned-placeholder')
  const made = await ok(anselmo.post('/api/canned-texts', text))
  await ok(anselmo.post(`/api/canned-texts/${made.id}`, { ...text, title: 'Acuse de recibo', revision: 1 }))
  await refusedWith(anselmo.post(`/api/canned-texts/${made.id}`, { ...text, revision: 1 }), 'canned-moved')
  await ok(elias.post('/api/canned-texts', { title: 'Cierre', language: 'es', body: 'Se cierra {número}.' }))
  const { texts } = await ok(leandro.get(`/api/cases/${number}/canned-texts?q=acuse`))
  assert.equal(texts.length, 1)
  assert.match(
    texts[0].text,
    new RegExp(`^Estimada Lucrecia Solares Pocón: su expediente ${number} \\(Escáner\\) está en el paso 2`),
  )
  assert.match(texts[0].text, /Leandro Huamán Sagastume, Técnico en Infraestructura$/)
  const used = await leandro.get(`/expedientes/${number}/escribir?para=mensaje&texto=${made.id}`, page)
  assert.match(used.text, /Estimada Lucrecia Solares Pocón/)
  assert.ok(!(await elvira.get('/api/canned-texts')).text.includes('Acuse'), 'of another unit')
  assert.equal((await elvira.get(`/respuestas-tipo/${made.id}`, page)).status, 404)
  const history = await anselmo.get(`/respuestas-tipo/${made.id}`, page)
  assert.ok(history.text.includes('1. Acuse ·') && history.text.includes('2. Acuse de recibo ·'))
  await ok(anselmo.post(`/api/canned-texts/${made.id}/retirement`, { revision: 2 }))
  assert.ok(!(await leandro.get('/api/canned-texts')).text.includes('Acuse'))
})

test('what people write is text: markup is shown, addresses are links, hostile names of files are harmless', async () => {
  const number = await underWay()
  const name = '../../<img src=x onerror=alert(1)>\u202Efdp.exe'
  const file = await upload(lucrecia, name, '<script>alert(1)</script>')
  const message = '<script>alert(1)</script> mire https://x.example/a?b=1&c="><b>. Y javascript:alert(1)'
  await ok(lucrecia.post(`/api/cases/${number}/messages`, { message, files: [file] }))
  const { text } = await leandro.get(`/expedientes/${number}`, page)
  assert.ok(!text.includes('<script>alert') && !text.includes('<img src=x') && !text.includes('href="javascript'))
  assert.match(text, /<a href="https:\/\/x\.example\/a\?b=1&amp;c=" rel="noopener noreferrer nofollow">/)
  const got = await leandro.get(`/archivos/${file}`)
  assert.match(got.headers.get('content-disposition')!, /^attachment;/)
  assert.ok(!/html/.test(got.headers.get('content-type')!))
})

test('the forms of the page do the same, and give back what was refused', async () => {
  const number = await underWay()
  const empty = await leandro.form(`/expedientes/${number}/mensaje`, { mensaje: ' ' })
  assert.equal(empty.status, 422)
  assert.match(empty.text, /Escriba el mensaje antes de enviarlo/)
  const sent = await leandro.form(`/expedientes/${number}/nota`, { nota: 'Hola @nadieconocido' })
  assert.equal(sent.status, 422)
  assert.match(sent.text, /Hola @nadieconocido/)
  assert.equal((await leandro.form(`/expedientes/${number}/nota`, { nota: 'Hola' })).status, 303)
  const outside = await leandro.form(`/expedientes/${number}/visita`, {
    fecha: '2026-11-07',
    hora: '09:00',
    minutos: '30',
    lugar: 'Aquí',
    atiende: leandro.person,
  })
  assert.equal(outside.status, 422)
  assert.match(outside.text, /name="fuera"/)
  const { conversation } = await ok(leandro.get(`/api/cases/${number}/conversation`))
  const kind = encodeURIComponent('/tramites/PRU-MNP-01/1/pedido-sencillo')
  const fields = { asunto: ' ', [`mensaje:${conversation[0].seq}`]: 'si' }
  const refused = await leandro.form(`/expedientes/${number}/separar?tramite=${kind}`, fields)
  assert.equal(refused.status, 422)
  assert.match(refused.text, new RegExp(`name="mensaje:${conversation[0].seq}" value="si" checked`))
  const split = await leandro.form(`/expedientes/${number}/separar?tramite=${kind}`, { ...fields, asunto: 'Nuevo' })
  assert.equal(split.status, 303, split.text.slice(0, 300))
  const found = await leandro.get(`/expedientes/${number}/vincular?q=impresora`, page)
  assert.equal(found.status, 200)
  assert.match(found.text, /name="otro" value="2026-/)
})

test('the record is sound after all this, and its projections can be made again', async () => {
  assert.ok((await assertRecordIsSound(db)) > 100)
  const before = await projections(db)
  await rebuildProjections(db, await loadDirectory(db, clock.now().toString()))
  assert.deepEqual(await projections(db), before)
  assert.ok(personId('lsolares'))
})
