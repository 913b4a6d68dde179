import { randomBytes } from 'node:crypto'
import { after } from 'node:test'
import pg from 'pg'
import { type OpenDatabase, openDatabase } from '#src/platform/db/pool.ts'
import { createLog, type Log } from '#src/platform/log.ts'
import { startTestServer, type TestServer } from './database-start.ts'

/** A migrated database of one test file. `url` works as the program's role, `ownerUrl` as the one that migrates. */
export type TestDatabase<Schema> = OpenDatabase<Schema> & {
  readonly url: string
  readonly ownerUrl: string
  readonly adminUrl: string
  readonly log: Log
}

/** The environment variable by which `npm test` hands its one server to every test file. */
export const serverVariable = 'VENTANILLA_TEST_SERVER'

/**
 * A database of its own for the calling test file, cloned from the migrated template and dropped after its tests.
 * Call it once, at the top of the file: `const { db } = await testDatabase<Schema>()`. With a test's context it lives
 * as long as that test. A file run by hand starts its own server. `migrated: false` gives an empty one.
 */
export async function testDatabase<Schema = unknown>(
  context: { after(work: () => Promise<void>): void } = { after },
  { migrated = true }: { readonly migrated?: boolean } = {},
): Promise<TestDatabase<Schema>> {
  const server = sharedServer() ?? (await ownServer())
  if (migrated && server.templateError) throw new Error(server.templateError)
  const name = `test_${randomBytes(6).toString('hex')}`
  const as = (role: string) => server.adminUrl.replace('postgres@/postgres', `${role}@/${name}`)
  const template = migrated ? 'template_migrated' : 'template1'
  await asAdmin(server.adminUrl, `create database ${name} owner ventanilla_owner template ${template}`)
  const log = createLog('error')
  const url = as('ventanilla_app')
  const opened = openDatabase<Schema>({ url, log })
  context.after(async () => {
    await opened.close()
    await asAdmin(server.adminUrl, `drop database ${name} with (force)`)
  })
  return { ...opened, url, ownerUrl: as('ventanilla_owner'), adminUrl: as('postgres'), log }
}

type Told = Pick<TestServer, 'adminUrl' | 'templateError'>

function sharedServer(): Told | undefined {
  const told = process.env[serverVariable]
  return told ? (JSON.parse(told) as Told) : undefined
}

let own: Promise<Told> | undefined

function ownServer(): Promise<Told> {
  own ??= startTestServer({ background: true })
  return own
}

/**
 * Waits until what other test files had under way has ended. The horizon of PostgreSQL is that of the whole server: while another
 * database is being cloned, nothing that follows a record goes past it.
 */
export async function othersAtRest({ adminUrl, url }: TestDatabase<unknown>): Promise<void> {
  const own = /\/(test_\w+)/.exec(url)?.[1]
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  try {
    const underWay = async () => {
      const { rows } = await client.query<{ xid: string }>(
        'select backend_xid::text as xid from pg_stat_activity where backend_xid is not null and datname is distinct from $1',
        [own],
      )
      return rows.map(({ xid }) => xid)
    }
    const before = new Set(await underWay())
    while ((await underWay()).some((xid) => before.has(xid))) await new Promise((resolve) => setTimeout(resolve, 10))
  } finally {
    await client.end()
  }
}

async function asAdmin(adminUrl: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  try {
    // Two files that clone at the same moment: PostgreSQL lets only one session at a time copy a template.
    for (let attempt = 1; ; attempt++) {
      try {
        await client.query(statement)
        return
      } catch (error) {
        if ((error as { code?: string }).code !== '55006' || attempt === 100) throw error
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
    }
  } finally {
    await client.end()
  }
}
