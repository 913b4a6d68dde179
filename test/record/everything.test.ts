import assert from 'node:assert/strict'
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { sql } from 'kysely'
import { verifyExport } from '#src/cases/verify-export.ts'
import { undecided } from '#src/everything/check-tables.ts'
import { type ExportDeps, exportEverything } from '#src/everything/export-everything.ts'
import { NAMES } from '#src/everything/format.ts'
import { readSchema } from '#src/everything/read-schema.ts'
import { EXPORTED_TABLES, TABLES_LEFT_OUT } from '#src/everything/tables/index.ts'
import { verifyEverything } from '#src/everything/verify-everything.ts'
import { generateSigningKey } from '#src/platform/crypto/signing-key.ts'
import { sha256Hex } from '#src/platform/crypto/token.ts'
import { openDatabase } from '#src/platform/db/pool.ts'
import { fileStore } from '#src/platform/files/file-store.ts'
import { loadInstitution } from '#src/program/institution.ts'
import { programFolder } from '#src/program/places.ts'
import { closingBackwards, testProgram } from '../support/program.ts'

const context = closingBackwards()
const world = await testProgram(context, { cases: true })
const { api, db, signingKey, filesFolder, database, secret } = world
const owner = openDatabase<unknown>({ url: database.ownerUrl, log: database.log, max: 1, statementTimeout: 0 })
context.after(() => owner.close())
const root = mkdtempSync(join(tmpdir(), 'ventanilla-todo-'))
context.after(async () => rmSync(root, { recursive: true, force: true }))

const deps: ExportDeps = {
  db,
  owner: owner.db,
  store: fileStore(filesFolder),
  key: signingKey,
  institution: loadInstitution,
  clock: () => world.clock.now().toString(),
  definitions: join(programFolder, 'docs/es/estadisticas.md'),
}
const folder = join(root, 'todo')
const { publicPem } = signingKey

const asker = api('lsolares')
const administrator = api('eurizar')
const ATTACHED = 'Contenido de un adjunto que sale en la exportación.'

// What must not be in it: keys, secrets, certificates, second factors, sessions.
const webhook = await administrator.post('/api/webhooks', {
  name: 'Receptor',
  url: 'https://compras.example/avisos?llave=secreta-en-la-direccion',
  events: ['case.opened'],
  procedures: [],
  units: [],
  personal: 'sin',
})
assert.equal(webhook.status, 200, webhook.text)
assert.equal((await asker.form('/mi-firma/certificado', { contrasena: 'ventanilla' })).status, 303)
assert.equal((await asker.form('/mi-calendario', {})).status < 400, true)
const ownKey = { name: 'Mía', scopes: 'cases:read', expires: '2027-01-31', networks: '' }
const made = await asker.form('/mis-llaves', ownKey)
assert.equal(made.status, 200)
const unknown = 'f'.repeat(64)
await sql`
  insert into totp (person_id, sealed_secret, begun_at) values (${asker.person}::uuid, decode(${'ab'.repeat(40)}, 'hex'), now())`.execute(
  db,
)
await sql`
  insert into stored_file (sha256, size, name, content_type, uploaded_by, uploaded_at)
  values (${unknown}, 1, 'perdido.txt', 'text/plain', ${asker.person}::uuid, now())`.execute(db)
const { csrf } = await asker.session()
const body = new FormData()
body.append('file', new Blob([ATTACHED]), 'adjunto.txt')
const sent = await asker.send('/api/files', { method: 'POST', headers: { 'x-csrf-token': csrf }, body })
assert.equal(sent.status, 201, sent.text)

const seal = await exportEverything(deps, folder)
const lines = (name: string) => readFileSync(join(folder, name), 'utf8').split('\n').slice(0, -1)

test('every table and column of the schema is exported, or left out with the reason', async () => {
  assert.deepEqual(undecided(await readSchema(owner.db)), [])
  for (const reason of Object.values(TABLES_LEFT_OUT)) assert.ok(reason.length > 5)
  const more = [{ name: 'nueva', columns: [], primaryKey: [], references: [] }]
  assert.deepEqual(undecided([...(await readSchema(owner.db)), ...more]), ['nueva: neither exported nor left out'])
})

test('the counts are those of the database', async () => {
  for (const name of Object.keys(EXPORTED_TABLES)) {
    const { rows } = await sql<{ count: number }>`select count(*) as count from ${sql.table(name)}`.execute(owner.db)
    const later = name === 'admin_act' ? 1 : 0 // that it ended
    assert.equal(seal.tables[name], rows[0]!.count - later, name)
    assert.equal(lines(`${NAMES.tables}/${name}.jsonl`).length, seal.tables[name], name)
  }
  assert.ok(seal.cases > 0 && seal.acts > seal.cases && seal.manuals > 0)
  const { rows } = await sql<{
    sources: string[]
  }>`select array_agg(source order by id) as sources from manual_version`.execute(db)
  const manuals = readdirSync(join(folder, NAMES.manuals)).map((name) =>
    readFileSync(join(folder, NAMES.manuals, name), 'utf8'),
  )
  assert.deepEqual(manuals.toSorted(), rows[0]!.sources.toSorted())
})

