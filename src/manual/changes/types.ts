import type { Span } from '../types.ts'

/** One thing that two versions of a manual say differently. */
export interface Change {
  readonly kind: 'added' | 'removed' | 'changed' | 'moved'
  /** A whole Spanish sentence: «El paso 4 vence en 4 días hábiles (antes, 6 días hábiles).» */
  readonly sentence: string
  /** Printed number of the procedure after the change, or before where it was removed. */
  readonly procedure?: string
  /** Printed number of the step or branch, likewise. */
  readonly row?: string
  /** Where it stood; absent for what was added. */
  readonly before?: Span
  /** Where it stands; absent for what was removed. */
  readonly after?: Span
}

/** What a number of the text before is called in the text after; `null` where it is gone. */
export interface Renumbering {
  readonly step: (number: number) => number | null
  readonly norm: (ref: { readonly general: boolean; readonly number: string }) => string | null
  readonly procedure: (number: string) => string | null
}

/** How numbers are told of the text after: as they are. */
export const AS_IS: Renumbering = { step: (n) => n, norm: ({ number }) => number, procedure: (n) => n }

/** How one member of a type is put into words, to be compared and told; null where there is nothing to tell. */
export type Words<T> = (value: NonNullable<T>, numbers: Renumbering) => string | null
