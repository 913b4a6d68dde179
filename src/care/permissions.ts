import { allow } from '#src/people/permissions.ts'
import type { PersonId } from '#src/procedure/types.ts'

declare module '#src/people/permissions.ts' {
  interface ActionSubjects {
    /** Find where personal data stand, ask for their erasure, propose rules of retention, hold cases. It gives no case to read. */
    'care.administer': null
    /** Confirm what this person asked for. */
    'care.confirm': PersonId
  }
}

allow('care.administer', ({ administrator }) => administrator)
// Two persons: nobody erases alone.
allow('care.confirm', ({ administrator, id }, askedBy) => administrator && id !== askedBy)
