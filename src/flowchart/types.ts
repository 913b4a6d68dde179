import type { NodeKind, RowNumber } from '#src/procedure/index.ts'

export type Paper = 'letter' | 'a4' | 'screen'

export interface FlowchartOptions {
  /** `screen` is one page as long as it must be; the others are cut into pages of that paper, upright or lying. */
  readonly paper: Paper
  /** The title line; `PROCEDIMIENTO No. 8. TÍTULO` when absent. */
  readonly title?: string
  /** Where a case has been. */
  readonly marks?: Marks
  /** How hot each row ran, in red: what was measured against what the manual prints. */
  readonly heat?: Readonly<Record<RowNumber, Heat>>
  /** Room on the sheets of a document that has a head and margins of its own: pages are drawn that large, without margins. */
  readonly frame?: Frame
}

/** In points, for sheets that stand and for sheets that lie. */
export interface Frame {
  readonly upright: { readonly width: number; readonly height: number }
  readonly lying: { readonly width: number; readonly height: number }
}

/** Colour, thickness and a word say the same, so that it reads without colour. */
export interface Heat {
  /** 0 is as the manual says; 3 is worst. */
  readonly level: 0 | 1 | 2 | 3
  /** `2,3×` */
  readonly text: string
}

export interface Marks {
  /** Rows at which the case stands. */
  readonly current: readonly RowNumber[]
  /** How often each row was visited. */
  readonly visits: Readonly<Record<RowNumber, number>>
  /** How often each edge was taken, by `edgeKey`. */
  readonly edges: Readonly<Record<string, number>>
}

export interface Flowchart {
  readonly pages: readonly FlowchartPage[]
  readonly report: FlowchartReport
  /** The same in Spanish sentences, one a step, for whoever does not see it. */
  readonly text: readonly string[]
}

/** Sizes in points. */
export interface FlowchartPage {
  readonly svg: string
  readonly width: number
  readonly height: number
}

export interface FlowchartReport {
  readonly boxes: number
  readonly edges: number
  readonly routed: number
  readonly overlaps: number
  readonly throughBoxes: number
  readonly crossings: readonly Crossing[]
}

/** Two lines that cross: the edges as `from>to`, and where, in points of the page (from 1). */
export interface Crossing {
  readonly across: string
  readonly down: string
  readonly page: number
  readonly x: number
  readonly y: number
}

/** What a symbol of the chart is: a node of the graph, an answer in a box of its own, or one of the two connectors. */
export type SymbolKind = NodeKind | 'answer' | 'page-out' | 'page-in' | 'circle-out' | 'circle-in'

/** A symbol and the place it is to take: `lane` and `slot` (0 is the lane's own column, 1… its side columns), `band` from the top. */
export interface PlanNode {
  readonly id: string
  readonly row: RowNumber | null
  readonly kind: SymbolKind
  readonly lane: number
  readonly slot: number
  readonly band: number
  /** A bar reaches over the columns of what it opens or closes. */
  readonly reach?: readonly { readonly lane: number; readonly slot: number }[]
  /** What an answer's box or a connector says. */
  readonly says?: string
  /** Beside a page connector: the pages where its letter stands again. */
  readonly caption?: string
}

export interface PlanEdge {
  /** `edgeKey` of the edge that is drawn; both halves of a cut edge carry it, and a connector's line those of all its edges. */
  readonly key: string
  readonly from: string
  readonly to: string
  readonly kind: 'next' | 'answer' | 'continue' | 'return' | 'end' | 'expiry'
  readonly label?: string
}

export interface Lane {
  readonly unit: string | null
  readonly post: string
  /** Columns: its own and the side ones. */
  readonly slots: number
}

/** Which symbols there are and where, before anything is measured. A group is what should stay on one page. */
export interface Plan {
  readonly lanes: readonly Lane[]
  readonly nodes: readonly PlanNode[]
  readonly edges: readonly PlanEdge[]
  readonly bands: number
  /** First band of each group. */
  readonly groups: readonly number[]
}

export interface Point {
  readonly x: number
  readonly y: number
}

export interface Rect extends Point {
  readonly width: number
  readonly height: number
}
