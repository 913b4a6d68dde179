#!/usr/bin/env node
// Starts the program on the Node that came with it, whatever Node the system has.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const node = join(root, 'node_modules/.bin/node')

if (!existsSync(node)) {
  console.error(`Ventanilla no está instalada todavía. Ejecute «npm ci» en ${root} e intente de nuevo.`)
  console.error(`(not installed yet: run "npm ci" in ${root})`)
  process.exit(1)
}

// The same flags and settings as `npm start`: a small heap keeps the program's memory low; what hashing a password took (19 MB) goes back
// to the system, which glibc by itself would keep; and with the cache named here, what strips the types (18 MB) is not loaded at all.
const args = [
  '--max-semi-space-size=8',
  '--max-old-space-size=160',
  join(root, 'src/main.ts'),
  ...process.argv.slice(2),
]
const env = {
  NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/ventanilla'),
  MALLOC_ARENA_MAX: '2',
  MALLOC_MMAP_THRESHOLD_: '131072',
  ...process.env,
}
const child = spawn(node, args, { stdio: 'inherit', env })
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
