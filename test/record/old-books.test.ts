// Books from before they were chained: what their forms left goes where it can be erased, and every folio gets its place in the chain.
import assert from 'node:assert/strict'
import { copyFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { sql } from 'kysely'
import pg from 'pg'
import { migrate } from '#src/platform/db/migrate.ts'
import { migrationsFolder } from '#src/program/places.ts'
import { verifyRegisters } from '#src/registers/chain/verify-registers.ts'
import { testDatabase } from '../support/database.ts'

/** Texts with what JSON escapes, and with letters outside of it. */
const WRITTEN = [
  { Servidor: 'VM-01', Núcleos: 4, Nota: 'línea «uno»\nlínea "dos" \\ fin', Entregado: true, Documento: null },
  { Z: '𝒵', á: 'ñ', a: 1.5, Lista: ['b', 'a'], Persona: { name: 'Ana', unit: null } },
  {},
]

test('a book that was written before is chained as if it had been from its first folio', async (t) => {
  const { db, url, ownerUrl, adminUrl } = await testDatabase(t, { migrated: false })
  const before = mkdtempSync(join(tmpdir(), 'ventanilla-test-'))
  t.after(() => rmSync(before, { recursive: true }))
  const files = readdirSync(migrationsFolder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
  const chaining = files.findIndex((name) => name.endsWith('_register_chain.sql'))
  for (const name of files.slice(0, chaining)) copyFileSync(join(migrationsFolder, name), join(before, name))
  await migrate({ ownerUrl, appUrl: url, directory: before })
  const admin = new pg.Client({ connectionString: adminUrl })
  await admin.connect()
  try {
    // Only what the books ask for: the rest of a case is not looked at.
    await admin.query(`set session_replication_role = replica; select make_act_partition('2026-10-01');
      insert into unit (code, name) values ('DIT', 'Departamento');
      insert into person (username, name, unit_id) select 'ana', 'Ana', id from unit;
      insert into register (name, folded_name, last_folio) values ('libro de servidores', 'libro de servidores', ${WRITTEN.length});
      insert into case_file (number, opened_month, manual_version_id, procedure, title, channel, status, priority, opened_at, seq, head_hash, state)
        values ('2026-000001', '2026-10-01', 1, '8', 'x', 'portal', 'closed', 3, '2026-10-05T15:00:00.123456Z', 9, repeat('0', 64), '{}')`)
    for (const [at, fields] of WRITTEN.entries()) {
      const seq = at + 1
      await admin.query(
        `insert into act (opened_month, case_id, seq, at, kind, text, hash)
         select '2026-10-01', id, $1::int, now(), 'register-written', $2::text, repeat('0', 64) from case_file`,
        [seq, JSON.stringify({ body: { kind: 'register-written', ...(at === 0 ? { formSeq: 7 } : {}) } })],
      )
      await admin.query(
        `insert into register_entry (register_id, folio, case_id, act_seq, row_number, written_at, written_by, form, fields)
         select register.id, $1::int, case_file.id, $1::int, '4.1', '2026-10-06T15:00:00.5Z'::timestamptz + $1::int * interval '1 day',
           case when $1::int = 1 then (select id from person) end, case when $1::int = 1 then 'SOL-01' end, $2::jsonb from register, case_file`,
        [seq, JSON.stringify(fields)],
      )
    }
  } finally {
    await admin.end()
  }
  const applied = await migrate({ ownerUrl, appUrl: url, directory: migrationsFolder })
  assert.ok(applied.some(({ name }) => name === 'register_chain'))
  const checked = await verifyRegisters(db)
  assert.deepEqual(
    checked.map(({ name, folios, fault }) => ({ name, folios, fault })),
    [{ name: 'libro de servidores', folios: WRITTEN.length, fault: null }],
  )
  const { rows } = await sql<{ fields: unknown }>`select fields from register_entry_private order by folio`.execute(db)
  assert.deepEqual(
    rows.map(({ fields }) => fields),
    WRITTEN,
  )
})
