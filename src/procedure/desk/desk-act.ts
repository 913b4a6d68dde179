import type { DeskState } from './index.ts'

/** An act of the desk as its theme applies it. */
export interface DeskActOf<Body> {
  readonly seq: number
  readonly at: string
  /** The person who acted; null is Ventanilla itself. */
  readonly by: string | null
  readonly body: Body
}

/** What each kind of a theme's acts makes of the desk's part of the case. Copies what the act says and computes nothing. */
export type DeskReducers<Body extends { readonly kind: string }> = {
  readonly [Kind in Body['kind']]: (desk: DeskState, act: DeskActOf<Extract<Body, { kind: Kind }>>) => DeskState
}
