// A signature is given by who it says, once, with the password, on the document that the row left.
import assert from 'node:assert/strict'
import { createPublicKey, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { sql } from 'kysely'
import { TRIAL_MANUAL } from '#src/cases/fixtures/trial-manual.ts'
import { trustBase } from '#src/people/signing/authority.ts'
import { sha256Hex } from '#src/platform/crypto/token.ts'
import { createLog } from '#src/platform/log.ts'
import { createProgram } from '#src/program/program.ts'
import { drawPage, verifyPdf } from '#src/signing/index.ts'
import { encryptedParts, packedTwice } from '#src/signing/test-hostile.ts'
import { type Answer, type Api, testProgram } from '../support/program.ts'
import { assertRecordIsSound, complete, openTrial } from './desk.ts'

const world = await testProgram()
const { api, anonymous, clock, db, filesFolder, personId, publish } = world
await publish(TRIAL_MANUAL)

const PASSWORD = 'ventanilla'
const secretary = api('rcotom')
const head = api('acastellon')
const letter = await drawPage({ content: ['Oficio No. 12', 'Se aprueba.'] })

async function upload(who: Api, bytes: Uint8Array, name = 'oficio.pdf'): Promise<string> {
  const body = new FormData()
  body.set('file', new Blob([Buffer.from(bytes)]), name)
  const { csrf } = await who.session()
  const stored = await who.send('/api/files', { method: 'POST', headers: { 'x-csrf-token': csrf }, body })
  assert.equal(stored.status, 201, stored.text)
  return stored.json.id
}

/** A letter that waits for the signature of the head: its number and the number of that task. */
async function letterToSign(
  bytes: Uint8Array | null = letter,
): Promise<{ number: string; task: number; path: string }> {
  const number = await openTrial(api('lsolares'), 7)
  await complete(secretary, number, bytes === null ? {} : { files: [await upload(secretary, bytes)] })
  const task = (await head.get(`/api/cases/${number}`)).json.tasks[0].task
  return { number, task, path: `/api/cases/${number}/tasks/${task}/completion` }
}

async function signedActs(number: string) {
  const { rows } = await sql<{ text: string }>`
    select a.text from act a join case_file f on f.id = a.case_id where f.number = ${number} order by a.seq`.execute(db)
  return rows
    .map(({ text }) => JSON.parse(text).body)
    .filter(({ kind, signed }) => kind === 'task-completed' && signed !== undefined)
}

const contentOf = (sha256: string) => readFileSync(join(filesFolder, sha256.slice(0, 2), sha256))
const refusedAs = (answer: Answer, status: number, code: string) =>
  assert.deepEqual([answer.status, answer.json?.code], [status, code], answer.text)

test('two people sign the letter that was attached, and the act says what was signed with which certificate', async () => {
  const { number } = await letterToSign()
  await complete(head, number)
  await complete(api('mtobar'), number)
  const acts = await signedActs(number)
  assert.deepEqual(
    acts.map(({ signature }) => signature),
    ['firma', 'visto-bueno'],
  )
  const [first, second] = acts.map(({ signed }) => signed[0])
  assert.equal(first.before, sha256Hex(letter))
  assert.equal(second.before, first.sha256)
  const content = contentOf(second.sha256)
  assert.equal(sha256Hex(content), second.sha256)
  assert.ok(content.subarray(0, letter.length).equals(letter))
  const report = verifyPdf(content, await trustBase(db), clock.now())
  assert.equal(report.sound, true)
  assert.deepEqual(
    report.signatures.map(({ signer }) => signer?.fingerprint),
    [first.certificate.fingerprint, second.certificate.fingerprint],
  )
  assert.equal(report.signatures[0]!.signer?.subject.name, 'Anselmo Castellón Figueroa')
  const { json } = await head.get(`/api/cases/${number}`)
  assert.equal(json.files.filter(({ name }: { name: string }) => name === 'oficio.pdf').length, 3)
  assert.ok(
    json.record.some(({ sentence }: { sentence: string }) =>
      sentence.includes(first.certificate.serial.slice(0, 8).toUpperCase()),
    ),
  )
})

test('a row that left no document is signed on a sheet of its own', async () => {
  const { number } = await letterToSign(null)
  await complete(head, number)
  await complete(api('mtobar'), number)
  const acts = await signedActs(number)
  const content = contentOf(acts[1].signed[0].sha256)
  const report = verifyPdf(content, await trustBase(db), clock.now())
  assert.equal(report.sound, true)
  assert.deepEqual(
    report.signatures.map(({ signer }) => signer?.subject.name),
    ['Anselmo Castellón Figueroa', 'Maximiliano Tobar Escalante'],
  )
  // Each stamp fills its own box of the sheet.
  const { rows } = await sql<{ approvals: { act: string; rect: number[] }[] }>`
    select approvals from printed_document where sha256 = ${acts[0].signed[0].before}`.execute(db)
  const boxes = rows[0]!.approvals
  assert.deepEqual(
    boxes.map(({ act }) => act),
    ['Firma', 'Visto bueno'],
  )
  const stamps = [
    ...content.toString('latin1').matchAll(/\/Subtype \/Widget\n[\s\S]{0,200}?\/Rect \[([\d. -]+)\]/g),
  ].map(([, rect]) => rect!.trim().split(' ').map(Number))
  const rounded = (rects: readonly number[][]) => rects.map((rect) => rect.map(Math.round))
  assert.deepEqual(rounded(stamps), rounded(boxes.map(({ rect }) => rect)))
})

test('after a refusal the new letter is signed, not the one that was refused', async () => {
  const { number } = await letterToSign()
  await complete(head, number)
  const director = api('mtobar')
  const task = (await director.get(`/api/cases/${number}`)).json.tasks[0].task
  assert.equal(
    (await director.post(`/api/cases/${number}/tasks/${task}/refusal`, { reason: 'Falta la fecha' })).status,
    200,
  )
  const corrected = await drawPage({ content: ['Oficio No. 12, corregido'] })
  await complete(secretary, number, { files: [await upload(secretary, corrected)] })
  await complete(head, number)
  const acts = await signedActs(number)
  assert.deepEqual(
    acts.map(({ signed }) => signed[0].before),
    [sha256Hex(letter), sha256Hex(corrected)],
  )
})

test('no route gives a signature without the password', async () => {
  const { number, task, path } = await letterToSign()
  refusedAs(await head.post(path, {}), 403, 'signature-needs-password')
  refusedAs(await head.post(path, { note: 'x', files: [await upload(head, letter)] }), 403, 'signature-needs-password')
  refusedAs(await head.post(path, { proof: 'x'.repeat(43) }), 403, 'proof-not-valid')
  assert.equal((await head.post(path, { signed: [] })).status, 400, 'nobody sends what was signed')
  const page = `/expedientes/${number}/tareas/${task}/completar`
  for (const contrasena of ['', 'otra']) assert.equal((await head.form(page, { contrasena })).status, 422)
  const { json } = await head.get(`/api/cases/${number}`)
  assert.equal(json.tasks[0].task, task)
  assert.equal((await head.form(page, { contrasena: PASSWORD })).status, 303)
})

test('what was typed beside a wrong password is still there, and the password is not', async () => {
  const { number, task } = await letterToSign()
  const again = await head.form(`/expedientes/${number}/tareas/${task}/completar`, {
    contrasena: 'clave equivocada',
    nota: 'Con la enmienda',
  })
  assert.equal(again.status, 422)
  assert.match(again.text, /Esa no es su contraseña/)
  assert.match(again.text, /Con la enmienda/)
  assert.doesNotMatch(again.text, /clave equivocada/)
})

test('a proof is good for one use, one task, one person and two minutes', async () => {
  const [first, second] = [await letterToSign(), await letterToSign()]
  const proof = await head.prove(first.number, first.task)
  refusedAs(await head.post(second.path, { proof }), 403, 'proof-not-valid')
  const director = api('mtobar')
  const foreign = await director.prove(first.number, first.task)
  refusedAs(await head.post(first.path, { proof: foreign }), 403, 'proof-not-valid')
  assert.equal((await head.post(first.path, { proof })).status, 200)
  refusedAs(await head.post(second.path, { proof }), 403, 'proof-not-valid')
  refusedAs(await head.post(first.path, { proof }), 409, 'task-gone')
  const late = await head.prove(second.number, second.task)
  clock.advance({ minutes: 2 })
  refusedAs(await head.post(second.path, { proof: late }), 403, 'proof-not-valid')
})

test('of two who use one proof at the same moment, one signs', async () => {
  const { number, task, path } = await letterToSign()
  const proof = await head.prove(number, task)
  const answers = await Promise.all([head.post(path, { proof }), head.post(path, { proof })])
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409])
  assert.equal((await signedActs(number)).length, 1)
})

