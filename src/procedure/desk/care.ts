import type { InstantText } from '#src/calendar/types.ts'
import type { PersonId } from '../types.ts'
import type { DeskReducers } from './desk-act.ts'

/** What of a case is erased: the personal text of its acts, its files, the data of who asked for it. */
export type ErasedPart = 'text' | 'files' | 'contact'

export type CareAct =
  /** Nothing of the case is erased until it is lifted. Reasons are private text. */
  | { readonly kind: 'legal-hold-put' }
  | { readonly kind: 'legal-hold-lifted' }
  /** The acts and their hashes stay; their personal text and the files are gone. */
  | {
      readonly kind: 'personal-data-erased'
      /** Somebody's right, or the end of the time for which cases of this kind are kept. */
      readonly because: 'request' | 'retention'
      readonly parts: readonly ErasedPart[]
      /** Only these acts, where the case is of others; absent for the whole case. */
      readonly acts?: readonly number[]
      readonly basis: string
      readonly askedBy: PersonId
      readonly confirmedBy: PersonId
    }

export interface CareState {
  readonly held?: { readonly at: InstantText; readonly by: PersonId | null; readonly seq: number }
  /** The last erasure of the whole case. */
  readonly erased?: { readonly at: InstantText; readonly parts: readonly ErasedPart[]; readonly basis: string }
}

export const CARE: DeskReducers<CareAct> = {
  'legal-hold-put': (desk, { at, by, seq }) => ({ ...desk, care: { ...desk.care, held: { at, by, seq } } }),
  'legal-hold-lifted': (desk) => {
    const { held: _, ...care } = desk.care ?? {}
    return { ...desk, care }
  },
  'personal-data-erased': (desk, { at, body }) => {
    if (body.acts !== undefined) return { ...desk, care: { ...desk.care } }
    const parts = [...new Set([...(desk.care?.erased?.parts ?? []), ...body.parts])]
    return { ...desk, care: { ...desk.care, erased: { at, parts, basis: body.basis } } }
  },
}
