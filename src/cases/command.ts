import type { Static, TSchema } from 'typebox'
import { transaction } from '#src/platform/db/pool.ts'
import { Refused } from '#src/platform/refusal.ts'
import type { Call, CaseDeps, CommandDefinition, CommandRequest } from './call.ts'
import { answerOnce, keyIsTaken, onceKey, rowIsHeld } from './idempotency.ts'

/** Declares a command; identity, for the types. */
export function command<Input extends TSchema, Answer>(
  definition: CommandDefinition<Input, Answer>,
): CommandDefinition<Input, Answer> {
  return definition
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

/** The answer of a command that opens or moves one case, done without a transaction; null when it has to be done in one. */
async function runAtOnce<Input extends TSchema, Answer>(
  deps: CaseDeps,
  definition: CommandDefinition<Input, Answer>,
  request: CommandRequest<Static<Input>>,
  call: Pick<Call, 'actor' | 'now' | 'deps' | 'touched'>,
): Promise<Answer | null> {
  if (definition.atOnce === undefined) return null
  const once = onceKey(definition.name, request)
  try {
    const institution = await deps.institution(deps.db, call.now, request.revision ?? undefined)
    const { params, input } = request
    return await definition.atOnce({ ...call, institution, params, input, tx: deps.shared ?? deps.db }, once)
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
