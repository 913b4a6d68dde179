import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'
import { DEMO_PASSWORD, loadDemoCases, loadDemoPeople } from '#src/demo/load-demo.ts'
import { loadDemoPriorities } from '#src/demo/load-priorities.ts'
import { publishManual } from '#src/manuals/publish-manual.ts'
import { loadDirectory, readCalendarFiles } from '#src/people/index.ts'
import { openSession } from '#src/people/session.store.ts'
import { generateSigningKey, type SigningKeyPair } from '#src/platform/crypto/signing-key.ts'
import { calendarsFolder, demoFolder, manualsFolder } from '#src/program/places.ts'
import { createProgram, type Program, type ProgramOptions } from '#src/program/program.ts'
import { type SettableClock, settableClock } from './clock.ts'
import { othersAtRest, type TestDatabase, testDatabase } from './database.ts'

/** An answer of the program. `json` is the parsed body of an answer that is JSON, else undefined. */
export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever was answered, and asserts on it
  readonly json: any
}

/** What a person's browser or program sends. Redirects are not followed. Paths begin with `/`. */
export interface Api {
  readonly username: string
  /** Id of the person. */
  readonly person: string
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Answer>
  /** Sends JSON with the session's token; `headers` for an `idempotency-key`. */
  post(path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer>
  /** Sends a page's form (urlencoded, or multipart when it is a `FormData`) with its `_csrf`. */
  form(path: string, fields: Readonly<Record<string, string>> | FormData): Promise<Answer>
  /** The password once more, as a proof for one task of a case; everybody's is `ventanilla`. */
  prove(number: string, task: number, password?: string): Promise<string>
  /** Any request as this person: the cookie is added, the token is not. */
  send(path: string, init: RequestInit): Promise<Answer>
  /** The value of the session's cookie and its token, for a real browser. */
  session(): Promise<{ readonly cookie: string; readonly csrf: string }>
}

export interface TestProgram {
  readonly program: Program
  /** The address at which it listens, without a slash at the end. */
  readonly url: string
  readonly clock: SettableClock
  readonly database: TestDatabase<unknown>
  readonly db: TestDatabase<unknown>['db']
  readonly signingKey: SigningKeyPair
  /** What seals the private keys in the database. */
  readonly secret: Uint8Array
  /** Folder of uploaded files. */
  readonly filesFolder: string
  /** A person of the ministry, signed in when first used; signed in again when the clock was moved. */
  api(username: string): Api
  /** Whoever has not signed in. */
  readonly anonymous: Pick<Api, 'get' | 'post' | 'form' | 'send'>
  /** Id of a person by user name. */
  personId(username: string): string
  /** Publishes a manual in the notation, in force since long before the clock. */
  publish(source: string): Promise<void>
}

export interface TestProgramOptions {
  /** Where the clock stands at first: Monday 2 November 2026, 8:00 in Guatemala, unless told. */
  readonly now?: string
  /** Publish the manuals of `manuals/`; true unless told. */
  readonly manuals?: boolean
  /** Load the demonstration's cases too; false unless told. */
  readonly cases?: boolean
  /** Networks that may read the metrics without a key; none unless told. */
  readonly metricsNetworks?: readonly string[]
  /** The virus scanner; none unless told. */
  readonly clamd?: ProgramOptions['clamd']
  /** A second program on the database, the files and the key of another. It has its own clock. */
  readonly beside?: TestProgram
}

type Context = { after(work: () => Promise<void>): void }

/**
 * The whole program on a database of its own with the demonstration's ministry and manuals, listening on a free port of
 * this machine. The clock stands still until it is moved, and nothing happens by itself: `await program.passTime()` after
 * moving it handles what is due. Call it once at the top of a test file, or with a test's context.
 *
 *     const { api, clock, program } = await testProgram()
 *     const opened = await api('lsolares').post('/api/cases', { manual: 'DTI-MNP-01', … })
 *     assert.equal(opened.status, 200, opened.text)
 *     clock.set('2026-11-03T14:00:00Z'); await program.passTime()
 *
 * Everybody's password is `ventanilla`; `api` opens its session without it, because hashing takes long on purpose. For a
 * browser: `context.addCookies([{ name: 'ventanilla', value: (await api('lsolares').session()).cookie, url }])`.
 */
export async function testProgram(given: Context = { after }, options: TestProgramOptions = {}): Promise<TestProgram> {
  const context = closingBackwards(given)
  const { beside, now = '2026-11-02T14:00:00Z' } = options
  const clock = settableClock(now)
  const nowText = () => clock.now().toString()
  const database = beside?.database ?? (await testDatabase(context))
  const { db, shared, url: databaseUrl, log } = database
  const signingKey = beside?.signingKey ?? generateSigningKey()
  const secret = beside?.secret ?? randomBytes(32)
  const filesFolder = beside?.filesFolder ?? temporaryFolder(context)
  if (beside === undefined) {
    await loadDemoPeople({ db, clock: nowText }, demoFolder, readCalendarFiles(calendarsFolder))
  }
  const created = await createProgram({
    db,
    shared,
    databaseUrl,
    log,
    filesFolder,
    signingKey,
    secret,
    clock: nowText,
    https: false,
    embedded: true,
    // Tests say themselves when time passes.
    timerInterval: 3_600_000,
    // Receivers of tests listen on this machine.
    webhookNetworks: ['127.0.0.1'],
    metricsNetworks: options.metricsNetworks ?? [],
    clamd: options.clamd,
  })
  const program: Program = {
    ...created,
    async follow() {
      await othersAtRest(database)
      await created.follow()
    },
  }
  const stop = () => program.stop()
  context.after(stop)

  const publish = async (source: string) => {
    const since = clock
      .now()
      .subtract({ hours: 24 * 400 })
      .toString()
    const published = await publishManual(db, source, since, null, { from: since, reason: 'De prueba.' })
    if (published.kind === 'findings') {
      throw new Error(published.findings.map(({ message }) => message).join('\n'))
    }
    if (published.kind === 'version-taken') throw new Error(`version ${published.version} is taken`)
  }
  if (beside === undefined && options.manuals !== false) {
    for (const source of demoManuals()) await publish(source)
  }
  if (options.cases === true) await loadDemoPriorities(program.cases, demoFolder)
  if (options.cases === true) await loadDemoCases(program.cases, demoFolder, log)

  await program.server.listen({ host: '127.0.0.1', port: 0 })
  const address = program.server.server.address()
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
  const { activePeople } = await loadDirectory(db, nowText())
  const ids = new Map(activePeople.map(({ username, id }) => [username, id]))
  const personId = (username: string) => {
    const id = ids.get(username)
    if (id === undefined) throw new Error(`the ministry has no ${username}`)
    return id
  }

  return {
    program,
    url,
    clock,
    database,
    db,
    signingKey,
    secret,
    filesFolder,
    personId,
    publish,
    anonymous: client(url, async () => null),
    api(username) {
      const person = personId(username)
      let open: { at: string; session: Promise<{ cookie: string; csrf: string }> } | undefined
      const session = () => {
        // A session ends after some hours without use, and the clock may have been moved by weeks.
        if (open?.at !== nowText()) open = { at: nowText(), session: signIn(db, url, person, nowText()) }
        return open.session
      }
      const own = client(url, session)
      return {
        username,
        person,
        session,
        ...own,
        async prove(number, task, password = DEMO_PASSWORD) {
          const { status, json, text } = await own.post('/api/signature-proofs', { number, task, password })
          if (status !== 201) throw new Error(text)
          return json.proof
        },
      }
    },
  }
}

/** What is opened last closes first: the browser, the program, the database. The runner's own hooks go the other way. */
export function closingBackwards(context: Context = { after }): Context {
  const closing: (() => Promise<void>)[] = []
  context.after(async () => {
    for (const close of closing.toReversed()) await close()
  })
  return { after: (work) => void closing.push(work) }
}

function temporaryFolder(context: Context): string {
  const folder = mkdtempSync(join(tmpdir(), 'ventanilla-files-'))
  context.after(async () => rmSync(folder, { recursive: true, force: true }))
  return folder
}

function demoManuals(): string[] {
  return readdirSync(manualsFolder)
    .filter((name) => name.endsWith('.manual.md'))
    .sort()
    .map((name) => readFileSync(join(manualsFolder, name), 'utf8'))
}

async function signIn(db: TestProgram['db'], url: string, person: string, now: string) {
  const { token } = await openSession(db, { person, now })
  const answer = await fetch(`${url}/api/session`, { headers: { cookie: `ventanilla=${token}` } })
  const { csrf } = (await answer.json()) as { csrf: string }
  return { cookie: token, csrf }
}

type Session = () => Promise<{ readonly cookie: string; readonly csrf: string } | null>

function client(url: string, session: Session): Pick<Api, 'get' | 'post' | 'form' | 'send'> {
  const send = async (path: string, init: RequestInit): Promise<Answer> => {
    const known = await session()
    const headers = new Headers(init.headers)
    if (known !== null) headers.set('cookie', `ventanilla=${known.cookie}`)
    const answer = await fetch(`${url}${path}`, { redirect: 'manual', ...init, headers })
    const text = await answer.text()
    const isJson = answer.headers.get('content-type')?.includes('json') === true
    return { status: answer.status, headers: answer.headers, text, json: isJson ? JSON.parse(text) : undefined }
  }
  const token = async () => (await session())?.csrf ?? ''
  return {
    send,
    get: (path, headers = {}) => send(path, { headers }),
    async post(path, body = {}, headers = {}) {
      const all = { 'content-type': 'application/json', 'x-csrf-token': await token(), ...headers }
      return send(path, { method: 'POST', headers: all, body: JSON.stringify(body) })
    },
    async form(path, fields) {
      const headers = { accept: 'text/html' }
      if (!(fields instanceof FormData)) {
        const body = new URLSearchParams({ _csrf: await token(), ...fields })
        return send(path, { method: 'POST', headers, body })
      }
      // The token goes first, as in the pages: what follows may be large.
      const body = new FormData()
      body.set('_csrf', await token())
      for (const [name, value] of fields) body.append(name, value)
      return send(path, { method: 'POST', headers, body })
    },
  }
}
