import type { CaseState, PersonId, RowNumber, Task } from '../types.ts'
import type { DeskReducers } from './desk-act.ts'

/** What another case is to this one. The other case keeps the opposite. */
export type Relation =
  | 'related'
  | 'duplicate-of'
  | 'duplicated-by'
  | 'parent-of'
  | 'child-of'
  | 'caused-by'
  | 'causes'
  | 'split-into'
  | 'split-from'

export const OPPOSITE: Readonly<Record<Relation, Relation>> = {
  related: 'related',
  'duplicate-of': 'duplicated-by',
  'duplicated-by': 'duplicate-of',
  'parent-of': 'child-of',
  'child-of': 'parent-of',
  'caused-by': 'causes',
  causes: 'caused-by',
  'split-into': 'split-from',
  'split-from': 'split-into',
}

/** What a case had open when it was merged, so that undoing it puts it back. */
export interface Standing {
  readonly tasks: readonly Task[]
  readonly blocks: CaseState['blocks']
  readonly rounds: Readonly<Record<RowNumber, number>>
}

export type LinksAct =
  | { readonly kind: 'case-linked'; readonly relation: Relation; readonly number: string }
  | { readonly kind: 'case-unlinked'; readonly relation: Relation; readonly number: string }
  /** This case goes on in another. `readers` are those who take part in that one. The case is annulled by the acts that follow. */
  | {
      readonly kind: 'case-merged'
      readonly into: string
      readonly readers: readonly string[]
      readonly standing: Standing
    }
  /** The merging was undone: the case is open again, its tasks as they arrive by the acts that follow. */
  | {
      readonly kind: 'case-unmerged'
      readonly from: string
      readonly blocks: CaseState['blocks']
      readonly rounds: Standing['rounds']
    }
  /** Another case, with those that it had absorbed itself, goes on in this one; its requesters are this one's too. */
  | {
      readonly kind: 'case-absorbed'
      readonly number: string
      readonly others: readonly string[]
      readonly requesters: readonly PersonId[]
    }
  | { readonly kind: 'case-parted'; readonly number: string }

export interface Link {
  readonly relation: Relation
  readonly number: string
}

export interface Absorbed {
  readonly number: string
  readonly others: readonly string[]
  readonly requesters: readonly PersonId[]
}

export interface MergedState {
  readonly into: string
  readonly at: string
  readonly standing: Standing
}

export const LINKS: DeskReducers<LinksAct> = {
  'case-linked': (desk, { body: { relation, number } }) => ({
    ...desk,
    links: [...(desk.links ?? []), { relation, number }],
  }),
  'case-unlinked': (desk, { body }) => ({
    ...desk,
    links: (desk.links ?? []).filter((link) => link.relation !== body.relation || link.number !== body.number),
  }),
  'case-merged': (desk, { at, body: { into, standing } }) => ({ ...desk, merged: { into, at, standing } }),
  'case-unmerged': ({ merged: _, ...desk }) => desk,
  'case-absorbed': (desk, { body: { number, others, requesters } }) => ({
    ...desk,
    absorbed: [...(desk.absorbed ?? []), { number, others, requesters }],
  }),
  'case-parted': (desk, { body }) => ({
    ...desk,
    absorbed: (desk.absorbed ?? []).filter(({ number }) => number !== body.number),
  }),
}
