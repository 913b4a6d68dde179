import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { TRIAL_MANUAL } from '#src/cases/fixtures/trial-manual.ts'
import { sha256Hex } from '#src/platform/crypto/token.ts'
import { EICAR, EICAR_SIGNATURE, HARMFUL, SIGNATURE, STREAM_LIMIT, startClamd } from '../support/clamd.ts'
import { type Answer, type Api, closingBackwards, testProgram } from '../support/program.ts'
import { openTrial, trial } from './desk.ts'

const context = closingBackwards()
const clamd = await startClamd(context)
const world = await testProgram(context, {
  clamd: { address: clamd.address, strict: true },
  metricsNetworks: ['127.0.0.1'],
})
const { api, anonymous, db, clock, program, publish, filesFolder } = world
await publish(TRIAL_MANUAL)
const asker = api('lsolares')
const reader = api('ebaquiax') // receives it, in the unit that does
const administrator = api('eurizar')

const fileOf = (text: string, name: string) => {
  const body = new FormData()
  body.append('file', new Blob([text]), name)
  return body
}

async function send(who: Api, text: string, name = 'nota.txt'): Promise<Answer> {
  const { csrf } = await who.session()
  return who.send('/api/files', { method: 'POST', headers: { 'x-csrf-token': csrf }, body: fileOf(text, name) })
}

/** Sent and attached to a case of its own. */
async function attached(text: string, name = 'nota.txt'): Promise<{ readonly id: string; readonly number: string }> {
  const sent = await send(asker, text, name)
  assert.equal(sent.status, 201, sent.text)
  const opened = await asker.post('/api/cases', { ...trial(1), files: [sent.json.id] })
  assert.equal(opened.status, 200, opened.text)
  return { id: sent.json.id, number: opened.json.number }
}

const get = (who: Api, id: string) => who.get(`/archivos/${id}`, { accept: 'application/json' })
const stateOf = async (text: string) =>
  (
    await sql<{ state: string; signature: string | null }>`
      select state, signature from content_scan where sha256 = ${sha256Hex(text)}`.execute(db)
  ).rows[0]
const inPlace = (text: string) => existsSync(join(filesFolder, sha256Hex(text).slice(0, 2), sha256Hex(text)))
const inQuarantine = (text: string) => existsSync(join(filesFolder, 'cuarentena', sha256Hex(text)))
const later = (minutes: number) => clock.set(clock.now().add({ minutes }).toString())

test('what is clean is scanned while it is sent, and others open it', async () => {
  const { id, number } = await attached('Una nota limpia.')
  assert.deepEqual(await stateOf('Una nota limpia.'), { state: 'clean', signature: null })
  assert.equal((await get(reader, id)).text, 'Una nota limpia.')
  assert.doesNotMatch((await reader.get(`/expedientes/${number}`)).text, /virus/)
})

test('what is infected is refused at once with what to do, and nothing of it stays where files are', async () => {
  const sent = await send(asker, `Lea: ${EICAR}`, 'factura.txt')
  assert.deepEqual([sent.status, sent.json.code], [422, 'upload-infected'])
  assert.match(sent.text, /«factura\.txt».*copia limpia/)
  assert.equal(inPlace(`Lea: ${EICAR}`), false)
  assert.equal(inQuarantine(`Lea: ${EICAR}`), true)
  assert.deepEqual(await stateOf(`Lea: ${EICAR}`), { state: 'infected', signature: EICAR_SIGNATURE })
})

test('a form that brings it is drawn again with all that was typed and without it', async () => {
  const offers = await asker.get('/tramites')
  const path = /href="(\/tramites\/PRU-MNP-01\/1\/[^"]+)"/.exec(offers.text)![1]!
  const form = new FormData()
  form.set('asunto', 'Una impresora que no se ha de perder')
  form.set('canal', 'portal')
  form.append('adjuntos', new Blob([HARMFUL]), 'macro.docx')
  form.append('adjuntos', new Blob(['Otra nota limpia.']), 'buena.txt')
  const refused = await asker.form(path, form)
  assert.equal(refused.status, 422, refused.text)
  assert.match(refused.text, /«macro\.docx» y no se recibió/)
  assert.match(refused.text, /Una impresora que no se ha de perder/)
  const kept = /name="adjuntos-recibidos" value="([^"]+)"/.exec(refused.text)![1]!
  assert.match(kept, /^[0-9a-f-]{36}$/)
  const again = await asker.form(path, { asunto: 'Una impresora', canal: 'portal', 'adjuntos-recibidos': kept })
  assert.equal(again.status, 303, again.text)
})

