import { type QueryExecutorProvider, sql } from 'kysely'
import type { InstantText } from '#src/calendar/types.ts'
import type { PersonId } from '#src/procedure/types.ts'

export interface Totp {
  readonly sealedSecret: Buffer
  readonly confirmedAt: InstantText | null
  /** Recovery codes that are still good. */
  readonly codesLeft: number
}

export async function totpOf(db: QueryExecutorProvider, person: PersonId): Promise<Totp | null> {
  const { rows } = await sql<Totp>`select sealed_secret as "sealedSecret", confirmed_at as "confirmedAt",
      (select count(*)::integer from recovery_code r where r.person_id = t.person_id and used_at is null) as "codesLeft"
    from totp t where person_id = ${person}`.execute(db)
  return rows[0] ?? null
}

/** Keeps a secret that waits for its first code; false when a confirmed one is there, which must be removed first. */
export async function beginTotp(
  db: QueryExecutorProvider,
  { person, sealed, now }: { readonly person: PersonId; readonly sealed: Uint8Array; readonly now: InstantText },
): Promise<boolean> {
  const { rows } = await sql`insert into totp (person_id, sealed_secret, begun_at) values (${person}, ${sealed}, ${now})
    on conflict (person_id) do update set sealed_secret = excluded.sealed_secret, begun_at = excluded.begun_at, last_step = 0
    where totp.confirmed_at is null returning person_id`.execute(db)
  return rows.length > 0
}

export async function confirmTotp(db: QueryExecutorProvider, person: PersonId, now: InstantText): Promise<void> {
  await sql`update totp set confirmed_at = ${now} where person_id = ${person} and confirmed_at is null`.execute(db)
}

/** Takes the code of a step, once: false when it, or a later one, was taken before. */
export async function takeTotpStep(db: QueryExecutorProvider, person: PersonId, step: number): Promise<boolean> {
  const { rows } = await sql`update totp set last_step = ${step} where person_id = ${person} and last_step < ${step}
    returning person_id`.execute(db)
  return rows.length > 0
}

export async function removeTotp(db: QueryExecutorProvider, person: PersonId): Promise<boolean> {
  const { rows } = await sql`delete from totp where person_id = ${person} returning person_id`.execute(db)
  return rows.length > 0
}

export async function replaceRecoveryCodes(
  db: QueryExecutorProvider,
  person: PersonId,
  hashes: readonly string[],
): Promise<void> {
  await sql`delete from recovery_code where person_id = ${person}`.execute(db)
  await sql`insert into recovery_code (person_id, code_hash) select ${person}, unnest(${hashes}::text[])`.execute(db)
}

export async function takeRecoveryCode(
  db: QueryExecutorProvider,
  { person, hash, now }: { readonly person: PersonId; readonly hash: string; readonly now: InstantText },
): Promise<boolean> {
  const { rows } = await sql`update recovery_code set used_at = ${now}
    where person_id = ${person} and code_hash = ${hash} and used_at is null returning person_id`.execute(db)
  return rows.length > 0
}
