import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import pg from 'pg'
import { TRIAL_MANUAL } from '#src/cases/fixtures/trial-manual.ts'
import { verifyExport } from '#src/cases/verify-export.ts'
import { canonicalJson } from '#src/platform/crypto/canonical-json.ts'
import { generateSigningKey } from '#src/platform/crypto/signing-key.ts'
import { programFolder } from '#src/program/places.ts'
import { testProgram } from '../support/program.ts'
import { complete, openTrial } from './desk.ts'

const world = await testProgram()
const { api, database, db, publish, signingKey, anonymous } = world
await publish(TRIAL_MANUAL)
const publicKey = (await anonymous.get('/.well-known/ventanilla/public-key.pem')).text

const number = await openTrial(api('lsolares'), 8, {
  title: 'Pedido con tilde: ñandú «sí»',
  form: { Asunto: 'Papelería' },
})
await complete(api('ebaquiax'), number, { note: 'Se recibió completo.' })
await complete(api('ebaquiax'), number)
const text = await exportOf(number)

async function exportOf(of: string): Promise<string> {
  const answer = await api('lsolares').get(`/api/cases/${of}/export`)
  assert.equal(answer.status, 200, answer.text)
  return answer.text
}

type Loose = {
  case: Record<string, unknown>
  acts: { text: string; hash: string; salt?: string; private?: Record<string, unknown>; erasedAt?: string }[]
  people: Record<string, string>
  end: { count: number; hash: string; exportedAt: string }
  seal: { key: string; signature: string; algorithm: string }
}

/** The export with something in it changed, written as the program writes it. */
function changed(change: (file: Loose) => void, of = text): string {
  const file = JSON.parse(of) as Loose
  change(file)
  return `${canonicalJson(file)}\n`
}

const codes = (of: string, key = publicKey) => verifyExport(of, key).faults.map(({ code }) => code)
const places = (of: string) => verifyExport(of, publicKey).faults.flatMap(({ act }) => act ?? [])

test('an export as it was downloaded is whole, from the page and from the API', async () => {
  const { faults, number: said, count } = verifyExport(text, publicKey)
  assert.deepEqual([faults, said], [[], number])
  assert.ok(count! >= 7)
  assert.equal(publicKey, signingKey.publicPem)
  assert.deepEqual(codes((await api('lsolares').get(`/expedientes/${number}/exportacion.json`)).text), [])
})

test('any one character that is changed, taken out or doubled is reported', () => {
  for (let at = 0; at < text.length; at += 1) {
    const other = text[at] === '0' ? '1' : '0'
    assert.notDeepEqual(codes(text.slice(0, at) + other + text.slice(at + 1)), [], `character ${at} changed`)
    if (at % 7 === 0)
      assert.notDeepEqual(codes(text.slice(0, at) + text.slice(at + 1)), [], `character ${at} taken out`)
    if (at % 11 === 0)
      assert.notDeepEqual(codes(text.slice(0, at) + text[at] + text.slice(at)), [], `character ${at} doubled`)
  }
  for (const around of [` ${text}`, `${text}\n`, text.trimEnd(), `\uFEFF${text}`, text.replace(/\n$/, '\r\n')]) {
    assert.notDeepEqual(codes(around), [])
  }
})

test('an act that is taken out, moved, doubled or put in is reported with its place', () => {
  const { length } = (JSON.parse(text) as Loose).acts
  for (const at of [0, Math.floor(length / 2), length - 1]) {
    const found = changed(({ acts }) => acts.splice(at, 1))
    assert.ok(codes(found).includes('actos-faltantes'), `act ${at + 1}`)
    if (at < length - 1) assert.equal(places(found)[0], at + 1)
  }
  const last = changed(({ acts, end }) => {
    acts.pop()
    end.count -= 1
    end.hash = acts.at(-1)!.hash
  })
  assert.deepEqual(codes(last), ['sello-no-valido'], 'the last ones too, with the end made to fit')
  const swapped = changed(({ acts }) => {
    ;[acts[2], acts[3]] = [acts[3]!, acts[2]!]
  })
  assert.deepEqual(places(swapped).slice(0, 2), [3, 3])
  const doubled = changed(({ acts }) => acts.splice(4, 0, acts[3]!))
  assert.equal(places(doubled)[0], 5)
  assert.deepEqual(
    codes(
      changed(({ acts, end }) => {
        acts.length = 0
        end.count = 0
        end.hash = '0'.repeat(64)
      }),
    ),
    ['sello-no-valido'],
  )
})

