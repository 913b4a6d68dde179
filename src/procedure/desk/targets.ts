import type { Due, Duration, InstantText } from '#src/calendar/types.ts'
import type { PersonId } from '../types.ts'
import type { DeskReducers } from './desk-act.ts'
import type { WarningPercent } from './priority-table.ts'

/** Of the whole case: when somebody takes it up (attention), and when it is over (solution). */
export type TargetName = 'attention' | 'solution'

export interface Target {
  /** The rule of the table that gave it, so that it can be counted anew. */
  readonly rule: Duration
  readonly start: InstantText
  /** Code of the calendar by which it runs. */
  readonly calendar: string
  /** The norm by which it stands still while the case waits for the requester; absent where none says so. */
  readonly suspends?: string
  /** Absent while it stands still, since nobody knows for how long. */
  readonly due?: Due
  /** Warnings still to come. */
  readonly warnings: readonly { readonly percent: WarningPercent; readonly at: InstantText }[]
  /** Those that were given, or were passed by when a greater one was. */
  readonly given: readonly WarningPercent[]
  /** When it was reached. */
  readonly met?: InstantText
}

/** A stretch that targets do not count, and why. */
export interface TargetPause {
  readonly from: InstantText
  readonly until: InstantText
  readonly because: 'requester' | 'closed'
}

export interface TargetsState {
  readonly attention?: Target
  readonly solution?: Target
  readonly pauses: readonly TargetPause[]
  /** Since when the case waits for the requester. */
  readonly waitingSince?: InstantText
}

export type TargetAct =
  /** Counted anew: `calendar` changed, the case `waits` for the requester, the `reply` came, or it was `reopened`. */
  | ({
      readonly kind: 'targets-moved'
      readonly because: 'calendar' | 'waits' | 'reply' | 'reopened'
    } & TargetsState)
  | { readonly kind: 'target-met'; readonly target: TargetName; readonly due?: InstantText; readonly late: boolean }
  | {
      readonly kind: 'case-warned'
      readonly target: TargetName
      readonly percent: WarningPercent
      /** Lesser ones that this one stands for. */
      readonly passed: readonly WarningPercent[]
      readonly due: InstantText
      readonly persons: readonly PersonId[]
    }

export const TARGETS: DeskReducers<TargetAct> = {
  'targets-moved': (desk, { body: { kind: _, because: __, ...targets } }) => ({ ...desk, targets }),
  'target-met': (desk, { at, body }) => {
    const target = desk.targets?.[body.target]
    if (desk.targets === undefined || target === undefined) return desk
    return { ...desk, targets: { ...desk.targets, [body.target]: { ...target, met: at, warnings: [] } } }
  },
  'case-warned': (desk, { body }) => {
    const target = desk.targets?.[body.target]
    if (desk.targets === undefined || target === undefined) return desk
    const done = [...body.passed, body.percent]
    const next = {
      ...target,
      warnings: target.warnings.filter(({ percent }) => !done.includes(percent)),
      given: [...target.given, ...done],
    }
    return { ...desk, targets: { ...desk.targets, [body.target]: next } }
  },
}
