import type { DateText, InstantText } from '#src/calendar/types.ts'
import type { Directory, PersonId, PositionId } from '#src/procedure/types.ts'

export type UnitId = string

export interface Unit {
  readonly id: UnitId
  readonly code: string
  readonly name: string
  readonly parent: UnitId | null
  readonly head: PositionId | null
  /** Municipality or office whose local holidays it keeps. */
  readonly office: string | null
  readonly closedOn: DateText | null
  readonly revision: number
}

export interface Post {
  readonly id: PositionId
  readonly code: string
  readonly title: string
  readonly unit: UnitId
  /** How many persons it has room for. */
  readonly places: number
  readonly closedOn: DateText | null
  readonly revision: number
}

export interface Person {
  readonly id: PersonId
  readonly username: string
  readonly name: string
  readonly email: string | null
  readonly phone: string | null
  readonly extension: string | null
  readonly unit: UnitId | null
  readonly administratorSince: InstantText | null
  readonly leftOn: DateText | null
  readonly revision: number
}

/** Dates of the institution's time zone, both ends included; `until` null has no end. */
export interface Stretch {
  readonly from: DateText
  readonly until: DateText | null
}

export interface Tenure extends Stretch {
  readonly id: string
  readonly person: PersonId
  readonly position: PositionId
}

export interface Absence extends Stretch {
  readonly id: string
  readonly person: PersonId
  readonly reason: string | null
}

/** Stands in for an absent person in all that person's positions, or for a position whose holders are all away. */
export interface Deputy extends Stretch {
  readonly id: string
  readonly person: PersonId
  readonly forPerson: PersonId | null
  readonly forPosition: PositionId | null
  readonly reason: string | null
}

export interface Group {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly members: readonly PersonId[]
  readonly revision: number
}

export interface List {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly members: readonly { readonly name: string; readonly unit: UnitId | null }[]
  readonly revision: number
}

export interface Institution {
  readonly name: string
  readonly code: string
  /** Code of its calendar. */
  readonly calendar: string
  readonly timeZone: string
  readonly demo: boolean
  readonly settings: Readonly<Record<string, unknown>>
  readonly revision: number
}

/** Everything of the directory, of all times, as the tables hold it. */
export interface DirectoryRows {
  readonly institution: Institution | null
  readonly units: readonly Unit[]
  readonly posts: readonly Post[]
  readonly people: readonly Person[]
  readonly tenures: readonly Tenure[]
  readonly absences: readonly Absence[]
  readonly deputies: readonly Deputy[]
  readonly groups: readonly Group[]
  readonly lists: readonly List[]
}

/** A position that a person acts for now. */
export interface ActingPost {
  readonly id: PositionId
  readonly title: string
  readonly unit: string
  /** The absent holder for whom the person stands in; `position` when the deputy is of the position itself; null for the own. */
  readonly standsInFor: PersonId | 'position' | null
}

/** The engine's directory, with what screens and permissions also ask. Every function answers from memory. */
export interface InstitutionDirectory extends Directory {
  /** The date for which it holds, in the institution's time zone. */
  readonly today: DateText
  readonly rows: DirectoryRows
  personById(id: PersonId): Person | null
  personByUsername(username: string): Person | null
  /** Name of a person of any time; the id itself when unknown. */
  personName(id: PersonId): string
  unitById(id: UnitId): Unit | null
  postById(id: PositionId): Post | null
  /** Positions held now, first by title; an absent person's too. */
  positionsOf(person: PersonId): readonly ActingPost[]
  /** Own and deputised positions whose trays the person sees. */
  trayPositionsOf(person: PersonId): readonly PositionId[]
  /** The same with their names. */
  actingPostsOf(person: PersonId): readonly ActingPost[]
  /** Codes of the groups in which the person is. */
  groupsOf(person: PersonId): readonly string[]
  /** The unit in which a person works: the person's own, or that of the first position held. */
  unitOf(person: PersonId): Unit | null
  /** A unit and everything below it. */
  unitsUnder(unit: UnitId): readonly UnitId[]
  /** Members of a list by its code or name; empty when unknown. */
  list(name: string): List['members']
  /** Persons who have not left, by name. */
  readonly activePeople: readonly Person[]
}
