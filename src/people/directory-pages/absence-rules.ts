import type { PersonId } from '#src/procedure/types.ts'
import { allow } from '../permissions.ts'
import type { InstitutionDirectory, Person } from '../types.ts'

/** Whose absences, and the positions that head the person's units, the nearest first. */
export interface AbsenceSubject {
  readonly person: PersonId
  readonly heads: readonly string[]
}

declare module '#src/people/permissions.ts' {
  interface ActionSubjects {
    /** Record an absence of this person, end it, and name who stands in. */
    'absence.record': AbsenceSubject
  }
}

// One's own, those of the people whom one heads, and everybody's for an administrator.
allow(
  'absence.record',
  ({ id, positions, administrator }, { person, heads }) =>
    id === person || administrator || positions.some((position) => heads.includes(position.id)),
)

/** A person with the heads above: of the unit, or the one above for whoever heads it, and so on to the top. */
export function absenceSubject(directory: InstitutionDirectory, person: PersonId): AbsenceSubject {
  const heads: string[] = []
  let head = directory.headOfPerson(person)
  while (head !== null && !heads.includes(head)) {
    heads.push(head)
    head = directory.headOfPosition(head)
  }
  return { person, heads }
}

/**
 * Who may stand in for a person: colleagues of the unit, and those who have the same head. An administrator may choose anybody, because
 * some order may say so.
 */
export function deputyCandidates(
  directory: InstitutionDirectory,
  person: PersonId,
  anybody: boolean,
): readonly Person[] {
  const unit = directory.unitOf(person)?.id
  const head = directory.headOfPerson(person)
  const fits = ({ id }: Person) =>
    anybody ||
    (unit !== undefined && directory.unitOf(id)?.id === unit) ||
    (head !== null && directory.headOfPerson(id) === head)
  return directory.activePeople.filter((each) => each.id !== person && fits(each))
}
