import type { Kysely } from 'kysely'
import type { InstantText } from '#src/calendar/types.ts'
import type { PersonId } from '#src/procedure/types.ts'
import { provisionOne } from '../provisioning/provision-one.ts'
import { refusedSignIn } from '../refusals.ts'
import { readSource, type StoredSource } from '../source.store.ts'
import type { FactorDeps } from '../totp/second-factor.ts'
import { authenticate } from './authenticate.ts'
import { LdapFault } from './faults.ts'
import { ldapAccessOf } from './settings.ts'

/**
 * Who has this name and password in the institution's directory, provisioned as the groups say; null when nobody, or when no directory is
 * active. Refuses with `directory-down` when it cannot be asked: the same for every name, known here or not.
 */
export async function enterByDirectory(
  db: Kysely<unknown>,
  { secret }: FactorDeps,
  { username, password, now }: { readonly username: string; readonly password: string; readonly now: InstantText },
): Promise<{ readonly person: PersonId; readonly method: 'directory' } | null> {
  const stored = await readSource(db, 'directory', secret)
  if (stored === null || !stored.active) return null
  const outside = await asking(stored, { username, password })
  if (outside === null) return null
  const { create, join } = ldapAccessOf(stored).settings
  const rules = { create, join: join ? 'username' : null } as const
  return { person: await provisionOne(db, outside, { rules, now }), method: 'directory' }
}

/** Is this the directory's password of that person? For whoever has none here. */
export async function directoryPasswordFits(
  db: Kysely<unknown>,
  { secret }: FactorDeps,
  { subject, username, password }: { readonly subject: string; readonly username: string; readonly password: string },
): Promise<boolean> {
  const stored = await readSource(db, 'directory', secret)
  if (stored === null || !stored.active) return false
  return (await asking(stored, { username, password }))?.subject === subject
}

async function asking(stored: StoredSource, given: { readonly username: string; readonly password: string }) {
  try {
    return await authenticate(ldapAccessOf(stored), given)
  } catch (error) {
    // The cause goes along, for the operator's log.
    if (error instanceof LdapFault) throw Object.assign(refusedSignIn('directory-down'), { cause: error })
    throw error
  }
}
