#!/usr/bin/env node
// Starts the program on the Node that came with it, whatever Node the system has.
import { spawn } from 'node:child_process'
import { existsSync, realpathSync } from 'node:fs'
// Whole: the system's Node may have no compile cache yet.
import * as modules from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const node = join(root, 'node_modules/.bin/node')

if (!existsSync(node)) {
  console.error(`Ventanilla no está instalada todavía. Ejecute «npm ci» en ${root} e intente de nuevo.`)
  console.error(`(not installed yet: run "npm ci" in ${root})`)
  process.exit(1)
}

/** Of a folder that somebody else installed; and of one in which nothing puts the program together. */
const CANNOT_BE_KEPT = new Set(['EACCES', 'EROFS', 'ERR_MODULE_NOT_FOUND'])

if (realpathSync(node) === realpathSync(process.execPath)) await run()
else runOn(node)

/** In this process. */
async function run() {
  const main = await inOnePiece().catch((error) => {
    if (!CANNOT_BE_KEPT.has(error.code)) console.error(error)
    return join(root, 'src/main.ts')
  })
  await import(main)
}

async function inOnePiece() {
  const { bundledProgram } = await import('../scripts/bundle.mjs')
  const main = await bundledProgram(root)
  // What was compiled once is kept too: the next start is quicker.
  modules.enableCompileCache(join(dirname(main), 'compiled'))
  return main
}

/** In a process of the other Node, with the settings of `npm start`. */
function runOn(node) {
  // A small heap keeps the program's memory low; and what hashing a password took (19 MB) goes back to the system, which glibc by
  // itself would keep.
  const args = ['--max-semi-space-size=8', '--max-old-space-size=160', fileURLToPath(import.meta.url)]
  const env = { MALLOC_ARENA_MAX: '2', MALLOC_MMAP_THRESHOLD_: '131072', ...process.env }
  const child = spawn(node, [...args, ...process.argv.slice(2)], { stdio: 'inherit', env })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    // Ctrl-C in a terminal reaches the child by itself; twice would mean "at once" to it.
    process.on(signal, () => (signal === 'SIGINT' && process.stdin.isTTY) || child.kill(signal))
  }
  child.once('error', (error) => {
    console.error(error.message)
    process.exit(1)
  })
  child.once('exit', (code, signal) => {
    if (signal === null) process.exit(code ?? 1)
    process.removeAllListeners(signal)
    process.kill(process.pid, signal)
  })
}
