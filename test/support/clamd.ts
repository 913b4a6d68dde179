import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { clamdVersion } from '#src/platform/scan/clamd.ts'
import type { ClamdAddress } from '#src/platform/scan/clamd-address.ts'

/** Text in which the tests' own signature finds something; in itself it does nothing. */
export const HARMFUL = 'Ventanilla: texto de prueba que el antivirus toma por danino 4f1c.'
export const SIGNATURE = 'Ventanilla.Prueba.UNOFFICIAL'
/** The industry's harmless test file, in two pieces so that no scanner takes this source for it. */
export const EICAR = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('')
export const EICAR_SIGNATURE = 'Eicar.Prueba.UNOFFICIAL'

export interface Clamd {
  readonly address: ClamdAddress
  /** Ends it, by its process id. */
  stop(): Promise<void>
  /** Starts it again, with one more piece of text that it takes for harmful. */
  start(alsoHarmful?: string): Promise<void>
}

/** Bytes that it takes at most of one content. */
export const STREAM_LIMIT = 1_000_000

/** Debian's clamd with a folder, a socket and a few signatures of its own; no network, none of the real ones. */
export async function startClamd(
  context: { after(work: () => Promise<void>): void } = { after },
  started = true,
): Promise<Clamd> {
  const folder = mkdtempSync(join(tmpdir(), 'ventanilla-clamd-'))
  const database = join(folder, 'signatures')
  mkdirSync(database)
  const socket = join(folder, 'clamd.sock')
  const config = join(folder, 'clamd.conf')
  writeFileSync(config, configOf(folder, database, socket))
  const signatures = [signature('Ventanilla.Prueba', HARMFUL), signature('Eicar.Prueba', EICAR)]
  const address: ClamdAddress = { kind: 'unix', path: socket }
  let child: ChildProcess | undefined
  const stop = async () => {
    if (child !== undefined) await end(child)
    child = undefined
  }
  const start = async (alsoHarmful?: string) => {
    if (alsoHarmful !== undefined) signatures.push(signature('Ventanilla.Nueva', alsoHarmful))
    writeFileSync(join(database, 'prueba.ndb'), `${signatures.join('\n')}\n`)
    rmSync(socket, { force: true })
    child = spawn('/usr/sbin/clamd', ['--foreground', '--config-file', config], { stdio: ['ignore', 'pipe', 'pipe'] })
    await untilAnswering(child, address)
  }
  context.after(async () => {
    await stop()
    rmSync(folder, { recursive: true, force: true })
  })
  if (started) await start()
  return { address, stop, start }
}

/** A signature over bytes anywhere in a file of any kind. */
const signature = (name: string, text: string) => `${name}:0:*:${Buffer.from(text, 'latin1').toString('hex')}`

const configOf = (folder: string, database: string, socket: string) => `
Foreground yes
LocalSocket ${socket}
LocalSocketMode 600
FixStaleSocket yes
DatabaseDirectory ${database}
TemporaryDirectory ${folder}
PidFile ${join(folder, 'clamd.pid')}
LogFile ${join(folder, 'clamd.log')}
StreamMaxLength ${STREAM_LIMIT}
MaxThreads 2
SelfCheck 0
ConcurrentDatabaseReload no
${process.getuid?.() === 0 ? 'User root' : ''}
`

async function untilAnswering(child: ChildProcess, address: ClamdAddress): Promise<void> {
  let said = ''
  for (const stream of [child.stdout!, child.stderr!]) stream.on('data', (data: Buffer) => (said += data.toString()))
  const until = performance.now() + 60_000
  while (performance.now() < until) {
    if (child.exitCode !== null) throw new Error(`clamd ended with ${child.exitCode}: ${said}`)
    try {
      await clamdVersion(address, { connect: 1_000, idle: 1_000, whole: 2_000 })
      return
    } catch {
      await sleep(50)
    }
  }
  throw new Error(`clamd does not answer: ${said}`)
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const over = once(child, 'exit')
  child.kill('SIGTERM')
  const late = setTimeout(() => child.kill('SIGKILL'), 5_000)
  await over
  clearTimeout(late)
}
