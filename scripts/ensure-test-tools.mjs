// Makes sure that the tests have the programs that they hold ours against: a browser, poppler's readers of PDF, the
// certificates of NSS that those believe, libxml2's validator. As root, installs Debian's. Never lets a test be skipped in silence.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { findChromium } from './chromium.mjs'

// The fonts: without recommended packages there would be none, and the pictures of pages would show boxes.
const tools = [
  {
    name: 'Chromium',
    packages: ['chromium', 'fonts-dejavu-core', 'fonts-liberation'],
    found: () => findChromium() !== undefined,
  },
  {
    name: 'pdfsig, pdftotext y pdftoppm',
    packages: ['poppler-utils'],
    found: () => ['pdfsig', 'pdftotext', 'pdftoppm'].every(onPath),
  },
  { name: 'certutil y pk12util', packages: ['libnss3-tools'], found: () => ['certutil', 'pk12util'].every(onPath) },
  { name: 'openssl', packages: ['openssl'], found: () => onPath('openssl') },
  {
    name: 'slapd',
    packages: ['slapd'],
    found: () => ['slapd', 'slapadd'].every((name) => existsSync(join('/usr/sbin', name))),
  },
  { name: 'clamd', packages: ['clamav-daemon'], found: () => existsSync('/usr/sbin/clamd') },
  { name: 'xmllint', packages: ['libxml2-utils'], found: () => onPath('xmllint') },
]

if (process.env.CHROMIUM && findChromium() === undefined) {
  fail(
    `CHROMIUM=${process.env.CHROMIUM} no es un programa que se pueda ejecutar.`,
    'CHROMIUM is not an executable file',
  )
}
const missing = tools.filter(({ found }) => !found())
if (missing.length > 0) {
  const names = missing.map(({ name }) => name).join(', ')
  const packages = missing.flatMap((tool) => tool.packages)
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    fail(
      `Faltan programas para las pruebas: ${names}. Instálelos: «sudo apt-get install ${packages.join(' ')}».`,
      'the tests need these programs; a browser elsewhere can be named with CHROMIUM=/path',
    )
  }
  console.error(`Instalando ${names} para las pruebas… / Installing them for the tests…`)
  const done = install(packages) || (apt('update') && install(packages))
  if (!done || missing.some(({ found }) => !found())) {
    fail(`No se pudo instalar: ${packages.join(' ')}.`, 'apt-get install failed: see above')
  }
}

function install(packages) {
  return apt('install', '--yes', '--no-install-recommends', ...packages)
}

function apt(...args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const run = spawnSync('apt-get', ['-qq', ...args], { stdio: ['ignore', 'ignore', 'inherit'], env })
  return run.status === 0
}

function onPath(program) {
  return [...(process.env.PATH ?? '').split(delimiter), '/usr/bin'].some(
    (folder) => folder && existsSync(join(folder, program)),
  )
}

function fail(es, en) {
  console.error(`${es}\n(${en})`)
  process.exit(1)
}
