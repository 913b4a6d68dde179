// The plain JavaScript that runs before anything is installed: the package's bin and the installer.
import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { type TestContext, test } from 'node:test'

const root = join(import.meta.dirname, '../..')
// npm puts our own Node first; what is behind it is the system's, old one.
const systemPath = process.env.PATH!.split(delimiter).filter((folder) => !folder.endsWith('node_modules/.bin'))

function systemNode(): string {
  const found = spawnSync('which', ['node'], {
    env: { PATH: systemPath.join(delimiter) },
    encoding: 'utf8',
  }).stdout.trim()
  return found || process.execPath
}

function folderWith(t: TestContext, files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'launchers-'))
  t.after(() => rmSync(folder, { recursive: true }))
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  return folder
}

function program(t: TestContext, main: string): string {
  const folder = folderWith(t, { 'src/main.ts': main, 'package.json': '{"type":"module"}' })
  mkdirSync(join(folder, 'bin'))
  copyFileSync(join(root, 'bin/ventanilla.js'), join(folder, 'bin/ventanilla.js'))
  mkdirSync(join(folder, 'node_modules/.bin'), { recursive: true })
  symlinkSync(process.execPath, join(folder, 'node_modules/.bin/node'))
  return join(folder, 'bin/ventanilla.js')
}

test('the bin runs main.ts on the bundled Node with the arguments, folder and exit status', (t) => {
  const bin = program(
    t,
    `const x: string = process.version; console.log(x, process.argv.slice(2), process.cwd()); process.exit(2)`,
  )
  const run = spawnSync(systemNode(), [bin, 'check', 'un archivo.md'], { cwd: '/tmp', encoding: 'utf8' })
  assert.equal(run.stdout, `${process.version} [ 'check', 'un archivo.md' ] /tmp\n`)
  assert.equal(run.status, 2)
})

