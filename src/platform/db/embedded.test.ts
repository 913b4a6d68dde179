import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { type TestContext, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { systemFolderFor } from './account.ts'
import { findPostmaster, gone, running } from './postmaster.ts'
import { runtimeFolder } from './runtime-folder.ts'

const program = join(import.meta.dirname, '../../../test/support/hold-database.ts')
const root = process.getuid?.() === 0

type Said = Record<'adminUrl' | 'appUrl' | 'ownerUrl' | 'socketDir' | 'pgdata' | 'error' | 'code', string> & {
  readonly pid: number
  readonly adopted: boolean
}

const programs: ChildProcess[] = []

function dataFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'ventanilla-launch-'))
  chmodSync(folder, 0o755)
  t.after(async () => {
    // The programs first: a program starts a server that dies under it again. The end of its input ends it in order,
    // also when this process is interrupted here.
    const left = programs.splice(0).filter((child) => child.exitCode === null && child.signalCode === null)
    await Promise.all(
      left.map((child) => {
        child.stdin?.end()
        return once(child, 'exit')
      }),
    )
    const said = findPostmaster(join(folder, 'postgres'))
    for (const pid of serversOf(folder)) process.kill(pid, 'SIGKILL')
    for (const limit = Date.now() + 10_000; serversOf(folder).length > 0 && Date.now() < limit; ) await sleep(20)
    if (said) rmSync(said.socketDir, { recursive: true, force: true })
    rmSync(folder, { recursive: true, force: true })
  })
  return folder
}

/** Runs the tiny program in a process group of its own, as a shell does, and waits for what it says. */
async function hold(dataDir: string, { as, durable = 'yes' }: { as?: number; durable?: string } = {}) {
  const env = { ...process.env, DATA_DIR: dataDir, DURABLE: durable }
  const identity = as === undefined ? {} : { uid: as, gid: as }
  const child = spawn(process.execPath, [program], {
    env,
    detached: true,
    stdio: ['pipe', 'pipe', 'inherit'],
    ...identity,
  })
  programs.push(child)
  const [line] = await once(createInterface({ input: child.stdout }), 'line')
  return { child, said: JSON.parse(line) as Said }
}

async function end(child: ReturnType<typeof spawn>, signal: NodeJS.Signals): Promise<number | null> {
  const exit = once(child, 'exit')
  child.kill(signal)
  return (await exit)[0]
}

async function ask(url: string, statement: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query(statement)).rows
  } finally {
    await client.end()
  }
}

/** Every process of a PostgreSQL server whose data is below `folder`. */
function serversOf(folder: string): number[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  return pids.map(Number).filter((pid) => {
    try {
      return (
        readFileSync(`/proc/${pid}/cmdline`, 'utf8').startsWith('/') &&
        commandOf(pid).includes(`-D ${folder}`) &&
        running(pid)
      )
    } catch {
      return false
    }
  })
}

function commandOf(pid: number): string {
  return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
}

test('starts, keeps what was written over a stop, and leaves no process', async (t) => {
  const folder = dataFolder(t)
  const first = await hold(folder)
  await ask(first.said.ownerUrl, 'create table kept (id int); insert into kept values (7)')
  assert.deepEqual(await ask(first.said.adminUrl, 'show fsync'), [{ fsync: 'on' }])
  assert.deepEqual(await ask(first.said.adminUrl, 'show listen_addresses'), [{ listen_addresses: '' }])
  const locale = `select datlocprovider as provider, datlocale as locale from pg_database where datname = 'ventanilla'`
  assert.deepEqual(await ask(first.said.adminUrl, locale), [{ provider: 'b', locale: 'C.UTF-8' }])
  assert.equal(await end(first.child, 'SIGTERM'), 0)
  assert.deepEqual(serversOf(folder), [])
  assert.equal(existsSync(first.said.socketDir), false)

  const second = await hold(folder)
  assert.deepEqual(await ask(second.said.ownerUrl, 'select id from kept'), [{ id: 7 }])
  assert.equal(second.said.adopted, false)
  await end(second.child, 'SIGTERM')
})

