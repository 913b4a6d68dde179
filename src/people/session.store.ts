import { type QueryExecutorProvider, sql } from 'kysely'
import type { InstantText } from '#src/calendar/types.ts'
import { hashToken, randomToken } from '#src/platform/crypto/token.ts'
import type { PersonId } from '#src/procedure/types.ts'
import { type DirectoryRevision, REVISION } from './directory.store.ts'

/** A session ends after four hours without use, and after fourteen in any case: a working day with overtime. */
export const IDLE_MINUTES = 4 * 60
export const LIFE_MINUTES = 14 * 60

export type SignInMethod = 'password' | 'demonstration' | 'directory' | 'openid' | 'passkey'

/** «Ver como»: its owner sees the program as somebody else, and does nothing. */
export interface Viewing {
  readonly id: string
  readonly person: PersonId
  readonly endsAt: InstantText
}

export interface Session {
  readonly tokenHash: string
  /** Whose session it is, whoever it is seen as. */
  readonly person: PersonId
  readonly csrf: string
  readonly mustChangePassword: boolean
  readonly secondFactor: boolean
  readonly viewing: Viewing | null
}

export interface NewSession {
  readonly person: PersonId
  readonly now: InstantText
  /** `password` unless told. */
  readonly method?: SignInMethod
  /** True when two factors were given. */
  readonly secondFactor?: boolean
  /** The browser's own description, and the address that it came from. */
  readonly device?: string
  readonly address?: string
  readonly sealedIdToken?: Uint8Array | null
}

/** Opens a session and gives the token, which is kept nowhere but in the person's cookie. */
export async function openSession(
  db: QueryExecutorProvider,
  { person, now, method = 'password', secondFactor = false, device = '', address = '', sealedIdToken }: NewSession,
): Promise<{ readonly token: string; readonly csrf: string }> {
  const token = randomToken()
  const csrf = randomToken()
  await sql`insert into session (token_hash, person_id, created_at, last_seen_at, expires_at, csrf_secret, method, second_factor_at,
      device, address, sealed_id_token)
    values (${hashToken(token)}, ${person}, ${now}, ${now}, ${now}::timestamptz + ${LIFE_MINUTES} * interval '1 minute', ${csrf}, ${method},
      ${secondFactor ? now : null}, ${device.slice(0, 300)}, ${address.slice(0, 100)}, ${sealedIdToken ?? null})`.execute(
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
      coalesce(c.must_change, false) and s.method in ('password', 'demonstration') as "mustChangePassword",
      s.second_factor_at is not null as "secondFactor",
      case when s.viewing_ends_at > ${now} then
        json_build_object('id', s.viewing_id, 'person', s.viewed_person_id, 'endsAt', s.viewing_ends_at) end as viewing,
      s.last_seen_at < ${now}::timestamptz - interval '1 minute' as stale, ${REVISION}
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

/** Gives a session another token and another secret for its forms, because what it may do has changed. The old token is worth nothing. */
export async function rotateSession(
  db: QueryExecutorProvider,
  tokenHash: string,
  { secondFactorAt, viewing }: { readonly secondFactorAt?: InstantText | null; readonly viewing?: Viewing | null } = {},
): Promise<{ readonly token: string; readonly csrf: string }> {
  const token = randomToken()
  const csrf = randomToken()
  await sql`update session set token_hash = ${hashToken(token)}, csrf_secret = ${csrf}
    ${secondFactorAt === undefined ? sql`` : sql`, second_factor_at = ${secondFactorAt}`}
    ${viewing === undefined ? sql`` : sql`, viewing_id = ${viewing?.id ?? null}, viewed_person_id = ${viewing?.person ?? null}, viewing_ends_at = ${viewing?.endsAt ?? null}`}
    where token_hash = ${tokenHash}`.execute(db)
  return { token, csrf }
}

export async function endSession(db: QueryExecutorProvider, token: string): Promise<void> {
  await sql`delete from session where token_hash = ${hashToken(token)}`.execute(db)
}

/** Ends all sessions of a person, but for one when its hash is given. */
export async function endSessionsOf(db: QueryExecutorProvider, person: PersonId, exceptHash = ''): Promise<void> {
  await sql`delete from session where person_id = ${person} and token_hash <> ${exceptHash}`.execute(db)
}

export interface OpenSession {
  readonly id: string
  readonly device: string
  readonly address: string
  readonly method: SignInMethod
  readonly secondFactor: boolean
  readonly createdAt: InstantText
  readonly lastSeenAt: InstantText
  readonly current: boolean
}

/** The open sessions of a person, the one that asks first, then the last used. */
export async function sessionsOf(
  db: QueryExecutorProvider,
  { person, tokenHash, now }: { readonly person: PersonId; readonly tokenHash: string; readonly now: InstantText },
): Promise<readonly OpenSession[]> {
  const { rows } = await sql<OpenSession>`
    select id, device, address, method, second_factor_at is not null as "secondFactor", created_at as "createdAt",
      last_seen_at as "lastSeenAt", token_hash = ${tokenHash} as current
    from session where person_id = ${person} and expires_at > ${now}
      and last_seen_at > ${now}::timestamptz - ${IDLE_MINUTES} * interval '1 minute'
    order by current desc, last_seen_at desc limit 100`.execute(db)
  return rows
}

/** Ends one session of a person by its id; false when it was over already. */
export async function endSessionById(db: QueryExecutorProvider, person: PersonId, id: string): Promise<boolean> {
  const { rows } = await sql`delete from session where person_id = ${person} and id = ${id} returning id`.execute(db)
  return rows.length > 0
}

/** Forgets sessions that are over, attempts that no longer count, and what was begun and never finished. */
export async function forgetOldSessions(db: QueryExecutorProvider, now: InstantText): Promise<void> {
  await sql`delete from session where expires_at < ${now}
    or last_seen_at < ${now}::timestamptz - ${IDLE_MINUTES} * interval '1 minute'`.execute(db)
  await sql`delete from sign_in_attempt where at < ${now}::timestamptz - interval '1 day'`.execute(db)
  await sql`delete from sign_in_step where expires_at < ${now}`.execute(db)
}
