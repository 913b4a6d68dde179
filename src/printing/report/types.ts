import type { PaperSize } from '../paper/sheets.ts'

/** A report of figures as a document of the institution. */
export interface ReportPrint {
  readonly institution: string
  readonly title: string
  /** What it is of: the period, and what it was narrowed to. */
  readonly about: readonly (readonly [term: string, value: string])[]
  readonly period: string
  /** The day that it bears, `2026-11-02`. */
  readonly date: string
  readonly paper: PaperSize
  readonly parts: readonly ReportPart[]
  /** How to read the figures. */
  readonly notes: readonly string[]
}

export interface ReportPart {
  readonly title: string
  readonly chart?: { readonly svg: string; readonly width: number; readonly height: number }
  readonly columns: readonly { readonly label: string; readonly number?: true }[]
  readonly rows: readonly (readonly string[])[]
}

export interface PrintedReport {
  readonly bytes: Uint8Array
  readonly pages: number
}
