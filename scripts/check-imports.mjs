// The import rule of ARCHITECTURE.md: folders are layers, each may import those before it.
import { readdirSync, readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { dirname, join, normalize, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))

const layers = [
  ['platform'],
  ['manual', 'procedure', 'calendar', 'flowchart', 'spanish'],
  ['interchange', 'printing', 'signing'],
  ['web'],
  ['people'],
  ['cases'],
  ['desk', 'levels'],
  ['trays', 'manuals', 'documents', 'registers', 'actions', 'knowledge'],
  ['callcentre', 'maintenance', 'reports', 'notices', 'search', 'events', 'operation', 'care', 'scan'],
  ['intake', 'everything'],
  ['demo'],
  ['program'],
  ['cli'],
  ['main.ts'],
]
const pure = layers[1]
const parsers = /^(?:mdast|mdast-util-[\w-]+|micromark[\w-]*|yaml|unist-util-[\w-]+)$/

const packageJson = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const ours = new Set(Object.keys(packageJson.dependencies))
const forTests = new Set([...ours, ...Object.keys(packageJson.devDependencies)])
const builtins = new Set(builtinModules)

const faults = process.argv[2] === '--self-test' ? selfTest() : checkTree()
for (const fault of faults) console.error(fault)
process.exit(faults.length > 0 ? 1 : 0)

function checkTree() {
  const files = readdirSync(join(root, 'src'), { recursive: true }).filter((name) => /\.(ts|js|mjs)$/.test(name))
  return files.flatMap((file) => faultsOf(`src/${file}`, readFileSync(join(root, 'src', file), 'utf8')))
}

/** What is wrong with the imports of one file, as `file:line: sentence`. */
function faultsOf(file, text) {
  const isTest = /(?:\.test|\/test-[\w-]+)\.ts$/.test(file)
  const folder = file.split('/')[1]
  const at = layerOf(folder)
  if (at < 0) return [`${file}: src/${folder} is in no layer; add it to scripts/check-imports.mjs and ARCHITECTURE.md`]
  return importsOf(text).flatMap(({ specifier, line, typeOnly }) => {
    const fault = faultOf({ file, folder, at, isTest, specifier, typeOnly })
    return fault ? [`${file}:${line}: ${fault}`] : []
  })
}

function faultOf({ file, folder, at, isTest, specifier, typeOnly }) {
  const target = targetOf(file, specifier)
  if (target === undefined) return bareFault({ folder, isTest, specifier, typeOnly })
  if (target.startsWith('test/')) return isTest ? undefined : `only tests may import ${target}`
  if (!target.startsWith('src/')) return isTest || at === layers.length - 1 ? undefined : `${target} is outside src`
  const other = target.split('/')[1]
  if (other === folder) return specifier.startsWith('#') ? `use a relative path inside ${folder}` : undefined
  if (specifier.startsWith('.')) return `use #src/${target.slice(4)} between folders`
  const below = layerOf(other)
  if (below < 0) return `src/${other} is in no layer`
  if (pure.includes(folder)) return pure.includes(other) ? undefined : `${folder} is pure: it must not import ${other}`
  const composes = at === layers.length - 1
  return below < at || composes
    ? undefined
    : `${folder} must not import ${other}: it comes before it or stands beside it`
}

function bareFault({ folder, isTest, specifier, typeOnly }) {
  const builtin = specifier.startsWith('node:')
  if (!builtin && builtins.has(specifier)) return `write node:${specifier}`
  const name = specifier.startsWith('@') ? specifier.split('/').slice(0, 2).join('/') : specifier.split('/')[0]
  if (pure.includes(folder) && !isTest) {
    if (parsers.test(name) && (ours.has(name) || typeOnly)) return undefined
    return `${folder} is pure: it must not import ${specifier}`
  }
  if (builtin) return undefined
  const known = isTest ? forTests : ours
  const typesOf = `@types/${name.replace('@', '').replace('/', '__')}`
  return known.has(name) || (typeOnly && forTests.has(typesOf))
    ? undefined
    : `${name} is not in package.json's dependencies`
}

function importsOf(text) {
  const found = []
  const pattern =
    /^\s*(?:import|export)\s+(type\s)?[^'"`;]*?from\s*['"]([^'"]+)['"]|^\s*import\s*(?:['"]([^'"]+)['"])|\bimport\(\s*['"]([^'"]+)['"]\s*\)/gm
  for (const match of text.matchAll(pattern)) {
    const line = text.slice(0, match.index).split('\n').length + (/^\n*/.exec(match[0])?.[0].length ?? 0)
    found.push({ specifier: match[2] ?? match[3] ?? match[4], typeOnly: match[1] !== undefined, line })
  }
  return found
}

function targetOf(file, specifier) {
  if (specifier.startsWith('#src/')) return `src/${specifier.slice(5)}`
  if (specifier.startsWith('.')) return relative('.', normalize(join(dirname(file), specifier))).replaceAll('\\', '/')
  return undefined
}

function layerOf(folder) {
  return layers.findIndex((layer) => layer.includes(folder))
}

// Each line: a file, one import, and whether it is allowed. The check itself is checked at every run.
function selfTest() {
  const cases = [
    ['src/platform/a.ts', "import { x } from '#src/manual/x.ts'", false],
    ['src/platform/a.ts', "import pg from 'pg'", true],
    ['src/platform/a.ts', "import x from 'not-there'", false],
    ['src/manual/a.ts', "import { x } from '#src/calendar/x.ts'", true],
    ['src/manual/a.ts', "import { x } from '#src/platform/x.ts'", false],
    ['src/manual/a.ts', "import { readFileSync } from 'node:fs'", false],
    ['src/manual/a.test.ts', "import { readFileSync } from 'node:fs'", true],
    ['src/manual/a.ts', "import type { Root } from 'mdast'", true],
    ['src/manual/a.ts', "import { parse } from 'yaml'", true],
    ['src/manual/a.ts', "import pg from 'pg'", false],
    ['src/cases/a.ts', "import {\n  x,\n} from '#src/people/x.ts'", true],
    ['src/cases/a.ts', "export * from '#src/trays/x.ts'", false],
    ['src/cases/a.ts', "const x = await import('#src/intake/x.ts')", false],
    ['src/trays/a.ts', "import '#src/documents/x.ts'", false],
    ['src/trays/a.ts', "import { x } from '../cases/x.ts'", false],
    ['src/trays/a.ts', "import { x } from './x.ts'", true],
    ['src/trays/a.ts', "import { x } from '../../test/support/database.ts'", false],
    ['src/trays/a.test.ts', "import { x } from '../../test/support/database.ts'", true],
    ['src/trays/a.test.ts', "import { x } from '#src/intake/x.ts'", false],
    ['src/main.ts', "import { x } from '#src/intake/x.ts'", true],
    ['src/elsewhere/a.ts', '', false],
  ]
  return cases.flatMap(([file, text, allowed]) => {
    return (faultsOf(file, text).length === 0) === allowed ? [] : [`self-test: ${file}: ${text} should be ${allowed}`]
  })
}
