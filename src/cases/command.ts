import type { Static, TSchema } from 'typebox'
import type { WorkingCalendar } from '#src/calendar/types.ts'
import type { DirectoryRevision } from '#src/people/index.ts'
import type { InstitutionDirectory } from '#src/people/types.ts'
import { transaction } from '#src/platform/db/pool.ts'
import type { Db, Queryable, Tx } from '#src/platform/db/types.ts'
import { Refused } from '#src/platform/refusal.ts'
import type { Actor } from '#src/procedure/types.ts'
import { answerOnce, keyIsTaken, onceKey, rowIsHeld } from './idempotency.ts'
import { type Move, moveAtOnce } from './move-at-once.ts'
import type { Projection } from './record.ts'
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
  /** Told after the commit which topics changed, so that open pages refresh. */
  readonly changed: (topics: ReadonlySet<string>) => void
}

export interface Institution {
  readonly directory: InstitutionDirectory
  readonly calendar: (code: string) => WorkingCalendar
  /** Code of the institution's own calendar. */
  readonly calendarCode: string
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
}

export interface CommandDefinition<Input extends TSchema = TSchema, Answer = unknown> {
  readonly name: string
  /** Method and path below `/api`. */
  readonly route: `POST /${string}`
  readonly summary: { readonly es: string; readonly en: string }
  readonly input: Input
  readonly answer: TSchema
  run(call: Call<Record<string, string>, Static<Input>>): Promise<Answer>
  /** What it does when that is to move one case and nothing else; null when it does more. Then it answers with the case's place. */
  move?(params: Record<string, string>, input: Static<Input>): Move | null
}

/** Declares a command; identity, for the types. */
export function command<Input extends TSchema, Answer>(
  definition: CommandDefinition<Input, Answer>,
): CommandDefinition<Input, Answer> {
  return definition
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

/** Runs a command, all of it or nothing. The same key from the same person gives the first answer again, and does nothing twice. */
export async function runCommand<Input extends TSchema, Answer>(
  deps: CaseDeps,
  definition: CommandDefinition<Input, Answer>,
  request: CommandRequest<Static<Input>>,
): Promise<Answer> {
  const touched = new Set<string>()
  const now = deps.clock()
  const actor = { kind: 'person', person: request.person } as const
  const quick = await runAtOnce(deps, definition, request, { actor, now, deps, touched })
  const answer =
    quick ??
    (await transaction(deps.db, async (tx) => {
      const institution = await deps.institution(tx, now, request.revision ?? undefined)
      const call = { tx, params: request.params, input: request.input, actor, now, institution, deps, touched }
      return answerOnce(call, definition.name, request, () => definition.run(call))
    }))
  if (touched.size > 0) deps.changed(touched)
  return answer
}

/** The answer of a command that moves one case, done without a transaction; null when it has to be done in one. */
async function runAtOnce<Input extends TSchema, Answer>(
  deps: CaseDeps,
  definition: CommandDefinition<Input, Answer>,
  request: CommandRequest<Static<Input>>,
  call: Pick<Call, 'actor' | 'now' | 'deps' | 'touched'>,
): Promise<Answer | null> {
  const move = definition.move?.(request.params, request.input) ?? null
  if (move === null) return null
  const once = onceKey(definition.name, request)
  try {
    const institution = await deps.institution(deps.db, call.now, request.revision ?? undefined)
    return (await moveAtOnce({ ...call, institution }, move, once)) as Answer | null
  } catch (error) {
    if (rowIsHeld(error)) return null
    // With a key, a refusal may only mean that the first request has done it already; its answer is found under the key.
    if (once !== null && (error instanceof Refused || keyIsTaken(error))) return null
    throw error
  }
}

/** Runs work of Ventanilla itself (timers, repairs) in one transaction. */
export async function runAsSystem<Answer>(deps: CaseDeps, work: (call: Call) => Promise<Answer>): Promise<Answer> {
  const touched = new Set<string>()
  const now = deps.clock()
  const answer = await transaction(deps.db, async (tx) => {
    const institution = await deps.institution(tx, now)
    return work({ tx, params: {}, input: undefined, actor: { kind: 'system' }, now, institution, deps, touched })
  })
  if (touched.size > 0) deps.changed(touched)
  return answer
}