test('a command does not attach what was found to be infected', async () => {
  const { rows } = await sql<{ id: string }>`select id from stored_file where name = 'macro.docx'`.execute(db)
  const opened = await asker.post('/api/cases', { ...trial(1), files: [rows[0]!.id] })
  assert.deepEqual([opened.status, opened.json.code], [422, 'upload-infected'])
})

test('while the scanner is down, uploads are taken, opened by whoever sent them, and by others once scanned', async () => {
  await clamd.stop()
  const { id, number } = await attached('Mientras no responde.')
  const hidden = await attached(`Mientras no responde: ${HARMFUL}`, 'planilla.xls')
  assert.equal((await stateOf('Mientras no responde.'))!.state, 'waiting')
  assert.equal((await get(asker, id)).status, 200, 'whoever sent it')
  const early = await get(reader, id)
  assert.deepEqual([early.status, early.json.code], [409, 'file-waiting'])
  assert.match((await reader.get(`/expedientes/${number}`)).text, /sin revisar contra virus todavía/)
  assert.equal((await anonymous.get('/salud/lista')).json.antivirus, 'no-responde')
  assert.match((await anonymous.get('/metrics')).text, /^ventanilla_virus_scanner_up 0$/m)
  assert.match((await anonymous.get('/metrics')).text, /^ventanilla_scanned_files\{state="waiting"\} 2$/m)

  const again = await send(asker, `Lea: ${EICAR}`, 'otra-vez.txt')
  assert.equal(again.json.code, 'upload-infected', 'what is known is refused without asking the scanner')
  assert.equal(inPlace(`Lea: ${EICAR}`), false)

  later(1)
  assert.equal(await program.scanDue(), 0)
  await clamd.start()
  later(10)
  assert.equal(await program.scanDue(), 2)
  assert.equal((await get(reader, id)).status, 200)

  for (const who of [reader, asker]) {
    const found = await get(who, hidden.id)
    assert.deepEqual([found.status, found.json.code], [403, 'file-infected'], who.username)
  }
  const page = (await asker.get(`/expedientes/${hidden.number}`)).text
  assert.match(page, /planilla\.xls/)
  assert.match(page, /Pida una copia limpia/)
  assert.equal(page.includes(`/archivos/${hidden.id}`), false, 'no door to it')
})

test('administrators see what was found, in what, and who sent it; nobody else does', async () => {
  const list = (await administrator.get('/administracion/antivirus')).text
  const harmful = sha256Hex(`Mientras no responde: ${HARMFUL}`)
  for (const said of ['planilla.xls', SIGNATURE, 'En cuarentena', 'Lucrecia', 'ClamAV', 'Responde'])
    assert.ok(list.includes(said), said)
  const one = (await administrator.get(`/administracion/antivirus/${harmful}`)).text
  for (const said of [harmful, SIGNATURE, 'planilla.xls']) assert.ok(one.includes(said), said)
  const told = await administrator.get('/api/found-files')
  assert.ok(told.json.files.some((file: { sha256: string }) => file.sha256 === harmful))
  for (const path of ['/administracion/antivirus', `/administracion/antivirus/${harmful}`, '/api/found-files'])
    assert.equal((await reader.get(path)).status, 403, path)
})

test('what the scanner cannot look into is not given out until an administrator says so, with a reason', async () => {
  const large = 'g'.repeat(STREAM_LIMIT * 3)
  const { id } = await attached(large, 'plano.dwg')
  assert.equal((await stateOf(large))!.state, 'unscanned')
  assert.deepEqual((await get(reader, id)).json.code, 'file-unscanned')
  const path = `/api/found-files/${sha256Hex(large)}`
  assert.equal((await administrator.post(`${path}/release`, {})).status, 400)
  const released = await administrator.post(`${path}/release`, { reason: 'Lo revisó Seguridad.' })
  assert.equal(released.status, 200, released.text)
  assert.equal((await get(reader, id)).status, 200)
  const { rows } = await sql<{ data: unknown }>`
    select data from admin_act where action = 'found-file.release'`.execute(db)
  assert.deepEqual(rows, [{ data: { reason: 'Lo revisó Seguridad.' } }])
})

