import type { Institution } from '#src/cases/call.ts'
import { type CompiledProcedure, conformityGiven, conformityUntil } from '#src/procedure/index.ts'
import type { CaseState } from '#src/procedure/types.ts'

/** Is whoever asked still to be asked whether a closed case solved the matter? Not where a step of the manual did ask. */
export function offersConformity(
  procedure: CompiledProcedure,
  state: CaseState,
  now: string,
  institution: Pick<Institution, 'calendar'>,
): boolean {
  if (state.status !== 'closed' || conformityGiven(state) || askedByTheManual(procedure, state)) return false
  const until = conformityUntil(procedure, state, institution)
  return until !== null && Date.parse(now) <= Date.parse(until)
}

function askedByTheManual(procedure: CompiledProcedure, state: CaseState): boolean {
  return [...procedure.rows.values()].some(
    ({ number, facts }) =>
      state.completed[number] !== undefined &&
      facts.signatures.some(
        ({ kind, role }) =>
          kind === 'conformidad' &&
          (role.toLocaleLowerCase('es') === 'solicitante' || procedure.assignments.get(role)?.by.kind === 'requester'),
      ),
  )
}
