import type { Static, TSchema } from 'typebox'
import type { WorkingCalendar } from '#src/calendar/types.ts'
import type { DirectoryRevision } from '#src/people/index.ts'
import type { InstitutionDirectory } from '#src/people/types.ts'
import type { Db, Queryable, Tx } from '#src/platform/db/types.ts'
import type { FileStore } from '#src/platform/files/file-store.ts'
import type { Actor, Command } from '#src/procedure/types.ts'
import type { DeskTables } from './desk/desk-tables.store.ts'
import type { CasePanel } from './panels.ts'
import type { Projection } from './record.ts'
import type { Sheet, SheetOf } from './signing/sheet.ts'
import type { Verbs } from './verbs.ts'
import type { ManualLibrary } from './versions.ts'

/** What commands need from the rest of the program; `main.ts` puts it together. */
export interface CaseDeps {
  readonly db: Db
  /** The shared connection, for moves of one statement; `db` unless told. */
  readonly shared?: Db
  readonly clock: () => string
  readonly manuals: ManualLibrary
  /** Directory and calendars as `now` sees them; from memory unless they changed. */
  readonly institution: (db: Queryable, now: string, known?: DirectoryRevision) => Promise<Institution>
  readonly projections: readonly Projection[]
  /** What verbs of `Acción` do, by their name in the manuals. */
  readonly verbs?: Verbs
  readonly signing: CaseSigning
  /** What features above the cases show on the page of a case. */
  readonly panels?: readonly CasePanel[]
  /** Told after the commit which topics changed, so that open pages refresh. */
  readonly changed: (topics: ReadonlySet<string>) => void
}

/** What giving a signature needs: where documents are, the secret that opens keys, and a sheet for a row that left no document. */
export interface CaseSigning {
  readonly files: FileStore
  readonly secret: Uint8Array
  readonly sheetOf: SheetOf
  /**
   * The places that a document of a case keeps for signatures, by the digest that it had before anybody signed it; empty where it keeps
   * none.
   */
  readonly placesOf?: (tx: Tx, caseId: number, unsigned: string) => Promise<Sheet['approvals']>
}

export interface Institution {
  /** Of what follows; the versions in force are of the same. */
  readonly revision: DirectoryRevision
  readonly directory: InstitutionDirectory
  readonly calendar: (code: string) => WorkingCalendar
  /** Code of the institution's own calendar. */
  readonly calendarCode: string
  /** The directorate's tables for the desk: priorities and their targets, suppliers. */
  readonly desk: DeskTables
}

/** One run of a command: inside its transaction. */
export interface Call<Params = Record<string, string>, Input = unknown> {
  readonly tx: Tx
  readonly params: Params
  readonly input: Input
  readonly actor: Actor
  readonly now: string
  readonly institution: Institution
  readonly deps: CaseDeps
  /** Topics that the command touched. */
  readonly touched: Set<string>
  /** How it is known that the person who gives a signature is that person; without it, such a task is not completed. */
  readonly proved?: 'by-password' | 'in-the-demonstration'
}

/** A run outside a transaction: `tx` is the shared connection. */
export type CallAtOnce<Params = Record<string, string>, Input = unknown> = Omit<Call<Params, Input>, 'tx'> & {
  readonly tx: Queryable
}

export interface CommandDefinition<Input extends TSchema = TSchema, Answer = unknown> {
  readonly name: string
  /** Method and path below `/api`. */
  readonly route: `POST /${string}`
  readonly summary: { readonly es: string; readonly en: string }
  readonly input: Input
  readonly answer: TSchema
  run(call: Call<Record<string, string>, Static<Input>>): Promise<Answer>
  /**
   * The same without a transaction of its own, by statements that each stand alone; null, with nothing written, where it needs one.
   */
  atOnce?(call: CallAtOnce<Record<string, string>, Static<Input>>, once: OnceKey | null): Promise<Answer | null>
}

export interface CommandRequest<Input> {
  readonly params: Record<string, string>
  readonly input: Input
  readonly person: string
  /** The directory's revision that the request has read, when it has. */
  readonly revision?: DirectoryRevision | null
  /** From the header `Idempotency-Key`, or the hidden field of a form. */
  readonly idempotencyKey?: string
}

/** What a command does when all that it does is to move one case. */
export interface Move {
  readonly number: string
  readonly command: Command
  readonly expectedSeq?: number
}

/** The key of a request with the digest of its content. */
export interface OnceKey {
  readonly person: string
  readonly key: string
  readonly digest: string
}
