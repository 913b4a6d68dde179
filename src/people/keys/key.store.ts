import { sql } from 'kysely'
import type { InstantText } from '#src/calendar/types.ts'
import { hashToken, randomToken } from '#src/platform/crypto/token.ts'
import type { Queryable } from '#src/platform/db/types.ts'
import type { PersonId } from '#src/procedure/types.ts'
import { type DirectoryRevision, REVISION } from '../directory.store.ts'

/** A key as lists show it: never the token. */
export interface ApiKey {
  readonly id: string
  readonly person: PersonId
  readonly name: string
  readonly prefix: string
  readonly scopes: readonly string[]
  readonly networks: readonly string[]
  readonly madeBy: PersonId
  readonly madeAt: InstantText
  readonly expiresAt: InstantText
  readonly lastUsedAt: InstantText | null
  readonly lastUsedFrom: string | null
  readonly revokedAt: InstantText | null
}

const COLUMNS = sql`
  k.id, k.person_id as person, k.name, k.prefix, k.scopes, k.networks, k.made_by as "madeBy", k.made_at as "madeAt",
  k.expires_at as "expiresAt", k.last_used_at as "lastUsedAt", k.last_used_from as "lastUsedFrom", k.revoked_at as "revokedAt"`

/** Every token begins so, that scanners of leaked secrets know it. */
export const TOKEN_START = 'vnt_'

export interface NewKey extends Pick<ApiKey, 'person' | 'name' | 'scopes' | 'networks' | 'madeBy' | 'expiresAt'> {
  readonly now: InstantText
}

/** Makes a key and gives its token, which is kept nowhere. */
export async function insertKey(db: Queryable, key: NewKey): Promise<{ readonly id: string; readonly token: string }> {
  const token = TOKEN_START + randomToken()
  const { rows } = await sql<{ id: string }>`
    insert into api_key (person_id, name, prefix, token_hash, scopes, networks, made_by, made_at, expires_at)
    values (${key.person}, ${key.name}, ${token.slice(0, 12)}, ${hashToken(token)}, ${[...key.scopes]}::text[], ${[...key.networks]}::text[],
      ${key.madeBy}, ${key.now}, ${key.expiresAt}) returning id`.execute(db)
  return { id: rows[0]!.id, token }
}

export interface FoundKey extends ApiKey, DirectoryRevision {
  readonly mustChangePassword: boolean
  /** Its person can sign in with two factors, or is a program and never signs in. */
  readonly secondFactor: boolean
  /** Its last use was not written in this minute. */
  readonly stale: boolean
}

/** The key of a token with the directory's revision, or null. */
export async function findKey(db: Queryable, token: string, now: InstantText): Promise<FoundKey | null> {
  const { rows } = await sql<FoundKey>`
    select ${COLUMNS}, coalesce(c.must_change, false) as "mustChangePassword",
      exists (select from totp where person_id = k.person_id and confirmed_at is not null)
        or exists (select from passkey where person_id = k.person_id)
        or exists (select from service_account where person_id = k.person_id) as "secondFactor",
      k.last_used_at is null or k.last_used_at < ${now}::timestamptz - interval '1 minute' as stale, ${REVISION}
    from api_key k left join credential c using (person_id) cross join directory_revision
    where k.token_hash = ${hashToken(token)}`.execute(db)
  return rows[0] ?? null
}

export async function touchKey(db: Queryable, id: string, now: InstantText, address: string): Promise<void> {
  await sql`update api_key set last_used_at = ${now}, last_used_from = ${address} where id = ${id}
    and (last_used_at is null or last_used_at < ${now}::timestamptz - interval '1 minute')`.execute(db)
}

/** The keys of a person, the newest first. */
export async function keysOf(db: Queryable, person: PersonId): Promise<readonly ApiKey[]> {
  const { rows } = await sql<ApiKey>`
    select ${COLUMNS} from api_key k where k.person_id = ${person} order by k.id desc limit 200`.execute(db)
  return rows
}

/** All keys, the newest first. */
export async function allKeys(db: Queryable): Promise<readonly ApiKey[]> {
  const { rows } = await sql<ApiKey>`
    select ${COLUMNS} from api_key k order by k.revoked_at is not null, k.id desc limit 500`.execute(db)
  return rows
}

export async function keyById(db: Queryable, id: string): Promise<ApiKey | null> {
  const { rows } = await sql<ApiKey>`select ${COLUMNS} from api_key k where k.id = ${id}`.execute(db)
  return rows[0] ?? null
}

/** How many keys of a person work at this instant. */
export async function countWorkingKeys(db: Queryable, person: PersonId, now: InstantText): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from api_key where person_id = ${person} and revoked_at is null and expires_at > ${now}`.execute(
    db,
  )
  return rows[0]!.count
}

/** Whether it was still to be revoked. */
export async function revokeKey(db: Queryable, id: string, by: PersonId, now: InstantText): Promise<boolean> {
  const { rows } = await sql`
    update api_key set revoked_at = ${now}, revoked_by = ${by} where id = ${id} and revoked_at is null returning 1`.execute(
    db,
  )
  return rows.length > 0
}

export interface ServiceAccount {
  readonly person: PersonId
  readonly purpose: string
  readonly madeAt: InstantText
}

export async function listServiceAccounts(db: Queryable): Promise<readonly ServiceAccount[]> {
  const { rows } = await sql<ServiceAccount>`
    select person_id as person, purpose, made_at as "madeAt" from service_account order by made_at desc`.execute(db)
  return rows
}
