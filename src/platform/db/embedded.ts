import { type ChildProcess, spawn } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { Log } from '../log.ts'
import { type ClusterPlace, placeCluster } from './account.ts'
import { postgresBinaries } from './binaries.ts'
import { dropStalePidFile, findPostmaster, type Postmaster, running, stopPostmaster } from './postmaster.ts'
import { prepareRoles } from './roles.ts'
import { runtimeFolder } from './runtime-folder.ts'

/** A PostgreSQL server that this process started or took over, and holds alone. */
export type EmbeddedPostgres = {
  /** Connection of the role that migrates: owns the database, is no superuser. */
  readonly ownerUrl: string
  /** Connection of the role that the program works as: only what migrations grant. */
  readonly appUrl: string
  /** Superuser of the cluster, for backups and tests. */
  readonly adminUrl: string
  /** True when the server was left running by a process that was killed. */
  readonly adopted: boolean
  readonly socketDir: string
  readonly pgdata: string
  /** The postmaster's pid now: after a crash of the server it is another. */
  pid(): number
  /** Stops the server in order. Close the pools first; sessions still open are rolled back. */
  stop(): Promise<void>
}

export type EmbeddedOptions = {
  readonly dataDir: string
  readonly log: Log
  /** False only for throw-away data of tests: no fsync. */
  readonly durable?: boolean
}

/** A second start on a data directory that a live process holds. */
export const inUse = 'DATA_DIR_IN_USE'

// One process at a time works on a data directory: it holds this advisory lock for as long as it lives. Unlike a lock
// file it cannot outlive its holder, nor be confused by a pid that was given out again.
const holderLock = 7_236_841_905

