// Documents against code: the commands, paths and links that the documents name are there.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const help = commandLineHelp()
const faults = documents().flatMap((file) => faultsOf(file, readFileSync(join(root, file), 'utf8')))
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
    const code = fenced ? (['', 'sh', 'text'].includes(language) ? [line] : []) : inline()
    for (const piece of code) faults.push(...commandFaults(piece).map((fault) => `${at}: ${fault}`))
    if (!fenced) faults.push(...linkFaults(file, line).map((fault) => `${at}: ${fault}`))
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

function commandLineHelp() {
  if (!existsSync(join(root, 'src/main.ts'))) return undefined
  const run = spawnSync(process.execPath, [join(root, 'bin/ventanilla.js'), '--help'], {
    encoding: 'utf8',
    timeout: 20_000,
  })
  return `${run.stdout}${run.stderr}`
}