test('what is infected can be scanned again, given out, or removed for good', async () => {
  const text = `Mientras no responde: ${HARMFUL}`
  const path = `/api/found-files/${sha256Hex(text)}`
  assert.equal((await administrator.post(`${path}/scan`)).status, 200)
  assert.equal((await stateOf(text))!.state, 'infected')
  assert.equal((await administrator.post(`${path}/release`, { reason: 'Falso positivo.' })).status, 200)
  const { rows } = await sql<{ id: string }>`select id from stored_file where name = 'planilla.xls'`.execute(db)
  assert.equal((await get(reader, rows[0]!.id)).status, 200)
  assert.equal(inPlace(text), true)

  const other = `/api/found-files/${sha256Hex(`Lea: ${EICAR}`)}`
  assert.equal((await administrator.post(`${other}/removal`)).status, 200)
  assert.equal(inQuarantine(`Lea: ${EICAR}`), false)
  assert.equal((await administrator.post(`${other}/release`, { reason: 'Tarde.' })).status, 422)
  assert.equal((await send(asker, `Lea: ${EICAR}`)).json.code, 'upload-infected', 'it stays refused')
})

test('with newer signatures, what was found is looked at again and let pass', async () => {
  await clamd.stop()
  await clamd.start('texto que luego deja de parecer danino 77')
  const text = 'Un texto que luego deja de parecer danino 77.'
  assert.equal((await send(asker, text, 'falso.txt')).json.code, 'upload-infected')
  await sql`update content_scan set signature = 'Vieja' where sha256 = ${sha256Hex(text)}`.execute(db)
  const scanned = await administrator.post(`/api/found-files/${sha256Hex(text)}/scan`)
  assert.equal(scanned.status, 200, scanned.text)
  assert.equal((await stateOf(text))!.signature, 'Ventanilla.Nueva.UNOFFICIAL')
  await clamd.stop()
  assert.equal((await administrator.post(`/api/found-files/${sha256Hex(text)}/scan`)).status, 503)
  await clamd.start()
})

test('without the setting nothing changes, but what was found stays refused', async (t) => {
  const own = closingBackwards(t)
  const plain = await testProgram(own, { beside: world })
  plain.clock.set(clock.now().toString())
  const { id } = await (async () => {
    const sent = await send(plain.api('lsolares'), 'Sin antivirus.', 'vieja.txt')
    assert.equal(sent.status, 201)
    const opened = await plain.api('lsolares').post('/api/cases', { ...trial(1), files: [sent.json.id] })
    return { id: sent.json.id, number: opened.json.number }
  })()
  assert.equal((await get(plain.api('ebaquiax'), id)).status, 200)
  assert.equal(await stateOf('Sin antivirus.'), undefined)
  assert.equal((await plain.anonymous.get('/salud/lista')).json.antivirus, 'sin-usar')
  assert.equal((await send(plain.api('lsolares'), HARMFUL)).json.code, 'upload-infected')
  // The operator sets a scanner: what came before is scanned too, and until then others do not open it.
  assert.equal((await get(reader, id)).json.code, 'file-waiting')
  const strict = await testProgram(own, { beside: world, clamd: { address: clamd.address, strict: true } })
  // A program scans what waits as it starts, which may be under way.
  const until = performance.now() + 60_000
  while ((await stateOf('Sin antivirus.'))?.state !== 'clean' && performance.now() < until) {
    strict.clock.set(strict.clock.now().add({ minutes: 1 }).toString())
    await strict.program.scanDue()
    await sleep(50)
  }
  assert.equal((await stateOf('Sin antivirus.'))!.state, 'clean')
  assert.equal((await get(reader, id)).status, 200)
})

test('where the operator says so, what waits is given out', async (t) => {
  const lenient = await testProgram(closingBackwards(t), {
    beside: world,
    clamd: { address: { kind: 'unix', path: '/nonexistent/clamd' }, strict: false },
  })
  lenient.clock.set(clock.now().toString())
  const sent = await send(lenient.api('lsolares'), 'Sin esperar.', 'sin.txt')
  const opened = await lenient.api('lsolares').post('/api/cases', { ...trial(1), files: [sent.json.id] })
  assert.equal(opened.status, 200, opened.text)
  assert.equal((await get(lenient.api('ebaquiax'), sent.json.id)).status, 200)
  const page = (await lenient.api('ebaquiax').get(`/expedientes/${opened.json.number}`)).text
  assert.match(page, /sin revisar contra virus todavía/)
})

test('a case without files is as it was', async () => {
  const number = await openTrial(asker, 1)
  assert.equal((await asker.get(`/expedientes/${number}`)).status, 200)
})