test('only the server’s user reaches the socket, and the roles are no superusers', async (t) => {
  const { child, said } = await hold(dataFolder(t))
  assert.equal(statSync(said.socketDir).mode & 0o777, 0o700)
  assert.equal(statSync(join(said.socketDir, '.s.PGSQL.5432')).mode & 0o777, 0o700)
  assert.equal(statSync(said.pgdata).mode & 0o777, 0o700)
  const roles = `select rolname as name from pg_roles where rolname ~ '^ventanilla' and not (rolsuper or rolcreatedb or rolcreaterole)`
  assert.equal((await ask(said.adminUrl, roles)).length, 2)
  await assert.rejects(ask(said.appUrl, 'create table mine (id int)'), /permission denied/)
  await assert.rejects(ask(said.appUrl, 'set role ventanilla_owner'), /permission denied/)
  await ask(said.ownerUrl, 'create extension unaccent')
  await end(child, 'SIGTERM')
})

test('Ctrl-C stops the server too, in order', async (t) => {
  const folder = dataFolder(t)
  const { child, said } = await hold(folder)
  const exit = once(child, 'exit')
  process.kill(-child.pid!, 'SIGINT')
  await exit
  assert.equal(running(said.pid), false)
  assert.equal(existsSync(join(said.pgdata, 'postmaster.pid')), false)
  assert.deepEqual(serversOf(folder), [])
})

test('a server whose program was killed is taken over, with everything that was acknowledged', async (t) => {
  const folder = dataFolder(t)
  const killed = await hold(folder)
  await ask(killed.said.ownerUrl, 'create table kept (id int); insert into kept values (1)')
  await end(killed.child, 'SIGKILL')
  assert.equal(running(killed.said.pid), true)
  const next = await hold(folder)
  assert.equal(next.said.adopted, true)
  assert.equal(next.said.pid, killed.said.pid)
  assert.deepEqual(await ask(next.said.appUrl.replace('ventanilla_app', 'ventanilla_owner'), 'select id from kept'), [
    { id: 1 },
  ])
  await end(next.child, 'SIGTERM')
  assert.deepEqual(serversOf(folder), [])
})

test('a left-over server with other options is stopped and started anew', async (t) => {
  const folder = dataFolder(t)
  const killed = await hold(folder, { durable: 'no' })
  await end(killed.child, 'SIGKILL')
  const next = await hold(folder)
  assert.equal(next.said.adopted, false)
  assert.notEqual(next.said.pid, killed.said.pid)
  assert.deepEqual(await ask(next.said.adminUrl, 'show fsync'), [{ fsync: 'on' }])
  await end(next.child, 'SIGTERM')
})

test('a server that is killed under its program is started again and loses nothing acknowledged', async (t) => {
  const folder = dataFolder(t)
  const { child, said } = await hold(folder)
  await ask(said.ownerUrl, 'create table kept (id int)')
  for (let round = 1; round <= 3; round++) {
    await ask(said.ownerUrl, `insert into kept values (${round})`)
    const pid = Number(readFileSync(join(said.pgdata, 'postmaster.pid'), 'utf8').split('\n')[0])
    process.kill(pid, 'SIGKILL')
    await gone(pid, 5_000)
    for (const limit = Date.now() + 30_000; ; await sleep(50)) {
      const count = await ask(said.ownerUrl, 'select count(*)::int as n from kept').catch(() => undefined)
      if (count) {
        assert.deepEqual(count, [{ n: round }])
        break
      }
      assert.ok(Date.now() < limit, 'the server did not come back')
    }
  }
  await end(child, 'SIGTERM')
  assert.deepEqual(serversOf(folder), [])
})

test('program and server killed together: the next start recovers', async (t) => {
  const folder = dataFolder(t)
  const killed = await hold(folder)
  await ask(killed.said.ownerUrl, 'create table kept (id int); insert into kept values (1)')
  // The program first: else it may start the server again before its own turn comes.
  const ended = end(killed.child, 'SIGKILL')
  process.kill(killed.said.pid, 'SIGKILL')
  await ended
  const next = await hold(folder)
  assert.equal(next.said.adopted, false)
  assert.deepEqual(await ask(next.said.ownerUrl, 'select id from kept'), [{ id: 1 }])
  await end(next.child, 'SIGTERM')
})

test('a second start on the same data is refused in a sentence, and the first goes on', async (t) => {
  const folder = dataFolder(t)
  const first = await hold(folder)
  const second = await hold(folder)
  assert.equal(second.said.code, 'DATA_DIR_IN_USE')
  assert.match(second.said.error, new RegExp(`ya está en marcha .*proceso ${first.child.pid}\\).* DATA_DIR`))
  const other = await hold(folder, { durable: 'no' })
  assert.equal(other.said.code, 'DATA_DIR_IN_USE')
  assert.equal((await ask(first.said.appUrl, 'select 1 as one'))[0]?.one, 1)
  await end(first.child, 'SIGTERM')
})

