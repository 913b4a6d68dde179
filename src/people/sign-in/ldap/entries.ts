import { type Client, type Entry, Filter } from 'ldapts'
import { firstOfDn } from '../provisioning/group-name.ts'
import type { OutsideGroup, OutsidePerson } from '../provisioning/types.ts'
import type { LdapSettings } from './settings.ts'

/** The entry of a user name; null when there is none, or more than one. */
export async function findEntry(client: Client, settings: LdapSettings, username: string): Promise<Entry | null> {
  const { searchEntries } = await client.search(settings.base, {
    scope: 'sub',
    filter: filterOf(settings, Filter.escape(username)),
    attributes: [...attributesOf(settings)],
    explicitBufferAttributes: binaryOf(settings),
    sizeLimit: 2,
  })
  return searchEntries.length === 1 && searchEntries[0]!.dn !== '' ? searchEntries[0]! : null
}

/** Every person that the filter finds, page by page. */
export async function* listEntries(client: Client, settings: LdapSettings): AsyncGenerator<readonly Entry[]> {
  const pages = client.searchPaginated(settings.base, {
    scope: 'sub',
    filter: filterOf(settings, '*'),
    attributes: [...attributesOf(settings)],
    explicitBufferAttributes: binaryOf(settings),
    paged: { pageSize: settings.pageSize },
  })
  for await (const { searchEntries } of pages) yield searchEntries
}

/** The filter with a name in it that is escaped already; `*` for everybody. */
export const filterOf = ({ userFilter }: LdapSettings, name: string): string =>
  userFilter.replaceAll('{usuario}', () => name)

function attributesOf({ attributes }: LdapSettings): readonly string[] {
  return [...new Set([...Object.values(attributes), 'memberOf', 'userAccountControl'])]
}

const binaryOf = ({ attributes }: LdapSettings) => (isBinary(attributes.id) ? [attributes.id] : [])

const isBinary = (attribute: string) => /^(?:objectGUID|objectSid|GUID|nsUniqueId;binary)$/i.test(attribute)

/** The values of an attribute: servers and the library give one value as a string and several as a list. */
export function valuesOf(entry: Entry, attribute: string): readonly string[] {
  const key = Object.keys(entry).find((name) => name.toLowerCase() === attribute.toLowerCase())
  const value = key === undefined || key === 'dn' ? undefined : entry[key]
  const all = value === undefined ? [] : Array.isArray(value) ? value : [value]
  return all
    .map((each) => (Buffer.isBuffer(each) ? each.toString(isBinary(attribute) ? 'hex' : 'utf8') : each))
    .filter((each) => each !== '')
}

/** Is the account switched off in Active Directory? */
export const isDisabled = (entry: Entry): boolean => (Number(valuesOf(entry, 'userAccountControl')[0] ?? 0) & 2) !== 0

/** An entry as provisioning takes it; null when it has nothing that never changes to know it by. */
export function outsideOf(
  entry: Entry,
  { attributes }: LdapSettings,
  groups: readonly OutsideGroup[],
): OutsidePerson | null {
  const subject = valuesOf(entry, attributes.id)[0]
  if (subject === undefined) return null
  const text = (attribute: string, most: number) =>
    (valuesOf(entry, attribute)[0] ?? '')
      .normalize('NFC')
      .replace(/[\p{Cc}\s]+/gu, ' ')
      .trim()
      .slice(0, most)
      .trim()
  const email = text(attributes.email, 254)
  return {
    source: 'directory',
    issuer: '',
    subject: subject.slice(0, 300),
    called: entry.dn,
    username: text(attributes.username, 64).toLowerCase(),
    name: text(attributes.name, 200) || firstOfDn(entry.dn).slice(0, 200),
    email: /^[^\s@]+@[^\s@]+$/.test(email) ? email : null,
    emailVerified: true,
    phone: text(attributes.phone, 40) || null,
    groups,
  }
}
