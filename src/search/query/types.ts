import type { FilterName } from './filters.ts'

/** A search as it was written: words, phrases, what must not be there, and filters. */
export interface WrittenQuery {
  readonly words: readonly WrittenWord[]
  readonly filters: readonly WrittenFilter[]
  /** What is wrong with it, in sentences. */
  readonly faults: readonly QueryFault[]
}

export interface WrittenWord {
  /** One word, or several for a phrase, as written. */
  readonly text: string
  readonly kind: 'word' | 'phrase'
  /** With a minus before it: it must not be there. */
  readonly without: boolean
  /** The word may go on: it ends in a star, or is still being typed. */
  readonly beginning: boolean
}

export interface WrittenFilter {
  readonly name: FilterName
  readonly value: string
  /** As it stands in the text, to be taken out again. */
  readonly written: string
}

export interface QueryFault {
  readonly es: string
  readonly en: string
  /** The part that is wrong. */
  readonly written: string
}
