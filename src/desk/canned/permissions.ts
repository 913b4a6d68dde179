import { allow, type SignedInPerson } from '#src/people/permissions.ts'
import type { InstitutionDirectory, UnitId } from '#src/people/types.ts'

/** Where a canned text belongs: a unit, or null for the whole institution. */
export interface CannedPlace {
  readonly unit: UnitId | null
  readonly directory: InstitutionDirectory
}

declare module '#src/people/permissions.ts' {
  interface ActionSubjects {
    /** Write, change and retire canned texts of a unit or of the institution. */
    'canned-text.edit': CannedPlace
  }
}

allow('canned-text.edit', ({ id, administrator }, { unit, directory }) => {
  return administrator || (unit !== null && unitsHeadedBy(directory, id).has(unit))
})

/** Units of which the person acts as the head, with everything below them. */
export function unitsHeadedBy(directory: InstitutionDirectory, person: string): ReadonlySet<UnitId> {
  const held = new Set(directory.trayPositionsOf(person))
  const headed = directory.rows.units.filter(({ head }) => head !== null && held.has(head))
  return new Set(headed.flatMap(({ id }) => directory.unitsUnder(id)))
}

/** Units whose canned texts the person uses: those of the own positions, and everything above them. */
export function unitsServing(directory: InstitutionDirectory, person: string): readonly UnitId[] {
  const units = new Set<UnitId>()
  for (const position of directory.trayPositionsOf(person)) {
    let unit = directory.unitById(directory.postById(position)?.unit ?? '')
    while (unit !== null && !units.has(unit.id)) {
      units.add(unit.id)
      unit = unit.parent === null ? null : directory.unitById(unit.parent)
    }
  }
  return [...units]
}

/** The facts of a person that the rule asks for, from what a command knows. */
export function signedIn(
  directory: InstitutionDirectory,
  person: string,
): Pick<SignedInPerson, 'id' | 'administrator' | 'mustChangePassword'> {
  const administrator = (directory.personById(person)?.administratorSince ?? null) !== null
  return { id: person, administrator, mustChangePassword: false }
}