test('personal text, salts, names, counts, keys and the seal: a change of any is reported', () => {
  const at = (JSON.parse(text) as Loose).acts.findIndex((act) => act.private !== undefined)
  const cases: [string, (file: Loose) => void, number?][] = [
    ['texto-personal-alterado', ({ acts }) => Object.assign(acts[at]!.private!, { title: 'Otro' }), at + 1],
    ['texto-personal-alterado', ({ acts }) => Object.assign(acts[at]!, { salt: 'f'.repeat(32) }), at + 1],
    ['texto-personal-falta', ({ acts }) => delete acts[at]!.private, at + 1],
    ['texto-personal-falta', ({ acts }) => delete acts[at]!.salt, at + 1],
    [
      'texto-personal-sobrante',
      ({ acts }) => Object.assign(acts[at + 1]!, { private: {}, salt: '0'.repeat(32) }),
      at + 2,
    ],
    ['acto-alterado', ({ acts }) => Object.assign(acts[1]!, { text: acts[1]!.text.replace('{', '{ ') }), 2],
    ['acto-alterado', ({ acts }) => Object.assign(acts[1]!, { hash: '0'.repeat(64) }), 2],
    ['sello-no-valido', ({ people }) => Object.assign(people, { [Object.keys(people)[0]!]: 'Otra persona' })],
    ['sello-no-valido', ({ case: head }) => Object.assign(head, { title: 'Otro asunto' })],
    ['acto-de-otro-expediente', ({ case: head }) => Object.assign(head, { number: '2026-999999' }), 1],
    ['actos-faltantes', ({ end }) => Object.assign(end, { count: end.count + 1 })],
    ['final-distinto', ({ end }) => Object.assign(end, { hash: 'a'.repeat(64) })],
    ['sello-no-valido', ({ end }) => Object.assign(end, { exportedAt: '2027-01-01T00:00:00Z' })],
    ['sello-no-valido', ({ seal }) => Object.assign(seal, { signature: 'A'.repeat(86) })],
    ['sello-no-valido', ({ seal }) => Object.assign(seal, { signature: '' })],
    ['sello-no-valido', (file) => Object.assign(file, { extra: true })],
    ['sello-no-valido', ({ acts }) => Object.assign(acts[0]!, { extra: true })],
    ['sello-no-valido', ({ seal }) => Object.assign(seal, { extra: true })],
    ['sello-no-valido', ({ seal }) => Object.assign(seal, { algorithm: 'ninguno' })],
    ['otra-llave', ({ seal }) => Object.assign(seal, { key: '0'.repeat(16) })],
  ]
  for (const [code, change, place] of cases) {
    const found = changed(change)
    assert.ok(codes(found).includes(code), `${change}: ${codes(found)}`)
    if (place !== undefined) assert.ok(places(found).includes(place), `${change}: ${places(found)}`)
  }
})

test('another key, and files that are no export, are told apart from a bad one', () => {
  assert.deepEqual(codes(text, generateSigningKey().publicPem), ['otra-llave'])
  assert.deepEqual(codes('no es JSON'), ['no-es-json'])
  for (const other of [
    '{}',
    '[]',
    'null',
    '7',
    '"x"',
    '{"format":"ventanilla-expediente-1"}',
    '{"format":"ventanilla-expediente-1","case":{"number":"1"},"acts":[null],"people":{},"end":{},"seal":{}}',
  ]) {
    assert.deepEqual(codes(other), ['forma-desconocida'], other)
  }
  // What JSON can write and its canonical form cannot hold must not make the check itself fail.
  for (const odd of ['"\\ud800"', '1e999', '{"__proto__":{"x":1}}']) {
    assert.notDeepEqual(codes(text.replace('"people":{', `"odd":${odd},"people":{`)), [], odd)
  }
})

let erasedText = ''

