import { readersOf } from '#src/cases/readers.ts'
import { WRITERS_GROUP } from '#src/manuals/drafts/index.ts'
import { allow, may, type SignedInPerson } from '#src/people/permissions.ts'
import type { InstitutionDirectory } from '#src/people/types.ts'

/**
 * What a person's figures are of. A unit that a person reads gives the cases that it attends: each of them has had a task in that unit,
 * so the person may read each. The whole institution is for whoever heads it, and for the offices that measure it: administrators, and
 * those who write the manuals; they do not read the cases, so that counts below five are not told to them.
 */
export interface Scope {
  readonly whole: boolean
  readonly units: readonly string[]
  /** Small counts are withheld. */
  readonly masks: boolean
  /** Figures of single technicians are for those who head them. */
  readonly technicians: boolean
}

interface Standing {
  readonly groups: readonly string[]
  /** Units of which the person is the head, or stands in for the head. */
  readonly heads: readonly string[]
  readonly headsInstitution: boolean
  readonly units: readonly string[]
}

declare module '#src/people/permissions.ts' {
  interface ActionSubjects {
    /** Read figures of cases; the subject is what the directory says of the person. */
    'statistics.read': Standing
    /** … of the whole institution. */
    'statistics.whole': Standing
    /** … of single technicians. */
    'statistics.technicians': Standing
    /** Measure procedures, and propose times for the next manual. */
    'manual.measure': Standing
    /** Edit the codes of solution, and have reports sent. */
    'statistics.administer': Standing
  }
}

const measures = ({ administrator }: SignedInPerson, { groups, headsInstitution }: Standing) =>
  administrator || headsInstitution || groups.includes(WRITERS_GROUP)

allow('statistics.read', (person, standing) => measures(person, standing) || standing.units.length > 0)
allow('statistics.whole', measures)
allow('statistics.technicians', (_person, { heads }) => heads.length > 0)
allow('manual.measure', (person, standing) => measures(person, standing) || standing.heads.length > 0)
allow('statistics.administer', (person, standing) => measures(person, standing) || standing.heads.length > 0)

export function standingOf(directory: InstitutionDirectory, person: string): Standing {
  const heads = directory.trayPositionsOf(person).flatMap((position) => {
    const unit = directory.unitById(directory.postById(position)?.unit ?? '')
    return unit !== null && unit.head === position ? [unit] : []
  })
  return {
    groups: directory.groupsOf(person),
    heads: heads.map(({ id }) => id),
    headsInstitution: heads.some(({ parent }) => parent === null),
    units: readersOf(directory, person).filter((id) => id !== person),
  }
}

/** Null for a person who may read no figures. */
export function scopeOf(directory: InstitutionDirectory, person: SignedInPerson): Scope | null {
  const standing = standingOf(directory, person.id)
  if (!may(person, 'statistics.read', standing)) return null
  const whole = may(person, 'statistics.whole', standing)
  const masks = whole && !standing.headsInstitution
  return {
    whole,
    units: standing.units,
    masks,
    technicians: !masks && may(person, 'statistics.technicians', standing),
  }
}

export function mayMeasure(directory: InstitutionDirectory, person: SignedInPerson): boolean {
  return may(person, 'manual.measure', standingOf(directory, person.id))
}

export function mayAdministerStatistics(directory: InstitutionDirectory, person: SignedInPerson): boolean {
  return may(person, 'statistics.administer', standingOf(directory, person.id))
}
