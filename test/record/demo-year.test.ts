import assert from 'node:assert/strict'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { sql } from 'kysely'
import { holdBookEntries } from '#src/demo/book-entries.ts'
import { loadDemoBooks } from '#src/demo/load-books.ts'
import { loadDemoCases } from '#src/demo/load-demo.ts'
import { loadDemoYear } from '#src/demo/year/load-year.ts'
import type { YearFile } from '#src/demo/year/year-file.ts'
import { fileStore } from '#src/platform/files/file-store.ts'
import { demoFolder } from '#src/program/places.ts'
import { verifyRegisters } from '#src/registers/chain/verify-registers.ts'
import { testProgram } from '../support/program.ts'
import { assertRecordIsSound } from './desk.ts'

const { program, db, api, filesFolder, database } = await testProgram()

test('everything that the year asks for is offered by that channel', async () => {
  const year = JSON.parse(readFileSync(join(demoFolder, 'year.json'), 'utf8')) as YearFile
  const offers = await program.cases.manuals.offers(db, program.cases.clock())
  for (const { manual, procedure, start, channels } of year.services) {
    const offer = offers.find(
      (each) => each.version.code === manual && each.procedure.number === procedure && each.name === start,
    )
    assert.ok(offer, `${manual} ${procedure} «${start}»`)
    for (const channel of Object.keys(channels)) assert.ok(offer.channels.includes(channel), `${start} by ${channel}`)
  }
})

test('a made-up year is a sound record with its books in order, and the office goes on after it', async (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'ventanilla-year-'))
  context.after(() => rmSync(folder, { recursive: true, force: true }))
  cpSync(demoFolder, folder, { recursive: true })
  const year = JSON.parse(readFileSync(join(folder, 'year.json'), 'utf8')) as YearFile
  writeFileSync(join(folder, 'year.json'), JSON.stringify({ ...year, cases: 150 }))

  const books = holdBookEntries(program.cases)
  const count = await loadDemoYear(books.deps, folder, fileStore(filesFolder), () => {})
  assert.ok(count >= 150)
  assert.ok((await assertRecordIsSound(db)) > count * 4)

  const { rows: byStatus } = await sql<{ status: string; count: number }>`
    select status, count(*)::int as count from case_file group by status`.execute(db)
  const counted = Object.fromEntries(byStatus.map(({ status, count: some }) => [status, some]))
  assert.ok((counted.closed ?? 0) > 100, JSON.stringify(counted))
  assert.ok((counted.open ?? 0) > 0, JSON.stringify(counted))

  const { rows: resolutions } = await sql<{ solution: string; cause: string; known: boolean }>`
    select distinct r ->> 'solution' as solution, r ->> 'cause' as cause,
      exists (select from solution_code s where s.kind = 'solution' and s.code = r ->> 'solution')
        and exists (select from solution_code s where s.kind = 'cause' and s.code = r ->> 'cause') as known
    from (select state #> '{desk,resolution}' as r from case_file) each where r is not null`.execute(db)
  assert.ok(resolutions.length > 5 && resolutions.every(({ known }) => known), JSON.stringify(resolutions))

  const outOfOrder = await sql`
    select 1 from (select opened_at, lag(opened_at) over (partition by left(number, 4) order by number) as before from case_file) each
    where opened_at < before`.execute(db)
  assert.equal(outOfOrder.rows.length, 0, 'numbers follow the openings')
  // The cases that are told one by one were opened in the last days of the year.
  await loadDemoCases(books.deps, folder, database.log)
  await books.write()
  const folios = await sql`
    select 1 from (select written_at, folio, lag(written_at) over book as before, row_number() over book as place
      from register_entry window book as (partition by register_id order by folio)) each
    where written_at < before or folio <> place`.execute(db)
  assert.equal(folios.rows.length, 0, 'folios follow the entries, without gaps')

  const opened = await api('lsolares').post('/api/cases', {
    manual: 'DTI-MNP-01',
    procedure: '2',
    start: 'Soporte técnico',
    channel: 'portal',
    title: 'Después del año',
    form: { Asunto: 'Después', Descripción: 'Del año', Impacto: 'medio', Urgencia: 'media' },
  })
  assert.equal(opened.status, 200, opened.text)
  const { rows } = await sql<{ last: string }>`select max(number) as last from case_file`.execute(db)
  assert.equal(opened.json.number, rows[0]?.last)
})

test('a head has corrected a folio of that year and closed months of its book, and the chain holds', async () => {
  await loadDemoBooks(program.books, demoFolder)
  const { rows } = await sql<{ closings: number; annotations: number; waiting: boolean }>`
    select (select count(*)::int from register_closing c where c.register_id = r.id) as closings,
      (select count(*)::int from register_annotation a where a.register_id = r.id) as annotations,
      (select max(month) from register_closing c where c.register_id = r.id) < date_trunc('month', now()) - interval '1 month' as waiting
    from register r where r.name = 'libro de soluciones de soporte'`.execute(db)
  assert.deepEqual(rows, [{ closings: 2, annotations: 1, waiting: true }])
  assert.ok((await verifyRegisters(db)).every(({ fault }) => fault === null))
  // A second load adds nothing.
  await loadDemoBooks(program.books, demoFolder)
  const { rows: again } = await sql<{ count: number }>`select count(*)::int as count from register_annotation`.execute(
    db,
  )
  assert.equal(again[0]?.count, 1)
})
