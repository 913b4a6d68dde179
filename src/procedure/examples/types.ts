import type { Finding, Span } from '#src/manual/types.ts'
import type { CompiledProcedure } from '../compile-procedure.ts'
import type { Act } from '../types.ts'

/** One worked example: a case told row by row. */
export interface Example {
  readonly title: string
  /** Printed number of its procedure. */
  readonly procedure: string
  readonly opening: { readonly at: LocalTime; readonly by: string | null; readonly span: Span }
  readonly rows: readonly ExampleRow[]
  readonly span: Span
}

/** Office time without zone, `2026-11-02T08:00`. */
export type LocalTime = string

export interface ExampleRow {
  readonly when: { readonly at: LocalTime; readonly span: Span }
  readonly who: { readonly name: string; readonly span: Span }
  readonly does: { readonly action: ExampleAction; readonly span: Span }
  readonly leaves: { readonly items: readonly ExpectedItem[]; readonly span: Span }
  readonly span: Span
}

export type ExampleAction =
  | {
      readonly kind: 'complete'
      readonly row: string
      readonly answer?: string
      readonly form?: string
      readonly cell?: string
      readonly reason?: string
    }
  | { readonly kind: 'sign' }
  | { readonly kind: 'refuse'; readonly reason: string }
  | { readonly kind: 'reply'; readonly answer?: string }
  | { readonly kind: 'nothing' }
  /** The linked case of an `Aplica procedimiento` ended. */
  | { readonly kind: 'child-ended'; readonly status: 'closed' | 'annulled' }
  | { readonly kind: 'correct'; readonly step: number; readonly reason: string }
  | { readonly kind: 'annul'; readonly reason: string }
  | { readonly kind: 'reopen'; readonly reason: string }
  | { readonly kind: 'rule'; readonly to: number | 'end'; readonly reason: string }

export type ExpectedItem =
  | { readonly kind: 'tray'; readonly role: string; readonly row: string }
  | { readonly kind: 'waiting'; readonly row: string }
  | { readonly kind: 'due'; readonly at: LocalTime }
  | { readonly kind: 'end' }

export interface ExamplesReading {
  readonly examples: readonly Example[]
  /** Of the whole file; those of an example's lines lie within its span. */
  readonly findings: readonly Finding[]
}

export interface ExampleResult {
  readonly title: string
  readonly procedure: string
  readonly passed: boolean
  /** Empty when it passed. A run stops at the first row that does not hold. */
  readonly findings: readonly Finding[]
  /** Rows that held, of how many. */
  readonly held: number
  readonly rows: number
  /** The record of the case as far as it went. */
  readonly acts: readonly Act[]
  /** Absent when the manual has no such procedure. */
  readonly version?: CompiledProcedure
}
