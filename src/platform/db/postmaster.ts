import { existsSync, readFileSync, readlinkSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** What `postmaster.pid` says, with the process behind it looked at. */
export type Postmaster = {
  readonly pid: number
  readonly socketDir: string
  readonly state: 'starting' | 'ready' | 'stopping'
  /** The program file, or undefined when the system does not tell. */
  readonly program: string | undefined
}

/** The live postmaster of `pgdata`, or undefined. A pid that now belongs to some other program does not count. */
export function findPostmaster(pgdata: string): Postmaster | undefined {
  let lines: string[]
  try {
    lines = readFileSync(join(pgdata, 'postmaster.pid'), 'utf8').split('\n')
  } catch {
    return undefined
  }
  const pid = Math.abs(Number(lines[0]))
  if (!Number.isSafeInteger(pid) || pid < 2 || !running(pid)) return undefined
  const program = programOf(pid)
  if (existsSync('/proc/self/exe') && !(program && /\/postgres( \(deleted\))?$/.test(program))) return undefined
  const said = lines[7]?.trim() ?? ''
  const state = said === 'ready' || said === 'standby' ? 'ready' : said === 'stopping' ? 'stopping' : 'starting'
  return { pid, socketDir: lines[4]?.trim() ?? '', state, program }
}

/** Removes a pid file whose pid now belongs to another program: the server itself would refuse to start because of it. */
export function dropStalePidFile(pgdata: string): void {
  const file = join(pgdata, 'postmaster.pid')
  if (!existsSync(file) || findPostmaster(pgdata) !== undefined) return
  const pid = Math.abs(Number(readFileSync(file, 'utf8').split('\n')[0]))
  if (running(pid)) rmSync(file, { force: true })
}

/**
 * Stops the postmaster in order: fast shutdown (sessions are rolled back, a checkpoint is written), and only after
 * `patience` ms the immediate one, from which the next start recovers.
 */
export async function stopPostmaster(pid: number, patience = 30_000): Promise<void> {
  signal(pid, 'SIGINT')
  if (await gone(pid, patience)) return
  signal(pid, 'SIGQUIT')
  if (await gone(pid, 10_000)) return
  signal(pid, 'SIGKILL')
  await gone(pid, 5_000)
}

/** Waits until the process has ended; false when it has not within `ms`. */
export async function gone(pid: number, ms: number): Promise<boolean> {
  for (const end = Date.now() + ms; Date.now() < end; await sleep(10)) if (!running(pid)) return true
  return !running(pid)
}

/** Whether the process runs. One that has ended but was not reaped yet by its parent does not. */
export function running(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return !/^[ZX]/.test(stat.slice(stat.lastIndexOf(')') + 2))
  } catch {
    return !existsSync('/proc/self/stat')
  }
}

function programOf(pid: number): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/exe`)
  } catch {
    return undefined
  }
}

function signal(pid: number, name: NodeJS.Signals) {
  try {
    process.kill(pid, name)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