/**
 * Starts the PostgreSQL server of `dataDir`, making its cluster on the first start; takes over one that a killed
 * process left behind; starts it again when it dies. Throws with a sentence in Spanish for the operator; `code` is
 * `DATA_DIR_IN_USE` when another process holds the directory.
 *
 * Who can reach the database: there is no TCP port and no password. The socket is in a folder with mode 0700 that
 * belongs to the server's system user, and its own mode is 0700 too, so only that user and root get to it, and both
 * can read the data files anyway: a password would add a secret to lose and no protection. `trust` rather than `peer`
 * because peer needs a name for the caller's uid, which containers often lack. The two roles limit what a fault of the
 * program can do, not what the system's administrator can.
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const { log } = options
  const place = placeCluster(resolve(options.dataDir))
  const home = await postgresBinaries(place.account, place.base)
  await createCluster(place, home, log)

  const server = { home, place, options }
  let { postmaster, adopted } = await ensureRunning(server)
  let holder: pg.Client
  let stopping = false

  const hold = async () => {
    holder = await takeHold(url(postmaster.socketDir, 'postgres', 'postgres'), options.dataDir)
    holder.on('error', () => {})
    holder.on('end', () => void recover())
  }
  const recover = async () => {
    for (let pause = 50; !stopping; pause = Math.min(pause * 2, 5_000)) {
      try {
        log.error('the database server ended by itself; starting it again')
        postmaster = (await ensureRunning(server, postmaster.socketDir)).postmaster
        return await hold()
      } catch (error) {
        log.error({ err: error }, 'the database server did not start again')
        await sleep(pause)
      }
    }
  }

  await hold()
  const adminUrl = url(postmaster.socketDir, 'postgres', 'postgres')
  await prepareRoles(adminUrl)
  return {
    adminUrl,
    ownerUrl: url(postmaster.socketDir, 'ventanilla_owner', 'ventanilla'),
    appUrl: url(postmaster.socketDir, 'ventanilla_app', 'ventanilla'),
    adopted,
    socketDir: postmaster.socketDir,
    pgdata: place.pgdata,
    pid: () => postmaster.pid,
    async stop() {
      if (stopping) return
      stopping = true
      // The hold is kept until the server itself ends, so that no other start can slip in between.
      await stopPostmaster(postmaster.pid)
      rmSync(postmaster.socketDir, { recursive: true, force: true })
    },
  }
}

type Server = { readonly home: string; readonly place: ClusterPlace; readonly options: EmbeddedOptions }

async function createCluster({ pgdata, account }: ClusterPlace, home: string, log: Log): Promise<void> {
  removeUnfinished(pgdata)
  if (existsSync(join(pgdata, 'PG_VERSION'))) {
    if (account.switched && statSync(pgdata).uid !== account.uid) giveTo(account, pgdata) // restored by root
    chmodSync(pgdata, 0o700)
    return
  }
  log.info({ pgdata }, 'creating the database')
  // Made aside and renamed: a start that is killed here leaves no half cluster, and of two first starts one wins.
  const unfinished = `${pgdata}.new-${process.pid}`
  mkdirSync(unfinished, { recursive: true, mode: 0o700 })
  if (account.switched) chownSync(unfinished, account.uid, account.gid)
  const options = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  const args = ['-D', unfinished, '-U', 'postgres', '--auth=trust', ...options, '--no-instructions']
  const run = launch({ account }, join(home, 'bin/initdb'), args, unfinished, ['ignore', 'pipe', 'pipe'])
  let said = ''
  for (const stream of [run.stdout, run.stderr]) stream?.on('data', (text) => (said += text))
  const code = await new Promise((done) => run.once('error', done).once('close', done))
  if (code !== 0) {
    rmSync(unfinished, { recursive: true, force: true })
    throw new Error(`No se pudo crear la base de datos en ${pgdata}: ${code instanceof Error ? code.message : said}`)
  }
  try {
    renameSync(unfinished, pgdata)
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true })
    if (!existsSync(join(pgdata, 'PG_VERSION'))) throw error
  }
}

function removeUnfinished(pgdata: string) {
  const folder = join(pgdata, '..')
  for (const name of readdirSync(folder)) {
    const pid = /^postgres\.new-(\d+)$/.exec(name)?.[1]
    if (pid && !running(Number(pid))) rmSync(join(folder, name), { recursive: true, force: true })
  }
}

function giveTo(account: { uid: number; gid: number }, path: string) {
  for (const name of ['', ...readdirSync(path, { recursive: true, encoding: 'utf8' })]) {
    chownSync(join(path, name), account.uid, account.gid)
  }
}

async function ensureRunning(
  server: Server,
  socketDir?: string,
): Promise<{ postmaster: Postmaster; adopted: boolean }> {
  const { pgdata, account } = server.place
  let silences = 0
  for (const end = Date.now() + 60_000; Date.now() < end; await sleep(50)) {
    const found = findPostmaster(pgdata)
    if (found === undefined) {
      const folder = socketDir && existsSync(socketDir) ? socketDir : runtimeFolder(pgdata, account)
      const postmaster = await startPostmaster(server, folder)
      if (postmaster) return { postmaster, adopted: false }
      continue
    }
    if (found.state !== 'ready') continue // starting or stopping: whoever does it will be done soon
    if (fits(found, server)) {
      if (await answers(found.socketDir)) return { postmaster: found, adopted: true }
      if (++silences < 100) continue // it restarts its own processes after a crash of one
    }
    await mayStop(found, server)
    server.options.log.warn({ pid: found.pid }, 'stopping the database server that an earlier start left behind')
    await stopPostmaster(found.pid)
  }
  throw new Error(`La base de datos de ${pgdata} no respondió en un minuto. Vea ${pgdata}/log.`)
}

/** Whether a server that was left behind is the one that we would start: same program file, same options. */
function fits(found: Postmaster, { home, place, options }: Server): boolean {
  if (found.program !== undefined && found.program !== join(home, 'bin/postgres')) return false
  const wanted = postmasterArguments(place.pgdata, found.socketDir, options.durable)
  try {
    const used = readFileSync(join(place.pgdata, 'postmaster.opts'), 'utf8').trim()
    return used.endsWith(` ${wanted.map((argument) => `"${argument}"`).join(' ')}`)
  } catch {
    return false
  }
}

async function answers(socketDir: string): Promise<boolean> {
  const client = new pg.Client({
    connectionString: url(socketDir, 'postgres', 'postgres'),
    connectionTimeoutMillis: 3_000,
  })
  client.on('error', () => {})
  try {
    await client.connect()
    await client.query('select 1')
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => {})
  }
}

