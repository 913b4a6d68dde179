import { type QueryExecutorProvider, sql } from 'kysely'
import type { InstantText } from '#src/calendar/types.ts'
import { openBox, sealBox } from '#src/platform/crypto/sealed-box.ts'
import type { Source } from './identity.store.ts'

/** How a source is reached, with its secret opened. */
export interface StoredSource {
  readonly active: boolean
  readonly settings: Readonly<Record<string, unknown>>
  readonly secret: string | null
  readonly revision: number
  readonly synchronisedAt: InstantText | null
  readonly outcome: Readonly<Record<string, unknown>> | null
}

export async function readSource(
  db: QueryExecutorProvider,
  kind: Source,
  /** The installation's; without it the source's own secret stays closed. */
  secret?: Uint8Array,
): Promise<StoredSource | null> {
  const { rows } = await sql<Omit<StoredSource, 'secret'> & { sealed: Buffer | null }>`
    select active, settings, sealed_secret as sealed, revision, synchronised_at as "synchronisedAt", outcome
    from sign_in_source where kind = ${kind}`.execute(db)
  const found = rows[0]
  if (!found) return null
  const { sealed, ...source } = found
  return { ...source, secret: sealed && secret ? (openBox(sealed, [secret], about(kind))?.toString() ?? null) : null }
}

export async function saveSource(
  db: QueryExecutorProvider,
  kind: Source,
  {
    active,
    settings,
    secret,
    installation,
  }: {
    readonly active: boolean
    readonly settings: object
    /** Null for none. */
    readonly secret: string | null
    readonly installation: Uint8Array
  },
): Promise<void> {
  const sealed = secret === null ? null : sealBox(Buffer.from(secret), [installation], about(kind))
  await sql`insert into sign_in_source (kind, active, settings, sealed_secret)
    values (${kind}, ${active}, ${JSON.stringify(settings)}::jsonb, ${sealed})
    on conflict (kind) do update set active = excluded.active, settings = excluded.settings, sealed_secret = excluded.sealed_secret,
      revision = sign_in_source.revision + 1`.execute(db)
}

export async function noteSynchronised(
  db: QueryExecutorProvider,
  kind: Source,
  { now, outcome }: { readonly now: InstantText; readonly outcome: Readonly<Record<string, unknown>> },
): Promise<void> {
  await sql`update sign_in_source set synchronised_at = ${now}, outcome = ${JSON.stringify(outcome)}::jsonb
    where kind = ${kind}`.execute(db)
}

const about = (kind: Source) => `sign-in source ${kind}`
