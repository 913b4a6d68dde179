import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import pg from 'pg'
import type { CaseFile } from '#src/cases/types.ts'
import { transaction } from '#src/platform/db/pool.ts'
import type { Act } from '#src/procedure/types.ts'
import { testProgram } from '../../../test/support/program.ts'
import { annotate } from '../annotations/annotate.ts'
import { eraseFolios } from '../erase-entries.ts'
import { writeRegisters } from '../write-register.ts'
import { verifyRegisters } from './verify-registers.ts'

const { database, db, personId, program } = await testProgram(undefined, { cases: true })
const NOW = '2026-11-02T14:00:00Z'
const WRITER = personId('gxol')
const { id: CASE } = (await sql<{ id: number }>`select id from case_file order by id limit 1`.execute(db)).rows[0]!

let seq = 50_000
/** An act that orders a book, by a form that was filled in the same case. */
async function write(name: string, at = NOW): Promise<void> {
  const act = {
    seq: seq++,
    at,
    actor: { kind: 'person', person: WRITER },
    body: { kind: 'register-written', register: name, row: '3' },
  } as unknown as Act
  await transaction(db, (tx) => writeRegisters(tx, { id: CASE } as CaseFile, [act]))
}
const book = async (name: string) =>
  (await sql<{ id: number }>`select id from register where name = ${name}`.execute(db)).rows[0]!.id
const faultOf = async (name: string) => (await verifyRegisters(db)).find((each) => each.name === name)!.fault
const { directory } = await program.cases.institution(db, NOW)
const signedIn = (id: string) =>
  ({
    id,
    name: '',
    positions: directory.actingPostsOf(id),
    administrator: false,
    csrf: '',
    mustChangePassword: false,
  }) as const
const readerOf = async () => {
  const { rows } = await sql<{ reader: string }>`
    select reader from case_reader join person on person.id = reader where case_id = ${CASE} limit 1`.execute(db)
  return rows[0]!.reader
}

/** What somebody does who may do anything in the database. */
async function behind(table: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: database.ownerUrl })
  await client.connect()
  try {
    await client.query(
      `alter table ${table} disable trigger user; ${statement}; alter table ${table} enable trigger user`,
    )
  } finally {
    await client.end()
  }
}

test('the books of the demonstration are sound', async () => {
  const checked = await verifyRegisters(db)
  assert.ok(checked.length > 1)
  for (const { name, fault, folios } of checked) assert.deepEqual([fault, folios > 0], [null, true], name)
})

test('20 who write at once: folios without gaps or doubles, and a chain that holds', async () => {
  const name = 'libro de veinte'
  await Promise.all(
    Array.from({ length: 20 }, async () => {
      for (let each = 0; each < 5; each++) await write(name)
    }),
  )
  const { rows } = await sql<{ folio: number; link: number }>`
    select folio, link from register_entry where register_id = ${await book(name)} order by folio`.execute(db)
  const numbers = Array.from({ length: 100 }, (_, at) => at + 1)
  assert.deepEqual(
    rows.map(({ folio }) => folio),
    numbers,
  )
  assert.deepEqual(
    rows.map(({ link }) => link),
    numbers,
  )
  assert.equal(await faultOf(name), null)
})

test('a chain longer than a batch is walked to its end', async () => {
  const name = 'libro largo'
  await transaction(db, async (tx) => {
    for (let each = 0; each < 1_100; each++) {
      const act = {
        seq: seq++,
        at: NOW,
        actor: { kind: 'system' },
        body: { kind: 'register-written', register: name, row: '3' },
      }
      await writeRegisters(tx, { id: CASE } as CaseFile, [act as unknown as Act])
    }
  })
  assert.equal(await faultOf(name), null)
  await behind(
    'register_entry',
    `update register_entry set row_number = '4' where register_id = ${await book(name)} and folio = 1050`,
  )
  assert.match((await faultOf(name))!.message, /folio 1050 fue alterado/)
})

