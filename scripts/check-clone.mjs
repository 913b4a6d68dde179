// A fresh clone installs: the lock file is complete and the registry has everything that it names.
import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const folder = mkdtempSync(join(tmpdir(), 'ventanilla-clone-'))
const path = (process.env.PATH ?? '').split(delimiter).filter((entry) => !entry.endsWith('node_modules/.bin'))
const env = { ...process.env, PATH: path.join(delimiter) }

let failed = false
try {
  if (existsSync(join(root, '.git'))) step('git', ['clone', '--quiet', root, folder])
  // As they are now, committed or not.
  for (const file of ['package.json', 'package-lock.json']) copyFileSync(join(root, file), join(folder, file))
  step('npm', ['ci', '--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error'])
  const version = step(join(folder, 'node_modules/.bin/node'), ['--version'])
  if (!failed && !version.startsWith('v26.')) fail(`the bundled Node is ${version}`)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
process.exit(failed ? 1 : 0)

function step(program, args) {
  if (failed) return ''
  const run = spawnSync(program, args, { cwd: folder, encoding: 'utf8', env })
  if (run.status !== 0) fail(`${program} ${args[0]}: ${run.error?.message ?? run.stderr}`)
  return run.stdout ?? ''
}

function fail(sentence) {
  failed = true
  console.error(sentence)
}
