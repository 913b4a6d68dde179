import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { TRIAL_MANUAL } from '#src/cases/fixtures/trial-manual.ts'
import { verifyExport } from '#src/cases/verify-export.ts'
import { complete, openTrial } from '../record/desk.ts'
import { type Api, type TestProgram, testProgram } from '../support/program.ts'

/** A word that stands nowhere but in what somebody's personal text is. */
export const NEEDLE = 'xilonem'
export const REASON = { motivo: 'Oficio 12 de la interesada.', fundamento: 'Ley de protección de datos, artículo 7' }

/** The ministry with two administrators: `eurizar` asks, `mtobar` confirms. */
export async function careWorld() {
  const world = await testProgram()
  await world.publish(TRIAL_MANUAL)
  const named = await world.api('eurizar').post(`/api/people/${world.personId('mtobar')}/administrator`)
  assert.equal(named.status, 200, named.text)
  return world
}

export async function upload(who: Api, name: string, content: string): Promise<string> {
  const body = new FormData()
  body.set('file', new Blob([`%PDF-1.7 ${content}`]), name)
  const { csrf } = await who.session()
  const stored = await who.send('/api/files', { method: 'POST', headers: { 'x-csrf-token': csrf }, body })
  assert.equal(stored.status, 201, stored.text)
  return stored.json.id
}

/** A closed case that a contact of this name asked for, the word in every text that there is. Gives its number and the contact's id. */
export async function closedCaseOf(world: TestProgram, name: string, email: string) {
  const desk = world.api('ebaquiax')
  const file = await upload(desk, `${NEEDLE}.pdf`, `papeles de ${NEEDLE}`)
  const number = await openTrial(desk, 8, {
    title: `Constancia de ${name}`,
    channel: 'teléfono',
    contact: { name, email, phone: '5555-0101' },
    form: { Asunto: `Lo pide ${name}`, Detalle: `Vive en la colonia ${NEEDLE}`, Documento: { file } },
    files: [file],
  })
  const { rows } = await sql<{ id: string }>`select contact_id as id from case_file where number = ${number}`.execute(
    world.db,
  )
  for (const [path, body] of [
    ['messages', { message: `Estimada ${name}: recibimos su pedido.` }],
    ['internal-notes', { note: `Llamar a ${name} por la tarde.` }],
    ['attachments', { files: [await upload(desk, `otro de ${NEEDLE}.pdf`, `más de ${NEEDLE}`)] }],
  ] as const) {
    const done = await desk.post(`/api/cases/${number}/${path}`, body)
    assert.equal(done.status, 200, done.text)
  }
  const paper = await desk.get(`/expedientes/${number}/formas/PRU-01/hoja.pdf`)
  assert.equal(paper.status, 200)
  return { number, contact: rows[0]!.id }
}

export async function close(world: TestProgram, number: string, note = `Se entregó a ${NEEDLE}.`): Promise<void> {
  const desk = world.api('ebaquiax')
  await complete(desk, number, { note })
  await complete(desk, number)
  const read = await desk.get(`/api/cases/${number}`)
  assert.equal(read.json.status, 'closed', read.text)
}

/** Tables in which a text stands, in any column of any row. */
export async function tablesWith(db: TestProgram['db'], text: string): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'm') and n.nspname not in ('pg_catalog', 'information_schema') order by 1`.execute(db)
  const found: string[] = []
  for (const { name } of rows) {
    const hits = await sql<{ n: number }>`
      select count(*)::int as n from ${sql.raw(name)} t where position(${text} in lower(t::text)) > 0`.execute(db)
    if (hits.rows[0]!.n > 0) found.push(name)
  }
  return found
}

/** Files of the store in which a text stands. */
export function contentsWith(folder: string, text: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => readFileSync(path).includes(text))
}

/** Faults of the export of a case by the public key of the installation. */
export async function faultsOf(world: TestProgram, number: string): Promise<readonly string[]> {
  const out = await world.api('ebaquiax').get(`/api/cases/${number}/export`)
  assert.equal(out.status, 200, out.text)
  return verifyExport(out.text, world.signingKey.publicPem).faults.map(({ code }) => code)
}

/** Lets the job work until nothing is confirmed any more: another round may have begun by itself. */
export async function eraseAll({ program, db }: TestProgram): Promise<void> {
  for (let round = 0; round < 50; round++) {
    await program.care()
    const { rows } = await sql<{ n: number }>`
      select (select count(*) from erasure where status = 'confirmed')::int + (select count(*) from content_to_remove)::int as n`.execute(
      db,
    )
    if (rows[0]!.n === 0) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('the erasures did not end')
}