test('personal text that was lawfully erased leaves the chain valid, and the export says so', async () => {
  const erased = await openTrial(api('lsolares'), 8, { form: { Asunto: 'Dato personal' } })
  await sql`
    update act_private set content = null, erased_at = '2026-11-03T00:00:00Z', erased_reason = 'Solicitud 4'
    where case_id = (select id from case_file where number = ${erased})`.execute(db)
  const out = await exportOf(erased)
  erasedText = out
  assert.deepEqual(
    verifyExport(out, publicKey).erased?.map(({ at }) => at.slice(0, 10)),
    ['2026-11-03'],
  )
  assert.ok(!out.includes('Dato personal'))
  assert.deepEqual(codes(out), [])
  assert.deepEqual(
    codes(changed(({ acts }) => delete acts.find(({ erasedAt }) => erasedAt)!.erasedAt, out)).includes(
      'texto-personal-falta',
    ),
    true,
  )
})

test('an act that somebody altered in the database, past its triggers, is reported with its number', async () => {
  const victim = await openTrial(api('lsolares'), 1)
  await complete(api('ebaquiax'), victim)
  assert.deepEqual(codes(await exportOf(victim)), [])
  const root = new pg.Client({ connectionString: database.adminUrl })
  await root.connect()
  const quietly = async (statement: string) => {
    await root.query(`set session_replication_role = replica; ${statement}; set session_replication_role = default`)
    return exportOf(victim)
  }
  const own = `case_id = (select id from case_file where number = '${victim}')`
  const altered = await quietly(
    `update act set text = replace(text, 'ebaquiax', 'ebaquiax') || ' ' where ${own} and seq = 3`,
  )
  assert.deepEqual(places(altered), [3])
  // The clever one, who makes the hash of the altered act fit too: the next one does not link.
  await quietly(`update act set text = replace(rtrim(text), '"seq":3', '"seq":3') where ${own} and seq = 3`)
  const clever = await quietly(
    `update act set text = replace(text, 'Z"', '1Z"'), hash = encode(sha256(convert_to(replace(text, 'Z"', '1Z"'), 'UTF8')), 'hex') where ${own} and seq = 3`,
  )
  assert.ok(places(clever).includes(4), places(clever).join())
  const gone = await quietly(`delete from act where ${own} and seq = (select max(seq) from act where ${own})`)
  assert.ok(codes(gone).includes('actos-faltantes'))
  await root.end()
})

test('the printed record shows every act with its number and hash', async () => {
  const page = await api('lsolares').get(`/expedientes/${number}/constancia`, { accept: 'text/html' })
  assert.equal(page.status, 200)
  for (const { hash } of (JSON.parse(text) as Loose).acts) assert.ok(page.text.includes(hash.slice(0, 16)), hash)
})

test('`ventanilla verify` ends with 0, 1 or 2, without any database', () => {
  const folder = mkdtempSync(join(tmpdir(), 'verify-'))
  after(() => rmSync(folder, { recursive: true }))
  const file = (name: string, content: string) => {
    writeFileSync(join(folder, name), content)
    return join(folder, name)
  }
  const key = file('llave.pem', publicKey)
  const verify = (...args: string[]) => {
    const env = {
      PATH: process.env.PATH,
      DATA_DIR: join(folder, 'nada'),
      DATABASE_URL: 'postgresql://127.0.0.1:1/nada',
    }
    const { status, stdout, stderr } = spawnSync(process.execPath, ['bin/ventanilla.js', 'verify', ...args], {
      cwd: programFolder,
      env,
      encoding: 'utf8',
    })
    return { status, stdout, stderr }
  }
  const good = file('bueno.json', text)
  const bad = file(
    'malo.json',
    changed(({ acts }) => Object.assign(acts[1]!, { hash: '0'.repeat(64) })),
  )
  const ok = verify('--key', key, good)
  assert.deepEqual([ok.status, /íntegro/.test(ok.stdout)], [0, true], ok.stderr)
  const gone = verify('--key', key, file('borrado.json', erasedText))
  assert.equal(gone.status, 0, gone.stderr)
  assert.match(gone.stdout, /borrado por ley el 2026-11-03: el texto personal de los actos \d/)
  const no = verify('--key', key, good, bad)
  assert.equal(no.status, 1)
  assert.match(no.stdout, /malo\.json: acto-alterado: Acto 2/)
  const json = verify('--json', '--key', key, bad)
  assert.equal(json.status, 1)
  assert.equal(JSON.parse(json.stdout)[0].faults[0].act, 2)
  assert.equal(verify('--key', key, join(folder, 'no-existe.json')).status, 2)
  assert.equal(verify(good).status, 2, 'no key of its own')
  assert.equal(verify('--key', file('otra.pem', 'no es una llave'), good).status, 2)
})
