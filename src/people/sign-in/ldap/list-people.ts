import type { OutsidePerson } from '../provisioning/types.ts'
import { withDirectory } from './connect.ts'
import { isDisabled, listEntries, outsideOf } from './entries.ts'
import { readGroups } from './groups.ts'
import type { LdapAccess } from './settings.ts'

/** The most persons that one synchronisation reads; more is a base or a filter that is too wide. */
export const MOST_PEOPLE = 100_000

/** Everybody whom the directory has, but for switched-off accounts, with their groups. Throws `LdapFault`. */
export async function listPeople(access: LdapAccess): Promise<readonly OutsidePerson[]> {
  const { settings } = access
  return withDirectory(access, async ({ client }) => {
    const groupsOf = await readGroups(client, settings)
    const people: OutsidePerson[] = []
    for await (const entries of listEntries(client, settings)) {
      for (const entry of entries) {
        const outside = isDisabled(entry) ? null : outsideOf(entry, settings, groupsOf(entry))
        if (outside !== null) people.push(outside)
      }
      if (people.length > MOST_PEOPLE) throw new Error(`more than ${MOST_PEOPLE} persons: the filter is too wide`)
    }
    return people
  })
}
