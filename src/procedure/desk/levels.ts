import type { InstantText } from '#src/calendar/types.ts'
import type { PersonId, PositionId, RoleKey, TaskId } from '../types.ts'
import type { DeskReducers } from './desk-act.ts'
import type { Level } from './priority-table.ts'

/** Who attends the case: the help desk (1), technicians (2), specialists with their suppliers (3). */
export interface LevelState {
  readonly level: Level
  /** Whether the kind gave it at the opening, the desk by an escalation of its own, or a step of the procedure. */
  readonly by: 'kind' | 'desk' | 'step'
  readonly since?: InstantText
  /** Functional escalations so far. */
  readonly escalations?: number
  /** The area that attends it. */
  readonly area?: string
}

/** What is asked of a superior. */
export type Asks = 'decision' | 'resources' | 'authorise' | 'intervene'

/** A hierarchical escalation; the texts are private, in the acts of these numbers. */
export interface SuperiorAsked {
  readonly seq: number
  readonly at: InstantText
  readonly by: PersonId | null
  readonly to: PositionId
  readonly asks: Asks
  readonly task?: TaskId
  readonly answered?: {
    readonly seq: number
    readonly at: InstantText
    readonly by: PersonId | null
    readonly outcome: 'resolved' | 'returned'
    readonly millis: number
  }
}

/** Time that the case spent with a supplier. */
export interface SupplierTurn {
  readonly seq: number
  readonly supplier: string
  readonly reference: string
  readonly from: InstantText
  readonly until?: InstantText
  /** Working time, once it is over. */
  readonly millis?: number
}

export type LevelAct =
  /** Functional: the next level's area attends, or an earlier one again. `step` where the procedure's own step ordered it. */
  | {
      readonly kind: 'case-escalated'
      readonly from: Level
      readonly to: Level
      readonly via: 'desk' | 'step'
      readonly task: TaskId
      readonly role: RoleKey
      readonly position: PositionId | null
      /** Number of the norm whose table names the area; absent when the task goes back to who had it by the manual. */
      readonly norm?: string
    }
  | { readonly kind: 'superior-asked'; readonly to: PositionId; readonly asks: Asks; readonly task?: TaskId }
  | {
      readonly kind: 'superior-answered'
      /** `seq` of the act that asked. */
      readonly asked: number
      readonly outcome: 'resolved' | 'returned'
      readonly millis: number
    }
  | { readonly kind: 'supplier-engaged'; readonly supplier: string; readonly reference: string }
  | { readonly kind: 'supplier-finished'; readonly engaged: number; readonly millis: number }

export const LEVELS: DeskReducers<LevelAct> = {
  'case-escalated': (desk, { at, body }) => ({
    ...desk,
    level: {
      level: body.to,
      by: body.via,
      since: at,
      escalations: (desk.level?.escalations ?? 0) + 1,
      ...(body.norm === undefined ? {} : { area: body.role }),
    },
  }),
  'superior-asked': (desk, { seq, at, by, body: { kind: _, ...asked } }) => ({
    ...desk,
    superiors: [...(desk.superiors ?? []), { seq, at, by, ...asked }],
  }),
  'superior-answered': (desk, { seq, at, by, body: { asked, outcome, millis } }) => ({
    ...desk,
    superiors: (desk.superiors ?? []).map((each) =>
      each.seq === asked ? { ...each, answered: { seq, at, by, outcome, millis } } : each,
    ),
  }),
  'supplier-engaged': (desk, { seq, at, body: { supplier, reference } }) => ({
    ...desk,
    suppliers: [...(desk.suppliers ?? []), { seq, supplier, reference, from: at }],
  }),
  'supplier-finished': (desk, { at, body: { engaged, millis } }) => ({
    ...desk,
    suppliers: (desk.suppliers ?? []).map((each) => (each.seq === engaged ? { ...each, until: at, millis } : each)),
  }),
}
