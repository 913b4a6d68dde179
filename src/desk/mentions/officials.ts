import { foldText } from '#src/manual/index.ts'
import type { InstitutionDirectory } from '#src/people/types.ts'

/** An official as a list to choose from shows it. */
export interface OfficialChoice {
  readonly id: string
  readonly username: string
  readonly name: string
  readonly position: string
}

/** Whoever works here in a position today, first by name. */
export function officialsOf(directory: InstitutionDirectory): readonly OfficialChoice[] {
  const known = kept.get(directory)
  if (known !== undefined) return known
  const found = directory.activePeople.flatMap(({ id, username, name }) => {
    const [first] = directory.actingPostsOf(id)
    return first === undefined ? [] : [{ id, username, name, position: `${first.title}, ${first.unit}` }]
  })
  kept.set(directory, found)
  return found
}

// By snapshot of the directory, so that a change of positions is seen at once.
const kept = new WeakMap<InstitutionDirectory, readonly OfficialChoice[]>()

/** Officials whose name or user name has a word that begins so; at most ten. */
export function suggestOfficials(directory: InstitutionDirectory, typed: string): readonly OfficialChoice[] {
  const wanted = ` ${foldText(typed.slice(0, 60))}`
  return officialsOf(directory)
    .filter(({ name, username }) => ` ${foldText(name)} ${username}`.includes(wanted))
    .slice(0, 10)
}
