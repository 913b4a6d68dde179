import { readFileSync } from 'node:fs'
import type { Kysely } from 'kysely'
import { Refused } from '#src/platform/refusal.ts'
import { readSource, saveSource } from '../source.store.ts'
import { checkLdapSettings } from './check-settings.ts'
import { ACTIVE_DIRECTORY, LDAP_DEFAULTS, type LdapAccess, type LdapSettings, ldapSettingsOf } from './settings.ts'

type Environment = Readonly<Record<string, string | undefined>>

/**
 * The directory as the environment sets it; null without `LDAP_URL`. LDAP_URL (addresses separated by blanks), LDAP_KIND (`ad` or `ldap`),
 * LDAP_STARTTLS (1), LDAP_CA_FILE, LDAP_BIND_DN, LDAP_BIND_PASSWORD or LDAP_BIND_PASSWORD_FILE, LDAP_BASE, LDAP_USER_FILTER,
 * LDAP_GROUP_BASE, LDAP_JOIN (1), LDAP_CREATE (`mapped` or `all`), LDAP_SYNC_HOURS. Throws an Error in Spanish on what cannot be.
 */
export function ldapFromEnvironment(env: Environment): LdapAccess | null {
  if (!env.LDAP_URL) return null
  const kind = env.LDAP_KIND || 'ldap'
  if (kind !== 'ldap' && kind !== 'ad') throw new Error('LDAP_KIND: escriba «ad» para Active Directory, o «ldap».')
  if (!env.LDAP_BASE) throw new Error('LDAP_BASE: falta la base de búsqueda, por ejemplo OU=Personas,DC=min,DC=gob.')
  const hours = Number(env.LDAP_SYNC_HOURS || LDAP_DEFAULTS.hours)
  if (!Number.isInteger(hours) || hours < 0 || hours > 168)
    throw new Error('LDAP_SYNC_HOURS: escriba un número de horas de 0 a 168.')
  const create = env.LDAP_CREATE || 'mapped'
  if (create !== 'mapped' && create !== 'all') throw new Error('LDAP_CREATE: escriba «mapped» o «all».')
  const defaults: LdapSettings = kind === 'ad' ? { ...LDAP_DEFAULTS, ...ACTIVE_DIRECTORY } : LDAP_DEFAULTS
  const settings: LdapSettings = {
    ...defaults,
    urls: env.LDAP_URL.split(/\s+/).filter((url) => url !== ''),
    startTls: env.LDAP_STARTTLS === '1',
    ca: env.LDAP_CA_FILE ? fileOf('LDAP_CA_FILE', env.LDAP_CA_FILE) : null,
    bindDn: env.LDAP_BIND_DN || null,
    base: env.LDAP_BASE,
    userFilter: env.LDAP_USER_FILTER || defaults.userFilter,
    groupBase: env.LDAP_GROUP_BASE || null,
    join: env.LDAP_JOIN === '1',
    create,
    hours,
    fromEnvironment: true,
  }
  try {
    checkLdapSettings(settings)
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    const [fault] = Object.values(error.refusal.fields ?? {})
    throw new Error(`LDAP_URL, LDAP_CA_FILE o LDAP_USER_FILTER: ${fault?.es ?? error.refusal.es}`)
  }
  const file = env.LDAP_BIND_PASSWORD_FILE
  const password = file ? fileOf('LDAP_BIND_PASSWORD_FILE', file).trimEnd() : (env.LDAP_BIND_PASSWORD ?? '')
  if (settings.bindDn !== null && password === '')
    throw new Error('LDAP_BIND_PASSWORD: falta la contraseña de la cuenta de LDAP_BIND_DN.')
  return { settings, password }
}

function fileOf(variable: string, path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    throw new Error(`${variable}: no se pudo leer ${path}.`)
  }
}

/** Writes what the environment sets where everything reads it; what it no longer sets is the administrator's again, and inactive. */
export async function keepEnvironment(db: Kysely<unknown>, secret: Uint8Array, env: Environment): Promise<void> {
  const access = ldapFromEnvironment(env)
  const stored = await readSource(db, 'directory', secret)
  if (access === null) {
    if (stored === null || !ldapSettingsOf(stored).fromEnvironment) return
    const settings = { ...ldapSettingsOf(stored), fromEnvironment: false }
    await saveSource(db, 'directory', { active: false, settings, secret: stored.secret, installation: secret })
    return
  }
  const { settings, password } = access
  const same =
    stored?.active &&
    JSON.stringify(ldapSettingsOf(stored)) === JSON.stringify(settings) &&
    stored.secret === (password || null)
  if (!same)
    await saveSource(db, 'directory', { active: true, settings, secret: password || null, installation: secret })
}
