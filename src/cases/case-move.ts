import type { Static, TSchema } from 'typebox'
import type { CommandDefinition, Move } from './call.ts'
import { casePlace } from './case-place.ts'
import { CasePlace } from './inputs.ts'
import { moveAtOnce } from './move-at-once.ts'
import { moveCase } from './move-case.ts'

type Place = ReturnType<typeof casePlace>

/** Declares a command that moves one case and does nothing else. */
export function caseMove<Input extends TSchema>({
  move,
  ...definition
}: Pick<CommandDefinition<Input, Place>, 'name' | 'route' | 'summary' | 'input'> & {
  readonly move: (params: Record<string, string>, input: Static<Input>) => Move
}): CommandDefinition<Input, Place> {
  return {
    ...definition,
    answer: CasePlace,
    async run(call) {
      const { number, command, expectedSeq } = move(call.params, call.input)
      return casePlace(await moveCase(call, number, command, expectedSeq))
    },
    atOnce: (call, once) => moveAtOnce(call, move(call.params, call.input), once),
  }
}
