import pg from 'pg'

/** Statements that one connection keeps prepared; further ones are sent as text. */
const MOST = 400

/**
 * A connection that prepares each statement with parameters once and then only binds it, so that PostgreSQL plans it once: planning
 * costs more than running for nearly all of ours. Behind PgBouncer this needs `max_prepared_statements` (1.21 or later).
 */
export class PreparingClient extends pg.Client {
  readonly #names = new Map<string, string>()

  override query(...args: unknown[]): never {
    const [text, values] = args
    if (text === 'begin') return this.#beginWithNext() as never
    if (typeof text === 'string' && Array.isArray(values) && values.length > 0 && args.length === 2) {
      const name = this.#nameOf(text)
      if (name !== undefined) return this.#run(name, text, values) as never
    }
    return (super.query as (...all: unknown[]) => never).apply(this, args)
  }

  // The driver copies a statement that it is given as an object, property by property: that costs as much as sending it.
  #run(name: string, text: string, values: unknown[]): Promise<pg.QueryResult> {
    const statement = new pg.Query(text, values) as pg.Query & { name: string; callback: unknown }
    statement.name = name
    const { promise, resolve, reject } = Promise.withResolvers<pg.QueryResult>()
    statement.callback = (error: Error | null, result: pg.QueryResult) => (error ? reject(error) : resolve(result))
    super.query(statement)
    return promise
  }

  /** Sends BEGIN in one write with the statement that follows, without waiting for its answer: it has none that matters. */
  #beginWithNext(): Promise<unknown> {
    const { stream } = (this as unknown as { connection: { stream: { cork(): void; uncork(): void } } }).connection
    stream.cork()
    setImmediate(() => stream.uncork())
    // A BEGIN fails only with its connection, and then the next statement tells.
    ;(super.query as (text: string) => Promise<unknown>)('begin').catch(() => {})
    return Promise.resolve({ command: 'BEGIN', rowCount: null, rows: [] })
  }

  #nameOf(text: string): string | undefined {
    const known = this.#names.get(text)
    if (known !== undefined || this.#names.size >= MOST) return known
    const name = `v${this.#names.size}`
    this.#names.set(text, name)
    return name
  }
}
