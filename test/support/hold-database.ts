// A tiny program for the launcher's tests: holds the embedded database of DATA_DIR until it is told to stop.
import { startEmbeddedPostgres } from '#src/platform/db/embedded.ts'
import { createLog } from '#src/platform/log.ts'

const { DATA_DIR, DURABLE } = process.env
const log = createLog('warn', process.stderr)
try {
  const server = await startEmbeddedPostgres({ dataDir: DATA_DIR!, log, durable: DURABLE !== 'no' })
  const { adminUrl, appUrl, ownerUrl, adopted, socketDir, pgdata } = server
  const said = { pid: server.pid(), adminUrl, appUrl, ownerUrl, adopted, socketDir, pgdata }
  const end = () => void server.stop().then(() => process.exit(0))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, end)
  process.stdin.resume().on('close', end) // the test's process is gone
  process.stdout.write(`${JSON.stringify(said)}\n`)
} catch (error) {
  const { message, code } = error as Error & { code?: string }
  process.stdout.write(`${JSON.stringify({ error: message, code })}\n`)
  process.exitCode = 1
}
