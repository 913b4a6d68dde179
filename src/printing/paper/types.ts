import type { Pdf } from './open-document.ts'

/** A piece of a text in one look. Sizes and measures are points. */
export interface Run {
  readonly text: string
  readonly bold?: boolean
  readonly italic?: boolean
  readonly color?: string
  readonly link?: Link
}

export type Link = { readonly kind: 'web'; readonly url: string } | { readonly kind: 'place'; readonly name: string }

/** Element types of the tag tree that we use; an artifact has none. */
export type TagType =
  | 'Document'
  | 'Sect'
  | 'H1'
  | 'H2'
  | 'H3'
  | 'P'
  | 'L'
  | 'LI'
  | 'Lbl'
  | 'LBody'
  | 'TOC'
  | 'TOCI'
  | 'Table'
  | 'THead'
  | 'TBody'
  | 'TR'
  | 'TH'
  | 'TD'
  | 'Figure'
  | 'Note'

/** What the pages are made of, from top to bottom. */
export type Block =
  | ChoicesBlock
  | TextBlock
  | ListBlock
  | TableBlock
  | PictureBlock
  | DrawingBlock
  | ContentsBlock
  | SectionBlock
  | PageBlock

export interface TextBlock {
  readonly kind: 'text'
  readonly runs: readonly Run[]
  /** `P` unless told. */
  readonly tag?: 'H1' | 'H2' | 'H3' | 'P' | 'Note'
  readonly size?: number
  readonly align?: 'left' | 'center' | 'right'
  readonly before?: number
  readonly after?: number
  readonly indent?: number
  /** Height of a line, in sizes of the letter. */
  readonly leading?: number
  /** On the same page as what follows. */
  readonly keep?: boolean
  /** Name by which links lead here. */
  readonly place?: string
  /** Entry in the reader's panel; level 0 is the outermost. */
  readonly outline?: { readonly title: string; readonly level: number }
}

export interface ListBlock {
  readonly kind: 'list'
  readonly items: readonly { readonly label: string; readonly place?: string; readonly blocks: readonly Block[] }[]
  readonly size?: number
  /** Width that the labels take. */
  readonly gutter?: number
}

export interface TableBlock {
  readonly kind: 'table'
  /** Share of each column in the width. */
  readonly widths: readonly number[]
  readonly head: readonly Cell[] | null
  readonly rows: readonly TableRow[]
  readonly size?: number
  readonly before?: number
  readonly after?: number
  readonly keep?: boolean
  readonly look?: 'grid' | 'open'
}

export interface TableRow {
  readonly cells: readonly Cell[]
  /** Height at least. */
  readonly height?: number
  readonly keep?: boolean
}

export interface Cell {
  readonly blocks: readonly Block[]
  readonly header?: boolean
  /** Columns that it takes; 1 unless told. */
  readonly span?: number
  /** Goes on with the cell above, in the first column. */
  readonly merged?: boolean
  readonly fill?: string
  /** Name under which the cell's rectangle is reported. */
  readonly spot?: string
  readonly middle?: boolean
  /** Without lines around it. */
  readonly bare?: boolean
}

export interface PictureBlock {
  readonly kind: 'picture'
  readonly svg: string
  readonly width: number
  readonly height: number
  /** What it says, for whoever cannot see it. */
  readonly alt: string
  readonly place?: string
  readonly outline?: { readonly title: string; readonly level: number }
}

/** Something drawn by hand: a box to fill, a rule to write on, a symbol. */
export interface DrawingBlock {
  readonly kind: 'drawing'
  readonly height: number
  /** Absent: an ornament, left out of the tag tree. */
  readonly alt?: string
  readonly before?: number
  readonly after?: number
  readonly keep?: boolean
  readonly spot?: string
  readonly paint: (pdf: Pdf, x: number, y: number, width: number) => void
}

/** Options with a box each, the chosen ones crossed. */
export interface ChoicesBlock {
  readonly kind: 'choices'
  readonly options: readonly { readonly label: string; readonly chosen: boolean }[]
}

export interface ContentsBlock {
  readonly kind: 'contents'
  readonly entries: readonly { readonly title: string; readonly place: string; readonly level: number }[]
}

/** Blocks that belong together in the tag tree. */
export interface SectionBlock {
  readonly kind: 'section'
  readonly blocks: readonly Block[]
}

/** A new page begins here; `landscape` for this one and those after it. */
export interface PageBlock {
  readonly kind: 'page'
  readonly landscape?: boolean
}

/** Rectangle in PDF points from the bottom left: left, bottom, right, top. */
export type Rect = readonly [number, number, number, number]

/** Where a named cell or drawing came to lie. Pages count from 1. */
export interface Spot {
  readonly name: string
  readonly page: number
  readonly rect: Rect
}
