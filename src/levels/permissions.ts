import { allow } from '#src/people/permissions.ts'
import type { InstitutionDirectory } from '#src/people/types.ts'
import type { PersonId, PositionId } from '#src/procedure/types.ts'

declare module '#src/people/permissions.ts' {
  interface ActionSubjects {
    /** Edit the table of priorities, whose editors are these. */
    'priorities.administer': readonly PositionId[]
    /** Keep the list of suppliers. */
    'suppliers.administer': readonly PositionId[]
    /** Say what this person knows to do. */
    'skills.keep': { readonly of: PersonId; readonly directory: InstitutionDirectory }
  }
}

allow(
  'priorities.administer',
  ({ administrator, positions }, editors) => administrator || positions.some(({ id }) => editors.includes(id)),
)
allow(
  'suppliers.administer',
  ({ administrator, positions }, editors) => administrator || positions.some(({ id }) => editors.includes(id)),
)
allow(
  'skills.keep',
  ({ id, administrator }, { of, directory }) => administrator || (id !== of && isHeadOf(directory, id, of)),
)

/** Does the person head the unit in which the other works, or one above it? */
export function isHeadOf(directory: InstitutionDirectory, head: PersonId, person: PersonId): boolean {
  let position = directory.headOfPerson(person)
  for (let above = 0; position !== null && above < 12; above++) {
    if (directory.holds(head, position)) return true
    const next: PositionId | null = directory.headOfPosition(position)
    position = next === position ? null : next
  }
  return false
}
