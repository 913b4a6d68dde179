import type { Kysely } from 'kysely'
import type { InstantText } from '#src/calendar/types.ts'
import { foldText } from '#src/manual/index.ts'
import { hashPassword, verifyPassword } from '#src/platform/crypto/password.ts'
import { transaction } from '#src/platform/db/pool.ts'
import { Refused } from '#src/platform/refusal.ts'
import type { PersonId } from '#src/procedure/types.ts'
import type { Fault } from './admin/field.ts'
import { credentialOf, saveCredential } from './credential.store.ts'
import { invalidInput, peopleRefusal } from './refusals.ts'
import { endSession, endSessionsOf, openSession } from './session.store.ts'
import { MAX_PASSWORD } from './sign-in.ts'
import { attemptSucceeded, noteAttempt } from './sign-in-attempt.store.ts'
import { resealForPassword } from './signing/my-certificate.ts'

export interface PasswordChange {
  readonly person: PersonId
  readonly current: string
  readonly next: string
  readonly repeated: string
  readonly address: string
  readonly token: string
  /** The browser, as the list of open sessions names it. */
  readonly device?: string
  /** Was the session opened with two factors? The new one counts as much. */
  readonly secondFactor?: boolean
  readonly now: InstantText
  /** The installation's: the key with which the person signs is sealed anew. */
  readonly secret: Uint8Array
}

/** Changes one's own password, ends all the person's sessions and opens a new one, whose token it gives. */
export async function changePassword(db: Kysely<unknown>, change: PasswordChange): Promise<{ readonly token: string }> {
  const { person, current, next, now } = change
  const credential = await credentialOf(db, person)
  if (!credential) throw new Refused(peopleRefusal('not-found'))
  // Whoever sits at an unlocked screen guesses no faster than at the sign-in page.
  const attempt = await transaction(db, (tx) =>
    noteAttempt(tx, { username: credential.username, address: change.address, now }),
  )
  if (attempt === null) throw new Refused(peopleRefusal('too-many-attempts'))
  if (!(await verifyPassword(current.slice(0, MAX_PASSWORD), credential.hash))) {
    throw new Refused(invalidInput({ current: wrongCurrent }))
  }
  await attemptSucceeded(db, attempt)
  const faults = passwordFaults(change, credential.username)
  if (faults) throw new Refused(invalidInput(faults))
  const hash = await hashPassword(next)
  return transaction(db, async (tx) => {
    await saveCredential(tx, { person, hash, oneTime: false, now })
    await resealForPassword(tx, change, change)
    await endSession(tx, change.token)
    await endSessionsOf(tx, person)
    const { device, address, secondFactor } = change
    return openSession(tx, { person, now, device, address, secondFactor })
  })
}

const wrongCurrent: Fault = {
  code: 'wrong-password',
  es: 'Esa no es su contraseña actual. Escríbala de nuevo.',
  en: 'That is not your current password. Write it again.',
}

export const MIN_PASSWORD = 10

function passwordFaults(
  { current, next, repeated }: Pick<PasswordChange, 'current' | 'next' | 'repeated'>,
  username: string,
): Record<string, Fault> | null {
  if (next.length < MIN_PASSWORD || next.length > MAX_PASSWORD)
    return {
      next: {
        code: 'password-length',
        es: `Use ${MIN_PASSWORD} caracteres o más; una frase es fácil de recordar.`,
        en: `Use ${MIN_PASSWORD} characters or more; a phrase is easy to remember.`,
      },
    }
  if (next === current)
    return {
      next: {
        code: 'password-same',
        es: 'Escriba una contraseña distinta de la actual.',
        en: 'Write a password other than the current one.',
      },
    }
  if (foldText(next).includes(username) || new Set(next).size < 5 || common.test(foldText(next)))
    return {
      next: {
        code: 'password-easy',
        es: 'Esa contraseña es fácil de adivinar. Use una frase de varias palabras.',
        en: 'That password is easy to guess. Use a phrase of several words.',
      },
    }
  if (next !== repeated)
    return {
      repeated: {
        code: 'password-differs',
        es: 'No coincide con la nueva. Escríbala otra vez.',
        en: 'It differs from the new one. Write it again.',
      },
    }
  return null
}

// A common word with only digits and signs after it, or a run of digits.
const common =
  /^(?:(?:password|contrasena|clave|ventanilla|administrador|bienvenido|ministerio)[\d\W_]*|[\d\W_]+|qwerty.*)$/
