import { allow } from '#src/people/permissions.ts'
import type { InstitutionDirectory, Unit, UnitId } from '#src/people/types.ts'

/** What the rules of a book ask: whose it is, and who wrote the entry. */
export interface BookFacts {
  /** Position of the head who answers for the book; null where the institution has none. */
  readonly headPosition: string | null
}

declare module '#src/people/permissions.ts' {
  interface ActionSubjects {
    /** Write a correction beside an entry that the person may read. */
    'register.annotate': BookFacts & { readonly writtenBy: string | null }
    /** Close the months of a book, sign them and take their documents. */
    'register.close': BookFacts
  }
}

allow(
  'register.annotate',
  ({ id, positions }, { writtenBy, headPosition }) =>
    writtenBy === id || positions.some((post) => post.id === headPosition),
)
allow('register.close', ({ positions }, { headPosition }) => positions.some(({ id }) => id === headPosition))

/** The unit that answers for a book: its own, or the first above it that has a head; the topmost where none is known. */
export function responsibleUnit(directory: InstitutionDirectory, owner: UnitId | null): Unit | null {
  const top = directory.rows.units.find(({ parent, closedOn }) => parent === null && closedOn === null) ?? null
  for (let unit = owner === null ? top : directory.unitById(owner); unit !== null; ) {
    if (unit.head !== null && unit.closedOn === null) return unit
    unit = unit.parent === null ? null : directory.unitById(unit.parent)
  }
  return null
}

export function bookFacts(directory: InstitutionDirectory, owner: UnitId | null): BookFacts {
  return { headPosition: responsibleUnit(directory, owner)?.head ?? null }
}
