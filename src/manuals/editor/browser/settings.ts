import type { CalendarData } from '#src/calendar/types.ts'

/** What the page hands to the editor, in its `<script type="application/json">`. */
export interface EditorSettings {
  readonly id: string
  readonly revision: number
  readonly changedAt: string
  readonly changedBy: string
  /** May save. */
  readonly writes: boolean
  readonly locale: 'es' | 'en'
  /** Address of the worker's script. */
  readonly worker: string
  /** What the draft is compared with. */
  readonly base: { readonly source: string; readonly code: string; readonly version: string } | null
  readonly calendars: readonly CalendarData[]
  readonly timeZone: string
  /** `Dependencia / Cargo` of the directory. */
  readonly posts: readonly string[]
  readonly groups: readonly string[]
}
