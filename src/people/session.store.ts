import { type QueryExecutorProvider, sql } from 'kysely'
import type { InstantText } from '#src/calendar/types.ts'
import { hashToken, randomToken } from '#src/platform/crypto/token.ts'
import type { PersonId } from '#src/procedure/types.ts'
import { type DirectoryRevision, REVISION } from './directory.store.ts'

/** A session ends after four hours without use, and after fourteen in any case: a working day with overtime. */
export const IDLE_MINUTES = 4 * 60
export const LIFE_MINUTES = 14 * 60

export interface Session {
  readonly tokenHash: string
  readonly person: PersonId
  readonly csrf: string
  readonly mustChangePassword: boolean
}

/** Opens a session and gives the token, which is kept nowhere but in the person's cookie. */
export async function openSession(
  db: QueryExecutorProvider,
  { person, now }: { readonly person: PersonId; readonly now: InstantText },
): Promise<{ readonly token: string; readonly csrf: string }> {
  const token = randomToken()
  const csrf = randomToken()
  await sql`insert into session (token_hash, person_id, created_at, last_seen_at, expires_at, csrf_secret)
    values (${hashToken(token)}, ${person}, ${now}, ${now}, ${now}::timestamptz + ${LIFE_MINUTES} * interval '1 minute', ${csrf})`.execute(
    db,
  )
  return { token, csrf }
}

/** The session of a cookie's token with the directory's revision, or null. Its last use is written at most once a minute. */
export async function findSession(
  db: QueryExecutorProvider,
  token: string,
  now: InstantText,
): Promise<(Session & DirectoryRevision) | null> {
  const { rows } = await sql<Session & DirectoryRevision & { stale: boolean }>`
    select s.token_hash as "tokenHash", s.person_id as person, s.csrf_secret as csrf,
      coalesce(c.must_change, false) as "mustChangePassword", s.last_seen_at < ${now}::timestamptz - interval '1 minute' as stale,
      ${REVISION}
    from session s left join credential c using (person_id) cross join directory_revision
    where s.token_hash = ${hashToken(token)} and s.expires_at > ${now}
      and s.last_seen_at > ${now}::timestamptz - ${IDLE_MINUTES} * interval '1 minute'`.execute(db)
  const found = rows[0]
  if (!found) return null
  const { stale, ...session } = found
  if (stale) await touchSession(db, session.tokenHash, now)
  return session
}

async function touchSession(db: QueryExecutorProvider, tokenHash: string, now: InstantText): Promise<void> {
  // The condition is repeated, so that of many requests at once only one writes.
  await sql`update session set last_seen_at = ${now}
    where token_hash = ${tokenHash} and last_seen_at < ${now}::timestamptz - interval '1 minute'`.execute(db)
}

export async function endSession(db: QueryExecutorProvider, token: string): Promise<void> {
  await sql`delete from session where token_hash = ${hashToken(token)}`.execute(db)
}

/** Ends all sessions of a person, but for one when its hash is given. */
export async function endSessionsOf(db: QueryExecutorProvider, person: PersonId, exceptHash = ''): Promise<void> {
  await sql`delete from session where person_id = ${person} and token_hash <> ${exceptHash}`.execute(db)
}

/** Forgets sessions that are over and attempts that no longer count. */
export async function forgetOldSessions(db: QueryExecutorProvider, now: InstantText): Promise<void> {
  await sql`delete from session where expires_at < ${now}
    or last_seen_at < ${now}::timestamptz - ${IDLE_MINUTES} * interval '1 minute'`.execute(db)
  await sql`delete from sign_in_attempt where at < ${now}::timestamptz - interval '1 day'`.execute(db)
}
