import type { Kysely, QueryExecutorProvider, Transaction } from 'kysely'

/** The database, where queries are visible SQL and each says the type of its rows. */
export type Db = Kysely<unknown>

/** A transaction under way. */
export type Tx = Transaction<unknown>

/** Either; for queries that only read. */
export type Queryable = QueryExecutorProvider
