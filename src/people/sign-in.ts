import type { Kysely } from 'kysely'
import type { InstantText } from '#src/calendar/types.ts'
import { hashPassword, passwordIsStale, verifyPassword } from '#src/platform/crypto/password.ts'
import { hashToken } from '#src/platform/crypto/token.ts'
import { transaction } from '#src/platform/db/pool.ts'
import { csrfToken } from '#src/platform/http/csrf.ts'
import { Refused } from '#src/platform/refusal.ts'
import type { PersonId } from '#src/procedure/types.ts'
import { credentialByUsername, saveCredential } from './credential.store.ts'
import { loadDirectory } from './directory.ts'
import { peopleRefusal } from './refusals.ts'
import { endSession, forgetOldSessions, openSession } from './session.store.ts'
import { attemptSucceeded, noteAttempt } from './sign-in-attempt.store.ts'

export interface SignInRequest {
  readonly username: string
  readonly password: string
  /** Of the network, as the server sees it. */
  readonly address: string
  readonly now: InstantText
  /** Token of the session that the browser had: it ends, so that a planted one is worth nothing. */
  readonly previousToken?: string
}

export interface OpenedSession {
  readonly token: string
  readonly person: PersonId
  /** For the forms and the header `x-csrf-token`. */
  readonly csrf: string
  readonly mustChangePassword: boolean
}

/**
 * Signs a person in. Refuses with `wrong-credentials` in the same words and after the same work whether the name exists, the
 * person left, or the password is wrong; with `too-many-attempts` before any work, for names of nobody too. `verify` is the
 * platform's unless a test counts its calls.
 */
export async function signIn(
  db: Kysely<unknown>,
  request: SignInRequest,
  verify: typeof verifyPassword = verifyPassword,
): Promise<OpenedSession> {
  const { password, address, now } = request
  const username = request.username.trim().toLowerCase().slice(0, 200)
  const attempt = await transaction(db, (tx) => noteAttempt(tx, { username, address, now }))
  if (attempt === null) throw new Refused(peopleRefusal('too-many-attempts'))
  const credential = await credentialByUsername(db, username)
  const right = await verify(password.slice(0, MAX_PASSWORD), credential?.hash)
  const directory = await loadDirectory(db, now)
  const leftOn = credential?.leftOn ?? null
  if (!right || !credential || password === '' || (leftOn !== null && leftOn <= directory.today)) {
    throw new Refused(peopleRefusal('wrong-credentials'))
  }
  if (credential.expiresAt !== null && Date.parse(credential.expiresAt) <= Date.parse(now)) {
    throw new Refused(peopleRefusal('one-time-password-expired'))
  }
  const oneTime = credential.expiresAt !== null
  const raised = !oneTime && passwordIsStale(credential.hash) ? await hashPassword(password) : null
  const { token, csrf } = await transaction(db, async (tx) => {
    await attemptSucceeded(tx, attempt)
    await forgetOldSessions(tx, now)
    if (request.previousToken) await endSession(tx, request.previousToken)
    if (raised) await saveCredential(tx, { person: credential.person, hash: raised, oneTime: false, now })
    return openSession(tx, { person: credential.person, now })
  })
  return { token, person: credential.person, csrf: csrfToken(hashToken(token), csrf), mustChangePassword: oneTime }
}

/** Longer texts are cut: hashing a megabyte would be a gift to whoever wants the server busy. */
export const MAX_PASSWORD = 1_000