const CHANGES: readonly (readonly [what: string, table: string, statement: (id: number) => string, fault: RegExp])[] = [
  [
    'an entry',
    'register_entry',
    (id) =>
      `update register_entry set written_at = written_at - interval '1 day' where register_id = ${id} and folio = 2`,
    /El folio 2 fue alterado/,
  ],
  [
    'who wrote it',
    'register_entry',
    (id) => `update register_entry set written_by = null where register_id = ${id} and folio = 3`,
    /El folio 3 fue alterado/,
  ],
  [
    'what it says',
    'register_entry_private',
    (id) => `update register_entry_private set fields = '{"a": "b"}' where register_id = ${id} and folio = 2`,
    /El folio 2 fue alterado: su texto/,
  ],
  [
    'its text removed',
    'register_entry_private',
    (id) => `delete from register_entry_private where register_id = ${id} and folio = 2`,
    /El folio 2 perdió su texto/,
  ],
  [
    'the last entry removed',
    'register_entry_private',
    (id) =>
      `delete from register_entry_private where register_id = ${id} and folio = 3; alter table register_entry disable trigger user; delete from register_entry where register_id = ${id} and folio = 3; alter table register_entry enable trigger user`,
    /folio 3/,
  ],
  [
    'one of the middle removed',
    'register_entry_private',
    (id) =>
      `delete from register_entry_private where register_id = ${id} and folio = 2; alter table register_annotation_private disable trigger user; alter table register_annotation disable trigger user; alter table register_entry disable trigger user; delete from register_annotation_private where register_id = ${id}; delete from register_annotation where register_id = ${id}; delete from register_entry where register_id = ${id} and folio = 2; alter table register_annotation_private enable trigger user; alter table register_annotation enable trigger user; alter table register_entry enable trigger user`,
    /seguía al folio 1: el folio 2/,
  ],
  [
    'an annotation',
    'register_annotation',
    (id) => `update register_annotation set written_at = now() where register_id = ${id}`,
    /anotación 1 del folio 2 fue alterado/,
  ],
  [
    'what an annotation says',
    'register_annotation_private',
    (id) =>
      `update register_annotation_private set content = '{"corrected": "z", "reason": "y"}' where register_id = ${id}`,
    /anotación 1 del folio 2 fue alterado/,
  ],
  [
    'an annotation removed',
    'register_annotation_private',
    (id) =>
      `delete from register_annotation_private where register_id = ${id}; alter table register_annotation disable trigger user; delete from register_annotation where register_id = ${id}; alter table register_annotation enable trigger user`,
    /una anotación/,
  ],
  [
    'the end',
    'register',
    (id) => `update register set head_hash = repeat('a', 64) where id = ${id}`,
    /El final del libro fue alterado/,
  ],
  [
    'the name of the book',
    'register',
    (id) => `update register set name = 'otro ' || name where id = ${id}`,
    /El folio 1 fue alterado/,
  ],
]

for (const [what, table, statement, fault] of CHANGES) {
  test(`changed behind the program: ${what}`, async () => {
    const name = `libro cambiado ${what}`
    for (let each = 0; each < 2; each++) await write(name)
    const id = await book(name)
    const reader = await readerOf()
    // Whoever reads the case writes the entry, and so may annotate it.
    await sql`insert into case_reader (case_id, reader) values (${CASE}, ${WRITER}::uuid) on conflict do nothing`.execute(
      db,
    )
    assert.ok(reader)
    await annotate(
      db,
      { person: signedIn(WRITER), directory, now: NOW },
      { register: id, folio: 2, corrected: 'El nombre', reason: 'Está mal' },
    )
    await write(name)
    assert.equal(await faultOf(name), null)
    await behind(table, statement(id))
    const found = (await verifyRegisters(db)).find((each) => each.name.endsWith(name))!.fault
    assert.match(found?.message ?? '', fault)
  })
}

test('a lawful erasure takes the entry and its annotations, and the chain still holds', async () => {
  const name = 'libro borrado'
  await write(name)
  const id = await book(name)
  await annotate(
    db,
    { person: signedIn(WRITER), directory, now: NOW },
    { register: id, folio: 1, corrected: 'Dice Ana', reason: 'Es Eva' },
  )
  assert.equal(await transaction(db, (tx) => eraseFolios(tx, [{ register: id, folio: 1 }], 'Orden judicial', NOW)), 1)
  const [checked] = (await verifyRegisters(db)).filter((each) => each.name === name)
  assert.deepEqual([checked!.fault, checked!.erased, checked!.folios, checked!.annotations], [null, 2, 1, 1])
})
