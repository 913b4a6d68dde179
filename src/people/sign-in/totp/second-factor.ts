import type { Kysely, QueryExecutorProvider } from 'kysely'
import type { InstantText } from '#src/calendar/types.ts'
import { openBox, sealBox } from '#src/platform/crypto/sealed-box.ts'
import { transaction } from '#src/platform/db/pool.ts'
import { Refused } from '#src/platform/refusal.ts'
import type { PersonId } from '#src/procedure/types.ts'
import { peopleRefusal } from '../../refusals.ts'
import { attemptSucceeded, noteAttempt } from '../../sign-in-attempt.store.ts'
import { refusedSignIn } from '../refusals.ts'
import { newTotpSecret, stepOfCode } from './code.ts'
import { hashRecoveryCode, looksLikeRecoveryCode, newRecoveryCodes } from './recovery-codes.ts'
import {
  beginTotp,
  confirmTotp,
  removeTotp,
  replaceRecoveryCodes,
  takeRecoveryCode,
  takeTotpStep,
  totpOf,
} from './totp.store.ts'

/** What the second factor needs beside the database: the installation's secret. */
export interface FactorDeps {
  readonly secret: Uint8Array
}

export interface CodeGiven {
  readonly person: PersonId
  /** Six digits of the app, or a recovery code. */
  readonly code: string
  readonly address: string
  readonly now: InstantText
}

/** Does this person have a confirmed second factor? */
export async function hasSecondFactor(db: QueryExecutorProvider, person: PersonId): Promise<boolean> {
  return (await totpOf(db, person))?.confirmedAt != null
}

/** Begins, or begins anew: gives the secret for the QR code. Refuses when a second factor is there already. */
export async function beginSecondFactor(
  db: QueryExecutorProvider,
  deps: FactorDeps,
  { person, now }: Pick<CodeGiven, 'person' | 'now'>,
): Promise<Buffer> {
  const secret = newTotpSecret()
  const kept = await beginTotp(db, { person, sealed: sealBox(secret, [deps.secret], about(person)), now })
  if (!kept) throw refusedSignIn('second-factor-exists')
  return secret
}

/** The secret that waits for its first code; null when none does. */
export async function pendingSecret(
  db: QueryExecutorProvider,
  deps: FactorDeps,
  person: PersonId,
): Promise<Buffer | null> {
  const known = await totpOf(db, person)
  return known === null || known.confirmedAt !== null ? null : openBox(known.sealedSecret, [deps.secret], about(person))
}

/** Confirms a second factor by its first code. Gives the recovery codes, which are shown once; `confirmed` runs with it. */
export async function confirmSecondFactor(
  db: Kysely<unknown>,
  deps: FactorDeps,
  given: CodeGiven,
  confirmed: (tx: QueryExecutorProvider) => Promise<void> = async () => {},
): Promise<readonly string[]> {
  const known = await totpOf(db, given.person)
  if (known === null || known.confirmedAt !== null) throw refusedSignIn('no-enrolment')
  return counted(db, given, async (tx) => {
    if (!(await rightTotp(tx, deps, given))) return null
    await confirmTotp(tx, given.person, given.now)
    const codes = await giveCodes(tx, deps, given.person)
    await confirmed(tx)
    return codes
  })
}

/**
 * Takes a code of the app, or a recovery code. Counted as passwords are, whoever tries; a code that was used is refused. Refuses with
 * `wrong-code` whatever is wrong with it.
 */
export async function checkSecondFactor(db: Kysely<unknown>, deps: FactorDeps, given: CodeGiven): Promise<void> {
  if (!(await hasSecondFactor(db, given.person))) throw refusedSignIn('wrong-code')
  await counted(db, given, async (tx) => {
    const { person, code, now } = given
    const right = looksLikeRecoveryCode(code)
      ? await takeRecoveryCode(tx, { person, hash: hashRecoveryCode(code, person, deps.secret), now })
      : await rightTotp(tx, deps, given)
    return right ? true : null
  })
}

/** Removes the second factor with its codes; who may, has been asked. */
export const removeSecondFactor = removeTotp

/** New recovery codes; those before are worth nothing. */
export async function giveCodes(
  tx: QueryExecutorProvider,
  { secret }: FactorDeps,
  person: PersonId,
): Promise<readonly string[]> {
  const codes = newRecoveryCodes()
  await replaceRecoveryCodes(
    tx,
    person,
    codes.map((code) => hashRecoveryCode(code, person, secret)),
  )
  return codes
}

async function rightTotp(tx: QueryExecutorProvider, deps: FactorDeps, given: CodeGiven): Promise<boolean> {
  const known = await totpOf(tx, given.person)
  const secret = known && openBox(known.sealedSecret, [deps.secret], about(given.person))
  if (!secret) return false
  const step = stepOfCode(secret, given.code, Date.parse(given.now))
  return step !== null && (await takeTotpStep(tx, given.person, step))
}

/** Notes the attempt before anything is looked at; null of `work` is a failure. */
async function counted<Result>(
  db: Kysely<unknown>,
  { person, address, now }: CodeGiven,
  work: (tx: QueryExecutorProvider) => Promise<Result | null>,
): Promise<Result> {
  const username = `second factor of ${person}`
  const attempt = await transaction(db, (tx) => noteAttempt(tx, { username, address, now }))
  if (attempt === null) throw new Refused(peopleRefusal('too-many-attempts'))
  const result = await transaction(db, work)
  if (result === null) throw refusedSignIn('wrong-code')
  await attemptSucceeded(db, attempt)
  return result
}

const about = (person: PersonId) => `totp ${person}`
