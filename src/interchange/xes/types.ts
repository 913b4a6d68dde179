import type { Act, PersonId } from '#src/procedure/types.ts'

/** A case with its acts, as the record or a sealed export gives them. */
export interface LoggedCase {
  readonly number: string
  readonly title: string
  readonly manual: { readonly code: string; readonly version: string }
  readonly procedure: string
  readonly acts: readonly Act[]
}

export interface LogOptions {
  /** Names of persons; without it they are `persona-1`, `persona-2`… in order of appearance, and titles stay out. */
  readonly nameOf?: (person: PersonId) => string | null
  /** What a row prints, where the manual is at hand. */
  readonly rowText?: (log: LoggedCase, row: string) => string | null
}

/** Transitions of the standard's lifecycle model that Ventanilla's acts are. */
export type Transition =
  | 'schedule'
  | 'assign'
  | 'reassign'
  | 'start'
  | 'suspend'
  | 'resume'
  | 'complete'
  | 'autoskip'
  | 'withdraw'
  | 'pi_abort'
  | 'unknown'

export interface LoggedEvent {
  readonly act: Act
  readonly transition: Transition
  /** `INICIO`, `Paso 4`, `Paso 7, firma`, `FIN`. */
  readonly activity: string
  readonly row?: string
  /** The task: one visit of a row. */
  readonly instance?: string
  readonly role?: string
  readonly resource?: PersonId
  readonly group?: string
  readonly due?: string
  readonly normTime?: string
  /** The answer given, or `rehusada`. */
  readonly outcome?: string
  readonly visit?: number
}
