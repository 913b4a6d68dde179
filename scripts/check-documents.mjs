// Documents against code: commands, files, links, variables and log messages that the documents name are there, and the other way round.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const help = commandLineHelp()
const code = sources()
const faults = documents().flatMap((file) => faultsOf(file, readFileSync(join(root, file), 'utf8')))
faults.push(...variableFaults(), ...alarmFaults(), ...decisionFaults())
for (const needed of ['README.md', 'README.es.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'LICENSE']) {
  if (!existsSync(join(root, needed))) faults.push(`${needed} is missing`)
}
for (const fault of faults) console.error(fault)
process.exit(faults.length > 0 ? 1 : 0)

function documents() {
  const top = readdirSync(root).filter((name) => name.endsWith('.md'))
  const deeper = ['docs', 'src', 'migrations', 'deploy'].filter((folder) => existsSync(join(root, folder)))
  const found = deeper.flatMap((folder) => {
    return readdirSync(join(root, folder), { recursive: true }).map((name) => join(folder, name))
  })
  return [...top, ...found.filter((name) => name.endsWith('.md') && !name.includes('node_modules'))]
}

function faultsOf(file, text) {
  const faults = []
  let fenced = false
  let language = ''
  for (const [index, line] of text.split('\n').entries()) {
    const at = `${file}:${index + 1}`
    const fence = /^\s*(?:```|~~~)(\w*)/.exec(line)
    if (fence) {
      fenced = !fenced
      language = fence[1]
      continue
    }
    const inline = () => [...line.matchAll(/`([^`]+)`/g)].map((match) => match[1])
    // A name in SQL or in a unit file is no command.
    const pieces = fenced ? (['', 'sh', 'text'].includes(language) ? [line] : []) : inline()
    for (const piece of pieces) faults.push(...commandFaults(piece).map((fault) => `${at}: ${fault}`))
    if (fenced) continue
    for (const piece of inline()) faults.push(...fileFaults(file, piece).map((fault) => `${at}: ${fault}`))
    faults.push(...linkFaults(file, line).map((fault) => `${at}: ${fault}`))
  }
  return faults
}

function commandFaults(code) {
  const faults = []
  for (const [, name] of code.matchAll(/\bnpm run ([\w:-]+)/g))
    if (!scripts[name]) faults.push(`there is no "npm run ${name}"`)
  for (const [, name] of code.matchAll(/\bnpm (start|test)\b/g))
    if (!scripts[name]) faults.push(`there is no "npm ${name}"`)
  for (const [, name] of code.matchAll(/(?:^|[\s/$])ventanilla(?:\.js)? ([a-z][a-z-]+)\b(?!\.)/g)) {
    if (help !== undefined && !new RegExp(`\\b${name}\\b`).test(help))
      faults.push(`"ventanilla ${name}" is not in its help`)
  }
  return faults
}

function linkFaults(file, line) {
  const faults = []
  for (const [, target] of line.matchAll(/\]\(([^)\s]+)[^)]*\)/g)) {
    if (/^(?:[a-z]+:|#|\/)/.test(target)) continue
    const path = decodeURI(target.split('#')[0])
    if (!existsSync(join(root, dirname(file), path))) faults.push(`the link ${target} leads nowhere`)
  }
  return faults
}

/** `cases/record.ts` is meant from the root, from src, from the document's folder, or from the folder that it stands in. */
function fileFaults(file, piece) {
  const ours =
    /^(?:(?:src|scripts|docs|test|bin|manuals|migrations|demo|bench)\/|[\w-]+\/)*[\w.-]+\.(?:ts|mjs|css|sql)$/
  // A recipe names files that are yet to be written: your-rule.ts, suspend-case.ts.
  if (!ours.test(piece) || /(?:^|\/)(?:your|suspend|name|NNNN)[-_.]/.test(piece)) return []
  const places = ['', 'src', dirname(file), join(dirname(file), '..')].map((folder) => join(root, folder, piece))
  if (places.some((place) => existsSync(place))) return []
  return code.some(({ name }) => name.endsWith(`/${piece}`)) ? [] : [`there is no file ${piece}`]
}

/** Every variable that `readConfig` knows is in both READMEs. */
function variableFaults() {
  const config = code.find(({ name }) => name === 'src/platform/config.ts')?.text ?? ''
  const variables = new Set([...config.matchAll(/\benv\.([A-Z_]+)\b/g)].map((match) => match[1]))
  return ['README.md', 'README.es.md'].flatMap((file) => {
    const text = existsSync(join(root, file)) ? readFileSync(join(root, file), 'utf8') : ''
    return [...variables].filter((name) => !text.includes(`\`${name}\``)).map((name) => `${file}: ${name} is not told`)
  })
}

/** Each warning and error of the log is explained to the operator, in its own words, and none that is not there. */
function alarmFaults() {
  const file = 'docs/es/alarmas.md'
  const text = readFileSync(join(root, file), 'utf8')
  const told = [...text.matchAll(/^\| `([^`]+)` \| \d\d \|/gm)].map((match) => match[1])
  const logged = code
    .filter(({ name }) => !name.endsWith('.test.ts'))
    .flatMap(({ text }) => [...text.matchAll(/\blog\.(?:warn|error|fatal)\((?:\{[^}]*\},\s*)?'([^']+)'/g)])
    .map((match) => match[1])
  return [
    ...logged.filter((message) => !told.includes(message)).map((message) => `${file}: "${message}" is not explained`),
    ...told
      .filter((message) => !code.some(({ text }) => text.includes(message)))
      .map((message) => `${file}: nothing logs "${message}"`),
  ]
}

function decisionFaults() {
  const index = readFileSync(join(root, 'docs/decisions/README.md'), 'utf8')
  return readdirSync(join(root, 'docs/decisions'))
    .filter((name) => /^\d{4}-/.test(name) && !index.includes(`(${name})`))
    .map((name) => `docs/decisions/README.md: ${name} is not in it`)
}

function sources() {
  return ['src', 'test', 'scripts', 'bench', 'demo'].flatMap((folder) => {
    if (!existsSync(join(root, folder))) return []
    const names = readdirSync(join(root, folder), { recursive: true }).filter((name) => /\.(ts|js|mjs|css)$/.test(name))
    return names.map((name) => ({ name: `${folder}/${name}`, text: readFileSync(join(root, folder, name), 'utf8') }))
  })
}

function commandLineHelp() {
  if (!existsSync(join(root, 'src/main.ts'))) return undefined
  const run = spawnSync(process.execPath, [join(root, 'bin/ventanilla.js'), '--help'], {
    encoding: 'utf8',
    timeout: 20_000,
  })
  return `${run.stdout}${run.stderr}`
}
