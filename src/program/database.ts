import type { Config } from '#src/platform/config.ts'
import { startEmbeddedPostgres } from '#src/platform/db/embedded.ts'
import { type Migration, migrate } from '#src/platform/db/migrate.ts'
import { openDatabase } from '#src/platform/db/pool.ts'
import type { Db } from '#src/platform/db/types.ts'
import type { Log } from '#src/platform/log.ts'
import { migrationsFolder } from './places.ts'

export interface RunningDatabase {
  readonly db: Db
  readonly shared: Db
  readonly appUrl: string
  readonly ownerUrl: string
  readonly embedded: boolean
  /** How many connections there are, for the metrics. */
  readonly pool: { readonly totalCount: number; readonly idleCount: number; readonly waitingCount: number }
  /** What was applied just now. */
  readonly migrations: readonly Migration[]
  close(): Promise<void>
}

/** Starts the embedded server, or takes the external one, brings the schema up to date and opens the pool. */
export async function startDatabase(config: Config, log: Log): Promise<RunningDatabase> {
  const server = config.database === undefined ? await startEmbeddedPostgres({ dataDir: config.dataDir, log }) : null
  const { appUrl, ownerUrl } = config.database ?? server!
  try {
    const migrations = await migrate({ ownerUrl, appUrl, directory: migrationsFolder })
    const { db, shared, pool, close } = openDatabase<unknown>({ url: appUrl, log, max: 16 })
    return {
      db,
      shared,
      appUrl,
      ownerUrl,
      embedded: server !== null,
      pool,
      migrations,
      async close() {
        await close()
        await server?.stop()
      },
    }
  } catch (error) {
    await server?.stop()
    throw error
  }
}
