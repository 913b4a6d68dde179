import type { DeskReducers } from './desk-act.ts'

/** How much of the institution it touches (impact) and how soon it hurts (urgency): 1 is high, 3 is low. */
export type Grade = 1 | 2 | 3

/** The case's priority as the desk set it, from 1 (critical) to 4 (low), with the grades from which the table gave it. */
export interface PriorityState {
  readonly impact: Grade
  readonly urgency: Grade
  readonly priority: number
}

export type PriorityAct = { readonly kind: 'case-prioritised' } & PriorityState

export const PRIORITY: DeskReducers<PriorityAct> = {
  'case-prioritised': (desk, { body: { kind: _, ...priority } }) => ({ ...desk, priority }),
}
