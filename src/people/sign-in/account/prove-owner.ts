import { type Kysely, sql } from 'kysely'
import type { InstantText } from '#src/calendar/types.ts'
import { Refused } from '#src/platform/refusal.ts'
import type { PersonId } from '#src/procedure/types.ts'
import type { Fault } from '../../admin/field.ts'
import { credentialOf } from '../../credential.store.ts'
import { invalidInput } from '../../refusals.ts'
import { checkPassword } from '../../signing/prove-self.ts'
import { identitiesOf } from '../identity.store.ts'
import { checkSecondFactor, type FactorDeps, hasSecondFactor } from '../totp/second-factor.ts'

/** How somebody shows once more who it is: the password, a code where there is none, or having entered just now where there is neither. */
export type OwnerProof = 'password' | 'code' | 'recent'

/** Minutes after signing in for which nothing more is asked of whoever has neither. */
const RECENT_MINUTES = 10

export async function ownerProofOf(db: Kysely<unknown>, person: PersonId): Promise<OwnerProof> {
  if (await credentialOf(db, person)) return 'password'
  if ((await identitiesOf(db, person)).some(({ source }) => source === 'directory')) return 'password'
  return (await hasSecondFactor(db, person)) ? 'code' : 'recent'
}

/** Makes sure that it is the owner of the account who asks, and not somebody at an unlocked screen. Counted as at the sign-in page. */
export async function proveOwner(
  db: Kysely<unknown>,
  deps: FactorDeps,
  given: {
    readonly person: PersonId
    readonly typed: string
    readonly tokenHash: string
    readonly address: string
    readonly now: InstantText
  },
): Promise<void> {
  const { person, typed, address, now } = given
  const proof = await ownerProofOf(db, person)
  if (proof === 'recent') {
    if (!(await enteredJustNow(db, given))) throw new Refused(invalidInput({ prueba: signInAgain }))
    return
  }
  try {
    if (proof === 'password') await checkPassword(db, deps, { person, password: typed, address, now })
    else await checkSecondFactor(db, deps, { person, code: typed, address, now })
  } catch (error) {
    if (error instanceof Refused && (error.refusal.code === 'wrong-password' || error.refusal.code === 'wrong-code'))
      throw new Refused(invalidInput({ prueba: WRONG[proof] }))
    throw error
  }
}

async function enteredJustNow(
  db: Kysely<unknown>,
  { tokenHash, now }: { readonly tokenHash: string; readonly now: InstantText },
): Promise<boolean> {
  const { rows } = await sql`select 1 from session where token_hash = ${tokenHash}
    and created_at > ${now}::timestamptz - ${RECENT_MINUTES} * interval '1 minute'`.execute(db)
  return rows.length > 0
}

const WRONG: Readonly<Record<'password' | 'code', Fault>> = {
  password: {
    code: 'wrong-password',
    es: 'Esa no es su contraseña. Escríbala de nuevo.',
    en: 'That is not your password. Write it again.',
  },
  code: {
    code: 'wrong-code',
    es: 'Ese código no es correcto o ya se usó. Escriba el siguiente.',
    en: 'That code is wrong or was used already. Write the next one.',
  },
}

const signInAgain: Fault = {
  code: 'sign-in-again',
  es: 'Entró hace más de diez minutos. Cierre la sesión, entre de nuevo y repita esto.',
  en: 'You signed in more than ten minutes ago. Sign out, sign in again and repeat this.',
}
