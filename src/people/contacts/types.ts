import type { InstantText } from '#src/calendar/types.ts'
import type { PersonId } from '#src/procedure/types.ts'

export type ContactId = string
export type EntityId = string

/** An institution, municipality or office outside, for which contacts ask. */
export interface Entity {
  readonly id: EntityId
  /** What the entity is known by on the telephone; null where it has none. */
  readonly code: string | null
  readonly name: string
  readonly kind: string | null
  readonly notes: string | null
  readonly revision: number
}

export interface Phone {
  /** As it was said. */
  readonly number: string
  /** Country code and number, digits alone; an extension of the institution's own exchange as it is. */
  readonly digits: string
  readonly extension: string | null
}

/** Somebody outside the institution. */
export interface Contact {
  readonly id: ContactId
  readonly name: string
  readonly entity: Pick<Entity, 'id' | 'code' | 'name'> | null
  readonly unit: string | null
  readonly phones: readonly Phone[]
  readonly mails: readonly string[]
  readonly notes: string | null
  readonly mergedInto: ContactId | null
  readonly createdAt: InstantText
  readonly createdBy: PersonId | null
  readonly changedAt: InstantText
  readonly changedBy: PersonId | null
  readonly revision: number
}

/** What people fill in; `phones` and `mails` already read. */
export interface ContactData {
  readonly name: string
  readonly entityCode: string | null
  readonly entityName: string | null
  readonly unit: string | null
  readonly phones: readonly Phone[]
  readonly mails: readonly string[]
  readonly notes: string | null
}

export type ContactChangeKind = 'created' | 'changed' | 'imported' | 'merged' | 'merged-away'

/** What a contact was after a change. */
export interface ContactChange {
  readonly revision: number
  readonly at: InstantText
  readonly by: PersonId | null
  readonly kind: ContactChangeKind
  /** Null where it was lawfully erased. */
  readonly content: (Omit<ContactData, 'phones'> & { readonly phones: readonly string[] }) | null
}
