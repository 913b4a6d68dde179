import type { CaseState, PersonId } from '../types.ts'
import type { DeskReducers } from './desk-act.ts'

/** What whoever asked says of the result, once the case has ended. Reasons and comments are private text. */
export type SatisfactionAct =
  | { readonly kind: 'conformity-given' }
  /** The case is opened again in the same move; `count` is 1 at the first rejection. */
  | { readonly kind: 'conformity-rejected'; readonly count: number }
  /** A later rating takes the place of the earlier one. */
  | { readonly kind: 'case-rated'; readonly stars: Stars }

export type Stars = 1 | 2 | 3 | 4 | 5

export interface SatisfactionState {
  readonly conformity?: { readonly at: string; readonly by: PersonId | null }
  readonly rejections: number
  readonly rating?: {
    readonly stars: Stars
    /** When it was first given: it may be changed for some days. */
    readonly since: string
    readonly at: string
    /** Of the act that holds the comment. */
    readonly seq: number
  }
}

/** Working days after FIN in which the result may be rejected. */
export const CONFORMITY_DAYS = 5
/** Days in which a rating may be changed. */
export const RATING_DAYS = 7

const NOTHING: SatisfactionState = { rejections: 0 }

export const SATISFACTION: DeskReducers<SatisfactionAct> = {
  'conformity-given': (desk, { at, by }) => ({
    ...desk,
    satisfaction: { ...(desk.satisfaction ?? NOTHING), conformity: { at, by } },
  }),
  'conformity-rejected': (desk, { body }) => {
    const { conformity: _, ...rest } = desk.satisfaction ?? NOTHING
    return { ...desk, satisfaction: { ...rest, rejections: body.count } }
  },
  'case-rated': (desk, { at, seq, body }) => {
    const before = desk.satisfaction ?? NOTHING
    return {
      ...desk,
      satisfaction: { ...before, rating: { stars: body.stars, since: before.rating?.since ?? at, at, seq } },
    }
  },
}

/** Was conformity given with the latest end of the case, and not with an earlier one? */
export function conformityGiven({ closedAt, desk }: Pick<CaseState, 'closedAt' | 'desk'>): boolean {
  const given = desk?.satisfaction?.conformity
  return given !== undefined && closedAt !== undefined && Date.parse(given.at) >= Date.parse(closedAt)
}
