import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { trustBase } from '#src/people/signing/authority.ts'
import { transaction } from '#src/platform/db/pool.ts'
import { verifyPdf } from '#src/signing/index.ts'
import { testProgram } from '../../../test/support/program.ts'
import { findDraftOfCase, saveDraft } from '../drafts/index.ts'

const world = await testProgram()
const { api, db, clock, personId } = world
const folder = mkdtempSync(join(tmpdir(), 'ventanilla-life-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const MANUAL = (version: string, activity: string) => `---
manual: VID-MNP-01
título: Trámite con vida propia
institución: Ministerio de Servicios Públicos de Valdoria
versión: "${version}"
calendario: GT
aprobaciones:
  - acto: Elaborado
    cargo: Analista de Desarrollo Institucional
  - acto: Revisado
    cargo: Director de Tecnología
  - acto: Verificación metodológica
    cargo: Director de Desarrollo Institucional
  - acto: Aprobado
    cargo: Ministro de Servicios Públicos
---

# RESPONSABILIDADES

- Dirección de Tecnología / Secretaria de Recepción: recibe.
- Departamento de Soporte Técnico / Técnico de Soporte Remoto: atiende.

## PROCEDIMIENTO No. 1. TRÁMITE CON VIDA PROPIA

| RESPONSABLE | PASO | ACTIVIDAD | TIEMPO |
|---|---|---|---|
| Dirección de Tecnología / Secretaria de Recepción | 1 | Recibe la solicitud. | 30 minutos |
| Departamento de Soporte Técnico / Técnico de Soporte Remoto | 2 | ${activity} | 4 horas |

- Procedimiento, Inicio: solicitud «Trámite con vida propia» por portal.
`

const taskOf = async (number: string) => {
  const { rows } = await sql<{ id: number; kind: string }>`
    select t.id, t.kind from task t join case_file c on c.id = t.case_id where c.number = ${number}`.execute(db)
  return rows[0]!
}
const send = async (who: string, number: string, input: object = {}) => {
  const { id, kind } = await taskOf(number)
  const proof = kind === 'signature' ? { proof: await api(who).prove(number, id) } : {}
  return api(who).post(`/api/cases/${number}/tasks/${id}/completion`, { ...proof, ...input })
}
const complete = async (who: string, number: string, input: object = {}) => {
  const answer = await send(who, number, input)
  assert.equal(answer.status, 200, answer.text)
}
const refused = async (code: string, who: string, number: string, input: object = {}) => {
  const answer = await send(who, number, input)
  assert.equal(answer.json.code, code, answer.text)
}
const write = async (number: string, source: string) => {
  const { rows } = await sql<{ id: number }>`select id from case_file where number = ${number}`.execute(db)
  const draft = (await findDraftOfCase(db, rows[0]!.id))!
  const by = { person: personId('hzelada'), at: clock.now().toString() }
  const saved = await transaction(db, (tx) =>
    saveDraft(tx, { id: draft.id, source, examples: '', seen: draft.revision, by }),
  )
  assert.equal(saved.kind, 'saved')
}
const propose = async (title: string) => {
  const answer = await api('mtobar').post('/api/cases', {
    manual: 'DDI-MNP-01',
    procedure: '1',
    start: 'Manual nuevo o reforma de un manual',
    channel: 'portal',
    title,
    form: {
      'Qué se propone': 'manual nuevo',
      'Nombre del manual': 'Trámite con vida propia',
      'Qué debe cambiar o contener': 'Todo.',
      Motivo: 'Se hace sin manual.',
    },
  })
  assert.equal(answer.status, 200, answer.text)
  return answer.json.number as string
}
const inForce = async (at: string) => {
  const { rows } = await sql<{ version: string }>`
    select version from manual_version where manual_code = 'VID-MNP-01'
    and in_force_from <= ${at}::timestamptz and (in_force_until is null or in_force_until > ${at}::timestamptz)`.execute(
    db,
  )
  return rows[0]?.version ?? null
}

interface Place {
  readonly act: string
  readonly page: number
  readonly rect: readonly number[]
}

/** The document has four sound signatures of people of ours, each in its box of the cover; poppler says the same. */
async function assertSignedInPlace(number: string, places: readonly Place[]): Promise<void> {
  const { rows } = await sql<{ text: string }>`
    select a.text from act a join case_file c on c.id = a.case_id where c.number = ${number} order by a.seq`.execute(db)
  const last = rows.map(({ text }) => JSON.parse(text).body).findLast(({ signed }) => signed !== undefined)
  const { sha256 } = last.signed[0]
  const bytes = readFileSync(join(world.filesFolder, sha256.slice(0, 2), sha256))

  const report = verifyPdf(bytes, await trustBase(db), clock.now())
  assert.deepEqual(
    report.signatures.map(({ verdict, trust, changes, signer }) => [
      verdict,
      trust?.kind,
      changes.length,
      signer?.subject.name,
    ]),
    ['Hernán Zelada Chinchay', 'Maximiliano Tobar Escalante', 'Rosalía Tuyuc Samayoa', 'Ileana Arredondo Paiz'].map(
      (who) => ['valid', 'trusted', 0, who],
    ),
  )
  assert.equal(report.sound, true)

  const file = join(folder, 'firmado.pdf')
  writeFileSync(file, bytes)
  const said = execFileSync('pdfsig', ['-nocert', file], { encoding: 'utf8' })
  assert.equal(said.match(/Signature is Valid/g)?.length, 4)
  assert.equal(said.match(/Not total document signed/g)?.length, 3, 'each signature but the last covers what there was')

  const rects = [...bytes.toString('latin1').matchAll(/\/Subtype \/Widget\n[\s\S]{0,200}?\/Rect \[([\d. -]+)\]/g)]
  const rounded = (rect: readonly (number | string)[]) => rect.map((each) => Number(each).toFixed(1)).join(' ')
  assert.deepEqual(
    rects.map(([, rect]) => rounded(rect!.trim().split(' '))),
    places.map(({ rect }) => rounded(rect)),
    'signed in the order of the boxes, each in its own',
  )
  assert.ok(places.every(({ page }) => page === 1))
}

test('a manual is proposed, written, verified, reviewed, issued, signed, approved, published and made known', async () => {
  const number = await propose('Un manual para el trámite')
  await complete('rtuyuc', number, { answer: 'SÍ', choice: 0, form: undefined })
  await refused('draft-missing', 'hzelada', number)

  // Only whoever has the step begins the draft, and once.
  assert.equal((await api('mtobar').form(`/expedientes/${number}/borrador`, { desde: '' })).status, 403)
  assert.equal((await api('hzelada').form(`/expedientes/${number}/borrador`, { desde: '' })).status, 303)
  assert.equal((await api('hzelada').form(`/expedientes/${number}/borrador`, { desde: '' })).status, 409)
  assert.match((await api('hzelada').get(`/expedientes/${number}`)).text, /Abrir el borrador en el editor/)

  await write(number, MANUAL('1', 'Atiende la solicitud'))
  await refused('draft-has-errors', 'hzelada', number)
  await write(number, MANUAL('1', 'Atiende la solicitud.'))
  await complete('hzelada', number)
  await complete('rtuyuc', number, { answer: 'SÍ' })
  await complete('mtobar', number, { answer: 'NO', note: 'Falta decir que responde.' })
  await write(number, MANUAL('1', 'Atiende la solicitud y responde.'))
  await complete('hzelada', number)
  await complete('rtuyuc', number, { answer: 'SÍ' })
  await complete('mtobar', number, { answer: 'SÍ' })

  // Step 5 prints the document, which three sign in order.
  await complete('hzelada', number)
  const { rows: issues } = await sql<{ places: Place[]; name: string }>`
    select places, f.name from manual_issue i join stored_file f on f.id = i.file_id`.execute(db)
  assert.equal(issues.length, 1)
  assert.deepEqual(
    issues[0]!.places.map(({ act }) => act),
    ['Elaborado', 'Revisado', 'Verificación metodológica', 'Aprobado'],
  )
  for (const who of ['hzelada', 'mtobar', 'rtuyuc']) await complete(who, number)
  await complete('iarredondo', number, { answer: 'APRUEBA CON SU FIRMA' })
  await complete('iarredondo', number)
  await assertSignedInPlace(number, issues[0]!.places)

  // What was signed is what is published, and not before tomorrow.
  await write(number, MANUAL('1', 'Atiende la solicitud, responde y archiva.'))
  await refused('draft-changed', 'hzelada', number, { form: {} })
  await write(number, MANUAL('1', 'Atiende la solicitud y responde.'))
  await refused('date-too-early', 'hzelada', number, { form: { 'Rige desde': '2026-11-02' } })
  await complete('hzelada', number, { form: {} })
  assert.equal(await inForce('2026-11-03T05:59:00Z'), null)
  assert.equal(await inForce('2026-11-03T06:00:00Z'), '1', 'from midnight of the next day in Guatemala')

  await complete('hzelada', number, { form: { 'Copia certificada 1': 'Dirección Financiera' } })
  await complete('rtuyuc', number)
  const { rows: copies } = await sql<{ name: string; certified: boolean }>`
    select u.name, certified from manual_copy c join unit u on u.id = c.unit_id order by u.name`.execute(db)
  assert.deepEqual(copies, [
    { name: 'Departamento de Soporte Técnico', certified: false },
    { name: 'Dirección Financiera', certified: true },
    { name: 'Dirección de Tecnología', certified: false },
  ])

  clock.set('2026-11-03T15:00:00Z')
  const page = await api('mtobar').get('/manuales/VID-MNP-01')
  assert.match(page.text, /Rosalía Tuyuc Samayoa/)
  assert.match(page.text, /Primera versión\./)
  assert.match((await api('mtobar').get('/manuales')).text, /Su dependencia tiene/)
  assert.equal((await api('mtobar').form('/manuales/VID-MNP-01/versiones/1/recibido', {})).status, 303)
  assert.equal((await api('mtobar').form('/manuales/VID-MNP-01/versiones/1/recibido', {})).status, 404)
  const pdf = await api('lsolares').get('/manuales/VID-MNP-01/versiones/1/documento-firmado.pdf')
  assert.equal(pdf.status, 200)
  assert.match(pdf.text, /^%PDF-1\.7/)

  // The catalogue offers it, and its first case runs.
  const first = await api('lsolares').post('/api/cases', {
    manual: 'VID-MNP-01',
    procedure: '1',
    start: 'Trámite con vida propia',
    channel: 'portal',
    title: 'El primero',
  })
  assert.equal(first.status, 200, first.text)
  await complete('hzelada', number, { answer: 'NO' })
  await complete('hzelada', number)
  assert.equal((await api('mtobar').get(`/api/cases/${number}`)).json.status, 'closed')
})

test('a reform supersedes the version before on its day; a number that is taken is not issued again', async () => {
  const number = await propose('Reforma')
  await complete('rtuyuc', number, { answer: 'SÍ', choice: 0 })
  assert.equal((await api('hzelada').form(`/expedientes/${number}/borrador`, { desde: 'VID-MNP-01' })).status, 303)
  await complete('hzelada', number)
  await complete('rtuyuc', number, { answer: 'SÍ' })
  await complete('mtobar', number, { answer: 'SÍ' })
  await refused('version-published', 'hzelada', number)
  await write(number, MANUAL('1.1', 'Atiende la solicitud, responde y archiva.'))
  await complete('hzelada', number)
  for (const who of ['hzelada', 'mtobar', 'rtuyuc']) await complete(who, number)
  const act = { Documento: 'Acuerdo Ministerial 40-2026', 'Fecha del documento': '2026-11-03' }
  await complete('iarredondo', number, { answer: 'APRUEBA POR ACUERDO', form: act })
  await complete('hzelada', number, { form: { 'Rige desde': '2026-11-10' } })
  assert.equal(await inForce('2026-11-09T23:00:00Z'), '1')
  assert.equal(await inForce('2026-11-10T06:00:00Z'), '1.1')
  clock.set('2026-11-10T15:00:00Z')
  const page = await api('lsolares').get('/manuales/VID-MNP-01')
  assert.match(page.text, /Acuerdo Ministerial 40-2026/)
  assert.match(page.text, /Procedimiento 1: [^<]*paso 2/)
})
