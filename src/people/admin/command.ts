import { type Kysely, sql, type Transaction } from 'kysely'
import type { CalendarData, InstantText } from '#src/calendar/types.ts'
import { transaction } from '#src/platform/db/pool.ts'
import { Refused } from '#src/platform/refusal.ts'
import type { PersonId } from '#src/procedure/types.ts'
import { writeAdminAct } from '../acts/admin-act.store.ts'
import { loadDirectory } from '../directory.ts'
import { invalidInput, peopleRefusal } from '../refusals.ts'
import type { InstitutionDirectory } from '../types.ts'
import { type Fault, type Fields, type Input, readFields } from './field.ts'

export type Tx = Transaction<unknown>
export type Params = Readonly<Record<string, string>>

export interface AdminContext {
  readonly tx: Tx
  /** As it is under the lock of this change. */
  readonly directory: InstitutionDirectory
  /** Null for the command line. */
  readonly actor: PersonId | null
  readonly now: InstantText
  /** The installation's, to seal what must be read again: a password for another server. */
  readonly secret: Uint8Array
}

export interface Outcome {
  readonly subject: { readonly kind: string; readonly id: string }
  /** Page to show when it is done. */
  readonly go: string
  /** A one-time password, shown once and written nowhere. */
  readonly oneTimePassword?: string
  /** The token of a key, or another secret for a program, shown once and kept sealed or hashed. */
  readonly token?: string
}

export interface TokenWords {
  readonly title: string
  readonly lead: string
  readonly next: string
}

/** A calendar before and after a command. */
export interface CalendarChange {
  readonly before: CalendarData
  readonly after: CalendarData
}

/** What the form holds before anybody types, and where it stands. */
export interface Prefill {
  readonly values: Readonly<Record<string, unknown>>
  /** What is being changed, for the heading: a person's name, a unit's. Empty for something new. */
  readonly about: string
  /** The page from which one came. */
  readonly back: string
  /** Whose claimed tasks go back to the tray when this is done, to be told before. */
  readonly leaves?: PersonId
}

/** One thing that an administrator does: one form, one route of the API, one transaction, one admin act. */
export interface AdminCommand<F extends Fields> {
  /** `unit.save`: the word of the admin act, and the operation of the API. */
  readonly action: `${string}.${string}`
  /** Heading of the form and label of its button. */
  readonly words: {
    readonly es: string
    readonly en: string
    readonly button: { readonly es: string; readonly en: string }
  }
  /** Spanish address of the form under /administracion, with `:id` where it is about something. */
  readonly page: `/administracion/${string}`
  /** Its twin under /api. */
  readonly api: `/api/${string}`
  readonly fields: F
  /** True where the answer shows a one-time password, and so is no redirect. */
  readonly givesPassword?: true
  /** Of what changes a calendar: how it was and will be, with nothing written, so that its effect can be shown before it is saved. */
  calendarChange?(db: Kysely<unknown>, params: Params, input: Input<F>): Promise<CalendarChange>
  /** Set where the answer shows a token: what it is, and what to do with it. */
  readonly givesToken?: { readonly es: TokenWords; readonly en: TokenWords }
  /** Null when there is no such thing. */
  prefill(
    directory: InstitutionDirectory,
    params: Params,
    db: Kysely<unknown>,
  ): Promise<Prefill | null> | Prefill | null
  run(context: AdminContext, params: Params, input: Input<F>): Promise<Outcome>
}

/** A command whose fields are known only when it runs: what tables of commands hold. */
export type AnyAdminCommand = Omit<AdminCommand<Fields>, 'run' | 'calendarChange'> & {
  // A method and not a property, so that each command's own input is accepted here; `runAdminCommand` reads it by its fields.
  run(context: AdminContext, params: Params, input: never): Promise<Outcome>
  calendarChange?(db: Kysely<unknown>, params: Params, input: never): Promise<CalendarChange>
}

export const adminCommand = <const F extends Fields>(command: AdminCommand<F>): AdminCommand<F> => command

export interface AdminRequest {
  readonly actor: PersonId | null
  readonly now: InstantText
  readonly params: Params
  /** Strings of a form, or JSON of the API. */
  readonly raw: Readonly<Record<string, unknown>>
  /** The installation's; without it nothing can be sealed. */
  readonly secret?: Uint8Array
}

/**
 * Runs a command in one transaction with its admin act. Changes of the directory go one after another, so that what a command
 * checks stays true until it commits. Throws `Refused` (422 with the faulty fields, 404, 409); who may, the route has asked.
 */
export async function runAdminCommand(
  db: Kysely<unknown>,
  command: AnyAdminCommand,
  request: AdminRequest,
): Promise<Outcome> {
  const { actor, now, params, raw, secret = new Uint8Array() } = request
  const read = readFields(command.fields, raw)
  if ('faults' in read) throw new Refused(invalidInput(read.faults))
  return transaction(db, async (tx) => {
    await sql`select 1 from directory_revision for update`.execute(tx)
    const directory = await loadDirectory(tx, now)
    const outcome = await command.run({ tx, directory, actor, now, secret }, params, read.input as never)
    const { revision, ...input } = read.input as Readonly<Record<string, unknown>>
    const data = Object.fromEntries(Object.entries(input).filter(([name]) => command.fields[name]?.kind !== 'secret'))
    await writeAdminAct(tx, { at: now, actor, action: command.action, subject: outcome.subject, data })
    return outcome
  })
}

/** Refuses with a fault beside one field. */
export function refuseField(field: string, fault: Fault): never {
  throw new Refused(invalidInput({ [field]: fault }))
}

/** The row, or the refusal `not-found`. */
export function found<Row>(row: Row | null | undefined): Row {
  if (row === null || row === undefined) throw new Refused(peopleRefusal('not-found'))
  return row
}

/** Refuses when the form was drawn from another revision than the row has now. */
export function sameRevision(row: { readonly revision: number }, revision: number | null): void {
  if (row.revision !== revision) throw new Refused(peopleRefusal('changed'))
}
