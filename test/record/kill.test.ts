import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { rebuildProjections } from '#src/cases/rebuild-projections.ts'
import { DEMO_PASSWORD } from '#src/demo/load-demo.ts'
import { loadDirectory } from '#src/people/index.ts'
import { placeCluster } from '#src/platform/db/account.ts'
import { openDatabase } from '#src/platform/db/pool.ts'
import { findPostmaster, running } from '#src/platform/db/postmaster.ts'
import { createLog } from '#src/platform/log.ts'
import { programFolder } from '#src/program/places.ts'
import { assertRecordIsSound, projections } from './desk.ts'

const ROUNDS = Number(process.env.KILL_ROUNDS ?? 20)
const CLIENTS = 8
const seed = Number(process.env.KILL_SEED ?? Math.floor(Math.random() * 2 ** 31))
const random = mulberry32(seed)

const form = {
  Asunto: 'Prueba de corte',
  Descripción: 'Se va la luz a media orden.',
  Impacto: 'bajo',
  Urgencia: 'baja',
}
const solution = {
  'Tipo de solución': 'orientación',
  Solución: 'Se orientó por teléfono.',
  'Forma de atención': 'a distancia',
  'Nivel que resolvió': 'primero',
}

test('kill -9 of the program, of the database and of both, 20 rounds under load: no acknowledged act is lost', async (t) => {
  t.diagnostic(`KILL_SEED=${seed}`)
  const dataDir = mkdtempSync(join(tmpdir(), 'ventanilla-kill-'))
  chmodSync(dataDir, 0o755)
  const world: World = {
    dataDir,
    url: '',
    program: undefined,
    ended: false,
    acknowledged: new Map(),
    fault: undefined,
    last: '',
    crash: '',
    died: 0,
  }
  t.after(async () => {
    world.ended = true
    if (world.program?.exitCode === null && world.program.signalCode === null) {
      world.program.kill('SIGTERM')
      await once(world.program, 'exit')
    }
    // Whatever a failure left behind: only of this folder.
    for (const pid of processesOf(dataDir)) process.kill(pid, 'SIGKILL')
    await sleep(200)
    rmSync(dataDir, { recursive: true, force: true })
  })

  await start(world)
  const clients = Array.from({ length: CLIENTS }, (_, at) => work(world, at % 2 === 0 ? 'kflamenco' : 'bchavajay'))
  for (let round = 0; round < ROUNDS; round += 1) {
    const before = acts(world)
    await until(world, () => acts(world) > before, 'nothing is acknowledged')
    await sleep(random() * 400)
    const what = (['program', 'database', 'both'] as const)[round % 3]!
    t.diagnostic(`${round + 1}: ${what}, ${acts(world)} acts acknowledged`)
    await killSomething(world, what)
  }
  const before = acts(world)
  await until(world, () => acts(world) > before + CLIENTS, 'the last start does not work')
  world.ended = true
  await Promise.all(clients)

  const postmaster = findPostmaster(placeCluster(dataDir).pgdata)!
  const url = `postgresql://ventanilla_app@/ventanilla?host=${encodeURIComponent(postmaster.socketDir)}`
  const { db, close } = openDatabase<unknown>({ url, log: createLog('silent') })
  try {
    const { rows } = await sql<{ number: string; seq: number }>`
      select c.number, max(a.seq) as seq from case_file c join act a on a.case_id = c.id group by c.number`.execute(db)
    const kept = new Map(rows.map(({ number, seq }) => [number, seq]))
    const lost = [...world.acknowledged].filter(([number, seq]) => (kept.get(number) ?? 0) < seq)
    assert.deepEqual(lost, [], 'acknowledged and not there')
    assert.ok(world.acknowledged.size > CLIENTS)
    t.diagnostic(`${await assertRecordIsSound(db)} acts sound, ${acts(world)} acknowledged, in ${kept.size} cases`)
    const standing = await projections(db)
    await rebuildProjections(db, await loadDirectory(db, new Date().toISOString()))
    assert.deepEqual(await projections(db), standing)
    const books = await sql<{ last: number; entries: number; highest: number }>`
      select r.last_folio as last, count(e.*)::int as entries, max(e.folio) as highest
      from register r left join register_entry e on e.register_id = r.id group by r.id`.execute(db)
    for (const { last, entries, highest } of books.rows) assert.deepEqual([entries, highest], [last, last])
  } finally {
    await close()
  }
  await t.test('the program outlives its database', () => {
    assert.equal(world.died, 0, world.crash)
  })

  const child = world.program!
  const exit = once(child, 'exit')
  child.kill('SIGTERM')
  assert.equal((await exit)[0], 0)
  assert.deepEqual(processesOf(dataDir), [], 'no orphan')
})

interface World {
  readonly dataDir: string
  url: string
  program: ChildProcess | undefined
  ended: boolean
  /** The highest act that was acknowledged of each case. */
  readonly acknowledged: Map<string, number>
  /** A refusal that no cut of the power explains. */
  fault: string | undefined
  /** What last went wrong, for whoever looks into a failure. */
  last: string
  /** What the program wrote when it went down by itself. */
  crash: string
  /** How often the program went down with its database. */
  died: number
}