test('a row of a table is as the database has it', async () => {
  const { rows } = await sql<{ text: string; hash: string }>`
    select text, hash from act order by opened_month, case_id, seq`.execute(db)
  const told = lines(`${NAMES.tables}/act.jsonl`).map((line) => JSON.parse(line))
  assert.deepEqual(
    told.map(({ text, hash }) => ({ text, hash })),
    rows,
  )
})

test('each line of the cases is the sealed export of one', () => {
  const cases = readdirSync(join(folder, NAMES.cases)).flatMap((name) => lines(`${NAMES.cases}/${name}`))
  assert.equal(cases.length, seal.cases)
  for (const line of cases) assert.deepEqual(verifyExport(`${line}\n`, publicPem).faults, [])
})

test('the contents are there by their digest, and what is not there is told', () => {
  const digest = sha256Hex(ATTACHED)
  assert.equal(readFileSync(join(folder, NAMES.files, digest.slice(0, 2), digest), 'utf8'), ATTACHED)
  assert.deepEqual(
    lines(NAMES.missing).map((line) => JSON.parse(line)),
    [{ sha256: unknown, motivo: 'no-esta' }],
  )
})

test('it verifies without the database', async () => {
  const { faults, seal: read } = await verifyEverything(folder, publicPem)
  assert.deepEqual(faults, [])
  assert.deepEqual(read, seal)
  const other = await verifyEverything(folder, generateSigningKey().publicPem)
  assert.deepEqual(
    other.faults.map(({ code }) => code),
    ['otra-llave'],
  )
})

test('no secret of the database is in it', async () => {
  const secrets = await secretsOf()
  assert.ok(secrets.length > 40, `${secrets.length} secrets`)
  for (const known of [asker.person.length > 0 && (await asker.session()).cookie, webhook.json.token as string])
    secrets.push(known as string)
  secrets.push(signingKey.privatePem.split('\n')[1]!, Buffer.from(secret).toString('hex'), 'secreta-en-la-direccion')
  for (const path of filesUnder(folder)) {
    const text = readFileSync(join(folder, path), 'latin1')
    for (const each of secrets) assert.equal(text.includes(each), false, `${path} has ${each.slice(0, 6)}…`)
  }
  const told = lines(`${NAMES.tables}/webhook.jsonl`)[0]!
  assert.match(told, /"url":"https:\/\/compras\.example\/avisos"/)
})

/** Every value of the columns that stay for being secret, in each form in which it might have gone out. */
async function secretsOf(): Promise<string[]> {
  const found: string[] = []
  const schema = await readSchema(owner.db)
  for (const { name, columns } of schema) {
    const table = EXPORTED_TABLES[name]
    const whole = TABLES_LEFT_OUT[name]?.startsWith('secreto') === true
    const secret = columns.filter(
      (column) =>
        (whole && /hash|secret|sealed|key|token/.test(column.name)) ||
        table?.without?.[column.name]?.startsWith('secreto') === true,
    )
    for (const { name: column, type } of secret) {
      const bytes = type === 'bytea'
      const cell = bytes ? sql`encode(${sql.ref(column)}, 'hex')` : sql`${sql.ref(column)}::text`
      const { rows } = await sql<{ value: string | null }>`select ${cell} as value from ${sql.table(name)}`.execute(
        owner.db,
      )
      for (const { value } of rows) {
        if (value === null || value.length < 12) continue
        found.push(value)
        if (bytes) found.push(Buffer.from(value, 'hex').toString('base64'))
      }
    }
  }
  return found
}

