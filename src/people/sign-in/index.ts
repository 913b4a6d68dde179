import type { Kysely } from 'kysely'
import type { Log } from '#src/platform/log.ts'
import type { PeopleDeps } from '../http/deps.ts'
import { endViewingsInTime } from './impersonation/viewing.ts'
import { type LdapAccess, ldapAccessOf } from './ldap/settings.ts'
import { synchroniseWhenDue } from './ldap/synchronise.ts'
import { readSource } from './source.store.ts'

export { changeSentence } from './administration/change-sentence.ts'
export { keepEnvironment } from './ldap/environment.ts'
export { LDAP_FAULTS, LdapFault } from './ldap/faults.ts'
export { planSynchronisation, synchronise } from './ldap/synchronise.ts'
export { tryConnection } from './ldap/try-connection.ts'

/** What happens by itself: viewings whose time is over are ended, and the directory is read when its hours have passed. */
export async function signInJob({ db, secret, now }: PeopleDeps, log: Log): Promise<void> {
  const at = now().toString()
  await endViewingsInTime(db, at)
  await synchroniseWhenDue(db, secret, { now: at, log })
}

/** How the institution's directory is reached, as it is set; null where it is not. */
export async function directoryAccess(db: Kysely<unknown>, secret: Uint8Array): Promise<LdapAccess | null> {
  const stored = await readSource(db, 'directory', secret)
  return stored && ldapAccessOf(stored)
}
