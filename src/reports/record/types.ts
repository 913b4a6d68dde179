import type { InstantText, WorkingCalendar } from '#src/calendar/types.ts'
import type { TaskKind } from '#src/procedure/types.ts'

/** What folding asks of the institution as it was on the day of an act. */
export interface FoldWorld {
  /** Date of an instant in the institution's time zone. */
  dayOf(at: InstantText): string
  /** The institution's calendar, by which the times of whole cases are counted. */
  readonly calendar: WorkingCalendar
  unitOfPosition(position: string): string | null
  unitOfPerson(person: string, at: InstantText): string | null
  /** How the time of a row is counted: its calendar, or none where its norm runs day and night; null for a row that is unknown. */
  measureOf(version: string, procedure: string, row: string): { readonly calendar: WorkingCalendar | null } | null
}

/** A case as far as its acts have been counted. Plain data: it is kept as JSON. */
export interface CaseFold {
  readonly seq: number
  readonly openedAt: InstantText
  readonly openedOn: string
  /** `manual version`, the manual's code and the version that the case is on. */
  readonly version: string
  readonly procedure: string
  readonly start: string
  /** Code, procedure and start: what the case is, for counting by kind; it stays that of the opening. */
  readonly kind: string
  readonly channel: string
  readonly requester: string | null
  readonly requesterUnit: string | null
  readonly status: 'open' | 'closed' | 'annulled'
  readonly unit: string | null
  readonly technician: string | null
  /** Who did anything that was not the requester's. More than one: it was not resolved at the first contact. */
  readonly hands: readonly string[]
  readonly escalated: boolean
  readonly level: number | null
  readonly highestLevel: number | null
  readonly priority: number
  readonly solution: string | null
  readonly cause: string | null
  readonly stars: number | null
  readonly ratedOn: string | null
  /** Working milliseconds from the opening to the first attention, and to the latest closing. */
  readonly attention: number | null
  readonly lasting: number | null
  readonly late: number
  readonly timed: number
  readonly closedOn: string | null
  /** Every day on which it was closed or annulled, and opened again. */
  readonly leftOn: readonly string[]
  readonly reopenedOn: readonly string[]
  readonly open: readonly OpenVisit[]
}

/** A visit of a row that has not ended. */
export interface OpenVisit {
  readonly task: number
  readonly row: string
  readonly kind: TaskKind
  readonly position: string | null
  readonly requesters: boolean
  readonly arrivedAt: InstantText
  readonly takenAt: InstantText | null
  readonly due: { readonly at: InstantText; readonly start: InstantText; readonly norm: boolean } | null
}

export type Outcome = 'done' | 'refused' | 'withdrawn' | 'ruled' | 'expired' | 'replied'

/** One that has. Times are milliseconds in the measure of the row's norm. */
export interface EndedVisit {
  /** Of the act that ended it: a task that is put back has another visit. */
  readonly seq: number
  readonly task: number
  readonly version: string
  readonly procedure: string
  readonly row: string
  readonly kind: TaskKind
  readonly endedOn: string
  readonly outcome: Outcome
  /** Null where nothing was due. */
  readonly late: boolean | null
  readonly total: number
  /** In the tray before anybody took it, and from then on; null where nobody took it before doing it. */
  readonly wait: number | null
  readonly work: number | null
  /** From the instant from which the norm time is counted. */
  readonly span: number
  readonly unit: string | null
  readonly person: string | null
}

/** Something that happened at a row and has no length. */
export interface RowMark {
  readonly version: string
  readonly procedure: string
  readonly row: string
  readonly on: string
  readonly what:
    | 'round'
    | 'released'
    | 'handed-over'
    | 'ruled'
    | 'escalated'
    | 'expired'
    | 'refused'
    | 'over-limit'
    | 'corrected'
}

export interface Folded {
  readonly fold: CaseFold
  readonly visits: readonly EndedVisit[]
  readonly marks: readonly RowMark[]
}
