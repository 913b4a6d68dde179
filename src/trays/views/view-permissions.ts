import { allow, may, type SignedInPerson } from '#src/people/permissions.ts'
import type { InstitutionDirectory, UnitId } from '#src/people/types.ts'
import { unitsHeaded } from '../tray-scope.ts'
import type { SavedView, ViewReader } from './view.store.ts'

interface SharingFacts {
  /** The unit with which a view is shared, or the one of the position. */
  readonly unit: UnitId | null
  /** Units that the person heads, and those below. */
  readonly headed: readonly UnitId[]
}

declare module '#src/people/permissions.ts' {
  interface ActionSubjects {
    'view.share': SharingFacts
    /** Change a view; its reader may use it all the same. */
    'view.change': Pick<SavedView, 'owner'>
    'view.delete': Pick<SavedView, 'owner'> & SharingFacts
  }
}
const heads = ({ unit, headed }: SharingFacts) => unit !== null && headed.includes(unit)
allow('view.share', (_person, facts) => heads(facts))
allow('view.change', ({ id }, { owner }) => id === owner)
// Whoever made it may have left; the head can clear away what is shared with the unit.
allow('view.delete', ({ id }, facts) => id === facts.owner || heads(facts))

/** In whose name a person reads shared views: the own positions, their units and those above. */
export function viewReader(directory: InstitutionDirectory, person: string): ViewReader {
  const positions = directory.trayPositionsOf(person)
  const units = new Set<string>()
  for (const position of positions) {
    let id = directory.postById(position)?.unit ?? null
    while (id !== null && !units.has(id)) {
      units.add(id)
      id = directory.unitById(id)?.parent ?? null
    }
  }
  return { person, units: [...units], positions }
}

export function mayShareWith(
  directory: InstitutionDirectory,
  person: SignedInPerson,
  { unit, position }: Pick<SavedView, 'unit' | 'position'>,
): boolean {
  return may(person, 'view.share', sharingFacts(directory, person.id, { unit, position }))
}

export function sharingFacts(
  directory: InstitutionDirectory,
  person: string,
  { unit, position }: Pick<SavedView, 'unit' | 'position'>,
): SharingFacts {
  const place = unit ?? (position === null ? null : (directory.postById(position)?.unit ?? null))
  return { unit: place, headed: unitsHeaded(directory, person) }
}

export interface Shareable {
  readonly units: readonly { readonly id: string; readonly name: string }[]
  readonly positions: readonly { readonly id: string; readonly name: string; readonly unit: string }[]
}

/** With whom a person may share views; bounded for a list to choose from. */
export function shareable(directory: InstitutionDirectory, person: string): Shareable {
  const headed = unitsHeaded(directory, person)
  const units = headed.flatMap((id) => directory.unitById(id) ?? []).slice(0, 100)
  const positions = directory.rows.posts
    .filter(({ unit, closedOn }) => headed.includes(unit) && closedOn === null)
    .slice(0, 200)
    .map(({ id, title, unit }) => ({ id, name: title, unit: directory.unitById(unit)?.name ?? '' }))
  return { units, positions }
}