test('the same request with its key signs once and answers twice', async () => {
  const { number, task, path } = await letterToSign()
  const key = { 'idempotency-key': `firma-${number}` }
  const first = await head.post(path, { proof: await head.prove(number, task) }, key)
  const again = await head.post(path, { proof: await head.prove(number, task) }, key)
  assert.deepEqual([first.status, again.status, again.text], [200, 200, first.text])
  assert.equal((await signedActs(number)).length, 1)
})

test('the proof of a case that one may not see answers like any other, and is worth nothing', async () => {
  const { number, task, path } = await letterToSign()
  const stranger = api('mguarcax')
  const here = await stranger.post('/api/signature-proofs', { number, task, password: PASSWORD })
  const nowhere = await stranger.post('/api/signature-proofs', { number: '2026-999999', task: 1, password: PASSWORD })
  assert.deepEqual([here.status, nowhere.status], [201, 201])
  refusedAs(await stranger.post(path, { proof: here.json.proof }), 404, 'case-unknown')
  refusedAs(await stranger.post('/api/signature-proofs', { number, task, password: 'x' }), 422, 'wrong-password')
  assert.equal((await anonymous.post('/api/signature-proofs', { number, task, password: PASSWORD })).status, 401)
})

test('guessing the password is counted as at the sign-in page', async () => {
  const who = api('yhuarcaya')
  const guess = () => who.post('/api/signature-proofs', { number: '2026-000001', task: 1, password: 'adivinada' })
  for (let each = 0; each < 10; each += 1) refusedAs(await guess(), 422, 'wrong-password')
  refusedAs(await guess(), 429, 'too-many-attempts')
  refusedAs(
    await who.post('/api/signature-proofs', { number: 'x', task: 1, password: PASSWORD }),
    429,
    'too-many-attempts',
  )
  const entering = await anonymous.post(
    '/api/session',
    { username: 'yhuarcaya', password: PASSWORD },
    { 'content-type': 'application/json' },
  )
  assert.equal(entering.status, 429)
})

