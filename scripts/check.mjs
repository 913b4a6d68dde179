// `npm run check [-- STEP…]`: what must hold before a change is shared. One line a step; the output of those that fail.
import { spawn } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const bin = (name) => join(root, 'node_modules/.bin', name)
const script = (name, ...args) => [process.execPath, join(root, 'scripts', name), ...args]

const steps = {
  format: [bin('biome'), 'check', '--error-on-warnings'],
  types: [bin('tsc'), '-p', '.'],
  'browser-types': [bin('tsc'), '-p', 'src/manuals/editor/browser'],
  'imports-self-test': script('check-imports.mjs', '--self-test'),
  imports: script('check-imports.mjs'),
  glossary: script('check-glossary.mjs'),
  documents: script('check-documents.mjs'),
  clone: script('check-clone.mjs'),
}

const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !(name in steps))
if (unknown.length > 0) {
  console.error(`no step is called ${unknown.join(', ')}; there are: ${Object.keys(steps).join(', ')}`)
  process.exit(2)
}
const chosen = Object.keys(steps).filter((name) => wanted.length === 0 || wanted.includes(name))

// The clone waits mostly for the network, so it runs beside the others.
const started = Object.fromEntries(chosen.filter((name) => name === 'clone').map((name) => [name, run(name)]))
let failures = 0
for (const name of chosen) {
  const { ok, output, seconds } = await (started[name] ?? run(name))
  console.log(`${ok ? '✔' : '✖'} ${name} (${seconds} s)`)
  if (ok) continue
  failures++
  console.log(output.trim().replace(/^/gm, '    '))
}
console.log(failures === 0 ? `check: ${chosen.length} steps pass` : `check: ${failures} of ${chosen.length} steps fail`)
process.exit(failures === 0 ? 0 : 1)

function run(name) {
  const [program, ...args] = steps[name]
  const begun = performance.now()
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text))
    const end = (ok) => resolve({ ok, output, seconds: ((performance.now() - begun) / 1000).toFixed(1) })
    child.once('error', (error) => {
      output += error.message
      end(false)
    })
    child.once('close', (code) => end(code === 0))
  })
}
