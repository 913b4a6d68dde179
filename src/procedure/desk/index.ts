import type { Act, Actor } from '../types.ts'
import { CONVERSATION, type ConversationAct, type ConversationState } from './conversation.ts'
import type { DeskActOf } from './desk-act.ts'
import { type Absorbed, LINKS, type Link, type LinksAct, type MergedState } from './links.ts'
import { PRIORITY, type PriorityAct, type PriorityState } from './priority.ts'
import { RESOLUTION, type ResolutionAct, type ResolutionState } from './resolution.ts'
import { SUPPORT, type SupportAct, type SupportState } from './support.ts'

/**
 * What people do to a case around the steps of its procedure. A theme is one file: its acts, its part of `DeskState`, and its
 * reducers. The engine keeps these acts in order with its own and gives them no meaning.
 */
export type DeskAct = PriorityAct | ConversationAct | LinksAct | SupportAct | ResolutionAct

/** The desk's part of a case; a theme that nobody used is absent. */
export interface DeskState {
  readonly priority?: PriorityState
  readonly resolution?: ResolutionState
  readonly conversation?: ConversationState
  readonly links?: readonly Link[]
  /** Set while the case goes on in another. */
  readonly merged?: MergedState
  /** Cases that go on in this one. */
  readonly absorbed?: readonly Absorbed[]
  readonly support?: SupportState
}

const REDUCERS: { readonly [Kind in DeskAct['kind']]: (desk: DeskState, act: DeskActOf<never>) => DeskState } = {
  ...PRIORITY,
  ...RESOLUTION,
  ...CONVERSATION,
  ...LINKS,
  ...SUPPORT,
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

interface DeskReaders {
  readonly persons: readonly string[]
  readonly positions: readonly string[]
}

/** Persons (or units, by their id), and positions with their units, who may read a case since this act. */
export function deskReaders(body: DeskAct): DeskReaders {
  switch (body.kind) {
    case 'note-written':
      return { persons: body.mentions ?? [], positions: [] }
    case 'case-merged':
      return { persons: body.readers, positions: [] }
    case 'case-absorbed':
      return { persons: body.requesters, positions: [] }
    case 'visit-agreed':
    case 'visit-rescheduled':
      return { persons: [body.attendedBy], positions: [] }
    default:
      return { persons: [], positions: [] }
  }
}
