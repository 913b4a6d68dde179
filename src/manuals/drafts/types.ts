import type { InstantText } from '#src/calendar/types.ts'
import type { PersonId } from '#src/procedure/types.ts'

export type DraftOrigin = 'new' | 'version' | 'import'

/** A draft without its texts, as lists show it. */
export interface DraftHead {
  readonly id: string
  /** Number of the latest saving. */
  readonly revision: number
  /** As the text's front matter says; null where it does not. */
  readonly code: string | null
  readonly title: string | null
  /** Id of the published version from which it was made. */
  readonly baseVersion: number | null
  /** The case that runs its life. */
  readonly caseId: number | null
  readonly origin: DraftOrigin
  /** Id of the uploaded document that was imported. */
  readonly originFile: string | null
  readonly createdAt: InstantText
  readonly createdBy: PersonId
  readonly changedAt: InstantText
  readonly changedBy: PersonId
  readonly closedAt: InstantText | null
  readonly closedBy: PersonId | null
  readonly closedReason: 'published' | 'discarded' | null
}

export interface DraftText {
  readonly source: string
  /** Told examples; empty where there are none. */
  readonly examples: string
}

export interface Draft extends DraftHead, DraftText {}

/** One saving. */
export interface DraftRevision {
  readonly revision: number
  readonly savedAt: InstantText
  readonly savedBy: PersonId
  /** Number of the revision that this one brought back. */
  readonly restored: number | null
}

/** Who does it, and when. */
export interface By {
  readonly person: PersonId
  readonly at: InstantText
}
