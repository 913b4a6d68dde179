import { Kysely, PostgresDialect, type Transaction } from 'kysely'
import pg from 'pg'
import type { Log } from '../log.ts'
import { PreparingClient } from './preparing-client.ts'
import { openSharedConnection } from './shared-connection.ts'
import type { Db } from './types.ts'

/** An instant as PostgreSQL keeps it, in ISO 8601 with Z and at most microseconds: `2026-11-21T01:35:44.123456Z`. */
export type InstantText = string

export type OpenDatabase<Schema> = {
  readonly db: Kysely<Schema>
  /** One connection for the short single statements of all requests (see `openSharedConnection`); opened at its first use. */
  readonly shared: Db
  readonly pool: pg.Pool
  close(): Promise<void>
}

export type DatabaseOptions = {
  readonly url: string
  readonly log: Log
  /** Connections at most; 10 unless told. */
  readonly max?: number
  /** Milliseconds after which a statement is given up; 30 000 unless told, 0 for never. */
  readonly statementTimeout?: number
  readonly applicationName?: string
}

/**
 * Opens a pool of connections. Values come as: timestamptz → InstantText, date → `YYYY-MM-DD`, int8 → number (throws
 * beyond 2^53), numeric → text, json → parsed. PostgreSQL cannot keep `\u0000` in text: the HTTP edge refuses it.
 */
export function openDatabase<Schema>(options: DatabaseOptions): OpenDatabase<Schema> {
  const { url, log, max = 10, statementTimeout = 30_000, applicationName = 'ventanilla' } = options
  const config = {
    connectionString: url,
    application_name: applicationName,
    keepAlive: true,
    connectionTimeoutMillis: 10_000,
    types: { getTypeParser: parserOf as pg.CustomTypesConfig['getTypeParser'] },
  }
  const pool = new pg.Pool({
    ...config,
    Client: PreparingClient,
    // For BEGIN, which is sent with the statement after it.
    pipeline: true,
    max,
    // A SET and not a start-up parameter: PgBouncer refuses those that it does not know.
    onConnect: (client: pg.ClientBase) => client.query(sessionSettings(statementTimeout)),
  } as pg.PoolConfig)
  // Without these handlers, the loss of a connection (the server restarts) would end the process: an idle one tells the pool, one that
  // is in use tells only itself, and its statement fails too.
  let closing = false
  const lost = (err: Error) => {
    // The end of connections that are being closed is no news.
    if (!closing) log.warn({ reason: err.message }, 'lost a database connection')
  }
  pool.on('error', lost)
  pool.on('connect', (client) => client.on('error', lost))
  // Who waits for a lock holds up everybody here, so a statement gives up at once and is done with the row locked instead.
  const settings = `${sessionSettings(statementTimeout)}; set lock_timeout = '250ms'`
  const shared = openSharedConnection({ config, settings, log })
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) })
  return {
    db,
    shared: shared.db,
    pool,
    async close() {
      closing = true
      await shared.close()
      await db.destroy()
    },
  }
}

/**
 * Runs `work` in one transaction: what it throws rolls everything back. A serialization failure or a deadlock is
 * tried again, twice, so `work` must have no effect outside the database.
 */
export async function transaction<Schema, Result>(
  db: Kysely<Schema>,
  work: (tx: Transaction<Schema>) => Promise<Result>,
): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.transaction().execute(work)
    } catch (error) {
      const { code } = error as { code?: string }
      if (attempt === 3 || (code !== '40001' && code !== '40P01')) throw error
    }
  }
}

function sessionSettings(statementTimeout: number): string {
  const patience = `set statement_timeout = ${Math.trunc(statementTimeout)}; set lock_timeout = '10s'`
  return `${patience}; set idle_in_transaction_session_timeout = '60s'; set timezone = 'UTC'; set plan_cache_mode = force_generic_plan`
}

// 1009 is text[], whose parser gives each item as it is written.
const textArray = pg.types.getTypeParser(1009 as never) as (text: string) => (string | null)[]

const parsers: Record<number, (text: string) => unknown> = {
  20: wholeNumber,
  1184: instantText,
  1114: (text) => text.replace(' ', 'T'),
  1082: (text) => text,
  1016: (text) => textArray(text).map((item) => (item === null ? null : wholeNumber(item))),
  1185: (text) => textArray(text).map((item) => (item === null ? null : instantText(item))),
  1182: (text) => textArray(text),
}

function parserOf(oid: number, format?: 'text' | 'binary') {
  return (format !== 'binary' && parsers[oid]) || pg.types.getTypeParser(oid, format)
}

/** `2026-11-21 01:35:44.12+00` → `2026-11-21T01:35:44.12Z`; other offsets are converted. */
export function instantText(text: string): InstantText {
  if (text.endsWith('+00')) return `${text.slice(0, 10)}T${text.slice(11, -3)}Z`
  if (text === 'infinity' || text === '-infinity') return text
  return Temporal.Instant.from(text.replace(' ', 'T')).toString()
}

function wholeNumber(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} is beyond the whole numbers that are exact`)
  return value
}
