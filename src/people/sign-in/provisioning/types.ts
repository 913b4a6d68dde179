import type { PersonId, PositionId } from '#src/procedure/types.ts'
import type { UnitId } from '../../types.ts'
import type { Source } from '../identity.store.ts'

/** A group of outside, by its distinguished name where it has one. */
export interface OutsideGroup {
  readonly dn: string | null
  readonly name: string
}

/** Somebody as the institution's directory, or an OpenID provider, tells it. */
export interface OutsidePerson {
  readonly source: Source
  /** Of OpenID; empty for the directory. */
  readonly issuer: string
  readonly subject: string
  /** What it is called there, for people to recognise: the DN, the user name. */
  readonly called: string
  readonly username: string
  readonly name: string
  readonly email: string | null
  /** Does the provider vouch for the address? */
  readonly emailVerified: boolean
  readonly phone: string | null
  readonly groups: readonly OutsideGroup[]
}

/** What the members of a group get here. */
export interface Mapping {
  readonly id: string
  readonly group: string
  readonly kind: 'unit' | 'position' | 'group' | 'administrator'
  readonly unit: UnitId | null
  readonly position: PositionId | null
  readonly personGroup: string | null
}

/** What a mapping gave to a person. */
export interface Grant {
  readonly id: string
  readonly person: PersonId
  readonly source: Source
  readonly kind: Mapping['kind']
  readonly unit: UnitId | null
  readonly tenure: string | null
  readonly personGroup: string | null
}

export interface ProvisioningRules {
  /** Whom to make a person here: whoever is found, or only members of a mapped group. */
  readonly create: 'all' | 'mapped'
  /** By what somebody who is here already is recognised, beside the link itself; null for by nothing. */
  readonly join: 'username' | 'verified-email' | null
}

/** Why something is left as it is; a person has to decide. */
export type ConflictReason =
  | 'position-full'
  | 'last-administrator'
  | 'username-taken'
  | 'username-unfit'
  | 'name-missing'
  | 'joined-to-another'
  | 'administrator-by-hand'
  | 'left'

/** One thing that a synchronisation does. `person` is null for the one that it makes. */
export type Change =
  | { readonly kind: 'create'; readonly outside: OutsidePerson }
  | { readonly kind: 'join'; readonly person: PersonId; readonly outside: OutsidePerson }
  | { readonly kind: 'particulars'; readonly person: PersonId; readonly fields: Particulars }
  | { readonly kind: 'unit'; readonly person: PersonId | null; readonly unit: UnitId }
  | { readonly kind: 'appoint'; readonly person: PersonId | null; readonly position: PositionId }
  | { readonly kind: 'end-tenure'; readonly person: PersonId; readonly tenure: string; readonly position: PositionId }
  | { readonly kind: 'join-group'; readonly person: PersonId | null; readonly group: string }
  | { readonly kind: 'leave-group'; readonly person: PersonId; readonly group: string }
  | { readonly kind: 'make-administrator'; readonly person: PersonId | null }
  | { readonly kind: 'withdraw-administrator'; readonly person: PersonId }
  | { readonly kind: 'missing'; readonly person: PersonId; readonly identity: string; readonly called: string }
  | {
      readonly kind: 'conflict'
      readonly person: PersonId | null
      readonly called: string
      readonly reason: ConflictReason
      readonly position?: PositionId
    }

export interface Particulars {
  readonly username?: string
  readonly name?: string
  readonly email?: string | null
  readonly phone?: string | null
}

/** Changes of one person, in the order in which they are made. */
export interface PersonPlan {
  readonly outside: OutsidePerson | null
  readonly person: PersonId | null
  readonly changes: readonly Change[]
}
