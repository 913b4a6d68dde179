import { type Client, type Entry, Filter } from 'ldapts'
import { firstOfDn, plainDn } from '../provisioning/group-name.ts'
import type { OutsideGroup } from '../provisioning/types.ts'
import { valuesOf } from './entries.ts'
import type { LdapSettings } from './settings.ts'

/** The most groups that one person is counted in, and the deepest nesting; more is a mistake of the directory. */
const MOST_GROUPS = 1_000
const DEEPEST = 25

const ATTRIBUTES = ['cn', 'memberOf', 'member', 'uniqueMember', 'memberUid']
const GROUPS =
  '(|(objectClass=group)(objectClass=groupOfNames)(objectClass=groupOfUniqueNames)(objectClass=groupOfMembers)(objectClass=posixGroup))'

/** The groups of a person, of groups within groups too where told. */
export async function groupsOf(client: Client, settings: LdapSettings, entry: Entry): Promise<readonly OutsideGroup[]> {
  if (settings.nested && (await isActiveDirectory(client))) return groupsInChain(client, settings, entry)
  const found = new Map<string, OutsideGroup>()
  let frontier = [entry.dn]
  let told = valuesOf(entry, 'memberOf')
  const username = valuesOf(entry, settings.attributes.username)[0]
  for (let depth = 0; frontier.length > 0 && depth < DEEPEST; depth++) {
    const above = [
      ...(await groupsHolding(client, settings, frontier, depth === 0 ? username : undefined)),
      ...(await entriesAt(client, told, found)),
    ]
    const next: Entry[] = []
    for (const group of above) {
      const key = plainDn(group.dn)
      // A group within itself, by whatever way round, is met once.
      if (found.has(key) || found.size >= MOST_GROUPS) continue
      found.set(key, groupOf(group))
      next.push(group)
    }
    if (!settings.nested) break
    frontier = next.map(({ dn }) => dn)
    told = next.flatMap((group) => valuesOf(group, 'memberOf'))
  }
  return [...found.values()]
}

/** Active Directory follows the chain by itself. */
async function groupsInChain(client: Client, settings: LdapSettings, entry: Entry): Promise<readonly OutsideGroup[]> {
  const { searchEntries } = await client.search(settings.groupBase ?? settings.base, {
    scope: 'sub',
    filter: `(member:1.2.840.113556.1.4.1941:=${Filter.escape(entry.dn)})`,
    attributes: ['cn'],
    paged: { pageSize: settings.pageSize },
  })
  const direct = valuesOf(entry, 'memberOf').map((dn) => ({ dn, name: firstOfDn(dn) }))
  const all = new Map([...direct, ...searchEntries.map(groupOf)].map((group) => [plainDn(group.dn ?? ''), group]))
  return [...all.values()].slice(0, MOST_GROUPS)
}

/** Does the server say that it is Active Directory? */
async function isActiveDirectory(client: Client): Promise<boolean> {
  const { searchEntries } = await client.search('', { scope: 'base', attributes: ['supportedCapabilities'] })
  return searchEntries.some((entry) => valuesOf(entry, 'supportedCapabilities').includes('1.2.840.113556.1.4.800'))
}

async function groupsHolding(
  client: Client,
  settings: LdapSettings,
  members: readonly string[],
  username: string | undefined,
): Promise<readonly Entry[]> {
  const found: Entry[] = []
  // A filter of a thousand names would be refused by some servers.
  for (let at = 0; at < members.length; at += 50) {
    const parts = members.slice(at, at + 50).flatMap((dn) => {
      const name = Filter.escape(dn)
      return [`(member=${name})`, `(uniqueMember=${name})`]
    })
    if (at === 0 && username !== undefined) parts.push(`(memberUid=${Filter.escape(username)})`)
    const { searchEntries } = await client.search(settings.groupBase ?? settings.base, {
      scope: 'sub',
      filter: `(&${GROUPS}(|${parts.join('')}))`,
      attributes: ['cn', 'memberOf'],
      paged: { pageSize: settings.pageSize },
    })
    found.push(...searchEntries)
  }
  return found
}

/** The groups that `memberOf` names; one outside the base, or that may not be read, still counts by its name. */
async function entriesAt(
  client: Client,
  names: readonly string[],
  found: ReadonlyMap<string, OutsideGroup>,
): Promise<readonly Entry[]> {
  const entries: Entry[] = []
  for (const dn of new Set(names)) {
    if (found.has(plainDn(dn)) || entries.length >= MOST_GROUPS) continue
    const read = await client
      .search(dn, { scope: 'base', attributes: ['cn', 'memberOf'] })
      .catch(() => ({ searchEntries: [] as Entry[] }))
    entries.push(read.searchEntries[0] ?? { dn })
  }
  return entries
}

const groupOf = (entry: Entry): { dn: string; name: string } => ({
  dn: entry.dn,
  name: valuesOf(entry, 'cn')[0] ?? firstOfDn(entry.dn),
})

/** Every group with who is in it, read once for a whole synchronisation; it answers from memory. */
export async function readGroups(
  client: Client,
  settings: LdapSettings,
): Promise<(entry: Entry) => readonly OutsideGroup[]> {
  const groups = new Map<string, OutsideGroup>()
  const above = new Map<string, Set<string>>()
  const put = (member: string, group: string) => {
    const known = above.get(member) ?? new Set()
    above.set(member, known.add(group))
  }
  const pages = client.searchPaginated(settings.groupBase ?? settings.base, {
    scope: 'sub',
    filter: GROUPS,
    attributes: ATTRIBUTES,
    paged: { pageSize: settings.pageSize },
  })
  for await (const { searchEntries } of pages) {
    for (const entry of searchEntries) {
      const key = plainDn(entry.dn)
      groups.set(key, groupOf(entry))
      for (const attribute of ['member', 'uniqueMember'])
        for (const member of valuesOf(entry, attribute)) put(plainDn(member), key)
      for (const uid of valuesOf(entry, 'memberUid')) put(`uid ${uid.toLowerCase()}`, key)
      for (const parent of valuesOf(entry, 'memberOf')) put(key, plainDn(parent))
    }
  }
  return (entry) => {
    const told = valuesOf(entry, 'memberOf')
    for (const dn of told) if (!groups.has(plainDn(dn))) groups.set(plainDn(dn), { dn, name: firstOfDn(dn) })
    const username = valuesOf(entry, settings.attributes.username)[0]?.toLowerCase()
    const start = [
      ...told.map(plainDn),
      ...(above.get(plainDn(entry.dn)) ?? []),
      ...(above.get(`uid ${username}`) ?? []),
    ]
    return [...climb(start, settings.nested ? above : new Map())].flatMap((key) => groups.get(key) ?? [])
  }
}

/** Everything that is reached by going up, each met once whatever circles there are. */
export function climb(start: Iterable<string>, above: ReadonlyMap<string, ReadonlySet<string>>): ReadonlySet<string> {
  const met = new Set<string>()
  const waiting = [...start]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (met.has(next)) continue
    met.add(next)
    waiting.push(...(above.get(next) ?? []))
  }
  return met
}
