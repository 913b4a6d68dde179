import type { Act, Actor } from '../types.ts'
import type { DeskActOf } from './desk-act.ts'
import { PRIORITY, type PriorityAct, type PriorityState } from './priority.ts'
import { RESOLUTION, type ResolutionAct, type ResolutionState } from './resolution.ts'

/**
 * What people do to a case around the steps of its procedure. A theme is one file: its acts, its part of `DeskState`, and its
 * reducers. The engine keeps these acts in order with its own and gives them no meaning.
 */
export type DeskAct = PriorityAct | ResolutionAct

/** The desk's part of a case; a theme that nobody used is absent. */
export interface DeskState {
  readonly priority?: PriorityState
  readonly resolution?: ResolutionState
}

const REDUCERS: { readonly [Kind in DeskAct['kind']]: (desk: DeskState, act: DeskActOf<never>) => DeskState } = {
  ...PRIORITY,
  ...RESOLUTION,
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

/** Persons, and positions with their units, who may read a case since this act. */
export function deskReaders(_body: DeskAct): {
  readonly persons: readonly string[]
  readonly positions: readonly string[]
} {
  return { persons: [], positions: [] }
}
