/** A process of another program, as far as the notation can say it: nodes that will be rows, told apart by id. */
export interface ImportedProcess {
  readonly number: string
  readonly title: string
  /** Id of the first row's node. */
  readonly entry: string
  readonly nodes: readonly ImportedNode[]
  /** Fichas of the procedure, without «Procedimiento, » and final full stop. */
  readonly facts: readonly ImportedFact[]
}

export interface ImportedFact {
  readonly key: string
  readonly value: string
}

export interface ImportedNode {
  readonly id: string
  /** The RESPONSABLE cell; null is nobody (`—`). */
  readonly role: string | null
  /** Sentences, doubts included; empty for a bare question. */
  readonly text: string
  readonly facts: readonly ImportedFact[]
  readonly deadline?: {
    readonly duration: string
    readonly expiry: { readonly answer: string } | { readonly to: Goal }
  }
  readonly way:
    | { readonly kind: 'on'; readonly to: Goal }
    | { readonly kind: 'question'; readonly question: string; readonly answers: readonly ImportedAnswer[] }
    | { readonly kind: 'call'; readonly procedure: string; readonly to: Goal }
    | { readonly kind: 'block'; readonly rows: readonly ImportedRow[]; readonly to: Goal }
}

/** Where the flow goes: a node's id, or null for FIN. */
export type Goal = string | null

export interface ImportedAnswer {
  readonly answer: string
  readonly text: string
  readonly to: Goal
}

/** A row of an `A la vez` block. */
export interface ImportedRow {
  readonly role: string | null
  readonly text: string
  readonly procedure?: string
  readonly facts: readonly ImportedFact[]
}
