import type { StoredSource } from '../source.store.ts'

/** How the institution's directory is reached and read. */
export interface LdapSettings {
  /** In the order in which they are tried: `ldaps://ad1.min.gob:636`. */
  readonly urls: readonly string[]
  /** Raise `ldap://` to TLS before anything is said. */
  readonly startTls: boolean
  /** PEM of the authorities that vouch for the servers; null for those that this computer believes. */
  readonly ca: string | null
  /** The account that searches; null to search without one. */
  readonly bindDn: string | null
  readonly base: string
  /** With `{usuario}` where the name goes: `(&(objectClass=user)(sAMAccountName={usuario}))`. */
  readonly userFilter: string
  readonly attributes: LdapAttributes
  /** Where groups are; the base of the persons unless told. */
  readonly groupBase: string | null
  /** Do members of a group within a group count too? */
  readonly nested: boolean
  /** Seconds for one connection and for each question. */
  readonly timeout: number
  /** Entries that are asked for at a time. */
  readonly pageSize: number
  readonly create: 'all' | 'mapped'
  /** Join by user name those who are here already. */
  readonly join: boolean
  /** Hours between two synchronisations; 0 for none by itself. */
  readonly hours: number
  /** True where the environment rules, and the page only shows. */
  readonly fromEnvironment: boolean
}

export interface LdapAttributes {
  readonly username: string
  readonly name: string
  readonly email: string
  readonly phone: string
  /** Never changes: `entryUUID`, `objectGUID`. */
  readonly id: string
}

/** With the password of the account that searches. */
export interface LdapAccess {
  readonly settings: LdapSettings
  readonly password: string
}

export const LDAP_DEFAULTS: LdapSettings = {
  urls: [],
  startTls: false,
  ca: null,
  bindDn: null,
  base: '',
  userFilter: '(&(objectClass=inetOrgPerson)(uid={usuario}))',
  attributes: { username: 'uid', name: 'cn', email: 'mail', phone: 'telephoneNumber', id: 'entryUUID' },
  groupBase: null,
  nested: true,
  timeout: 5,
  pageSize: 500,
  create: 'mapped',
  join: false,
  hours: 4,
  fromEnvironment: false,
}

/** What Active Directory calls the same things. */
export const ACTIVE_DIRECTORY: Pick<LdapSettings, 'userFilter' | 'attributes'> = {
  userFilter: '(&(objectCategory=person)(objectClass=user)(sAMAccountName={usuario}))',
  attributes: {
    username: 'sAMAccountName',
    name: 'displayName',
    email: 'mail',
    phone: 'telephoneNumber',
    id: 'objectGUID',
  },
}

export function ldapSettingsOf(stored: StoredSource): LdapSettings {
  const settings = stored.settings as Partial<LdapSettings>
  return {
    ...LDAP_DEFAULTS,
    ...settings,
    attributes: { ...LDAP_DEFAULTS.attributes, ...settings.attributes },
  }
}

export const ldapAccessOf = (stored: StoredSource): LdapAccess => ({
  settings: ldapSettingsOf(stored),
  password: stored.secret ?? '',
})
