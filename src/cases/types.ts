import type { InstantText } from '#src/calendar/types.ts'
import type { CaseState } from '#src/procedure/types.ts'

/** A row of `case_file`: the case as its acts have left it. */
export interface CaseFile {
  readonly id: number
  /** `2026-000123` */
  readonly number: string
  /** First day of the month of opening, `2026-11-01`; the partition of its acts. */
  readonly openedMonth: string
  readonly versionId: number
  readonly procedure: string
  readonly title: string
  readonly channel: string
  readonly status: 'open' | 'closed' | 'annulled'
  readonly priority: number
  readonly requesterPerson: string | null
  readonly requesterName: string | null
  /** The contact who asked, where it is one of the directory of contacts. */
  readonly contactId: string | null
  readonly parentCase: number | null
  readonly parentTask: number | null
  readonly openedAt: InstantText
  readonly closedAt: InstantText | null
  readonly seq: number
  readonly headHash: string
  readonly state: CaseState
  /** Under which of the names in which somebody reads cases this one was read; absent where nobody asked. */
  readonly readAs?: readonly string[] | null
}

/** An act as it stands in the database: its canonical text is what the hash covers. */
export interface StoredAct {
  readonly seq: number
  readonly at: InstantText
  readonly kind: string
  readonly text: string
  readonly hash: string
  readonly salt: string | null
  /** Personal text; null where there was none, or where it was lawfully erased. */
  readonly private: unknown
  readonly erasedAt: InstantText | null
}
