// Makes sure that the browser tests have a browser; as root, installs Debian's. Never lets them be skipped in silence.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { findChromium } from './chromium.mjs'

if (findChromium() === undefined) {
  if (process.env.CHROMIUM) {
    fail(
      `CHROMIUM=${process.env.CHROMIUM} no es un programa que se pueda ejecutar.`,
      'CHROMIUM is not an executable file',
    )
  }
  const root = process.getuid?.() === 0
  if (!root || !existsSync('/usr/bin/apt-get')) {
    fail(
      'Falta Chromium para las pruebas de navegador. Instálelo («sudo apt-get install chromium») o indique uno con CHROMIUM=/ruta.',
      'the browser tests need Chromium: install it, or set CHROMIUM to its path',
    )
  }
  console.error('Instalando Chromium para las pruebas… / Installing Chromium for the tests…')
  const done = install() || (apt('update') && install())
  if (!done || findChromium() === undefined) {
    fail(
      'No se pudo instalar Chromium: «apt-get install chromium» falló.',
      'apt-get install chromium failed: see above',
    )
  }
}

function install() {
  // The fonts: without recommended packages there would be none, and the pictures of pages would show boxes.
  return apt('install', '--yes', '--no-install-recommends', 'chromium', 'fonts-dejavu-core', 'fonts-liberation')
}

function apt(...args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const run = spawnSync('apt-get', ['-qq', ...args], { stdio: ['ignore', 'ignore', 'inherit'], env })
  return run.status === 0
}

function fail(es, en) {
  console.error(`${es}\n(${en})`)
  process.exit(1)
}
