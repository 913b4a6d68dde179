import pg from 'pg'

/** Statements that one connection keeps prepared; further ones are sent as text. */
const MOST = 400

/**
 * A connection that prepares each statement with parameters once and then only binds it, so that PostgreSQL plans it once: planning
 * costs more than running for nearly all of ours. Behind PgBouncer this needs `max_prepared_statements` (1.21 or later).
 */
export class PreparingClient extends pg.Client {
  readonly #known = new Map<string, Prepared>()

  override query(...args: unknown[]): never {
    const [text, values] = args
    if (text === 'begin') return this.#beginWithNext() as never
    if (typeof text === 'string' && Array.isArray(values) && values.length > 0 && args.length === 2) {
      const prepared = this.#preparedOf(text)
      if (prepared !== undefined) return this.#run(new Run(prepared, values)) as never
    }
    return (super.query as (...all: unknown[]) => never).apply(this, args)
  }

  #run(run: Run): Promise<pg.QueryResult> {
    const { promise, resolve, reject } = Promise.withResolvers<pg.QueryResult>()
    run.callback = (error, result) => (error ? reject(error) : resolve(result))
    super.query(run)
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

  #preparedOf(text: string): Prepared | undefined {
    const known = this.#known.get(text)
    if (known !== undefined || this.#known.size >= MOST) return known
    const prepared = { name: `v${this.#known.size}`, text }
    this.#known.set(text, prepared)
    return prepared
  }
}

interface Prepared {
  readonly name: string
  readonly text: string
  /** How its rows are read, once its first run has been told. */
  rows?: RowReading
}

type RowReading = Pick<Result, 'fields' | '_parsers' | '_prebuiltEmptyResultObject'>

/** What the driver keeps of an answer: not in its types, and so held to by `pool.test.ts`. */
interface Result {
  fields: readonly unknown[]
  _parsers: readonly unknown[]
  _prebuiltEmptyResultObject: object
}

/** The driver's own methods, which its types do not have. */
interface Parts {
  prepare(connection: object): void
  handleRowDescription(message: unknown): void
}

const parts = pg.Query.prototype as unknown as Parts

/**
 * One run of a prepared statement. What its rows look like is asked of the server once, since that cannot change while it is prepared;
 * and the driver is not given a description to copy, property by property, which costs as much as sending it.
 */
class Run extends pg.Query {
  callback: ((error: Error | null, result: pg.QueryResult) => void) | undefined
  readonly name: string
  readonly #prepared: Prepared
  declare readonly _result: Result
  declare _accumulateRows: boolean

  constructor(prepared: Prepared, values: unknown[]) {
    super(prepared.text, values as never)
    this.name = prepared.name
    this.#prepared = prepared
  }

  prepare(connection: object): void {
    const { rows } = this.#prepared
    if (rows !== undefined) {
      Object.assign(this._result, rows)
      this._accumulateRows = true
    }
    parts.prepare.call(this, rows === undefined ? connection : withoutDescribe(connection))
  }

  handleRowDescription(message: unknown): void {
    parts.handleRowDescription.call(this, message)
    const { fields, _parsers, _prebuiltEmptyResultObject } = this._result
    this.#prepared.rows = { fields, _parsers, _prebuiltEmptyResultObject }
  }
}

const quiet = new WeakMap<object, object>()

/** The same connection, which does not ask what the rows look like. */
function withoutDescribe(connection: object): object {
  let same = quiet.get(connection)
  if (same === undefined) {
    same = Object.assign(Object.create(connection) as object, { describe() {} })
    quiet.set(connection, same)
  }
  return same
}
