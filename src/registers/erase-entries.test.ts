import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { transaction } from '#src/platform/db/pool.ts'
import { testProgram } from '../../test/support/program.ts'
import { eraseCaseEntries, eraseFolios } from './erase-entries.ts'

const { api, db } = await testProgram(undefined, { cases: true })
const READER = 'gxol'
const AT = '2026-11-02T18:30:00Z'

const book = async () => {
  const { json } = await api(READER).get('/api/registers')
  return json.registers.find((each: { name: string }) => each.name === 'libro de servidores virtuales')
}

test('what a folio says is erased once and for good; the page says so and the folio stays', async () => {
  const { id } = await book()
  const { json: before } = await api(READER).get(`/api/registers/${id}`)
  const [secret] = Object.values(before.entries[0].content.fields).filter((value) => typeof value === 'string')
  assert.ok(secret)
  const erase = () => transaction(db, (tx) => eraseFolios(tx, [{ register: id, folio: 1 }], 'Resolución de prueba', AT))
  assert.equal(await erase(), 1)
  assert.equal(await erase(), 0)

  const page = await api(READER).get(`/libros/${id}`)
  assert.match(page.text, /<span class="number">1<\/span>/)
  assert.match(page.text, /Borrado por ley el 2/)
  assert.ok(!page.text.includes(`>${secret}<`), page.text)
  const { json } = await api(READER).get(`/api/registers/${id}`)
  assert.equal(json.entries[0].content.fields, null)
  assert.equal(json.entries[0].content.erasedAt, '2026-11-02T18:30:00.000000Z')
})

test('the entries of an act are erased by the act that wrote them or whose form filled them', async () => {
  const { rows } = await sql<{ caseId: number; act: number; form: number }>`
    select e.case_id as "caseId", e.act_seq as act, e.form_seq as form from register_entry e
    join register_entry_private p on p.register_id = e.register_id and p.folio = e.folio
    where p.erased_at is null and e.form_seq is not null`.execute(db)
  assert.ok(rows.length > 1)
  const [one, two] = rows
  assert.equal(
    (await transaction(db, (tx) => eraseCaseEntries(tx, [{ caseId: one!.caseId, seqs: [one!.form] }], 'x', AT))) > 0,
    true,
  )
  await transaction(db, (tx) => eraseCaseEntries(tx, [{ caseId: two!.caseId, seqs: [two!.act] }], 'x', AT))
  const left = await sql`
    select 1 from register_entry e join register_entry_private p on p.register_id = e.register_id and p.folio = e.folio
    where p.erased_at is null and (e.case_id, e.act_seq) in ((${one!.caseId}, ${one!.act}), (${two!.caseId}, ${two!.act}))`.execute(
    db,
  )
  assert.equal(left.rows.length, 0)
})

test('whoever annotates while the folio is being erased is told so, and writes nothing', async () => {
  const { rows } = await sql<{ id: number; folio: number; writer: string }>`
    select e.register_id as id, e.folio, p.username as writer from register_entry e join person p on p.id = e.written_by
    join register_entry_private own on own.register_id = e.register_id and own.folio = e.folio
    where own.erased_at is null order by 1, 2 limit 1`.execute(db)
  const { id, folio, writer } = rows[0]!
  let writing: Promise<{ status: number; text: string }> | undefined
  await transaction(db, async (tx) => {
    await eraseFolios(tx, [{ register: id, folio }], 'Resolución de prueba', AT)
    writing = api(writer).form(`/libros/${id}/folios/${folio}`, { corrige: 'Decía otra cosa.', motivo: 'Error.' })
    // It waits for the book, or has not come so far; either way the erasure ends before it.
    for (let waiting = 0; waiting === 0; ) {
      const held = await sql<{ n: number }>`
        select count(*)::int as n from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock' and query like '%last_link%'`.execute(db)
      waiting = held.rows[0]!.n
    }
  })
  const answer = await writing!
  assert.equal(answer.status, 409, answer.text)
  const { rows: written } = await sql`
    select 1 from register_annotation where register_id = ${id} and folio = ${folio}`.execute(db)
  assert.deepEqual(written, [])
})

test('nothing but the erasure may be done to private text, and no part of it alone', async () => {
  const { id } = await book()
  const set = (what: string) =>
    sql.raw(`update register_entry_private set ${what} where register_id = ${id}`).execute(db)
  const erased = `salt = null, fields = null, erased_at = now(), erased_reason = 'x'`
  for (const what of [
    `fields = '{"Otro": "valor"}'`,
    'fields = null, salt = null',
    `erased_at = now(), erased_reason = 'x'`,
    `salt = repeat('1', 32)`,
    `${erased}, folio = folio + 100`,
    // Erased already: not another time, and not back.
    erased,
    `fields = '{}', salt = repeat('1', 32), erased_at = null, erased_reason = null`,
  ])
    await assert.rejects(set(what), /only erased|check constraint/, what)
})
