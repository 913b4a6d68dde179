import type { Act, Actor } from '../types.ts'
import { ARTICLE_USED, type ArticlesUsed, type ArticleUsedAct } from './article-used.ts'
import { CARE, type CareAct, type CareState } from './care.ts'
import { CONVERSATION, type ConversationAct, type ConversationState } from './conversation.ts'
import type { DeskActOf } from './desk-act.ts'
import { LEVELS, type LevelAct, type LevelState, type SuperiorAsked, type SupplierTurn } from './levels.ts'
import { type Absorbed, LINKS, type Link, type LinksAct, type MergedState } from './links.ts'
import { PRIORITY, type PriorityAct, type PriorityState } from './priority.ts'
import { RESOLUTION, type ResolutionAct, type ResolutionState } from './resolution.ts'
import { SATISFACTION, type SatisfactionAct, type SatisfactionState } from './satisfaction.ts'
import { SUPPORT, type SupportAct, type SupportState } from './support.ts'
import { TARGETS, type TargetAct, type TargetsState } from './targets.ts'

/**
 * What people do to a case around the steps of its procedure. A theme is one file: its acts, its part of `DeskState`, and its
 * reducers. The engine keeps these acts in order with its own and gives them no meaning.
 */
export type DeskAct =
  | PriorityAct
  | LevelAct
  | TargetAct
  | SatisfactionAct
  | ResolutionAct
  | ConversationAct
  | LinksAct
  | SupportAct
  | ArticleUsedAct
  | CareAct

/** The desk's part of a case; a theme that nobody used is absent. */
export interface DeskState {
  readonly priority?: PriorityState
  readonly satisfaction?: SatisfactionState
  readonly resolution?: ResolutionState
  readonly conversation?: ConversationState
  readonly links?: readonly Link[]
  /** Set while the case goes on in another. */
  readonly merged?: MergedState
  /** Cases that go on in this one. */
  readonly absorbed?: readonly Absorbed[]
  readonly support?: SupportState
  readonly targets?: TargetsState
  readonly level?: LevelState
  readonly superiors?: readonly SuperiorAsked[]
  readonly suppliers?: readonly SupplierTurn[]
  readonly articles?: ArticlesUsed
  /** Legal holds and lawful erasures. */
  readonly care?: CareState
}

const REDUCERS: { readonly [Kind in DeskAct['kind']]: (desk: DeskState, act: DeskActOf<never>) => DeskState } = {
  ...PRIORITY,
  ...SATISFACTION,
  ...RESOLUTION,
  ...CONVERSATION,
  ...LINKS,
  ...SUPPORT,
  ...LEVELS,
  ...TARGETS,
  ...ARTICLE_USED,
  ...CARE,
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

export type { CareAct, CareState, ErasedPart } from './care.ts'
export { consequences, type DeskContext, openingAct, planningOf, waitsSince } from './consequences.ts'
export type { Carried, ConversationAct, Speaker } from './conversation.ts'
export { isInternalAct, maybeInternal } from './internal-act.ts'
export { type LevelArea, type LevelTable, levelTableOf, placeOfArea, stepsThatEscalate } from './level-table.ts'
export type * from './levels.ts'
export { type Link, OPPOSITE, type Relation } from './links.ts'
export { deskTasks, mayMove, mayPrioritise, superiorsOf, worksOn } from './may-desk.ts'
export * from './plan-targets.ts'
export type { Grade, PriorityState } from './priority.ts'
export * from './priority-table.ts'
export { readPriorityTable, TARGET_UNITS, type TableFault, type TableReading } from './read-priority-table.ts'
export { CONFORMITY_DAYS, conformityGiven, RATING_DAYS, type Stars } from './satisfaction.ts'
export type { RemoteSession, RemoteTool, Visit } from './support.ts'
export type * from './targets.ts'

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
    case 'superior-asked':
      return { persons: [], positions: [body.to] }
    case 'case-escalated':
      return { persons: [], positions: body.position === null ? [] : [body.position] }
    default:
      return { persons: [], positions: [] }
  }
}
