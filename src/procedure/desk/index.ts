import type { Act, Actor } from '../types.ts'
import type { DeskActOf } from './desk-act.ts'
import { LEVELS, type LevelAct, type LevelState, type SuperiorAsked, type SupplierTurn } from './levels.ts'
import { PRIORITY, type PriorityAct, type PriorityState } from './priority.ts'
import { TARGETS, type TargetAct, type TargetsState } from './targets.ts'

/**
 * What people do to a case around the steps of its procedure. A theme is one file: its acts, its part of `DeskState`, and its
 * reducers. The engine keeps these acts in order with its own and gives them no meaning.
 */
export type DeskAct = PriorityAct | LevelAct | TargetAct

/** The desk's part of a case; a theme that nobody used is absent. */
export interface DeskState {
  readonly priority?: PriorityState
  readonly targets?: TargetsState
  readonly level?: LevelState
  readonly superiors?: readonly SuperiorAsked[]
  readonly suppliers?: readonly SupplierTurn[]
}

const REDUCERS: { readonly [Kind in DeskAct['kind']]: (desk: DeskState, act: DeskActOf<never>) => DeskState } = {
  ...PRIORITY,
  ...LEVELS,
  ...TARGETS,
}

export function isDeskAct(body: { readonly kind: string }): body is DeskAct {
  return Object.hasOwn(REDUCERS, body.kind)
}

/** The desk's part of a case after one more of its acts. */
export function applyDesk(desk: DeskState | undefined, act: Act, body: DeskAct): DeskState {
  return REDUCERS[body.kind](desk ?? {}, { seq: act.seq, at: act.at, by: personOf(act.actor), body: body as never })
}

function personOf(actor: Actor): string | null {
  return actor.kind === 'person' ? actor.person : null
}

export { consequences, type DeskContext, openingAct, planningOf, waitsSince } from './consequences.ts'
export { type LevelArea, type LevelTable, levelTableOf, placeOfArea, stepsThatEscalate } from './level-table.ts'
export type * from './levels.ts'
export { deskTasks, mayMove, mayPrioritise, superiorsOf, worksOn } from './may-desk.ts'
export * from './plan-targets.ts'
export type { Grade, PriorityState } from './priority.ts'
export * from './priority-table.ts'
export { readPriorityTable, TARGET_UNITS, type TableFault, type TableReading } from './read-priority-table.ts'
export type * from './targets.ts'

/** Persons, and positions with their units, who may read a case since this act. */
export function deskReaders(body: DeskAct): {
  readonly persons: readonly string[]
  readonly positions: readonly string[]
} {
  switch (body.kind) {
    case 'superior-asked':
      return { persons: [], positions: [body.to] }
    case 'case-escalated':
      return { persons: [], positions: body.position === null ? [] : [body.position] }
    default:
      return { persons: [], positions: [] }
  }
}