test('two first starts at once: one works, the other is refused', async (t) => {
  const folder = dataFolder(t)
  const both = await Promise.all([hold(folder), hold(folder)])
  const refused = both.filter(({ said }) => said.error)
  assert.deepEqual(
    refused.map(({ said }) => said.code),
    ['DATA_DIR_IN_USE'],
  )
  const working = both.find(({ said }) => !said.error)!
  assert.equal((await ask(working.said.appUrl, 'select 1 as one'))[0]?.one, 1)
  await end(working.child, 'SIGTERM')
  assert.deepEqual(serversOf(folder), [])
})

test('what an interrupted start leaves is cleaned up: half a cluster, a pid that is another program’s now', async (t) => {
  const folder = dataFolder(t)
  const dead = spawn('true')
  await once(dead, 'exit')
  mkdirSync(join(folder, `postgres.new-${dead.pid}`))
  const first = await hold(folder)
  assert.deepEqual(
    readdirSync(folder).filter((name) => name.includes('.new-')),
    [],
  )
  await end(first.child, 'SIGTERM')
  writeFileSync(
    join(first.said.pgdata, 'postmaster.pid'),
    `${process.pid}\n${first.said.pgdata}\n1\n5432\n/tmp\n\n\nready\n`,
  )
  const second = await hold(folder)
  assert.equal(second.said.error, undefined)
  await end(second.child, 'SIGTERM')
})

test('an ordinary user starts it, and a restored copy that root owns works', {
  skip: !root && 'needs root to change user',
}, async (t) => {
  const folder = dataFolder(t)
  const nobody = 65_534
  chownSync(folder, nobody, nobody)
  const first = await hold(folder, { as: nobody })
  assert.equal(first.said.error, undefined)
  await ask(first.said.ownerUrl, 'create table kept (id int)')
  await end(first.child, 'SIGTERM')
  assert.deepEqual(serversOf(folder), [])
  // The same data, started by root: the server still runs as the data's owner.
  const second = await hold(folder)
  assert.equal(statSync(`/proc/${second.said.pid}`).uid, nobody)
  await end(second.child, 'SIGTERM')
  for (const name of ['', ...readdirSync(second.said.pgdata, { recursive: true, encoding: 'utf8' })]) {
    chownSync(join(second.said.pgdata, name), 0, 0)
  }
  const third = await hold(folder)
  assert.deepEqual(await ask(third.said.ownerUrl, 'select * from kept'), [])
  assert.notEqual(statSync(`/proc/${third.said.pid}`).uid, 0)
  await end(third.child, 'SIGTERM')
})

test('as root in a folder that nobody else may enter, the data goes to the system’s', {
  skip: !root && 'needs root',
}, async (t) => {
  const folder = dataFolder(t)
  chmodSync(folder, 0o700)
  const data = join(folder, 'data')
  const aside = systemFolderFor(data)
  t.after(() => rmSync(aside, { recursive: true, force: true }))
  const first = await hold(data)
  assert.equal(first.said.pgdata, join(aside, 'postgres'))
  await end(first.child, 'SIGTERM')
  chmodSync(folder, 0o755) // it stays where it is
  const second = await hold(data)
  assert.equal(second.said.pgdata, join(aside, 'postgres'))
  await end(second.child, 'SIGTERM')
})

test('a socket folder that somebody else prepared is not used', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'rt-'))
  const before = process.env.TMPDIR
  process.env.TMPDIR = folder
  t.after(() => {
    rmSync(folder, { recursive: true })
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
  })
  const account = { name: 'me', uid: process.getuid!(), gid: process.getgid!(), switched: false }
  const usual = runtimeFolder('/data/postgres', account)
  assert.equal(runtimeFolder('/data/postgres', account), usual)
  rmSync(usual, { recursive: true })
  symlinkSync('/tmp', usual)
  assert.notEqual(runtimeFolder('/data/postgres', account), usual)
  rmSync(usual)
  mkdirSync(usual, { mode: 0o777 })
  chmodSync(usual, 0o777)
  assert.notEqual(runtimeFolder('/data/postgres', account), usual)
  process.env.TMPDIR = join(folder, 'x'.repeat(100))
  const short = runtimeFolder('/data/other', account)
  assert.ok(short.length < 90)
  rmSync(short, { recursive: true })
})
