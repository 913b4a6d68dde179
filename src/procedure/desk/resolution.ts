import type { DeskReducers } from './desk-act.ts'

/** With what a case was resolved and why it had arisen, by the institution's codes. What was done, in words, is the act's note. */
export interface Resolution {
  readonly solution: string
  /** Type of the code when it was chosen; the list may change later. */
  readonly type: string
  readonly cause?: string
}

export interface ResolutionState extends Resolution {
  readonly at: string
  readonly by: string | null
}

export type ResolutionAct = { readonly kind: 'case-resolved' } & Resolution

export const RESOLUTION: DeskReducers<ResolutionAct> = {
  // The latest stands: who closes the case may choose better than who attended it.
  'case-resolved': (desk, { at, by, body: { kind: _, ...resolution } }) => ({
    ...desk,
    resolution: { ...resolution, at, by },
  }),
}
