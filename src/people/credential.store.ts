import { type QueryExecutorProvider, sql } from 'kysely'
import type { DateText, InstantText } from '#src/calendar/types.ts'
import type { PersonId } from '#src/procedure/types.ts'

export interface Credential {
  readonly person: PersonId
  readonly username: string
  readonly hash: string
  readonly expiresAt: InstantText | null
  readonly leftOn: DateText | null
}

export async function credentialByUsername(
  db: QueryExecutorProvider,
  username: string,
): Promise<Credential | undefined> {
  const { rows } = await sql<Credential>`
    select p.id as person, p.username, c.password_hash as hash, c.expires_at as "expiresAt", p.left_on as "leftOn"
    from person p join credential c on c.person_id = p.id where p.username = ${username}`.execute(db)
  return rows[0]
}

export async function credentialOf(db: QueryExecutorProvider, person: PersonId): Promise<Credential | undefined> {
  const { rows } = await sql<Credential>`
    select p.id as person, p.username, c.password_hash as hash, c.expires_at as "expiresAt", p.left_on as "leftOn"
    from person p join credential c on c.person_id = p.id where p.id = ${person}`.execute(db)
  return rows[0]
}

/** Sets a password. A one-time password must be changed at its first use and stops working after three days. */
export async function saveCredential(
  db: QueryExecutorProvider,
  {
    person,
    hash,
    oneTime,
    now,
  }: { readonly person: PersonId; readonly hash: string; readonly oneTime: boolean; readonly now: InstantText },
): Promise<void> {
  await sql`insert into credential (person_id, password_hash, must_change, changed_at, expires_at)
    values (${person}, ${hash}, ${oneTime}, ${now}, case when ${oneTime} then ${now}::timestamptz + interval '3 days' end)
    on conflict (person_id) do update set password_hash = excluded.password_hash, must_change = excluded.must_change,
      changed_at = excluded.changed_at, expires_at = excluded.expires_at`.execute(db)
}
