import { Type } from 'typebox'
import type { InstitutionDirectory } from '#src/people/types.ts'
import { type CompiledProcedure, mayAct, mayReopen } from '#src/procedure/index.ts'
import type { Call } from '../call.ts'
import { casePlace } from '../case-place.ts'
import { command } from '../command.ts'
import { CasePlace } from '../inputs.ts'
import { refused } from '../refusals.ts'
import type { CaseFile } from '../types.ts'
import { deskMove } from './desk-move.ts'
import { findSolutionCode } from './solution-code.store.ts'

/** Notes with what a case was resolved: code of solution with its type, cause, and what was done in words. */
export const resolveCase = command({
  name: 'resolve-case',
  route: 'POST /cases/:number/resolution',
  summary: {
    es: 'Anota el tipo y el código de solución, y la causa',
    en: 'Notes type and code of the solution, and the cause',
  },
  // S4 3.2: who closes chooses the type of solution, describes it briefly, and chooses the code of solution.
  input: Type.Object(
    {
      solution: Type.String({ maxLength: 20 }),
      cause: Type.Optional(Type.String({ maxLength: 20 })),
      note: Type.Optional(Type.String({ maxLength: 4_000 })),
    },
    { additionalProperties: false },
  ),
  answer: CasePlace,
  async run(call) {
    const { solution, cause, note } = call.input
    const moved = await deskMove(call as Call, call.params.number!, async (file) => {
      const version = await call.deps.manuals.version(call.tx, file.versionId)
      const procedure = version.procedure(file.procedure)
      const person = call.actor.kind === 'person' ? call.actor.person : null
      if (file.status === 'annulled') throw refused('resolution-annulled', {})
      if (person === null || procedure === null || !mayResolve(procedure, file, person, call.institution.directory))
        throw refused('resolution-not-yours', {})
      const code = await findSolutionCode(call.tx, 'solution', solution)
      if (code === null) throw refused('solution-unknown', {})
      if (cause !== undefined && (await findSolutionCode(call.tx, 'cause', cause)) === null)
        throw refused('cause-unknown', {})
      const text = note?.trim() ?? ''
      return [
        {
          body: {
            kind: 'case-resolved',
            solution: code.code,
            type: code.type ?? '',
            ...(cause === undefined ? {} : { cause }),
          },
          ...(text === '' ? {} : { private: { note: text } }),
        },
      ]
    })
    return casePlace(moved)
  },
})

/** Who attended it, who may act on it now, or who could reopen it. The requester, as such, may not. */
export function mayResolve(
  procedure: CompiledProcedure,
  { state }: Pick<CaseFile, 'state'>,
  person: string,
  directory: InstitutionDirectory,
): boolean {
  const requester = state.requester.kind === 'person' ? state.requester.person : null
  const did = Object.values(state.completed).some(({ by }) => by.kind === 'person' && by.person === person)
  if (did && person !== requester) return true
  const acts = state.tasks.some(
    (task) => task.tray?.because.kind !== 'requester' && mayAct(procedure, state, task, person, directory) === 'yes',
  )
  return acts || (state.status === 'closed' && mayReopen(procedure, state, person, directory) === 'yes')
}
