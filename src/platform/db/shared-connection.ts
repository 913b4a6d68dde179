import { Kysely, PostgresDialect, type PostgresPool } from 'kysely'
import type { ClientConfig } from 'pg'
import type { Log } from '../log.ts'
import { PreparingClient } from './preparing-client.ts'
import type { Db } from './types.ts'

export interface SharedConnection {
  readonly db: Db
  close(): Promise<void>
}

/**
 * One connection for the short statements of all requests at once: each is its own transaction, they are sent without waiting for
 * each other, and what one turn of the event loop asks goes out in one write. A process that must be woken for each statement costs
 * more than the statement. No transactions and no long queries here: the next statement waits behind them. A lost connection fails
 * what was under way and is opened again at the next use.
 */
export function openSharedConnection(options: {
  readonly config: ClientConfig
  readonly settings: string
  readonly log: Log
}): SharedConnection {
  let client: Promise<PreparingClient> | null = null

  async function connect(): Promise<PreparingClient> {
    const fresh = new PreparingClient({ ...options.config, pipeline: true } as ClientConfig)
    const lost = (err?: Error) => {
      if (err !== undefined) options.log.warn({ reason: err.message }, 'lost a database connection')
      client = null
    }
    fresh.on('error', lost)
    fresh.on('end', () => lost())
    await fresh.connect()
    await fresh.query(options.settings)
    return fresh
  }

  function opened(): Promise<PreparingClient> {
    client ??= connect().catch((error) => {
      client = null
      throw error
    })
    return client
  }

  const pool = {
    async connect() {
      const shared = await opened()
      return { query: (text: string, values: unknown[]) => sendTogether(shared, text, values), release() {} }
    },
    async end() {
      const open = client
      client = null
      await (await open?.catch(() => null))?.end()
    },
  }
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: pool as unknown as PostgresPool }) })
  return { db, close: () => db.destroy() }
}

/** Holds the socket back until the end of this turn, so that its statements leave in one write. */
function sendTogether(client: PreparingClient, text: string, values: unknown[]): Promise<unknown> {
  if (/^(?:begin|start transaction|commit|rollback)/i.test(text))
    throw new Error('the shared connection has no transactions')
  const { stream } = (client as unknown as { connection: { stream: { cork(): void; uncork(): void } } }).connection
  stream.cork()
  setImmediate(() => stream.uncork())
  return client.query(text, values) as unknown as Promise<unknown>
}
