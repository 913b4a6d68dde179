import type { Deadline, SignatureKind, Start, Wait } from '#src/manual/types.ts'
import type { RowNumber } from '#src/procedure/types.ts'

/** A procedure as BPMN draws it, before it has places. */
export interface FlowModel {
  readonly nodes: readonly FlowNode[]
  readonly flows: readonly Flow[]
  /** Names of the lanes, in order of first appearance. */
  readonly lanes: readonly string[]
}

export interface FlowNode {
  readonly id: string
  readonly name: string
  readonly lane: string
  /** The printed row that the node shows. */
  readonly row?: RowNumber
  /** For rows of an `A la vez` block: they may stand above one another. */
  readonly beside?: { readonly split: string; readonly row: RowNumber }
  readonly shape: NodeShape
}

export type NodeShape =
  | { readonly kind: 'start'; readonly start?: Start }
  | { readonly kind: 'end' }
  | { readonly kind: 'task'; readonly nobody: boolean }
  | { readonly kind: 'signature'; readonly signature: SignatureKind }
  | { readonly kind: 'reply'; readonly message: string }
  | { readonly kind: 'wait'; readonly wait: Extract<Wait, { kind: 'duration' }> }
  | { readonly kind: 'question' }
  | { readonly kind: 'split' }
  | { readonly kind: 'join' }
  | { readonly kind: 'merge' }
  | { readonly kind: 'call'; readonly procedure: string; readonly manual?: string }
  | { readonly kind: 'deadline'; readonly host: string; readonly deadline: Deadline; readonly interrupts: boolean }
  /** The end of a path that only tells: `avisa a`, `escala a`. */
  | { readonly kind: 'notice'; readonly escalates: boolean }

export interface Flow {
  readonly id: string
  readonly from: string
  readonly to: string
  /** The answer that takes this way. */
  readonly answer?: string
  /** The branch row that is only this flow. */
  readonly row?: RowNumber
}

/** The task of a row, or of a branch: `Paso_4`, `Paso_4_1`. */
export const idOf = (kind: string, row: RowNumber | number): string => `${kind}_${String(row).replaceAll('.', '_')}`

export const processId = (procedure: string): string => idOf('Procedimiento', procedure)
