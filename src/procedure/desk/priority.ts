import type { DeskReducers } from './desk-act.ts'
import type { Level } from './priority-table.ts'
import type { TargetsState } from './targets.ts'

/** How much of the institution it touches (impact) and how soon it hurts (urgency): 1 is high, 3 is low. */
export type Grade = 1 | 2 | 3

/** The case's priority as it was set last, from 1 (critical) to 4 (low), and what gave it. */
export interface PriorityState {
  readonly priority: number
  /** The grades from which the table gave it; absent where the priority itself was stated. */
  readonly impact?: Grade
  readonly urgency?: Grade
  /** `table`: somebody graded the case. `kind`: its kind's grades at the opening. `declared`: those of its opening form. `stated`: whoever opened it said so. */
  readonly because?: 'table' | 'kind' | 'declared' | 'stated'
  /** Which revision of the table. */
  readonly table?: number
  readonly at?: string
  /** Null is Ventanilla itself. */
  readonly by?: string | null
}

export type PriorityAct = {
  readonly kind: 'case-prioritised'
  /** At the opening: the level of its kind, where it is not the first. */
  readonly level?: Level
  /** What the priority gives the case to be attended and solved in. */
  readonly targets?: TargetsState
} & Omit<PriorityState, 'at' | 'by'>

export const PRIORITY: DeskReducers<PriorityAct> = {
  'case-prioritised': (desk, { at, by, body: { kind: _, level, targets, ...priority } }) => ({
    ...desk,
    priority: { ...priority, at, by },
    ...(level === undefined ? {} : { level: { level, by: 'kind' as const } }),
    ...(targets === undefined ? {} : { targets }),
  }),
}
