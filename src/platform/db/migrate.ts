import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'

export type Migration = {
  readonly number: number
  readonly name: string
  readonly sql: string
  readonly checksum: string
}

export type MigrateOptions = {
  /** Connection of the role that owns the tables. */
  readonly ownerUrl: string
  /** Connection that the program works with; its role takes the place of `:app_role` in the migrations. */
  readonly appUrl: string
  /** The folder of `NNNN_name.sql` files. */
  readonly directory: string
}

const migrationLock = 7_236_841_906

/**
 * Brings the schema up to date and returns the migrations that it applied, oldest first; two starters at once are
 * fine. Each migration is one transaction. Throws with a sentence in Spanish when the database was migrated by a newer
 * version of the program, or when a migration that it applied has another text now.
 */
export async function migrate({ ownerUrl, appUrl, directory }: MigrateOptions): Promise<Migration[]> {
  const known = readMigrations(directory)
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'ventanilla migrate' })
  await client.connect()
  try {
    if (pending(known, await readApplied(client)).length === 0) return []
    await client.query('select pg_advisory_lock($1)', [migrationLock])
    const role = await quotedRole(appUrl)
    await client.query(ledger(role))
    const todo = pending(known, await readApplied(client))
    for (const migration of todo) await apply(client, migration, role)
    return todo
  } finally {
    await client.end() // gives the lock back too
  }
}

/** The migrations of a folder in order. Throws on a file name out of the pattern, a repeated or a missing number. */
export function readMigrations(directory: string): Migration[] {
  const files = readdirSync(directory).filter((name) => name.endsWith('.sql'))
  const found = files.map((file) => {
    const match = /^(\d{4})_([a-z0-9_]+)\.sql$/.exec(file)
    if (!match) throw new Error(`migrations/${file}: the name must be NNNN_name.sql`)
    const sql = readFileSync(join(directory, file), 'utf8').replaceAll('\r\n', '\n')
    return { number: Number(match[1]), name: match[2]!, sql, checksum: createHash('sha256').update(sql).digest('hex') }
  })
  found.sort((a, b) => a.number - b.number)
  for (const [index, { number, name }] of found.entries()) {
    if (number !== index + 1)
      throw new Error(`migrations/${name}: number ${number} is repeated or one before it is missing`)
  }
  return found
}

type Applied = { readonly number: number; readonly name: string; readonly checksum: string }

function pending(known: Migration[], applied: Applied[]): Migration[] {
  const newest = applied.at(-1)
  if (newest && newest.number > known.length) {
    throw new Error(
      `La base de datos fue actualizada por una versión más nueva de Ventanilla (migración ${newest.number}, «${newest.name}»; esta versión llega a la ${known.length}). Instale esa versión o una posterior, o restaure la copia de respaldo anterior.`,
    )
  }
  for (const { number, name, checksum } of applied) {
    if (known[number - 1]?.checksum === checksum) continue
    throw new Error(
      `La migración ${number}, «${name}», se aplicó con otro texto que el de esta versión. Las migraciones no se modifican: restaure el archivo original y agregue una nueva.`,
    )
  }
  return known.slice(applied.length)
}

async function readApplied(client: pg.Client): Promise<Applied[]> {
  const { rows } = await client.query(`select to_regclass('migration') is not null as made`)
  if (!rows[0].made) return []
  return (await client.query('select number, name, checksum from migration order by number')).rows
}

async function apply(client: pg.Client, { number, name, sql, checksum }: Migration, role: string): Promise<void> {
  try {
    await client.query('begin')
    await client.query(sql.replaceAll(':app_role', role))
    await client.query('insert into migration (number, name, checksum) values ($1, $2, $3)', [number, name, checksum])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => {})
    const { message, position } = error as { message: string; position?: string }
    const line = position ? `, line ${sql.slice(0, Number(position)).split('\n').length}` : ''
    throw new Error(`migration ${number} (${name}${line}): ${message}`, { cause: error })
  }
}

function ledger(role: string): string {
  return `create table if not exists migration (
      number integer primary key,
      name text not null,
      checksum text not null,
      applied_at timestamptz not null default now()
    );
    grant select on migration to ${role}`
}

// Asked of the server and not read from the URL, which may leave the role to PGUSER or to a service file.
async function quotedRole(appUrl: string): Promise<string> {
  const client = new pg.Client({ connectionString: appUrl })
  await client.connect()
  try {
    return (await client.query('select quote_ident(current_user) as role')).rows[0].role
  } finally {
    await client.end()
  }
}
