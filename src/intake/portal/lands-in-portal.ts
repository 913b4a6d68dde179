import type { ManualVersion } from '#src/cases/versions.ts'
import type { SignedInPerson } from '#src/people/permissions.ts'
import type { InstitutionDirectory } from '#src/people/types.ts'
import { roleParts } from './role-parts.ts'

/**
 * Does this person only ask? Nobody does who administers, belongs to a group, heads a unit (and so signs what it asks for), or acts for a
 * position that a manual in force names: their work is in the trays.
 */
export function landsInPortal(
  person: Pick<SignedInPerson, 'id' | 'administrator'>,
  directory: InstitutionDirectory,
  inForce: readonly ManualVersion[],
): boolean {
  if (person.administrator || directory.groupsOf(person.id).length > 0) return false
  const named = namedPositions(directory, inForce)
  return directory
    .trayPositionsOf(person.id)
    .every((id) => !named.has(id) && directory.unitById(directory.postById(id)?.unit ?? '')?.head !== id)
}

// By snapshot of the directory; another list of manuals asks again.
const kept = new WeakMap<InstitutionDirectory, { readonly versions: string; readonly named: ReadonlySet<string> }>()

function namedPositions(directory: InstitutionDirectory, inForce: readonly ManualVersion[]): ReadonlySet<string> {
  const versions = inForce.map(({ id }) => id).join()
  const known = kept.get(directory)
  if (known?.versions === versions) return known.named
  const named = new Set<string>()
  const add = (unit: string | null, post: string) => {
    const position = directory.position(unit, post)
    if (position !== null) named.add(position)
  }
  for (const { manual } of inForce) {
    for (const { unit, post } of manual.roles) add(unit, post)
    // Whom a norm's table assigns: a cell has the cargo, alone or after its unit, or another cell has the unit.
    for (const { table } of [...manual.norms, ...manual.procedures.flatMap(({ norms }) => norms)])
      for (const cells of table?.rows ?? [])
        for (const cell of cells) {
          const { unit, post } = roleParts(cell)
          add(unit, post)
          for (const other of cells) if (other !== cell && directory.hasUnit(other)) add(other, cell)
        }
  }
  kept.set(directory, { versions, named })
  return named
}
