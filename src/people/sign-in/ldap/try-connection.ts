import { connectTo } from './connect.ts'
import { filterOf, listEntries, outsideOf } from './entries.ts'
import { LDAP_FAULTS, ldapFault } from './faults.ts'
import { readGroups } from './groups.ts'
import type { LdapAccess } from './settings.ts'

/** What «Probar conexión» found at one server, or in the whole. */
export interface Trial {
  readonly about: string
  readonly good: boolean
  readonly es: string
  readonly en: string
}

/** Tries every server by itself, so that a fail-over that would fail is known before it is needed. */
export async function tryConnection(access: LdapAccess): Promise<readonly Trial[]> {
  const { settings } = access
  if (settings.urls.length === 0)
    return [
      { about: 'LDAP', good: false, es: 'Escriba la dirección de un servidor.', en: 'Write the address of a server.' },
    ]
  return Promise.all(settings.urls.map((url) => tryOne(url, access)))
}

async function tryOne(url: string, access: LdapAccess): Promise<Trial> {
  const { settings } = access
  try {
    const { client } = await connectTo(url, access)
    try {
      const [first = []] = await firstPage(
        listEntries(client, { ...settings, pageSize: Math.min(settings.pageSize, 100) }),
      )
      if (first.length === 0)
        return {
          about: url,
          good: false,
          es: `Conectó, pero el filtro no encuentra a nadie en ${settings.base}: ${filterOf(settings, '*')}`,
          en: `It connected, but the filter finds nobody in ${settings.base}: ${filterOf(settings, '*')}`,
        }
      const groupsOf = await readGroups(client, settings)
      const read = first.map((entry) => outsideOf(entry, settings, groupsOf(entry)))
      const nameless = read.filter((outside) => outside === null || outside.username === '').length
      const grouped = read.filter((outside) => (outside?.groups.length ?? 0) > 0).length
      if (nameless > 0)
        return {
          about: url,
          good: false,
          es: `Conectó, pero a ${nameless} de ${read.length} personas les falta «${settings.attributes.username}» o «${settings.attributes.id}». Revise los atributos.`,
          en: `It connected, but ${nameless} of ${read.length} persons lack “${settings.attributes.username}” or “${settings.attributes.id}”. Check the attributes.`,
        }
      return {
        about: url,
        good: true,
        es: `Conectó y leyó ${read.length} personas de la primera página, ${grouped} de ellas con grupos.`,
        en: `It connected and read ${read.length} persons of the first page, ${grouped} of them with groups.`,
      }
    } finally {
      await client.unbind().catch(() => {})
    }
  } catch (error) {
    return { about: url, good: false, ...LDAP_FAULTS[ldapFault(error, url).code] }
  }
}

async function firstPage<Item>(pages: AsyncGenerator<Item>): Promise<readonly Item[]> {
  for await (const page of pages) return [page]
  return []
}
