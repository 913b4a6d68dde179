import type { PaperSize } from '../paper/sheets.ts'

/** A stretch of a book as the institution's official document, between its opening and its closing. */
export interface RegisterPrint {
  readonly institution: string
  readonly unit: string
  /** `Libro de oficios` */
  readonly title: string
  /** `noviembre de 2026` */
  readonly period: string
  /** The day that it bears, `2026-12-01`. */
  readonly date: string
  readonly paper: PaperSize
  readonly opening: readonly string[]
  readonly entries: readonly PrintedEntry[]
  readonly closing: readonly string[]
  /** Post of who signs. */
  readonly post: string
}

/** An entry, or later corrections of one that an earlier document printed (`earlier`). */
export interface PrintedEntry {
  readonly folio: string
  readonly written: string
  readonly caseNumber: string
  readonly by: string
  readonly earlier: boolean
  /** What the form says, or the one sentence that stands in its place. */
  readonly content: readonly (readonly [label: string, value: string])[] | string
  readonly annotations: readonly { readonly head: string; readonly text: string }[]
}
