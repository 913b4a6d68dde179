import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { sql } from 'kysely'
import { transaction } from '#src/platform/db/pool.ts'
import { testProgram } from '../../../test/support/program.ts'
import { verifyRegisters } from '../chain/verify-registers.ts'
import { eraseFolios } from '../erase-entries.ts'
import { bookStandings } from './closing.store.ts'

const { api, clock, db, filesFolder, personId, program } = await testProgram(undefined, { cases: true })
const STRANGER = 'jmenchu'

/** The book of virtual servers, who wrote its first folio, and the head who answers for it. */
const { rows } = await sql<{ id: number; writer: string; at: string }>`
  select r.id, p.username as writer, e.written_at::text as at from register r
  join register_entry e on e.register_id = r.id and e.folio = 1 join person p on p.id = e.written_by
  where r.name = 'libro de servidores virtuales'`.execute(db)
const { id, writer } = rows[0]!
const { directory } = await program.cases.institution(db, clock.now().toString())
const { responsibleUnit } = await import('../permissions.ts')
const [standing] = await bookStandings(db, id)
const unit = responsibleUnit(directory, standing!.unit)!
const head = directory.activePeople.find((person) =>
  directory.actingPostsOf(person.id).some((post) => post.id === unit.head && post.standsInFor === null),
)!.username

test('a correction is written by whoever wrote the entry; others are refused and nothing typed is lost', async () => {
  const path = `/libros/${id}/folios/1`
  const empty = await api(writer).form(path, { corrige: 'Donde dice A, debe decir B.', motivo: '' })
  assert.equal(empty.status, 422)
  assert.match(empty.text, /Donde dice A, debe decir B\./)
  assert.equal((await api(STRANGER).form(path, { corrige: 'x', motivo: 'y' })).status, 404)
  const done = await api(writer).form(path, { corrige: 'Donde dice A, debe decir B.', motivo: 'Se copió mal.' })
  assert.equal(done.status, 303, done.text)
  assert.match((await api(writer).get(`/libros/${id}`)).text, /Anotación 1\.[\s\S]*Donde dice A, debe decir B\./)
  for (const { rows: readers } of [
    await sql<{ username: string }>`
      select distinct p.username from register_entry e join case_reader r on r.case_id = e.case_id join person p on p.id = r.reader
      where e.register_id = ${id} and e.folio = 1 and p.username not in (${writer}, ${head})`.execute(db),
  ]) {
    assert.ok(readers.length > 0)
    const refused = await api(readers[0]!.username).form(path, { corrige: 'x', motivo: 'y' })
    assert.equal(refused.status, 403)
    assert.match(refused.text, /quien lo escribió o la jefatura/)
  }
})

test('the head closes and signs a month that is over, once and in order; the PDF holds and an erasure withdraws it', async () => {
  const close = (who: string, month: string, password = 'ventanilla') =>
    api(who).form(`/libros/${id}/meses/${month}`, { contrasena: password })
  const month = standing!.firstWritten.slice(0, 7)
  clock.set('2027-01-04T15:00:00Z')
  assert.match((await api(head).get(`/libros/${id}/meses`)).text, /por cerrar/)
  assert.match((await api(head).get('/libros')).text, /Libros por cerrar \(\d+\)/)
  assert.doesNotMatch((await api(STRANGER).get('/libros')).text, /Libros por cerrar/)
  if (writer !== head) assert.equal((await close(writer, month)).status, 403)
  assert.equal((await close(head, '2027-01')).status, 409)
  assert.equal((await close(head, month, 'otra')).status, 422)
  const [one, two] = await Promise.all([close(head, month), close(head, month)])
  assert.deepEqual([one.status, two.status].sort(), [303, 409], `${one.text}${two.text}`)
  assert.equal((await close(head, month)).status, 409)

  const answer = await fetch(`${await address()}/libros/${id}/meses/${month}/acta.pdf`, { headers: await cookie(head) })
  assert.equal(answer.status, 200)
  const folder = mkdtempSync(join(tmpdir(), 'acta-'))
  try {
    const file = join(folder, 'acta.pdf')
    writeFileSync(file, Buffer.from(await answer.arrayBuffer()))
    assert.match(execFileSync('pdfsig', ['-nocert', file], { encoding: 'utf8' }), /Signature is Valid/)
    const text = execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' })
    assert.match(text, /ACTA DE APERTURA[\s\S]*ACTA DE CIERRE/)
    assert.match(text, /Página 1 de/)
    assert.match(text, /folio 1 al folio 1/)
    // The correction was written in the next month, and stands in its document.
    assert.doesNotMatch(text, /debe\s+decir\s+B/)
    assert.equal((await close(head, '2026-11')).status, 303)
    const next = await fetch(`${await address()}/libros/${id}/meses/2026-11/acta.pdf`, { headers: await cookie(head) })
    writeFileSync(file, Buffer.from(await next.arrayBuffer()))
    const november = execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' })
    assert.match(november, /ningún folio; tiene 1 anotación/)
    assert.match(november, /debe\s+decir\s+B/)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  assert.ok((await verifyRegisters(db)).every(({ fault }) => fault === null))

  const { rows: closed } = await sql<{ sha256: string }>`
    select sha256 from register_closing where register_id = ${id} and month = ${`${month}-01`}::date`.execute(db)
  const stored = () =>
    readdirSync(filesFolder, { recursive: true }).filter((path) => String(path).includes(closed[0]!.sha256))
  await transaction(db, (tx) => eraseFolios(tx, [{ register: id, folio: 1 }], 'Orden judicial', clock.now().toString()))
  // Nor does its content stay in the store.
  assert.ok(stored().length > 0)
  await program.care()
  assert.deepEqual(stored(), [])
  const withdrawn = await api(head).get(`/libros/${id}/meses/${month}/acta.pdf`)
  assert.equal(withdrawn.status, 410)
  assert.equal((await close(head, month)).status, 303)
  assert.equal((await api(head).get(`/libros/${id}/meses/${month}/acta.pdf`)).status, 200)
  const checked = await verifyRegisters(db)
  assert.deepEqual(checked.find(({ name }) => name === 'libro de servidores virtuales')!.closings, 3)
  assert.ok(checked.every(({ fault }) => fault === null))
  assert.ok(personId(head))
})

async function address(): Promise<string> {
  const bound = program.server.server.address()
  return `http://127.0.0.1:${typeof bound === 'object' ? bound?.port : ''}`
}

async function cookie(who: string) {
  return { cookie: `ventanilla=${(await api(who).session()).cookie}` }
}