/** Throws when the server that does not fit is held by a live process: it is not ours to stop. */
async function mayStop(found: Postmaster, { options }: Server) {
  try {
    await (await takeHold(url(found.socketDir, 'postgres', 'postgres'), options.dataDir)).end()
  } catch (error) {
    if ((error as { code?: string }).code === inUse) throw error
  }
}

/** Starts the server; undefined when it lost a race or the remains of a killed one are still ending: try again. */
async function startPostmaster({ home, place, options }: Server, socketDir: string): Promise<Postmaster | undefined> {
  const { pgdata, account } = place
  dropStalePidFile(pgdata)
  const output = join(place.base, 'postgres-start.log')
  const fd = openSync(output, 'w', 0o600)
  const args = postmasterArguments(pgdata, socketDir, options.durable)
  const child = launch({ account, detached: true }, join(home, 'bin/postgres'), args, pgdata, ['ignore', fd, fd])
  closeSync(fd)
  child.unref()
  let ended = false
  child.once('error', () => (ended = true)).once('exit', () => (ended = true))
  for (let waited = 0; !ended; waited += 5) {
    const found = findPostmaster(pgdata)
    if (found?.pid === child.pid && found?.state === 'ready') return found
    if (waited % 5_000 === 4_995) options.log.info('the database is recovering from an interrupted run')
    await sleep(5)
  }
  const said = readFileSync(output, 'utf8')
  if (/postmaster\.pid|shared memory block|Is another postmaster/.test(said)) return undefined
  throw new Error(`No se pudo iniciar la base de datos de ${pgdata}: ${said.trim().slice(-2000)} (vea ${pgdata}/log)`)
}

function postmasterArguments(pgdata: string, socketDir: string, durable = true): string[] {
  const settings = {
    listen_addresses: '',
    unix_socket_directories: socketDir,
    unix_socket_permissions: '0700',
    max_connections: '100',
    shared_buffers: '128MB',
    fsync: durable ? 'on' : 'off',
    synchronous_commit: durable ? 'on' : 'off',
    full_page_writes: durable ? 'on' : 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    jit: 'off',
    // Seven files, one a day of the week, each overwritten a week later: the log cannot fill the disk by age.
    logging_collector: 'on',
    log_filename: 'postgresql-%a.log',
    log_rotation_size: '0',
    log_truncate_on_rotation: 'on',
    log_checkpoints: 'off',
  }
  return ['-D', pgdata, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])]
}

async function takeHold(adminUrl: string, dataDir: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: adminUrl,
    application_name: `ventanilla ${process.pid}`,
    keepAlive: true,
  })
  client.on('error', () => {})
  await client.connect()
  // A holder that was killed a moment ago loses its lock as soon as the server sees its connection end.
  for (let attempt = 0; attempt < 10; attempt++) {
    const { rows } = await client.query('select pg_try_advisory_lock($1) as held', [holderLock])
    if (rows[0].held) return client
    await sleep(100)
  }
  const { rows } = await client.query(
    `select application_name as name from pg_stat_activity join pg_locks using (pid) where locktype = 'advisory' and granted`,
  )
  await client.end()
  const holder = /\d+$/.exec(rows[0]?.name ?? '')?.[0]
  const who = holder ? ` (el proceso ${holder})` : ''
  const sentence = `Ventanilla ya está en marcha con los datos de ${dataDir}${who}. Deténgala primero, o indique otra carpeta con DATA_DIR.`
  throw Object.assign(new Error(sentence), { code: inUse })
}

function url(socketDir: string, role: string, database: string): string {
  return `postgresql://${role}@/${database}?host=${encodeURIComponent(socketDir)}`
}

type Launch = { account: { uid: number; gid: number; switched: boolean }; detached?: boolean }

// Detached: Ctrl-C in the terminal reaches this process only, which then stops the server after its own work.
function launch({ account, detached = false }: Launch, program: string, args: string[], cwd: string, stdio: Stdio) {
  const identity = account.switched ? { uid: account.uid, gid: account.gid } : {}
  const env = { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' }
  return spawn(program, args, { ...identity, cwd, env, detached, stdio }) as ChildProcess
}

type Stdio = ('ignore' | 'pipe' | number)[]
