import type { CalendarData } from '#src/calendar/types.ts'
import type { Names } from '#src/manual/editing/names.ts'
import type { Change, Fix, Mark } from '#src/manual/index.ts'

/** What the page asks of the worker. `id` comes back with the answer, so that one to an older text is known. */
export type Request =
  | {
      readonly kind: 'begin'
      readonly base: string | null
      readonly calendars: readonly CalendarData[]
      readonly timeZone: string
    }
  | { readonly kind: 'check'; readonly id: number; readonly source: string; readonly procedure: string | null }
  | { readonly kind: 'chart'; readonly id: number; readonly procedure: string | null }
  | { readonly kind: 'changes'; readonly id: number }
  | { readonly kind: 'examples'; readonly id: number; readonly examples: string }

export interface ShownFinding {
  readonly code: string
  readonly severity: 'error' | 'warning'
  readonly message: string
  readonly line: number
  readonly from: number
  readonly to: number
  readonly fixes: readonly Fix[]
}

export interface ShownExample {
  readonly title: string
  readonly passed: boolean
  readonly faults: readonly { readonly line: number; readonly from: number; readonly message: string }[]
}

export type Answer =
  /** First, because it is what one waits for. */
  | { readonly kind: 'checked'; readonly id: number; readonly findings: readonly ShownFinding[] }
  | {
      readonly kind: 'understood'
      readonly id: number
      readonly marks: readonly Mark[]
      readonly names: Names | null
      /** Procedures that can be drawn. */
      readonly sound: readonly string[]
    }
  | {
      readonly kind: 'chart'
      readonly id: number
      readonly procedure: string
      readonly svg: string
      readonly text: readonly string[]
    }
  | { readonly kind: 'no-chart'; readonly id: number; readonly procedure: string | null }
  /** `changes` is null where the text or what it is compared with has errors. */
  | {
      readonly kind: 'changes'
      readonly id: number
      readonly changes: readonly Change[] | null
      readonly same: boolean
    }
  | {
      readonly kind: 'examples'
      readonly id: number
      readonly results: readonly ShownExample[] | null
      readonly uncovered: readonly { readonly procedure: string; readonly missing: string }[]
    }
