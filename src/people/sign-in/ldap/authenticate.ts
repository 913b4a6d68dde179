import { randomUUID } from 'node:crypto'
import {
  ConstraintViolationError,
  InappropriateAuthError,
  InvalidCredentialsError,
  InvalidDNSyntaxError,
  NoSuchObjectError,
  UnwillingToPerformError,
} from 'ldapts'
import type { OutsidePerson } from '../provisioning/types.ts'
import { bindSearcher, withDirectory } from './connect.ts'
import { findEntry, isDisabled, outsideOf } from './entries.ts'
import { groupsOf } from './groups.ts'
import type { LdapAccess } from './settings.ts'

/**
 * Whose name and password these are, as the directory says; null when they are nobody's. Throws `LdapFault` when it cannot be asked.
 * An empty password never reaches it: servers take it for a visitor without a name, and say yes.
 */
export async function authenticate(
  access: LdapAccess,
  { username, password }: { readonly username: string; readonly password: string },
): Promise<OutsidePerson | null> {
  if (password === '' || username.trim() === '') return null
  const { settings } = access
  return withDirectory(access, async ({ client }) => {
    const entry = await findEntry(client, settings, username)
    // Somebody that does not exist costs the same questions as somebody that does.
    const dn = entry?.dn ?? `cn=${randomUUID()},${settings.base}`
    try {
      await client.bind(dn, password)
    } catch (error) {
      if (NOBODY.some((kind) => error instanceof kind)) return null
      throw error
    }
    if (entry === null || isDisabled(entry)) return null
    await bindSearcher(client, access)
    return outsideOf(entry, settings, await groupsOf(client, settings, entry))
  })
}

// The last two are how some servers say that the account is locked or switched off.
const NOBODY = [
  InvalidCredentialsError,
  InappropriateAuthError,
  NoSuchObjectError,
  InvalidDNSyntaxError,
  ConstraintViolationError,
  UnwillingToPerformError,
]
