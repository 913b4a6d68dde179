/** What became of one element of somebody else's file. */
export interface ImportNote {
  /** The element's kind in its own format: `bpmn:ServiceTask`, `Transition`. */
  readonly element: string
  readonly id: string
  readonly name?: string
  /** `doubtful`: there is something in its place, and somebody must look. `no-equivalent`: the notation has nothing for it. */
  readonly kind: 'kept' | 'doubtful' | 'no-equivalent'
  /** One Spanish sentence. */
  readonly message: string
}

/** A manual as text, and what became of every element. The text may still have errors: each ⚠ in it is one. */
export interface Imported {
  readonly source: string
  readonly report: readonly ImportNote[]
}

/** Why a file cannot be imported at all; the message is a Spanish sentence. */
export class ImportRefused extends Error {}
