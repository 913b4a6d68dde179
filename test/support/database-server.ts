// Runs a throw-away PostgreSQL server for tests until its standard input ends, which it does when the process that
// started it ends, killed or not: no orphan, no files left. Prints one line of JSON when ready.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { startEmbeddedPostgres } from '#src/platform/db/embedded.ts'
import { migrate } from '#src/platform/db/migrate.ts'
import { createLog } from '#src/platform/log.ts'

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {})
const ended = new Promise((resolve) => process.stdin.resume().on('close', resolve).on('error', resolve))

const dataDir = mkdtempSync(join(tmpdir(), 'ventanilla-test-'))
chmodSync(dataDir, 0o711) // as root, the server's own user must be let through
const log = createLog('error', process.stderr)
let stop = async () => {}
try {
  const server = await startEmbeddedPostgres({ dataDir, log, durable: false })
  stop = server.stop
  const templateError = await makeTemplate(server.adminUrl).catch((error: Error) => error.message)
  process.stdout.write(`${JSON.stringify({ adminUrl: server.adminUrl, templateError })}\n`)
  await ended
} catch (error) {
  process.stdout.write(`${JSON.stringify({ error: (error as Error).message })}\n`)
} finally {
  await stop()
  rmSync(dataDir, { recursive: true, force: true })
}
process.exit()

async function makeTemplate(adminUrl: string) {
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  await client.query('create database template_migrated owner ventanilla_owner')
  await client.end()
  const as = (role: string) => adminUrl.replace('postgres@/postgres', `${role}@/template_migrated`)
  const directory = join(import.meta.dirname, '../../migrations')
  await migrate({ ownerUrl: as('ventanilla_owner'), appUrl: as('ventanilla_app'), directory })
}