function filesUnder(under: string): string[] {
  return readdirSync(under, { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile())
    .map((each) => join(each.parentPath, each.name).slice(under.length + 1))
}

test('one byte changed, in any file, is found; and a file that is missing or too many', async () => {
  for (const path of filesUnder(folder).filter((each) => statSync(join(folder, each)).size > 0)) {
    const file = join(folder, path)
    const whole = readFileSync(file)
    const changed = Buffer.from(whole)
    const at = Math.floor(whole.length / 2)
    changed[at] = changed[at]! ^ 1
    writeFileSync(file, changed)
    const { faults, count } = await verifyEverything(folder, publicPem)
    writeFileSync(file, whole)
    assert.ok(count > 0 && faults.length > 0, `${path} was changed`)
  }
  const act = join(folder, NAMES.tables, 'act.jsonl')
  const whole = readFileSync(act)
  rmSync(act)
  assert.deepEqual((await codes())[0], 'falta')
  writeFileSync(act, whole)
  writeFileSync(join(folder, NAMES.tables, 'otra.jsonl'), '')
  assert.deepEqual(await codes(), ['sobra'])
  rmSync(join(folder, NAMES.tables, 'otra.jsonl'))
  assert.deepEqual(await codes(), [])
})

const codes = async (of = folder) => (await verifyEverything(of, publicPem)).faults.map(({ code }) => code)

test('an export whose record was changed and sealed anew by somebody else’s key is found by the key', async () => {
  const forged = join(root, 'forged')
  cpSync(folder, forged, { recursive: true })
  const own = generateSigningKey()
  const told = JSON.parse(readFileSync(join(forged, NAMES.seal), 'utf8'))
  told.institution = 'Otra'
  writeFileSync(join(forged, NAMES.key), own.publicPem)
  writeFileSync(join(forged, NAMES.seal), `${JSON.stringify(told)}\n`)
  assert.deepEqual(await codes(forged), ['sello-no-valido'])
})

test('an export that did not end is not taken for a whole one, and is finished by running it again', async () => {
  const cut = join(root, 'cut')
  const broken = { ...deps, store: { ...deps.store, openOwn: () => Promise.reject(new Error('no space left')) } }
  await assert.rejects(exportEverything(broken, cut), /no space left/)
  assert.deepEqual(openUnder(cut), [])
  assert.deepEqual(await codes(cut), ['sin-sello'])
  assert.match(readFileSync(join(cut, NAMES.readMe), 'utf8'), /no ha terminado/)
  await exportEverything(deps, cut)
  assert.deepEqual(await codes(cut), [])
})

/** Files under a folder that this process has open. */
function openUnder(under: string): string[] {
  return readdirSync('/proc/self/fd').flatMap((fd) => {
    const target = existsSync(`/proc/self/fd/${fd}`) ? readlinkSync(`/proc/self/fd/${fd}`) : ''
    return target.startsWith(under) ? [target] : []
  })
}

test('run again, contents are not copied twice, what was erased goes, and what changed is mended', async () => {
  const digest = sha256Hex(ATTACHED)
  const kept = join(folder, NAMES.files, digest.slice(0, 2), digest)
  const past = new Date('2020-01-01T00:00:00Z')
  utimesSync(kept, past, past)
  const gone = 'ab'.repeat(32)
  mkdirSync(join(folder, NAMES.files, 'ab'), { recursive: true })
  writeFileSync(join(folder, NAMES.files, 'ab', gone), 'Algo que después se borró por ley.')
  await exportEverything(deps, folder)
  assert.equal(statSync(kept).mtime.getTime(), past.getTime())
  assert.equal(
    filesUnder(folder).some((path) => path.endsWith(gone)),
    false,
  )
  appendFileSync(kept, 'x')
  assert.deepEqual(await codes(), ['alterado'])
  await exportEverything(deps, folder)
  assert.deepEqual(await codes(), [])
})

test('a folder with other things is not touched', async () => {
  const other = join(root, 'otra')
  mkdirSync(other)
  writeFileSync(join(other, 'tesis.txt'), 'Mía.')
  await assert.rejects(exportEverything(deps, other), /tiene otras cosas/)
  assert.deepEqual(readdirSync(other), ['tesis.txt'])
})

test('what is in quarantine is not exported, and that is told', async () => {
  const digest = sha256Hex(ATTACHED)
  await sql`
    insert into content_scan (sha256, state, signature, asked_at, next_at, scanned_at)
    values (${digest}, 'infected', 'Prueba', now(), now(), now())`.execute(db)
  const apart = join(root, 'apart')
  await exportEverything(deps, apart)
  assert.equal(
    filesUnder(apart).some((path) => path.endsWith(digest)),
    false,
  )
  const missing = readFileSync(join(apart, NAMES.missing), 'utf8')
  assert.ok(missing.includes(`{"sha256":"${digest}","motivo":"cuarentena"}`))
  assert.deepEqual(await codes(apart), [])
})

test('the record of changes says that everything was exported, and by what seal', async () => {
  const { rows } = await sql<{ action: string; data: Record<string, unknown> }>`
    select action, data from admin_act where action like 'everything.%' order by seq limit 2`.execute(db)
  assert.deepEqual(
    rows.map(({ action }) => action),
    ['everything.export-begun', 'everything.exported'],
  )
  assert.equal(rows[1]!.data.manifest, seal.manifest.sha256)
  assert.match((await administrator.get('/administracion/registro')).text, /Exportación de todo/)
})
