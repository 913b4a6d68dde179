import { type QueryExecutorProvider, sql } from 'kysely'
import type { InstantText } from '#src/calendar/types.ts'

export interface AuthorityRow {
  readonly id: string
  readonly certificate: Buffer
  readonly fingerprint: string
  readonly chain: string
  readonly sealedKey: Buffer | null
  readonly madeAt: InstantText
  readonly retiredAt: InstantText | null
}

export async function listAuthorities(db: QueryExecutorProvider): Promise<readonly AuthorityRow[]> {
  const { rows } = await sql<AuthorityRow>`
    select id, certificate, fingerprint, chain, sealed_key as "sealedKey", made_at as "madeAt", retired_at as "retiredAt"
    from certificate_authority order by retired_at nulls first, sealed_key is null, made_at`.execute(db)
  return rows
}

/** The one that issues; null before the first need. */
export async function issuingAuthority(db: QueryExecutorProvider): Promise<AuthorityRow | null> {
  const { rows } = await sql<AuthorityRow>`
    select id, certificate, fingerprint, chain, sealed_key as "sealedKey", made_at as "madeAt", retired_at as "retiredAt"
    from certificate_authority where sealed_key is not null and retired_at is null`.execute(db)
  return rows[0] ?? null
}

/** Of two who need the first authority at the same moment, the second waits and finds it. */
export async function lockAuthorities(tx: QueryExecutorProvider): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('certificate authority', 0))`.execute(tx)
}

export async function insertAuthority(
  tx: QueryExecutorProvider,
  row: Omit<AuthorityRow, 'retiredAt'> & { readonly madeBy: string | null },
): Promise<void> {
  await sql`insert into certificate_authority (id, certificate, fingerprint, chain, sealed_key, made_at, made_by)
    values (${row.id}::uuid, ${row.certificate}, ${row.fingerprint}, ${row.chain}, ${row.sealedKey}, ${row.madeAt}, ${row.madeBy}::uuid)`.execute(
    tx,
  )
}

export async function retireAuthority(tx: QueryExecutorProvider, now: InstantText): Promise<void> {
  await sql`update certificate_authority set retired_at = ${now} where sealed_key is not null and retired_at is null`.execute(
    tx,
  )
}

export async function authorityKnown(db: QueryExecutorProvider, fingerprint: string): Promise<boolean> {
  const { rows } = await sql`select 1 from certificate_authority where fingerprint = ${fingerprint}`.execute(db)
  return rows.length > 0
}
