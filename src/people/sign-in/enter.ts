import type { Kysely } from 'kysely'
import type { InstantText } from '#src/calendar/types.ts'
import { openBox, sealBox } from '#src/platform/crypto/sealed-box.ts'
import { hashToken } from '#src/platform/crypto/token.ts'
import { transaction } from '#src/platform/db/pool.ts'
import { csrfToken } from '#src/platform/http/csrf.ts'
import { Refused } from '#src/platform/refusal.ts'
import type { PersonId } from '#src/procedure/types.ts'
import { loadDirectory } from '../directory.ts'
import { peopleRefusal } from '../refusals.ts'
import { endSession, forgetOldSessions, openSession, type SignInMethod } from '../session.store.ts'
import { identitiesOf } from './identity.store.ts'
import { refusedSignIn } from './refusals.ts'
import { beginStep, readStep, takeStep } from './step.store.ts'
import { checkSecondFactor, type FactorDeps, hasSecondFactor } from './totp/second-factor.ts'

/** Who has given a first factor, and how. */
export interface FirstFactor {
  readonly person: PersonId
  readonly method: SignInMethod
  /** True where the method counts as both factors: a passkey, a provider that asks for a second one itself. */
  readonly bothFactors: boolean
  readonly mustChangePassword?: boolean
  /** Of an OpenID session, to end the provider's own one later. */
  readonly idToken?: string
  readonly from: Browser
}

/** From where somebody enters. */
export interface Browser {
  readonly device: string
  readonly address: string
  readonly now: InstantText
  /** Token of the session that the browser had: it ends, so that a planted one is worth nothing. */
  readonly previousToken?: string
}

export type Entered =
  | {
      readonly kind: 'session'
      readonly token: string
      readonly person: PersonId
      /** For the forms and the header `x-csrf-token`. */
      readonly csrf: string
      readonly mustChangePassword: boolean
    }
  | {
      readonly kind: 'second-factor'
      /** For the cookie of this browser: it is asked for the code, and has no session until then. */
      readonly step: string
      readonly person: PersonId
    }

/** The one door, whatever the key: opens a session, or asks for the second factor first. Refuses whoever left or is gone outside. */
export async function enter(db: Kysely<unknown>, deps: FactorDeps, first: FirstFactor): Promise<Entered> {
  const { person, method, bothFactors, mustChangePassword = false, idToken, from } = first
  await refuseGone(db, person, from.now)
  if (bothFactors || !(await hasSecondFactor(db, person))) return open(db, deps, first, bothFactors)
  const step = await beginStep(db, {
    kind: 'second-factor',
    person,
    data: { method, mustChangePassword },
    sealed: idToken === undefined ? null : sealBox(Buffer.from(idToken), [deps.secret], `step ${person}`),
    now: from.now,
  })
  return { kind: 'second-factor', step, person }
}

/** The second step: a code of the app, or a recovery code. The step stays for another try until it is right. */
export async function enterWithCode(
  db: Kysely<unknown>,
  deps: FactorDeps,
  { step, code, from }: { readonly step: string | undefined; readonly code: string; readonly from: Browser },
): Promise<Entered> {
  const asked = { kind: 'second-factor', token: step, now: from.now } as const
  const begun = await readStep(db, asked)
  if (begun?.person == null) throw refusedSignIn('step-over')
  const { person } = begun
  await checkSecondFactor(db, deps, { person, code, address: from.address, now: from.now })
  if ((await takeStep(db, asked)) === null) throw refusedSignIn('step-over')
  await refuseGone(db, person, from.now)
  const { method, mustChangePassword } = begun.data as { method: SignInMethod; mustChangePassword: boolean }
  const idToken = begun.sealed && openBox(begun.sealed, [deps.secret], `step ${person}`)
  const kept = idToken ? { idToken: idToken.toString() } : {}
  return open(db, deps, { person, method, bothFactors: true, mustChangePassword, ...kept, from }, true)
}

async function open(
  db: Kysely<unknown>,
  { secret }: FactorDeps,
  { person, method, mustChangePassword = false, idToken, from }: FirstFactor,
  secondFactor: boolean,
): Promise<Entered> {
  const { device, address, now, previousToken } = from
  const { token, csrf } = await transaction(db, async (tx) => {
    await forgetOldSessions(tx, now)
    if (previousToken) await endSession(tx, previousToken)
    return openSession(tx, {
      person,
      now,
      method,
      secondFactor,
      device,
      address,
      sealedIdToken: idToken === undefined ? null : sealBox(Buffer.from(idToken), [secret], idTokenBox(person)),
    })
  })
  return { kind: 'session', token, person, csrf: csrfToken(hashToken(token), csrf), mustChangePassword }
}

export const idTokenBox = (person: PersonId): string => `id token ${person}`

/** Whoever left the institution, or is no longer in the directory that vouched, does not enter by any door. */
export async function refuseGone(db: Kysely<unknown>, person: PersonId, now: InstantText): Promise<void> {
  const directory = await loadDirectory(db, now)
  const found = directory.personById(person)
  if (!found || (found.leftOn !== null && found.leftOn <= directory.today))
    throw new Refused(peopleRefusal('wrong-credentials'))
  if ((await identitiesOf(db, person)).some(({ missingSince }) => missingSince !== null))
    throw refusedSignIn('account-gone')
}