test('who no longer holds the position cannot sign, whatever was proved before', async () => {
  const { number, task, path } = await letterToSign()
  const proof = await head.prove(number, task)
  const ended = clock.now().toZonedDateTimeISO('America/Guatemala').toPlainDate().subtract({ days: 1 }).toString()
  await sql`update tenure set until_on = ${ended} where person_id = ${personId('acastellon')}`.execute(db)
  try {
    // Out of office, out of the case: it is not there for that person any more.
    refusedAs(await head.post(path, { proof }), 404, 'case-unknown')
  } finally {
    await sql`update tenure set until_on = null where person_id = ${personId('acastellon')}`.execute(db)
  }
})

test('a deputy signs as a deputy, and the stamp says for whom', async () => {
  const { number } = await letterToSign()
  const today = clock.now().toZonedDateTimeISO('America/Guatemala').toPlainDate().toString()
  await sql`insert into absence (person_id, from_on, until_on) values (${personId('acastellon')}, ${today}, ${today})`.execute(
    db,
  )
  await sql`insert into deputy (person_id, for_person_id, from_on, until_on)
    values (${personId('lhuaman')}, ${personId('acastellon')}, ${today}, ${today})`.execute(db)
  try {
    await complete(api('lhuaman'), number)
  } finally {
    await sql`delete from deputy where for_person_id = ${personId('acastellon')}`.execute(db)
    await sql`delete from absence where person_id = ${personId('acastellon')}`.execute(db)
  }
  const [act] = await signedActs(number)
  const { execFileSync } = await import('node:child_process')
  const text = execFileSync('pdftotext', ['-layout', '-', '-'], {
    input: contentOf(act.signed[0].sha256),
    encoding: 'utf8',
  })
  assert.match(text, /por suplencia de Anselmo Castellón Figueroa/)
  assert.match(text, /Leandro Huamán Sagastume/)
})

test('an expired certificate signs nothing until it is renewed, and the card says so', async () => {
  const { number, task, path } = await letterToSign()
  const before = clock.now().toString()
  clock.advance({ hours: 24 * 365 * 2 + 1 })
  try {
    refusedAs(await head.post(path, { proof: await head.prove(number, task) }), 409, 'certificate-expired')
    const page = await head.get(`/expedientes/${number}`)
    assert.match(page.text, /Su certificado de firma venció/)
    assert.doesNotMatch(page.text, /Dar la firma/)
    assert.equal((await head.form('/mi-firma/certificado', { contrasena: PASSWORD })).status, 303)
    await complete(head, number)
  } finally {
    clock.set(before)
  }
  // The one of the future is put away, so that the tests below begin anew.
  await sql`update person_certificate set retired_at = ${before} where person_id = ${personId('acastellon')} and retired_at is null`.execute(
    db,
  )
})

