// `npm test [-- PATTERN…]`: every test file, on one throw-away database server, ending with the runner's totals.
import { spawn } from 'node:child_process'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startTestServer } from '../test/support/database-start.ts'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const given = process.argv.slice(2)
const patterns = given.length > 0 ? given : ['src/**/*.test.ts', 'demo/**/*.test.ts', 'test/**/*.test.ts']

// Ctrl-C reaches the runner too (one process group); this process waits for it, then stops the server.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    interrupted = true
    runner?.kill(signal)
  })
}

let runner
let interrupted = false
const { stop, ...server } = await startTestServer()
const status = interrupted
  ? 130
  : await new Promise((resolve) => {
      const env = { ...process.env, VENTANILLA_TEST_SERVER: JSON.stringify(server) }
      const args = ['--test', '--test-concurrency=2', '--test-timeout=600000', ...patterns]
      runner = spawn(process.execPath, args, { cwd: root, stdio: 'inherit', env })
      runner.once('error', () => resolve(1))
      runner.once('exit', (code) => resolve(code ?? 1))
    })
await stop()
process.exit(status)
