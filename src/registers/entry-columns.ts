import type { ManualVersion } from '#src/cases/versions.ts'
import type { EntryContent, RegisterEntry } from './register.store.ts'

/** Fields of the forms behind the entries, in the forms' own order; those that no form of the manual names any more go last. */
export function entryColumns(
  entries: readonly RegisterEntry[],
  versions: ReadonlyMap<number, ManualVersion>,
): string[] {
  const columns = new Set<string>()
  const rest = new Set<string>()
  for (const { content } of entries) {
    if (content === null) continue
    const named = fieldsOf(content, versions)
    for (const name of named) columns.add(name)
    for (const name of Object.keys(content.fields ?? {})) if (!named.includes(name)) rest.add(name)
  }
  return [...columns.union(rest)]
}

function fieldsOf({ form, versionId }: EntryContent, versions: ReadonlyMap<number, ManualVersion>): string[] {
  const fields = form === null ? undefined : versions.get(versionId)?.form(form)?.fields
  return fields?.map(({ name }) => name) ?? []
}

/** Ids of the files named by the entries' fields. */
export function filesOf(entries: readonly Pick<RegisterEntry, 'content'>[]): string[] {
  return entries.flatMap(({ content }) =>
    Object.values(content?.fields ?? {}).flatMap((value) =>
      typeof value === 'object' && value !== null ? [value.file] : [],
    ),
  )
}
