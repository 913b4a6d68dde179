import type { WorkingCalendar } from '#src/calendar/types.ts'
import type { InstitutionDirectory } from '#src/people/types.ts'
import type { CompiledProcedure } from '#src/procedure/index.ts'
import type { Act, CaseState, FormValue } from '#src/procedure/types.ts'
import type { EventQueue } from './event-queue.ts'
import type { Random } from './random.ts'
import type { YearFile, YearService, YearSubject } from './year-file.ts'

/** A case that was made up: what is recorded of it. */
export interface SimulatedCase {
  readonly number: string
  readonly manual: string
  readonly procedure: string
  readonly title: string
  readonly channel: string
  readonly openedAt: string
  readonly requesterPerson: string | null
  readonly requesterName: string | null
  /** Number of the case whose step opened it, and the task that waits. */
  readonly parent: { readonly number: string; readonly task: number } | null
  readonly acts: readonly Act[]
  readonly files: readonly { readonly id: string; readonly name: string; readonly by: string; readonly at: string }[]
}

export interface YearWorld {
  readonly now: string
  readonly calendar: (code: string) => WorkingCalendar
  readonly calendarCode: string
  /** The directory as an instant sees it. */
  readonly directory: (at: string) => InstitutionDirectory
  /** Procedure of a manual in force; null when there is none. */
  readonly procedure: (manual: string, number: string) => CompiledProcedure | null
  /** The last number given in each year, before this. */
  readonly lastNumbers: ReadonlyMap<number, number>
  /** SHA-256 of the one paper that every made-up attachment is. */
  readonly paper: string
}

/** A case that is being lived. */
export interface Live extends Omit<SimulatedCase, 'acts' | 'files' | 'requesterPerson' | 'requesterName'> {
  requesterPerson: string | null
  requesterName: string | null
  acts: Act[]
  files: { id: string; name: string; by: string; at: string }[]
  state: CaseState
  readonly service: YearService | undefined
  readonly subject: YearSubject
  readonly given: Map<string, FormValue>
}

/** Somebody asks for a service, or gets to a case. */
export interface Event {
  readonly at: string
  readonly open?: YearService
  readonly case?: string
}

/** The year as it stands while it is lived. */
export interface Year {
  readonly file: YearFile
  readonly world: YearWorld
  readonly random: Random
  readonly live: Map<string, Live>
  readonly queue: EventQueue<Event>
  readonly numbers: Map<number, number>
  made: number
}