test('who signs two letters at the same moment, for the first time, gets one certificate', async () => {
  const [first, second] = [await letterToSign(), await letterToSign()]
  await Promise.all([complete(head, first.number), complete(head, second.number)])
  const [one] = await signedActs(first.number)
  const [other] = await signedActs(second.number)
  assert.equal(one.signed[0].certificate.fingerprint, other.signed[0].certificate.fingerprint)
})

test('with the secret of another installation the key of the authority does not open, and it is said', async () => {
  const { createServer } = await import('#src/platform/http/server.ts')
  const { registerPeople } = await import('#src/people/index.ts')
  const server = await createServer({ log: world.database.log })
  registerPeople(server, {
    db,
    now: clock.now,
    https: false,
    embedded: true,
    secret: new Uint8Array(32),
    nav: () => [],
  })
  const answer = await server.inject({ url: '/.well-known/ventanilla/autoridad.crl' })
  assert.deepEqual([answer.statusCode, answer.json().code], [503, 'authority-locked'])
  await server.close()
})

test('a revoked certificate signs nothing, and what it signed before stays trusted', async () => {
  const [first, second] = [await letterToSign(), await letterToSign()]
  await complete(head, first.number)
  const [act] = await signedActs(first.number)
  const { rows } = await sql<{
    id: string
  }>`select id from person_certificate where person_id = ${personId('acastellon')} and retired_at is null`.execute(db)
  clock.advance({ minutes: 1 })
  const admin = api('eurizar')
  const path = `/administracion/firmas/certificados/${rows[0]!.id}/revocar`
  assert.equal((await head.form(path, { motivo: 'superseded' })).status, 403)
  assert.equal((await admin.form(path, { motivo: 'superseded' })).status, 303)
  assert.equal((await admin.form(path, { motivo: 'superseded' })).status, 404)
  refusedAs(
    await head.post(second.path, { proof: await head.prove(second.number, second.task) }),
    409,
    'certificate-revoked',
  )
  const report = verifyPdf(contentOf(act.signed[0].sha256), await trustBase(db), clock.now())
  assert.equal(report.sound, true)
  const crl = await anonymous.get('/.well-known/ventanilla/autoridad.crl')
  assert.equal(crl.status, 200)
  assert.equal((await head.form('/mi-firma/certificado', { contrasena: PASSWORD })).status, 303)
  await complete(head, second.number)
})

test('a changed password opens the key as before; a reset one does not, and says what to do', async () => {
  const who = api('mtobar')
  const { number } = await letterToSign()
  await complete(head, number)
  assert.equal((await who.form('/mi-firma/certificado', { contrasena: PASSWORD })).status, 303)
  const next = 'tres tristes tigres'
  assert.equal((await who.post('/api/session/password', { current: PASSWORD, next, repeated: next })).status, 204)
  clock.advance({ seconds: 1 })
  const task = (await who.get(`/api/cases/${number}`)).json.tasks[0].task
  const path = `/api/cases/${number}/tasks/${task}/completion`
  assert.equal((await who.post(path, { proof: await who.prove(number, task, next) })).status, 200)

  const reset = await api('eurizar').post(`/api/people/${who.person}/password-reset`, {})
  const oneTime = reset.json.oneTimePassword as string
  const entered = await anonymous.post(
    '/api/session',
    { username: 'mtobar', password: oneTime },
    { 'content-type': 'application/json' },
  )
  assert.equal(entered.status, 201, entered.text)
  const cookie = entered.headers.get('set-cookie')!.split(';')[0]!
  const headers = { 'content-type': 'application/json', cookie, 'x-csrf-token': entered.json.csrf }
  const own = 'cuatro tristes tigres'
  const changed = await anonymous.send('/api/session/password', {
    method: 'POST',
    headers,
    body: JSON.stringify({ current: oneTime, next: own, repeated: own }),
  })
  assert.equal(changed.status, 204, changed.text)
  clock.advance({ seconds: 1 })
  const other = await letterToSign()
  await complete(head, other.number)
  const again = (await who.get(`/api/cases/${other.number}`)).json.tasks[0].task
  refusedAs(
    await who.post(`/api/cases/${other.number}/tasks/${again}/completion`, {
      proof: await who.prove(other.number, again, own),
    }),
    409,
    'certificate-locked',
  )
  assert.match((await who.get('/mi-firma')).text, /Su contraseña se restableció/)
})