function acts({ acknowledged }: World): number {
  let sum = 0
  for (const seq of acknowledged.values()) sum += seq
  return sum
}

async function start(world: World): Promise<void> {
  const env = { PATH: process.env.PATH, PORT: '0', HOST: '127.0.0.1', DATA_DIR: world.dataDir, LOG_LEVEL: 'fatal' }
  const child = spawn(process.execPath, ['bin/ventanilla.js', 'start'], {
    cwd: programFolder,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  child.stderr.on('data', (text) => {
    said += text
    if (/error/i.test(String(text))) world.crash = said.slice(-2_000)
  })
  const exited = once(child, 'exit').then(() => {
    throw new Error(`the program did not start: ${said}`)
  })
  exited.catch(() => {})
  const ready = (async () => {
    for await (const line of createInterface({ input: child.stdout })) {
      said += line
      const address = /(http:\/\/\S+)/.exec(line)?.[1]
      if (address !== undefined) return address
    }
    // Its output ended: it is about to be seen to have gone.
    return exited
  })()
  const address = await Promise.race([ready, exited])
  child.stdout.resume()
  Object.assign(world, { program: child, url: address })
}

/** Kills, waits for what was killed to be gone, and starts again what does not start again by itself. */
async function killSomething(world: World, what: 'program' | 'database' | 'both'): Promise<void> {
  const program = world.program!
  const postmaster = findPostmaster(placeCluster(world.dataDir).pgdata)
  const exit = once(program, 'exit')
  if (what !== 'program' && postmaster !== undefined) process.kill(postmaster.pid, 'SIGKILL')
  if (what !== 'database') {
    program.kill('SIGKILL')
    await exit
    return start(world)
  }
  let down = false
  exit.then(() => {
    down = true
  })
  const again = () => (findPostmaster(placeCluster(world.dataDir).pgdata)?.pid ?? postmaster?.pid) !== postmaster?.pid
  await until(world, () => down || again(), 'the program does not start its database again')
  const before = acts(world)
  await until(world, () => down || acts(world) > before + CLIENTS, 'the program does not take its database up again')
  if (!down) return
  world.died += 1
  return start(world)
}

/** One client: opens a case and walks it, for as long as the test runs; what fails is not repeated, as its fate is unknown. */
async function work(world: World, username: string): Promise<void> {
  let session: { cookie: string; csrf: string } | undefined
  const post = async (path: string, body: unknown) => {
    session ??= await signIn(world.url, username)
    const answer = await fetch(`${world.url}/api/cases${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: session.cookie, 'x-csrf-token': session.csrf },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(30_000),
    })
    if (answer.status !== 200) throw new Error(`${answer.status}: ${await answer.text()}`)
    const { number, seq } = (await answer.json()) as { number: string; seq: number }
    world.acknowledged.set(number, Math.max(seq, world.acknowledged.get(number) ?? 0))
    return number
  }
  while (!world.ended) {
    try {
      const opening = { manual: 'DTI-MNP-01', procedure: '2', start: 'Soporte técnico', channel: 'teléfono' }
      const number = await post('', { ...opening, title: 'Prueba de corte', form })
      await post(`/${number}/tasks/1/completion`, {})
      await post(`/${number}/tasks/2/completion`, { answer: 'SÍ' })
      await post(`/${number}/tasks/3/completion`, { form: solution })
    } catch (error) {
      // Down for the moment; anything that is not a lost connection, a lost session or a fault for lack of a database is our own.
      const { message } = error as Error
      world.last = message
      if (message.startsWith('401')) session = undefined
      if (/^4(?!01|09)\d\d:/.test(message)) world.fault = message
      await sleep(50)
    }
  }
}

async function signIn(url: string, username: string): Promise<{ cookie: string; csrf: string }> {
  const answer = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password: DEMO_PASSWORD }),
    signal: AbortSignal.timeout(30_000),
  })
  if (answer.status !== 201) throw new Error(`${answer.status}`)
  const { csrf } = (await answer.json()) as { csrf: string }
  return { cookie: answer.headers.getSetCookie()[0]!.split(';')[0]!, csrf }
}

async function until(world: World, fact: () => boolean, otherwise: string): Promise<void> {
  for (const end = Date.now() + 60_000; !fact(); await sleep(10)) {
    if (world.fault !== undefined || Date.now() > end) throw new Error(world.fault ?? `${otherwise}: ${world.last}`)
  }
}

/** Every process whose command or environment names the folder: the program and the whole database server. */
function processesOf(folder: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .map(Number)
    .filter((pid) => {
      try {
        const of = readFileSync(`/proc/${pid}/cmdline`, 'utf8') + readFileSync(`/proc/${pid}/environ`, 'utf8')
        return of.includes(folder) && running(pid)
      } catch {
        return false
      }
    })
}

function mulberry32(start: number): () => number {
  let state = start
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
