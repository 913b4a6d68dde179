import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DEMO_PASSWORD, loadDemoPeople } from '#src/demo/load-demo.ts'
import { publishManual } from '#src/manuals/publish-manual.ts'
import { readCalendarFiles } from '#src/people/index.ts'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '#src/platform/db/embedded.ts'
import { migrate } from '#src/platform/db/migrate.ts'
import { type OpenDatabase, openDatabase } from '#src/platform/db/pool.ts'
import { createLog } from '#src/platform/log.ts'
import { calendarsFolder, demoFolder, manualsFolder, migrationsFolder, programFolder } from '#src/program/places.ts'

/** The demonstration's ministry on a real database with fsync, and the real program in a process of its own. */
export interface World {
  readonly port: number
  readonly password: string
  /** A pool of the bench's own, as the role that owns the tables. */
  readonly owner: OpenDatabase<unknown>
  /** Megabytes of memory of the program's process: now, and the most it had. */
  memory(): { readonly now: number; readonly most: number }
  /** Milliseconds of processor that the program and the database have used since they began. */
  processor(): { readonly program: number; readonly database: number }
  stop(): Promise<void>
}

export async function startWorld(port: number): Promise<World> {
  const log = createLog('error')
  const dataDir = mkdtempSync(join(tmpdir(), 'ventanilla-bench-'))
  // So that the user as whom the server runs reaches it: what that user has elsewhere would not be removed with it.
  chmodSync(dataDir, 0o711)
  const postgres = await startEmbeddedPostgres({ dataDir, log })
  const { appUrl, ownerUrl } = postgres
  await migrate({ ownerUrl, appUrl, directory: migrationsFolder })
  const owner = openDatabase<unknown>({ url: ownerUrl, log, max: 4, statementTimeout: 0 })
  const clock = () => new Date().toISOString()
  await loadDemoPeople({ db: owner.db, clock }, demoFolder, readCalendarFiles(calendarsFolder))
  const source = readFileSync(join(manualsFolder, 'dti-servicios.manual.md'), 'utf8')
  const since = new Date(Date.now() - 86_400_000).toISOString()
  await publishManual(owner.db, source, since, null, { from: since })
  const program = await startProgram(port, dataDir, postgres)
  return {
    port,
    password: DEMO_PASSWORD,
    owner,
    memory: () => memoryOf(program.pid!),
    processor: () => ({ program: processorOf(program.pid!), database: processorOfTree(postgres.pid()) }),
    async stop() {
      program.kill('SIGTERM')
      await new Promise((done) => program.once('exit', done))
      await owner.close()
      await postgres.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

async function startProgram(
  port: number,
  dataDir: string,
  { appUrl, ownerUrl }: EmbeddedPostgres,
): Promise<ChildProcess> {
  const env = {
    ...process.env,
    PORT: String(port),
    HOST: '127.0.0.1',
    DATA_DIR: dataDir,
    DATABASE_URL: appUrl,
    DATABASE_OWNER_URL: ownerUrl,
    LOG_LEVEL: 'warn',
    MALLOC_ARENA_MAX: '2',
    MALLOC_MMAP_THRESHOLD_: '131072',
  }
  const program = spawn(
    process.execPath,
    [
      '--max-semi-space-size=8',
      '--max-old-space-size=160',
      // Others to try out.
      ...(process.env.BENCH_NODE_OPTIONS?.split(' ') ?? []),
      join(programFolder, 'bin/ventanilla.js'),
      'start',
    ],
    {
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  await new Promise<void>((done, fail) => {
    program.stdout!.on('data', (text: Buffer) =>
      text.includes('Ventanilla está en') ? done() : process.stderr.write(text),
    )
    program.once('exit', (code) => fail(new Error(`the program ended with ${code}`)))
  })
  return program
}

function memoryOf(pid: number): { now: number; most: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const megabytes = (name: string) => Math.round(Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1024)
  return { now: megabytes('VmRSS'), most: megabytes('VmHWM') }
}

// Clock ticks of /proc are hundredths of a second.
const TICK = 10

/** Its own time and, of a parent, that of the children that ended. */
function processorOf(pid: number): number {
  const [utime, stime, cutime, cstime] = statOf(pid).slice(11, 15).map(Number)
  return ((utime ?? 0) + (stime ?? 0) + (cutime ?? 0) + (cstime ?? 0)) * TICK
}

function processorOfTree(pid: number): number {
  const children = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && parentOf(Number(name)) === pid)
  return [pid, ...children.map(Number)].reduce((sum, each) => sum + processorOf(each), 0)
}

function parentOf(pid: number): number | null {
  try {
    return Number(statOf(pid)[1])
  } catch {
    return null
  }
}

/** Fields of /proc/PID/stat after the name, which may itself hold blanks: state first. */
function statOf(pid: number): string[] {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
  return text.slice(text.lastIndexOf(')') + 2).split(' ')
}