test('the bin passes a signal on and waits for the program’s own end', async (t) => {
  const bin = program(
    t,
    `process.on('SIGTERM', () => { console.log('in order'); process.exit(0) }); setInterval(() => {}, 1000); console.log('up')`,
  )
  const child = spawn(systemNode(), [bin], { stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  child.stdout.on('data', (text) => {
    said += text
    if (said === 'up\n') child.kill('SIGTERM')
  })
  assert.deepEqual(await once(child, 'close'), [0, null])
  assert.equal(said, 'up\nin order\n')
})

test('the bin says what to do where nothing is installed', (t) => {
  const bin = program(t, '')
  rmSync(join(dirname(bin), '../node_modules'), { recursive: true })
  const run = spawnSync(systemNode(), [bin], { encoding: 'utf8' })
  assert.match(run.stderr, /Ejecute «npm ci»/)
  assert.equal(run.status, 1)
})

/** Such a program with what puts it together in one piece. */
function bundling(t: TestContext, main: string): { folder: string; bin: string; bundles: () => string[] } {
  const bin = program(t, main)
  const folder = dirname(dirname(bin))
  mkdirSync(join(folder, 'scripts'))
  copyFileSync(join(root, 'scripts/bundle.mjs'), join(folder, 'scripts/bundle.mjs'))
  symlinkSync(join(root, 'node_modules/esbuild'), join(folder, 'node_modules/esbuild'))
  const cache = join(folder, 'node_modules/.cache/ventanilla')
  const bundles = () => readdirSync(cache).filter((name) => name.startsWith('program-'))
  return { folder, bin, bundles }
}

const GREETING = `import { greeting } from './greeting.ts'; console.log(greeting, import.meta.dirname, new Error('here').stack?.includes('program-'))`

test('the bin puts the program together once, and again when a source changes', (t) => {
  const { folder, bin, bundles } = bundling(t, GREETING)
  const says = (greeting: string) => {
    writeFileSync(join(folder, 'src/greeting.ts'), `export const greeting: string = '${greeting}'`)
    const run = spawnSync(systemNode(), [bin], { encoding: 'utf8' })
    assert.equal(run.stdout + run.stderr, `${greeting} ${join(folder, 'src')} true\n`)
  }
  says('buenos días')
  const [first] = bundles()
  assert.equal(spawnSync(systemNode(), [bin]).status, 0)
  assert.deepEqual(bundles(), [first])
  says('buenas tardes')
  assert.equal(bundles().length, 2)
  for (const greeting of ['muy', 'buenas', 'noches']) says(greeting)
  assert.equal(bundles().length, 3)
  assert.ok(!bundles().includes(first!))
})

test('where the folder cannot be written, the sources are run', (t) => {
  const { folder, bin } = bundling(t, `console.log('from', import.meta.url.split('/').at(-1), process.getuid?.())`)
  const asRoot = process.getuid?.() === 0
  if (asRoot) chmodSync(folder, 0o755)
  else chmodSync(join(folder, 'node_modules'), 0o555)
  const as = asRoot ? { uid: 65_534, gid: 65_534 } : {}
  const run = spawnSync(systemNode(), [bin], { encoding: 'utf8', ...as })
  chmodSync(join(folder, 'node_modules'), 0o755)
  assert.equal(run.stdout + run.stderr, `from main.ts ${as.uid ?? process.getuid?.()}\n`)
  assert.equal(existsSync(join(folder, 'node_modules/.cache')), false)
})

test('a source that cannot be put together is told, and says itself what is wrong', (t) => {
  const { bin, bundles } = bundling(t, `import { missing } from './missing.ts'; console.log(missing)`)
  const run = spawnSync(systemNode(), [bin], { encoding: 'utf8' })
  assert.match(run.stderr, /Could not resolve "\.\/missing\.ts"/)
  assert.match(run.stderr, /Cannot find module .*missing\.ts/)
  assert.notEqual(run.status, 0)
  assert.deepEqual(bundles(), [])
})

test('a thread that is not known to be one stops the putting together', (t) => {
  const { bin } = bundling(t, `new URL('./other-worker.ts', import.meta.url); console.log('from the sources')`)
  const run = spawnSync(systemNode(), [bin], { encoding: 'utf8' })
  assert.match(run.stderr, /src\/other-worker\.ts is none of the THREADS of scripts\/bundle\.mjs/)
  assert.equal(run.stdout, 'from the sources\n')
})

test('in one piece, the program finds its threads, fonts and libraries', (t) => {
  const folder = folderWith(t, {
    'notas.txt':
      'PROCEDIMIENTO 1: Préstamo de equipo\n\nResponsable: Técnico\n\n1. Recibe la solicitud.\n2. Entrega el equipo.\n',
  })
  const run = (...args: string[]) =>
    spawnSync(systemNode(), [join(root, 'bin/ventanilla.js'), ...args], { cwd: folder, encoding: 'utf8' })
  const printed = run('print', join(root, 'manuals/ssi-soporte.manual.md'), '-o', 'manual.pdf')
  assert.deepEqual([printed.stderr, printed.status], ['', 0])
  assert.equal(readFileSync(join(folder, 'manual.pdf')).subarray(0, 5).toString(), '%PDF-')
  const imported = run('import', 'notas.txt')
  assert.equal(imported.stderr, '')
  assert.match(readFileSync(join(folder, 'notas.manual.md'), 'utf8'), /Recibe la solicitud/)
  const bundles = readdirSync(join(root, 'node_modules/.cache/ventanilla'))
  assert.ok(bundles.some((name) => name.startsWith('program-')))
})

const lock = (version: string) => {
  const packages = {
    '': {},
    'node_modules/a': { version },
    'node_modules/other-platform': { version: '1.0.0', optional: true },
  }
  return JSON.stringify({ packages })
}

function installation(t: TestContext, files: Record<string, string>) {
  const folder = folderWith(t, { 'package-lock.json': lock('1.0.0'), ...files })
  mkdirSync(join(folder, 'scripts'))
  copyFileSync(join(root, 'scripts/ensure-installed.mjs'), join(folder, 'scripts/ensure-installed.mjs'))
  // An npm that only notes that it was called, and leaves what npm would.
  const npm = `#!/bin/sh\necho "$@" >> called\n[ -e refuse ] && exit 1\nmkdir -p node_modules/.bin\n: > node_modules/.bin/node\ncp package-lock.json node_modules/.package-lock.json\n`
  writeFileSync(join(folder, 'npm'), npm)
  chmodSync(join(folder, 'npm'), 0o755)
  const env = { PATH: [folder, ...systemPath].join(delimiter) }
  const run = () => spawnSync(systemNode(), ['scripts/ensure-installed.mjs'], { cwd: folder, env, encoding: 'utf8' })
  const calls = () => spawnSync('cat', ['called'], { cwd: folder, encoding: 'utf8' }).stdout.split('\n').length - 1
  return { folder, run, calls }
}

test('dependencies are installed when they are missing or changed, and only then', (t) => {
  const { folder, run, calls } = installation(t, {})
  const first = run()
  assert.match(first.stderr, /Instalando las dependencias.*Installing/)
  assert.equal(first.status, 0)
  assert.deepEqual([run().stderr, calls()], ['', 1])
  writeFileSync(join(folder, 'package-lock.json'), lock('1.0.1'))
  assert.deepEqual([run().status, calls()], [0, 2])
  rmSync(join(folder, 'node_modules/.package-lock.json')) // interrupted halfway
  assert.deepEqual([run().status, calls()], [0, 3])
  assert.match(readFileSync(join(folder, 'called'), 'utf8'), /^ci /)
})

test('an installation that fails is told, and the command does not go on', (t) => {
  const { run } = installation(t, { refuse: '' })
  const failed = run()
  assert.equal(failed.status, 1)
  assert.match(failed.stderr, /No se pudieron instalar.*npm ci/)
})
