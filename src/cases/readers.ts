import type { InstitutionDirectory } from '#src/people/types.ts'

/**
 * In whose name a person may read cases: the person's own, the units of the positions that the person acts for, and everything below
 * a unit of which one of them is the head. `case_reader` holds who took part; a case is readable where the two meet.
 */
export function readersOf(directory: InstitutionDirectory, person: string): readonly string[] {
  const known = kept.get(directory) ?? new Map<string, readonly string[]>()
  kept.set(directory, known)
  const found = known.get(person)
  if (found !== undefined) return found
  const readers = [person, ...unitsReadBy(directory, person)]
  known.set(person, readers)
  return readers
}

// By snapshot of the directory, so that a change of positions is seen at once.
const kept = new WeakMap<InstitutionDirectory, Map<string, readonly string[]>>()

function unitsReadBy(directory: InstitutionDirectory, person: string): Set<string> {
  const units = new Set<string>()
  for (const id of directory.trayPositionsOf(person)) {
    const unit = directory.unitById(directory.postById(id)?.unit ?? '')
    if (unit === null) continue
    if (unit.head !== id) units.add(unit.id)
    else for (const below of directory.unitsUnder(unit.id)) units.add(below)
  }
  return units
}