test('a document that cannot be signed is refused in words, and its signature can be refused', async () => {
  const broken = Buffer.from(letter.subarray(0, letter.length - 50))
  const { number, task, path } = await letterToSign(broken)
  refusedAs(await head.post(path, { proof: await head.prove(number, task) }), 422, 'document-unreadable')
  assert.equal(
    (await head.post(`/api/cases/${number}/tasks/${task}/refusal`, { reason: 'El PDF está dañado' })).status,
    200,
  )
})

test('a document and a certificate that ask for much work are refused in words', async () => {
  const { number, task, path } = await letterToSign(packedTwice(3))
  refusedAs(await head.post(path, { proof: await head.prove(number, task) }), 422, 'document-too-much')
  const brought = new FormData()
  brought.set('clave', 'la del archivo')
  brought.set('contrasena', PASSWORD)
  brought.set('archivo', new Blob([Uint8Array.from(encryptedParts(20, 2_000_000))]), 'llave.p12')
  const answer = await head.form('/mi-firma/importar', brought)
  assert.equal(answer.status, 422)
  assert.match(answer.text, /exige más cálculos de los que se admiten/)
})

test('neither database nor log holds a key, a password or a proof', async () => {
  const lines: string[] = []
  const log = createLog('trace', { write: (line) => lines.push(line) })
  const program = await createProgram({
    db,
    databaseUrl: world.database.url,
    log,
    filesFolder,
    signingKey: world.signingKey,
    secret: world.secret,
    clock: () => clock.now().toString(),
    https: false,
    embedded: true,
    timerInterval: 3_600_000,
  })
  const { number, task } = await letterToSign()
  const { cookie, csrf } = await head.session()
  const headers = { cookie: `ventanilla=${cookie}`, 'x-csrf-token': csrf }
  const proved = await program.server.inject({
    method: 'POST',
    url: '/api/signature-proofs',
    headers,
    payload: { number, task, password: PASSWORD },
  })
  const { proof } = proved.json()
  await program.server.inject({
    method: 'POST',
    url: '/api/signature-proofs',
    headers,
    payload: { number, task, password: 'contraseña equivocada' },
  })
  const signed = await program.server.inject({
    method: 'POST',
    url: `/api/cases/${number}/tasks/${task}/completion`,
    headers,
    payload: { proof },
  })
  assert.equal(signed.statusCode, 200, signed.body)
  await program.stop()

  const { rows: tables } = await sql<{
    name: string
  }>`select tablename as name from pg_tables where schemaname = 'public'`.execute(db)
  let dump = ''
  for (const { name } of tables) {
    const rows = await sql<{ row: string }>`select t::text as row from ${sql.table(name)} t`
      .execute(db)
      .catch(() => ({ rows: [] as { row: string }[] }))
    dump += rows.rows.map(({ row }) => row).join('\n')
  }
  assert.ok(dump.includes(number) && lines.length > 0)
  for (const [where, text] of [
    ['database', dump],
    ['log', lines.join('\n')],
  ] as const) {
    for (const secret of [proof, 'contraseña equivocada', Buffer.from(world.secret).toString('hex'), 'PRIVATE KEY'])
      assert.equal(text.includes(secret), false, `${where}: ${secret}`)
    // How every unsealed PKCS #8 key on the curve P-256 begins.
    assert.equal(text.toLowerCase().includes('308187020100301306072a8648ce3d0201'), false, where)
  }
  assert.equal(lines.join('\n').includes(`"${PASSWORD}"`), false)
})

test('what the authority publishes is its certificate', async () => {
  const [pem, der] = [
    await anonymous.get('/.well-known/ventanilla/autoridad.pem'),
    await anonymous.send('/.well-known/ventanilla/autoridad.crt', {}),
  ]
  const certificate = new X509Certificate(pem.text)
  assert.equal(certificate.ca, true)
  assert.equal(certificate.verify(createPublicKey(pem.text)), true)
  assert.equal(der.headers.get('content-type'), 'application/pkix-cert')
})

test('the record is sound after all of it', async () => {
  assert.ok((await assertRecordIsSound(db)) > 100)
})
