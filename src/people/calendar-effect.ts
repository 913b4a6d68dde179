import type { InstantText } from '#src/calendar/types.ts'

/** What a change of a calendar would move, as far as it was looked through. */
export interface CalendarEffect {
  /** Due times that move, among the cases looked at. */
  readonly moved: number
  /** The first of them by the time at which they are due now, at most 100. */
  readonly moves: readonly DueMove[]
  /** Open cases looked at, and how many there are; fewer where the time for looking ran out. */
  readonly checked: number
  readonly open: number
}

export interface DueMove {
  /** Number of the case, and whether the person who asks may read it. */
  readonly number: string
  readonly readable: boolean
  /** The step whose time it is; null for the time of the whole case. */
  readonly row: string | null
  readonly from: InstantText
  readonly to: InstantText
}

export const MOST_MOVES = 100
