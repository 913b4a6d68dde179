// Installs the dependencies when they are missing or not those of package-lock.json. Runs before npm's scripts, under
// whatever Node the system has (20 or later), so it needs nothing but Node and npm.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { delimiter, dirname, join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))

if (!installed()) {
  console.error(
    'Instalando las dependencias (solo la primera vez o tras una actualización)… / Installing dependencies…',
  )
  const started = Date.now()
  const args = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error']
  const run = spawnSync('npm', args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'], env: systemEnvironment() })
  if (run.status !== 0) {
    fail('No se pudieron instalar. Revise la conexión y ejecute «npm ci».', 'npm ci failed: see the lines above')
  }
  if (!existsSync(join(root, 'node_modules/.bin/node'))) {
    const platform = `${process.platform}-${process.arch}`
    fail(`No hay un Node.js incluido para esta plataforma (${platform}).`, `no bundled Node.js for ${platform}`)
  }
  console.error(`Listo en ${Math.round((Date.now() - started) / 1000)} s. / Done.`)
}

// npm writes the hidden lock file last, so half an installation does not count.
function installed() {
  const hidden = join(root, 'node_modules/.package-lock.json')
  if (!existsSync(hidden) || !existsSync(join(root, 'node_modules/.bin/node'))) return false
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages
  const present = JSON.parse(readFileSync(hidden, 'utf8')).packages
  return Object.entries(wanted).every(([path, { version, optional }]) => {
    return path === '' || (present[path] ? present[path].version === version : optional)
  })
}

// Without our own node_modules/.bin: npm is about to delete the Node that is in it.
function systemEnvironment() {
  const ours = join('node_modules', '.bin')
  const path = (process.env.PATH ?? '').split(delimiter).filter((folder) => !folder.endsWith(sep + ours))
  return { ...process.env, PATH: path.join(delimiter) }
}

function fail(es, en) {
  console.error(`${es}\n(${en})`)
  process.exit(1)
}
