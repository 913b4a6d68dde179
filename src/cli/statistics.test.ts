// The commands that count the record again, on the database of a program that runs.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { commandLine } from '../../test/support/command-line.ts'
import { testProgram } from '../../test/support/program.ts'

const { database, db, program } = await testProgram(undefined, { cases: true, now: '2026-11-03T14:00:00Z' })
const env = { ...process.env, DATABASE_URL: database.url, DATABASE_OWNER_URL: database.ownerUrl }
const ventanilla = commandLine({ env })

test('check-statistics says that all is well, lists what somebody changed, and rebuild-statistics makes it right', async () => {
  await program.follow()
  const well = await ventanilla('check-statistics')
  assert.equal(well.status, 0, well.stdout + well.stderr)
  assert.match(well.stdout, /Las estadísticas son las que da el registro: \d+ expedientes/)
  await sql`update statistic_period set attended = attended + 1 where dimension = 'channel' and grain = 'month'`.execute(
    db,
  )
  const wrong = await ventanilla('check-statistics')
  assert.equal(wrong.status, 1)
  assert.match(wrong.stdout, /Contador «channel month .*: está/)
  const rebuilt = await ventanilla('rebuild-statistics')
  assert.equal(rebuilt.status, 0, rebuilt.stderr)
  assert.match(rebuilt.stdout, /Se contaron de nuevo \d+ expedientes/)
  assert.equal((await ventanilla('check-statistics')).status, 0)
  assert.equal((await ventanilla('check-statistics', '--nada')).status, 2)
})
