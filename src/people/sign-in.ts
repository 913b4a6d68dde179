import type { Kysely } from 'kysely'
import { hashPassword, passwordIsStale, verifyPassword } from '#src/platform/crypto/password.ts'
import { transaction } from '#src/platform/db/pool.ts'
import { Refused } from '#src/platform/refusal.ts'
import { type Credential, credentialByUsername, saveCredential } from './credential.store.ts'
import { loadDirectory } from './directory.ts'
import { peopleRefusal } from './refusals.ts'
import { type Browser, type Entered, enter } from './sign-in/enter.ts'
import { enterByDirectory } from './sign-in/ldap/enter-by-directory.ts'
import type { FactorDeps } from './sign-in/totp/second-factor.ts'
import { attemptSucceeded, noteAttempt } from './sign-in-attempt.store.ts'

export interface SignInRequest extends Browser {
  readonly username: string
  readonly password: string
}

/**
 * Signs a person in by the password that is kept here, or else by the one of the institution's directory. Refuses with
 * `wrong-credentials` in the same words and after the same work whether the name exists, the person left, or the password is wrong; with
 * `too-many-attempts` before any work, for names of nobody too. Gives a session, or the step at which the second factor is asked.
 * `verify` is the platform's unless a test counts its calls.
 */
export async function signIn(
  db: Kysely<unknown>,
  deps: FactorDeps,
  request: SignInRequest,
  verify: typeof verifyPassword = verifyPassword,
): Promise<Entered> {
  const { address, now } = request
  const username = request.username.trim().toLowerCase().slice(0, 200)
  const password = request.password.slice(0, MAX_PASSWORD)
  const attempt = await transaction(db, (tx) => noteAttempt(tx, { username, address, now }))
  if (attempt === null) throw new Refused(peopleRefusal('too-many-attempts'))
  const credential = await credentialByUsername(db, username)
  const right = await verify(password, credential?.hash)
  const own = right && credential !== undefined && password !== '' ? credential : null
  // Administrators with a password here enter by it whatever state the directory is in.
  const first = own
    ? await byOwnPassword(db, own, request)
    : await enterByDirectory(db, deps, { ...request, username, password })
  if (first === null) throw new Refused(peopleRefusal('wrong-credentials'))
  const entered = await enter(db, deps, { ...first, bothFactors: false, from: request })
  await attemptSucceeded(db, attempt)
  return entered
}

async function byOwnPassword(db: Kysely<unknown>, credential: Credential, { password, now }: SignInRequest) {
  const { person, hash, expiresAt, leftOn } = credential
  const directory = await loadDirectory(db, now)
  if (leftOn !== null && leftOn <= directory.today) throw new Refused(peopleRefusal('wrong-credentials'))
  if (expiresAt !== null && Date.parse(expiresAt) <= Date.parse(now))
    throw new Refused(peopleRefusal('one-time-password-expired'))
  const oneTime = expiresAt !== null
  if (!oneTime && passwordIsStale(hash))
    await saveCredential(db, { person, hash: await hashPassword(password), oneTime: false, now })
  return { person, method: 'password', mustChangePassword: oneTime } as const
}

/** Longer texts are cut: hashing a megabyte would be a gift to whoever wants the server busy. */
export const MAX_PASSWORD = 1_000
